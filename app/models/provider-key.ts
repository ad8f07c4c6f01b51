/**
 * The organization's keys at its providers: encrypted, one primary for each provider, linked to chains. Every change
 * takes the organization's lock first, so that of two people who would close a loop together the second is told.
 */
import { prisma } from "~/db/database";
import { newId } from "~/lib/ids";
import { lockOrganization } from "./organization";
import { checkChains } from "./provider-key-chain";
import {
  checkedChange,
  checkedNewKey,
  type NewProviderKey,
  type ProviderKeyChange,
} from "./provider-key-input";
import {
  auditKey,
  demote,
  keyColumns,
  makePrimary,
  readKeys,
  type KeyReference,
  type ProviderKeyListItem,
} from "./provider-key-rows";

export { ProviderKeyError, type NewProviderKey, type ProviderKeyChange } from "./provider-key-input";
export { type ProviderKeyListItem } from "./provider-key-rows";

/** By provider, the primary first, then the oldest. */
export async function listProviderKeys(organizationId: string): Promise<ProviderKeyListItem[]> {
  return readKeys(prisma(), organizationId);
}

/**
 * @throws {ProviderKeyError}
 * @throws {OrganizationNotFoundError}
 */
export async function addProviderKey(
  input: NewProviderKey,
): Promise<{ id: string; isPrimary: boolean; lastFour: string }> {
  const { organizationId, provider, createdById: actorId = null } = input;
  const { key, details } = checkedNewKey(input);
  const row = { organizationId, id: newId(), actorId };
  const { lastFour, ciphertext } = keyColumns(row, key);
  return prisma().$transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const keys = await readKeys(tx, organizationId);
    checkChains(keys, [...keys, { id: row.id, provider, lastFour, ...details }], row.id);
    const hasPrimary = keys.some((other) => other.provider === provider && other.isPrimary);
    const isPrimary = input.primary === true || !hasPrimary;
    if (isPrimary) await demote(tx, organizationId, provider);
    await tx.providerKey.create({
      data: {
        id: row.id,
        organizationId,
        provider,
        ...details,
        ciphertext,
        lastFour,
        isPrimary,
        createdById: actorId,
      },
      select: { id: true },
    });
    await auditKey(tx, "provider_key.created", row, { provider });
    return { id: row.id, isPrimary, lastFour };
  });
}

const DETAILS = ["name", "defaultModel", "endpoint", "apiVersion", "fallbackKeyId"] as const;

/**
 * A key that is replaced, or whose endpoint is, owes nothing to its predecessor's failures: it is healthy and not
 * cooling down until it fails itself.
 * @returns False when the organization has no such key.
 * @throws {ProviderKeyError}
 */
export async function updateProviderKey(change: ProviderKeyChange): Promise<boolean> {
  const { organizationId, id } = change;
  return prisma().$transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const keys = await readKeys(tx, organizationId);
    const before = keys.find((candidate) => candidate.id === id);
    if (!before) return false;
    const { key, details } = checkedChange(before, change);
    const after = { ...before, ...details };
    checkChains(
      keys,
      keys.map((other) => (other.id === id ? after : other)),
      id,
    );
    const changed: string[] = DETAILS.filter((field) => after[field] !== before[field]);
    if (key !== undefined) changed.push("key");
    const isAnother = key !== undefined || after.endpoint !== before.endpoint;
    const statusChangedAt = before.status === "healthy" ? before.statusChangedAt : new Date();
    await tx.providerKey.updateMany({
      where: { organizationId, id },
      data: {
        ...details,
        ...(key !== undefined && keyColumns(change, key)),
        ...(isAnother && { status: "healthy", statusChangedAt, coolingUntil: null }),
      },
    });
    if (changed.length > 0) {
      await auditKey(tx, "provider_key.updated", change, { provider: before.provider, changed });
    }
    return true;
  });
}

/**
 * Links of other keys that fall back to it become none. After a primary key, the provider's oldest one is primary.
 * @returns False when the organization has no such key.
 */
export async function deleteProviderKey(reference: KeyReference): Promise<boolean> {
  const { organizationId, id } = reference;
  return prisma().$transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const keys = await readKeys(tx, organizationId);
    const key = keys.find((candidate) => candidate.id === id);
    if (!key) return false;
    await tx.providerKey.updateMany({
      where: { organizationId, fallbackKeyId: id },
      data: { fallbackKeyId: null },
    });
    await tx.providerKey.deleteMany({ where: { organizationId, id } });
    // Without its primary key, the oldest of the provider comes first.
    const heir = keys.find((other) => other.provider === key.provider && other.id !== id);
    if (key.isPrimary && heir) await makePrimary(tx, { organizationId, id: heir.id });
    await auditKey(tx, "provider_key.deleted", reference, { provider: key.provider });
    return true;
  });
}

/** @returns False when the organization has no such key. */
export async function promoteProviderKey(reference: KeyReference): Promise<boolean> {
  const { organizationId, id } = reference;
  return prisma().$transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const key = (await readKeys(tx, organizationId)).find((candidate) => candidate.id === id);
    if (!key) return false;
    if (key.isPrimary) return true;
    await demote(tx, organizationId, key.provider);
    await makePrimary(tx, reference);
    await auditKey(tx, "provider_key.promoted", reference, { provider: key.provider });
    return true;
  });
}
