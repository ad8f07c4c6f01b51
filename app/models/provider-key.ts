/** The organization's keys at its providers: encrypted, with one primary for each provider. */
import { prisma } from "~/db/database";
import { type Prisma, type Provider, type ProviderKeyStatus } from "~/db/generated/client";
import { newId } from "~/lib/ids";
import { recordAudit } from "./audit-event";
import { lockOrganization } from "./organization";
import { sealProviderKey } from "./organization-secrets";
import { checkedDetails, checkedKey, ProviderKeyError, type NewProviderKey } from "./provider-key-input";

export { ProviderKeyError, type NewProviderKey } from "./provider-key-input";

export interface ProviderKeyListItem {
  id: string;
  provider: Provider;
  name: string;
  lastFour: string;
  isPrimary: boolean;
  defaultModel: string | null;
  endpoint: string | null;
  apiVersion: string | null;
  fallbackKeyId: string | null;
  status: ProviderKeyStatus;
  createdAt: Date;
}

interface KeyReference {
  organizationId: string;
  id: string;
  actorId?: string | null | undefined;
}

/**
 * @throws {ProviderKeyError}
 * @throws {OrganizationNotFoundError}
 */
export async function addProviderKey(
  input: NewProviderKey,
): Promise<{ id: string; isPrimary: boolean; lastFour: string }> {
  const { organizationId, provider } = input;
  const key = checkedKey(input.key);
  const details = checkedDetails(input);
  const id = newId();
  const lastFour = key.slice(-4);
  return prisma().$transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    if (details.fallbackKeyId !== null) await requireFallback(tx, organizationId, details.fallbackKeyId);
    const held = await tx.providerKey.count({ where: { organizationId, provider, isPrimary: true } });
    const isPrimary = input.primary === true || held === 0;
    if (isPrimary) await demote(tx, organizationId, provider);
    await tx.providerKey.create({
      data: {
        id,
        organizationId,
        provider,
        ...details,
        ciphertext: sealProviderKey({ organizationId, id }, key),
        lastFour,
        isPrimary,
        createdById: input.createdById ?? null,
      },
      select: { id: true },
    });
    await audit(tx, "provider_key.created", { organizationId, id, actorId: input.createdById }, provider);
    return { id, isPrimary, lastFour };
  });
}

/** Primary first, then the oldest, by provider. */
export async function listProviderKeys(organizationId: string): Promise<ProviderKeyListItem[]> {
  return prisma().providerKey.findMany({
    where: { organizationId },
    select: {
      id: true,
      provider: true,
      name: true,
      lastFour: true,
      isPrimary: true,
      defaultModel: true,
      endpoint: true,
      apiVersion: true,
      fallbackKeyId: true,
      status: true,
      createdAt: true,
    },
    orderBy: [{ provider: "asc" }, { isPrimary: "desc" }, { createdAt: "asc" }, { id: "asc" }],
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
    const key = await findKey(tx, reference);
    if (!key) return false;
    await tx.providerKey.updateMany({
      where: { organizationId, fallbackKeyId: id },
      data: { fallbackKeyId: null },
    });
    await tx.providerKey.deleteMany({ where: { organizationId, id } });
    if (key.isPrimary) await promoteOldest(tx, organizationId, key.provider);
    await audit(tx, "provider_key.deleted", reference, key.provider);
    return true;
  });
}

/** @returns False when the organization has no such key. */
export async function promoteProviderKey(reference: KeyReference): Promise<boolean> {
  const { organizationId, id } = reference;
  return prisma().$transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const key = await findKey(tx, reference);
    if (!key) return false;
    if (key.isPrimary) return true;
    await demote(tx, organizationId, key.provider);
    await tx.providerKey.updateMany({ where: { organizationId, id }, data: { isPrimary: true } });
    await audit(tx, "provider_key.promoted", reference, key.provider);
    return true;
  });
}

async function requireFallback(
  tx: Prisma.TransactionClient,
  organizationId: string,
  id: string,
): Promise<void> {
  if (await findKey(tx, { organizationId, id })) return;
  throw new ProviderKeyError(`This organization has no provider key with the id ${id}.`, "fallbackKeyId");
}

async function findKey(tx: Prisma.TransactionClient, { organizationId, id }: KeyReference) {
  return tx.providerKey.findFirst({
    where: { organizationId, id },
    select: { provider: true, isPrimary: true },
  });
}

async function demote(
  tx: Prisma.TransactionClient,
  organizationId: string,
  provider: Provider,
): Promise<void> {
  await tx.providerKey.updateMany({
    where: { organizationId, provider, isPrimary: true },
    data: { isPrimary: false },
  });
}

async function promoteOldest(tx: Prisma.TransactionClient, organizationId: string, provider: Provider) {
  const oldest = await tx.providerKey.findFirst({
    where: { organizationId, provider },
    select: { id: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (!oldest) return;
  await tx.providerKey.updateMany({ where: { organizationId, id: oldest.id }, data: { isPrimary: true } });
}

async function audit(tx: Prisma.TransactionClient, action: string, key: KeyReference, provider: Provider) {
  const { organizationId, id, actorId } = key;
  const target = { targetType: "provider_key", targetId: id, details: { provider } };
  await recordAudit(tx, { action, organizationId, actorUserId: actorId, ...target });
}
