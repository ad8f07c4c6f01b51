/** Where one candidate is asked, and with which key in clear. A stored key is only ever sent to its own provider. */
import { DecryptionError } from "~/lib/encryption";
import { type ProviderCredential, PROVIDER_ENDPOINTS } from "~/providers/endpoints";
import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";
import { type GuardedTarget } from "~/upstream/target-guard";
import { type Candidate, type Route } from "./choose-route";
import { type Destinations, guardTarget, originOf } from "./destinations";
import { GatewayError } from "./gateway-error";
import { type StoredKey } from "./organization-snapshot";

export interface Target {
  /** Null: a host that we know nothing of. */
  readonly provider: ProviderId | null;
  readonly url: URL;
  /** Connect to public addresses alone. */
  readonly publicOnly: boolean;
  /** Null: the caller's own key, or none. */
  readonly providerKeyId: string | null;
  /** The key in clear, for one attempt: never kept, never logged. Null when the target is asked without one. */
  readonly secret: string | null;
  readonly credential: ProviderCredential;
}

function open(key: StoredKey): string {
  try {
    return key.open();
  } catch (cause) {
    if (!(cause instanceof DecryptionError)) throw cause;
    throw new GatewayError(
      "provider_key_unreadable",
      `The stored ${PROVIDER_NAMES[key.provider]} key cannot be decrypted with this server's ENCRYPTION_KEY. Store it again in the dashboard, or restore the key it was encrypted under.`,
      { cause },
    );
  }
}

export interface Place {
  readonly path: string;
  /** With its `?`; empty when there is none. */
  readonly query: string;
}

/**
 * @param place Below the provider's base URL, where the route has no target of the caller's for this candidate.
 * @throws {GatewayError} 400 for a target that is refused, 502 when the stored key cannot be opened.
 */
export function openTarget(
  destinations: Destinations,
  { endpoint, explicit, ownKey }: Route,
  candidate: Candidate,
  place: Place,
): Target {
  const { provider, key } = candidate;
  const secret = ownKey ?? (key && open(key));
  const credential =
    secret === null ? {} : PROVIDER_ENDPOINTS[provider ?? endpoint.dialect].credential(secret);
  const providerKeyId = ownKey === null && key ? key.id : null;
  const isCallersChoice = explicit && candidate.isNative && isAt(key, explicit.url, ownKey);
  const at = isCallersChoice
    ? withQuery(explicit, endpoint.query)
    : locate(destinations, { provider: provider ?? endpoint.dialect, key }, place);
  return { provider, ...at, providerKeyId, secret, credential };
}

/** Whether a key may go to the caller's target: any but another Azure resource's. */
function isAt(key: StoredKey | null, url: URL, ownKey: string | null): boolean {
  return ownKey !== null || key?.provider !== "azure" || originOf(key.endpoint) === url.origin;
}

function withQuery({ url, publicOnly }: GuardedTarget, query: string): GuardedTarget {
  const clean = new URL(url);
  clean.search = query;
  return { url: clean, publicOnly };
}

function locate(
  { baseUrls, guard }: Destinations,
  { provider, key }: { provider: ProviderId; key: StoredKey | null },
  { path, query }: Place,
): GuardedTarget {
  if (provider !== "azure") {
    return {
      url: PROVIDER_ENDPOINTS[provider].url(baseUrls[provider], path, query, null),
      publicOnly: false,
    };
  }
  if (!key?.endpoint) {
    throw new GatewayError(
      "invalid_target",
      "The stored Azure OpenAI key has no endpoint. Give it its resource's URL in the dashboard under Provider keys.",
    );
  }
  const url = PROVIDER_ENDPOINTS.azure.url(key.endpoint, path, query, key.apiVersion);
  return guardTarget(guard, url.href);
}
