/** What the gateway learned of keys by using them. */
import { prisma } from "~/db/database";
import { Prisma, type ProviderKeyStatus } from "~/db/generated/client";

export interface KeyHealthChange {
  /** A provider key of the organization. */
  id: string;
  /** Left out: nothing new. */
  status?: ProviderKeyStatus | undefined;
  /** A deadline only grows: an earlier one than the stored one changes nothing. */
  coolingUntil?: Date | undefined;
}

/** One entry for each key, as if the changes had come one after the other. */
function merged(changes: readonly KeyHealthChange[]): KeyHealthChange[] {
  const byId = new Map<string, KeyHealthChange>();
  for (const { id, status, coolingUntil } of changes) {
    const known = byId.get(id);
    const later = [known?.coolingUntil, coolingUntil].filter((date) => date !== undefined);
    byId.set(id, {
      id,
      status: status ?? known?.status,
      coolingUntil: later.sort((a, b) => a.getTime() - b.getTime()).at(-1),
    });
  }
  return [...byId.values()];
}

/**
 * Writes a batch in one statement, and only what differs: a row that is as it should be is not written. A key that
 * is no longer there is no error.
 *
 * The organization's lock is taken before the rows', as every change of keys does, so that neither waits for the
 * other in a circle. A status that differs renews the snapshots of all instances; a deadline alone does not.
 */
export async function recordKeyHealth(
  organizationId: string,
  changes: readonly KeyHealthChange[],
): Promise<void> {
  const batch = merged(changes);
  if (batch.length === 0) return;
  const ids = batch.map(({ id }) => id);
  const statuses = batch.map(({ status }) => status ?? null);
  const deadlines = batch.map(({ coolingUntil }) => coolingUntil?.toISOString() ?? null);
  await prisma().$executeRaw(Prisma.sql`
    WITH held AS (
      SELECT id FROM organizations WHERE id = ${organizationId}::uuid FOR NO KEY UPDATE
    )
    UPDATE provider_keys AS stored SET
      status = coalesce(change.status, stored.status),
      status_changed_at = CASE WHEN change.status <> stored.status THEN now() ELSE stored.status_changed_at END,
      cooling_until = greatest(stored.cooling_until, change.cooling_until)
    FROM held, unnest(${ids}::uuid[], ${statuses}::provider_key_status[], ${deadlines}::timestamptz[])
      AS change (id, status, cooling_until)
    WHERE stored.organization_id = held.id AND stored.id = change.id AND (
      change.status <> stored.status
      OR change.cooling_until > coalesce(stored.cooling_until, '-infinity')
    )`);
}
