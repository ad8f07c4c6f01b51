/**
 * Who may be asked, in the order of the chain: the provider that the request speaks to with the organization's primary
 * key and the keys that it falls back to, or the caller's own key alone.
 */
import { followChain } from "~/lib/fallback-chain";
import { PROVIDER_NAMES, type ProviderId } from "~/providers/provider";
import { type GuardedTarget } from "~/upstream/target-guard";
import { originOf, providerOf, type Destinations } from "./destinations";
import { type Endpoint } from "./endpoints";
import { GatewayError } from "./gateway-error";
import { type OrganizationSnapshot, type StoredKey } from "./organization-snapshot";

export interface Candidate {
  /** Of the stored key; `own` for the caller's, or for a target that is asked without one. */
  readonly id: string;
  /** With the caller's own key at Azure: the stored one whose resource is asked. */
  readonly key: StoredKey | null;
  /** Null: a host that we know nothing of. */
  readonly provider: ProviderId | null;
  /** The request goes out in the protocol and to the path that the caller chose; else it is a chat of another provider. */
  readonly isNative: boolean;
  /** The model to ask in place of the caller's; null: the caller's, or for a foreign chat that nobody named one. */
  readonly model: string | null;
}

export interface Route {
  readonly endpoint: Endpoint;
  /** X-Grepture-Target, checked. */
  readonly explicit: GuardedTarget | null;
  readonly ownKey: string | null;
  /** At least one. Not yet in the order in which they are fit for use. */
  readonly candidates: readonly Candidate[];
}

interface Asked {
  snapshot: OrganizationSnapshot;
  endpoint: Endpoint;
  ownKey: string | null;
  explicit: GuardedTarget | null;
  /** As the caller named it. */
  model: string | null;
}

const PROVIDER_MODEL = /^(openai|anthropic|gemini|azure)\/(.+)$/s;

interface Start {
  provider: ProviderId | null;
  model: string | null;
  isNative: boolean;
}

/** Where the chain begins: at the target's provider, at the one that the model's name begins with, or at the path's. */
function startOf(destinations: Destinations, { endpoint, explicit, model }: Asked): Start {
  const { dialect, operation } = endpoint;
  if (explicit) {
    return { provider: providerOf(explicit.url, dialect, destinations), model: null, isNative: true };
  }
  const [, prefix, rest] =
    (dialect === "openai" && operation === "chat" && PROVIDER_MODEL.exec(model ?? "")) || [];
  const named = (["openai", "anthropic", "gemini", "azure"] as const).find((id) => id === prefix);
  if (!named || rest === undefined) return { provider: dialect, model: null, isNative: true };
  return { provider: named, model: rest, isNative: named === dialect };
}

/** An Azure key belongs to one resource. */
function storedKey(
  { providerKeys }: OrganizationSnapshot,
  provider: ProviderId | null,
  url: URL | null,
): StoredKey | null {
  const isAt = (key: StoredKey) =>
    provider !== "azure" || url === null || originOf(key.endpoint) === url.origin;
  return providerKeys.find((key) => key.provider === provider && isAt(key)) ?? null;
}

function noStoredKey(provider: ProviderId): GatewayError {
  return new GatewayError(
    "no_provider_key",
    `No ${PROVIDER_NAMES[provider]} key is stored for this organization. Add one in the dashboard under Provider keys, or send your own in X-Grepture-Auth-Forward.`,
  );
}

/** @throws {GatewayError} 401 when no key is stored for the provider. */
export function chooseRoute(destinations: Destinations, asked: Asked): Route {
  const { snapshot, endpoint, ownKey, explicit } = asked;
  const start = startOf(destinations, asked);
  const { provider, model, isNative } = start;
  const stored = storedKey(snapshot, provider, explicit?.url ?? null);
  if (ownKey !== null || provider === null) {
    // Azure has no host of its own: an own key still goes to the resource that is stored.
    if (provider === "azure" && !explicit && !stored) throw noStoredKey(provider);
    const key = provider === "azure" ? stored : null;
    return { endpoint, explicit, ownKey, candidates: [{ id: "own", key, provider, isNative, model }] };
  }
  if (!stored) throw noStoredKey(provider);
  const candidates = followChain(stored, snapshot.providerKeys).map((key): Candidate => {
    if (key.provider === provider) return { id: key.id, key, provider, isNative, model };
    return { id: key.id, key, provider: key.provider, isNative: false, model: key.defaultModel };
  });
  return { endpoint, explicit, ownKey, candidates };
}
