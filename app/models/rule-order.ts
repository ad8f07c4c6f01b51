/** The order of an organization's rules, which is their priority. */
import { prisma } from "~/db/database";
import { Prisma } from "~/db/generated/client";
import { recordAudit } from "./audit-event";
import { lockOrganization } from "./organization";

export const RULE_ORDER = [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }] as const;

/**
 * Moves a rule one place up or down. At the end of the list nothing changes.
 * @returns False when the organization has no such rule.
 * @throws {OrganizationNotFoundError}
 */
export async function moveRule(input: {
  organizationId: string;
  id: string;
  direction: "up" | "down";
  actorId?: string | null;
}): Promise<boolean> {
  const { organizationId, id, direction, actorId } = input;
  return prisma().$transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const rows = await tx.rule.findMany({
      where: { organizationId },
      select: { id: true },
      orderBy: [...RULE_ORDER],
    });
    const ids = rows.map((row) => row.id);
    const from = ids.indexOf(id);
    const to = direction === "up" ? from - 1 : from + 1;
    const other = ids[to];
    if (from < 0 || other === undefined) return from >= 0;
    ids[from] = other;
    ids[to] = id;
    await numberRules(tx, organizationId, ids);
    await recordAudit(tx, {
      action: "rule.moved",
      organizationId,
      actorUserId: actorId,
      targetType: "rule",
      targetId: id,
      details: { direction, place: to + 1 },
    });
    return true;
  });
}

/** Places may have had gaps, or been shared: afterwards they count from 0. A rule that keeps its place is not written. */
async function numberRules(tx: Prisma.TransactionClient, organizationId: string, ids: readonly string[]) {
  await tx.$executeRaw(Prisma.sql`
    UPDATE rules SET position = ordered.place - 1, updated_at = now()
    FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS ordered (id, place)
    WHERE rules.organization_id = ${organizationId}::uuid AND rules.id = ordered.id
      AND rules.position <> ordered.place - 1`);
}
