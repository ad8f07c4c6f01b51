/** What an organization decides about its traffic: what happens when we fail, and whether content is kept. */
import { prisma } from "~/db/database";
import { type FallbackMode, type Plan, type Prisma } from "~/db/generated/client";
import { PLANS } from "~/lib/plans";
import { recordAudit } from "./audit-event";
import { lockOrganization } from "./organization";
import { Refusal } from "./refusal";

export const FALLBACK_MODES = ["error", "passthrough"] as const satisfies readonly FallbackMode[];

export interface OrganizationSettings {
  fallbackMode: FallbackMode;
  /** Zero-data mode is on: traces hold no content. */
  zeroData: boolean;
}

/** The plan does not have the mode. */
export class ZeroDataPlanError extends Refusal {
  override name = "ZeroDataPlanError";
  constructor(plan: Plan) {
    super(
      "plan_limit",
      `Zero-data mode is part of the ${PLANS.business.label} plan; this organization is on the ${PLANS[plan].label} plan.`,
      "zeroData",
    );
  }
}

/**
 * Changes what is given, all or none; gateways follow within a second. Zero-data mode is turned on by a plan that has
 * it, and off by anyone: an organization that left the plan keeps it until it decides otherwise (see `setPlan`).
 * @returns The settings that are now in force.
 * @throws {ZeroDataPlanError}
 * @throws {OrganizationNotFoundError}
 */
export async function setOrganizationSettings(input: {
  organizationId: string;
  fallbackMode?: FallbackMode | undefined;
  zeroData?: boolean | undefined;
  actorId?: string | null | undefined;
}): Promise<OrganizationSettings> {
  const { organizationId, actorId } = input;
  return prisma().$transaction(async (tx) => {
    const { plan } = await lockOrganization(tx, organizationId);
    const from = await readSettings(tx, organizationId);
    const to: OrganizationSettings = {
      fallbackMode: input.fallbackMode ?? from.fallbackMode,
      zeroData: input.zeroData ?? from.zeroData,
    };
    if (to.zeroData && !from.zeroData && !PLANS[plan].zeroData) throw new ZeroDataPlanError(plan);
    // Only the columns that change: an update that names a column renews every gateway's snapshot.
    const data: Prisma.OrganizationUpdateInput = {};
    if (to.fallbackMode !== from.fallbackMode) data.fallbackMode = to.fallbackMode;
    if (to.zeroData !== from.zeroData) data.zeroDataSince = to.zeroData ? new Date() : null;
    if (Object.keys(data).length === 0) return to;
    await tx.organization.update({ where: { id: organizationId }, data, select: { id: true } });
    await recordAudit(tx, {
      action: "organization.settings_changed",
      organizationId,
      actorUserId: actorId,
      targetType: "organization",
      targetId: organizationId,
      details: { from: { ...from }, to: { ...to } },
    });
    return to;
  });
}

async function readSettings(tx: Prisma.TransactionClient, id: string): Promise<OrganizationSettings> {
  const { fallbackMode, zeroDataSince } = await tx.organization.findUniqueOrThrow({
    where: { id },
    select: { fallbackMode: true, zeroDataSince: true },
  });
  return { fallbackMode, zeroData: zeroDataSince !== null };
}
