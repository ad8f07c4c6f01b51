/**
 * Where a request goes and with whose key: the provider of its path with the organization's primary key, or the
 * caller's own target and key. A stored key is only ever sent to the provider that it belongs to.
 */
import { type ProviderCredential, PROVIDER_ENDPOINTS } from "~/providers/endpoints";
import { DecryptionError } from "~/lib/encryption";
import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";
import { type TargetGuard, type GuardedTarget } from "~/upstream/target-guard";
import { TargetRefusedError } from "~/upstream/upstream-error";
import { type Endpoint } from "./endpoints";
import { GatewayError } from "./gateway-error";
import { type OrganizationSnapshot, type StoredKey } from "./organization-snapshot";

/** Without the version path; Azure's is a part of each key. */
type BaseUrls = Readonly<Record<Exclude<ProviderId, "azure">, string>>;

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

export interface Destinations {
  readonly baseUrls: BaseUrls;
  readonly guard: TargetGuard;
}

/** @throws {GatewayError} 400 when the guard refuses it. */
export function guardTarget(guard: TargetGuard, text: string): GuardedTarget {
  try {
    return guard.check(text);
  } catch (error) {
    if (!(error instanceof TargetRefusedError)) throw error;
    throw new GatewayError("invalid_target", `The target URL was refused: ${error.message}.`, {
      cause: error,
    });
  }
}

const VENDOR_HOSTS: Readonly<Record<string, ProviderId>> = {
  "api.openai.com": "openai",
  "api.anthropic.com": "anthropic",
  "generativelanguage.googleapis.com": "gemini",
};
const AZURE_HOST = /\.(openai|services\.ai)\.azure\.com$/;

/** Whose host a target is; one that several providers share (a proxy of the operator's) is the dialect's. */
function providerOf(url: URL, dialect: ProviderId, { baseUrls }: Destinations): ProviderId | null {
  const at = (["openai", "anthropic", "gemini"] as const).filter(
    (id) => new URL(baseUrls[id]).origin === url.origin,
  );
  const [first] = at;
  if (first) return at.find((id) => id === dialect) ?? first;
  return VENDOR_HOSTS[url.hostname] ?? (AZURE_HOST.test(url.hostname) ? "azure" : null);
}

function originOf(endpoint: string | null): string | null {
  return endpoint !== null && URL.canParse(endpoint) ? new URL(endpoint).origin : null;
}

/** An Azure key belongs to one resource. */
function storedKey(snapshot: OrganizationSnapshot, provider: ProviderId, url: URL | null): StoredKey | null {
  const keys = snapshot.providerKeys.filter((key) => key.provider === provider);
  if (provider !== "azure" || url === null) return keys[0] ?? null;
  return keys.find((key) => originOf(key.endpoint) === url.origin) ?? null;
}

function noStoredKey(provider: ProviderId): GatewayError {
  return new GatewayError(
    "no_provider_key",
    `No ${PROVIDER_NAMES[provider]} key is stored for this organization. Add one in the dashboard under Provider keys, or send your own in X-Grepture-Auth-Forward.`,
  );
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

interface Choice {
  snapshot: OrganizationSnapshot;
  endpoint: Endpoint;
  ownKey: string | null;
  /** X-Grepture-Target, checked. */
  explicit: GuardedTarget | null;
}

/** @throws {GatewayError} 400 for a target, 401 when no key is stored, 502 when the stored one cannot be opened. */
export function chooseTarget(destinations: Destinations, choice: Choice): Target {
  return choice.explicit
    ? explicitTarget(destinations, choice, choice.explicit)
    : ownTarget(destinations, choice);
}

function explicitTarget(
  destinations: Destinations,
  { snapshot, endpoint, ownKey }: Choice,
  { url, publicOnly }: GuardedTarget,
): Target {
  const provider = providerOf(url, endpoint.dialect, destinations);
  const clean = new URL(url);
  clean.search = endpoint.query;
  const { credential } = PROVIDER_ENDPOINTS[provider ?? endpoint.dialect];
  const target = { provider, url: clean, publicOnly };
  if (ownKey !== null)
    return { ...target, providerKeyId: null, secret: ownKey, credential: credential(ownKey) };
  if (provider === null) return { ...target, providerKeyId: null, secret: null, credential: {} };
  const stored = storedKey(snapshot, provider, clean);
  if (!stored) throw noStoredKey(provider);
  const secret = open(stored);
  return { ...target, providerKeyId: stored.id, secret, credential: credential(secret) };
}

/** The provider that the path speaks to. */
function ownTarget(destinations: Destinations, { snapshot, endpoint, ownKey }: Choice): Target {
  const provider = endpoint.dialect;
  const { credential } = PROVIDER_ENDPOINTS[provider];
  // Azure has no host of its own: an own key still goes to the resource that is stored.
  const stored = ownKey === null || provider === "azure" ? storedKey(snapshot, provider, null) : null;
  if (!stored && (ownKey === null || provider === "azure")) throw noStoredKey(provider);
  const secret = ownKey ?? (stored && open(stored)) ?? "";
  return {
    provider,
    ...locate(destinations, endpoint, stored),
    providerKeyId: ownKey === null && stored ? stored.id : null,
    secret,
    credential: credential(secret),
  };
}

function locate(
  { baseUrls, guard }: Destinations,
  { dialect, path, query }: Endpoint,
  stored: StoredKey | null,
): GuardedTarget {
  if (dialect !== "azure") {
    return { url: PROVIDER_ENDPOINTS[dialect].url(baseUrls[dialect], path, query, null), publicOnly: false };
  }
  if (!stored?.endpoint) {
    throw new GatewayError(
      "invalid_target",
      "The stored Azure OpenAI key has no endpoint. Give it its resource's URL in the dashboard under Provider keys.",
    );
  }
  const url = PROVIDER_ENDPOINTS.azure.url(stored.endpoint, path, query, stored.apiVersion);
  return guardTarget(guard, url.href);
}
