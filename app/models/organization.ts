/** Tenants and who belongs to them. */
import { randomInt } from "node:crypto";
import { prisma } from "~/db/database";
import { Prisma, type FallbackMode, type Plan, type Role } from "~/db/generated/client";
import { newId } from "~/lib/ids";
import { recordAudit } from "./audit-event";
import { isUniqueViolation } from "./database-errors";
import { createHashKey } from "./organization-secrets";
import { Refusal } from "./refusal";

const SLUG_LENGTH = 40;
const SLUG_ATTEMPTS = 5;

export interface OrganizationRecord {
  id: string;
  slug: string;
  name: string;
  plan: Plan;
  fallbackMode: FallbackMode;
  /** Zero-data mode is on since then; null is off. */
  zeroDataSince: Date | null;
}

export interface Membership {
  organization: OrganizationRecord;
  role: Role;
}

export class OrganizationNotFoundError extends Refusal {
  override name = "OrganizationNotFoundError";
  constructor(id: string) {
    super("organization_not_found", `There is no organization with the id ${id}.`, "organization");
  }
}

const SELECT = {
  id: true,
  slug: true,
  name: true,
  plan: true,
  fallbackMode: true,
  zeroDataSince: true,
} as const;

/** The name in URLs: ASCII letters, digits and single hyphens, never empty. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_LENGTH)
    .replace(/^-|-$/g, "");
  return slug || "organization";
}

/** The plain slug for the first organization of a name, a random suffix for every later one. */
function slugFor(name: string, attempt: number): string {
  return attempt === 0 ? slugOf(name) : `${slugOf(name)}-${randomInt(36 ** 5, 36 ** 6).toString(36)}`;
}

/** Creates the organization with its owner, in one transaction. */
export async function createOrganization(input: {
  name: string;
  ownerId: string;
  plan: Plan;
}): Promise<{ id: string; slug: string; name: string }> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await insertOrganization({ ...input, slug: slugFor(input.name, attempt) });
    } catch (error) {
      if (!isUniqueViolation(error) || attempt >= SLUG_ATTEMPTS) throw error;
    }
  }
}

async function insertOrganization(input: { name: string; slug: string; ownerId: string; plan: Plan }) {
  const { name, slug, ownerId, plan } = input;
  const id = newId();
  return prisma().$transaction(async (tx) => {
    const organization = await tx.organization.create({
      data: {
        id,
        slug,
        name,
        plan,
        hashKeyCiphertext: createHashKey(id),
        memberships: { create: { userId: ownerId, role: "owner" } },
      },
      select: { id: true, slug: true, name: true },
    });
    await recordAudit(tx, {
      action: "organization.created",
      organizationId: id,
      actorUserId: ownerId,
      targetType: "organization",
      targetId: id,
      details: { name, plan },
    });
    return organization;
  });
}

/** Oldest membership first. */
export async function organizationsOfUser(
  userId: string,
): Promise<{ id: string; slug: string; name: string; role: Role; plan: Plan }[]> {
  const memberships = await prisma().membership.findMany({
    where: { userId },
    select: { role: true, organization: { select: { id: true, slug: true, name: true, plan: true } } },
    orderBy: [{ createdAt: "asc" }, { organizationId: "asc" }],
  });
  return memberships.map(({ role, organization }) => ({ ...organization, role }));
}

/** Null when there is no such organization or the user does not belong to it: a stranger cannot tell which. */
export async function findMembership(input: { userId: string; slug: string }): Promise<Membership | null> {
  return prisma().membership.findFirst({
    where: { userId: input.userId, organization: { slug: input.slug } },
    select: { role: true, organization: { select: SELECT } },
  });
}

export async function findOrganization(id: string): Promise<OrganizationRecord | null> {
  return prisma().organization.findUnique({ where: { id }, select: SELECT });
}

/**
 * Zero-data mode outlives the plan that has it: privacy never ends because a payment did. Whoever leaves the plan
 * keeps the mode, and turns it off by hand.
 * @throws {OrganizationNotFoundError}
 */
export async function setPlan(organizationId: string, plan: Plan, actorId?: string): Promise<void> {
  await prisma().$transaction(async (tx) => {
    const before = await lockOrganization(tx, organizationId);
    if (before.plan === plan) return;
    await tx.organization.update({ where: { id: organizationId }, data: { plan }, select: { id: true } });
    await recordAudit(tx, {
      action: "organization.plan_changed",
      organizationId,
      actorUserId: actorId,
      targetType: "organization",
      targetId: organizationId,
      details: { from: before.plan, to: plan },
    });
  });
}

/**
 * Makes the transactions that count or order an organization's rows take turns. It must be a transaction's first
 * statement. `NO KEY` lets plain inserts of child rows (a trace, an API key) pass.
 * @throws {OrganizationNotFoundError}
 */
export async function lockOrganization(
  tx: Prisma.TransactionClient,
  organizationId: string,
): Promise<{ plan: Plan }> {
  const rows = await tx.$queryRaw<{ plan: Plan }[]>(
    Prisma.sql`SELECT plan FROM organizations WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE`,
  );
  const [row] = rows;
  if (!row) throw new OrganizationNotFoundError(organizationId);
  return row;
}
