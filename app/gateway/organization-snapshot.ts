/** Everything a request needs of its organization, immutable and compiled. */
import { openHashKey, providerKeyOpener } from "~/models/organization-secrets";
import { type OrganizationSnapshotData } from "~/models/organization-snapshot";
import { compileRules, type CompiledRules } from "~/rules/compile";

type ProviderKeyData = OrganizationSnapshotData["providerKeys"][number];

export interface StoredKey extends Omit<ProviderKeyData, "ciphertext"> {
  /** The key in clear, for one attempt: never kept. @throws {DecryptionError} */
  readonly open: () => string;
}

export interface OrganizationSnapshot {
  readonly organizationId: string;
  readonly zeroData: boolean;
  /** What happens when our own code fails on a request. */
  readonly fallbackMode: OrganizationSnapshotData["fallbackMode"];
  readonly rules: CompiledRules;
  /** Primary first, then the oldest. */
  readonly providerKeys: readonly StoredKey[];
}

/** @throws {DecryptionError} when the organization's hash key cannot be opened. */
export function compileSnapshot(data: OrganizationSnapshotData): OrganizationSnapshot {
  return Object.freeze({
    organizationId: data.organizationId,
    zeroData: data.zeroData,
    fallbackMode: data.fallbackMode,
    rules: compileRules(data.rules, openHashKey(data.organizationId, data.hashKeyCiphertext)),
    providerKeys: data.providerKeys.map(({ ciphertext, ...key }) => ({
      ...key,
      open: providerKeyOpener({ organizationId: data.organizationId, id: key.id }, ciphertext),
    })),
  });
}
