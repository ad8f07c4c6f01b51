/** Everything a request needs of its organization, immutable and compiled. */
import { openHashKey } from "~/models/organization-secrets";
import { type OrganizationSnapshotData } from "~/models/organization-snapshot";
import { compileRules, type CompiledRules } from "~/rules/compile";

export interface OrganizationSnapshot {
  readonly organizationId: string;
  readonly zeroData: boolean;
  /** What happens when our own code fails on a request. */
  readonly fallbackMode: OrganizationSnapshotData["fallbackMode"];
  readonly rules: CompiledRules;
  /** Ciphertext: opened per attempt, never cached in clear. Primary first, then the oldest. */
  readonly providerKeys: OrganizationSnapshotData["providerKeys"];
}

/** @throws {DecryptionError} when the organization's hash key cannot be opened. */
export function compileSnapshot(data: OrganizationSnapshotData): OrganizationSnapshot {
  return Object.freeze({
    organizationId: data.organizationId,
    zeroData: data.zeroData,
    fallbackMode: data.fallbackMode,
    rules: compileRules(data.rules, openHashKey(data.organizationId, data.hashKeyCiphertext)),
    providerKeys: data.providerKeys,
  });
}
