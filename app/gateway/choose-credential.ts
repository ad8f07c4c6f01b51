/** Whose key goes to the provider: the caller's own, else the organization's primary one. */
import { DecryptionError } from "~/lib/encryption";
import { openProviderKey } from "~/models/organization-secrets";
import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";
import { GatewayError } from "./gateway-error";
import { type OrganizationSnapshot } from "./organization-snapshot";

export interface ProviderCredential {
  /** Null: the caller's own key. */
  providerKeyId: string | null;
  /** In clear, for one attempt: never kept, never logged. */
  secret: string;
}

/** @throws {GatewayError} 401 when no key is stored, 502 when the stored one cannot be opened. */
export function chooseCredential(
  snapshot: OrganizationSnapshot,
  provider: ProviderId,
  ownKey: string | null,
): ProviderCredential {
  if (ownKey !== null) return { providerKeyId: null, secret: ownKey };
  const stored = snapshot.providerKeys.find((key) => key.provider === provider);
  const name = PROVIDER_NAMES[provider];
  if (!stored) {
    throw new GatewayError(
      "no_provider_key",
      `No ${name} key is stored for this organization. Add one in the dashboard under Provider keys, or send your own in X-Grepture-Auth-Forward.`,
    );
  }
  try {
    const row = { organizationId: snapshot.organizationId, id: stored.id };
    return { providerKeyId: stored.id, secret: openProviderKey(row, stored.ciphertext) };
  } catch (cause) {
    if (!(cause instanceof DecryptionError)) throw cause;
    throw new GatewayError(
      "provider_key_unreadable",
      `The stored ${name} key cannot be decrypted with this server's ENCRYPTION_KEY. Store it again in the dashboard, or restore the key it was encrypted under.`,
      { cause },
    );
  }
}
