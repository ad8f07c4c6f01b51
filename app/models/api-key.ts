/** Our own API keys: shown once, stored as a digest. */
import { prisma } from "~/db/database";
import { Prisma } from "~/db/generated/client";
import { generateApiKey, hashApiKey } from "~/lib/api-key-format";
import { newId } from "~/lib/ids";
import { recordAudit } from "./audit-event";
import { lockOrganization } from "./organization";

export interface ApiKeyListItem {
  id: string;
  name: string;
  lastFour: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  /** The creator's name; null for the admin command and for people who left. */
  createdBy: string | null;
}

/**
 * @returns The key itself, for the only time.
 * @throws {OrganizationNotFoundError}
 */
export async function createApiKey(input: {
  organizationId: string;
  name: string;
  createdById?: string | null | undefined;
}): Promise<{ id: string; key: string }> {
  const { organizationId, name } = input;
  const id = newId();
  const key = generateApiKey();
  await prisma().$transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    await tx.apiKey.create({
      data: {
        id,
        organizationId,
        name,
        keyHash: hashApiKey(key),
        lastFour: key.slice(-4),
        createdById: input.createdById ?? null,
      },
      select: { id: true },
    });
    await recordAudit(tx, {
      action: "api_key.created",
      organizationId,
      actorUserId: input.createdById,
      targetType: "api_key",
      targetId: id,
      details: { name },
    });
  });
  return { id, key };
}

/** Newest first, revoked ones included. */
export async function listApiKeys(organizationId: string): Promise<ApiKeyListItem[]> {
  const rows = await prisma().apiKey.findMany({
    where: { organizationId },
    select: {
      id: true,
      name: true,
      lastFour: true,
      createdAt: true,
      lastUsedAt: true,
      revokedAt: true,
      createdById: true,
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const creatorIds = [...new Set(rows.flatMap((row) => row.createdById ?? []))];
  const creators = await prisma().user.findMany({
    where: { id: { in: creatorIds } },
    select: { id: true, name: true },
  });
  const names = new Map(creators.map((creator) => [creator.id, creator.name]));
  return rows.map(({ createdById, ...row }) => ({ ...row, createdBy: names.get(createdById ?? "") ?? null }));
}

/** @returns False when the organization has no such key, or it was revoked before. */
export async function revokeApiKey(input: {
  organizationId: string;
  id: string;
  actorId?: string | null | undefined;
}): Promise<boolean> {
  const { organizationId, id } = input;
  return prisma().$transaction(async (tx) => {
    const { count } = await tx.apiKey.updateMany({
      where: { organizationId, id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return false;
    await recordAudit(tx, {
      action: "api_key.revoked",
      organizationId,
      actorUserId: input.actorId,
      targetType: "api_key",
      targetId: id,
    });
    return true;
  });
}

/**
 * The one look-up without an organization: the key says which one it is.
 * @param hash SHA-256 of the key, see `hashApiKey`.
 * @returns Null when it is unknown, revoked or expired.
 */
export async function findApiKeyByHash(
  hash: Buffer,
): Promise<{ id: string; organizationId: string; expiresAt: Date | null } | null> {
  return prisma().apiKey.findFirst({
    where: {
      keyHash: Uint8Array.from(hash),
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
    },
    select: { id: true, organizationId: true, expiresAt: true },
  });
}

/** Moves last-used times forward, never back, for many keys in one statement. */
export async function touchApiKeys(
  entries: readonly { id: string; organizationId: string; at: Date }[],
): Promise<void> {
  if (entries.length === 0) return;
  const ids = entries.map((entry) => entry.id);
  const organizationIds = entries.map((entry) => entry.organizationId);
  const times = entries.map((entry) => entry.at.toISOString());
  await prisma().$executeRaw(Prisma.sql`
    UPDATE api_keys SET last_used_at = used.at
    FROM (
      SELECT id, organization_id, max(at) AS at
      FROM unnest(${ids}::uuid[], ${organizationIds}::uuid[], ${times}::timestamptz[]) AS entry(id, organization_id, at)
      GROUP BY id, organization_id
    ) AS used
    WHERE api_keys.id = used.id AND api_keys.organization_id = used.organization_id
      AND (api_keys.last_used_at IS NULL OR api_keys.last_used_at < used.at)`);
}
