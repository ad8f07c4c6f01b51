/** Rows of provider keys, read and written inside the transactions of `provider-key.ts`. Ciphertext is never read. */
import { type Prisma, type Provider, type ProviderKeyStatus } from "~/db/generated/client";
import { recordAudit } from "./audit-event";
import { sealProviderKey } from "./organization-secrets";

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
  /** When the status last changed; null: never. */
  statusChangedAt: Date | null;
  /** Until then it is tried last. May have passed. */
  coolingUntil: Date | null;
  createdAt: Date;
}

export interface KeyReference {
  organizationId: string;
  id: string;
  actorId?: string | null | undefined;
}

const SELECT = {
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
  statusChangedAt: true,
  coolingUntil: true,
  createdAt: true,
} as const;

/** By provider, the primary first, then the oldest. */
export async function readKeys(
  client: Pick<Prisma.TransactionClient, "providerKey">,
  organizationId: string,
): Promise<ProviderKeyListItem[]> {
  return client.providerKey.findMany({
    where: { organizationId },
    select: SELECT,
    orderBy: [{ provider: "asc" }, { isPrimary: "desc" }, { createdAt: "asc" }, { id: "asc" }],
  });
}

/** The columns that hold a key. */
export function keyColumns(row: KeyReference, key: string) {
  return { ciphertext: sealProviderKey(row, key), lastFour: key.slice(-4) };
}

/** The provider's primary key, if it has one, is none any more. */
export async function demote(
  tx: Prisma.TransactionClient,
  organizationId: string,
  provider: Provider,
): Promise<void> {
  await tx.providerKey.updateMany({
    where: { organizationId, provider, isPrimary: true },
    data: { isPrimary: false },
  });
}

export async function makePrimary(tx: Prisma.TransactionClient, { organizationId, id }: KeyReference) {
  await tx.providerKey.updateMany({ where: { organizationId, id }, data: { isPrimary: true } });
}

/** @param details Names of what changed, never a value that could be a secret. */
export async function auditKey(
  tx: Prisma.TransactionClient,
  action: string,
  { organizationId, id, actorId }: KeyReference,
  details: { provider: Provider; changed?: string[] },
): Promise<void> {
  const target = { targetType: "provider_key", targetId: id, details: { ...details } };
  await recordAudit(tx, { action, organizationId, actorUserId: actorId, ...target });
}
