/** The values behind tokens, encrypted like provider keys, until they expire. */
import { prisma } from "~/db/database";
import { Prisma } from "~/db/generated/client";
import { decrypt, encrypt } from "~/lib/encryption";
import { secrets } from "~/secrets.server";

export interface VaultEntry {
  organizationId: string;
  token: string;
  value: string;
  expiresAt: Date;
}

function associatedData({ organizationId, token }: Pick<VaultEntry, "organizationId" | "token">): string {
  return `${organizationId}:vault:${token}`;
}

/** In one statement. A token that is stored already lives until the later of the two ends; so does a deleted organization's nowhere. */
export async function storeVaultTokens(entries: readonly VaultEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const { keyring } = secrets();
  const organizationIds = entries.map(({ organizationId }) => organizationId);
  const tokens = entries.map(({ token }) => token);
  const ciphertexts = entries.map((entry) => encrypt(keyring, entry.value, associatedData(entry)));
  const ends = entries.map(({ expiresAt }) => expiresAt.toISOString());
  await prisma().$executeRaw(Prisma.sql`
    INSERT INTO vault_tokens (organization_id, token, ciphertext, expires_at)
    SELECT DISTINCT ON (entry.organization_id, entry.token)
      entry.organization_id, entry.token, entry.ciphertext, entry.expires_at
    FROM unnest(${organizationIds}::uuid[], ${tokens}::text[], ${ciphertexts}::text[], ${ends}::timestamptz[])
      AS entry (organization_id, token, ciphertext, expires_at)
    JOIN organizations ON organizations.id = entry.organization_id
    ORDER BY entry.organization_id, entry.token, entry.expires_at DESC
    ON CONFLICT (organization_id, token)
      DO UPDATE SET expires_at = greatest(vault_tokens.expires_at, excluded.expires_at)`);
}

/** The values of those that have not expired. @throws {DecryptionError} */
export async function findVaultTokens(
  organizationId: string,
  tokens: readonly string[],
): Promise<Omit<VaultEntry, "organizationId">[]> {
  const rows = await prisma().vaultToken.findMany({
    where: { organizationId, token: { in: [...tokens] }, expiresAt: { gt: new Date() } },
    select: { token: true, ciphertext: true, expiresAt: true },
  });
  const { keyring } = secrets();
  return rows.map(({ token, ciphertext, expiresAt }) => ({
    token,
    value: decrypt(keyring, ciphertext, associatedData({ organizationId, token })),
    expiresAt,
  }));
}

/** @returns How many. */
export async function deleteExpiredVaultTokens(): Promise<number> {
  const { count } = await prisma().vaultToken.deleteMany({ where: { expiresAt: { lte: new Date() } } });
  return count;
}
