/**
 * Tells our API key from the caller's own provider key in the headers, by prefix and checksum: an own key is never
 * taken for ours nor the reverse. wire.md's table "Who is calling", as code.
 */
import { type IncomingHttpHeaders } from "node:http";
import { looksLikeApiKey } from "~/lib/api-key-format";
import { type ProviderId } from "~/providers/provider";

export interface Credentials {
  /** Our key, or what was meant to be one; null when none was sent. */
  apiKey: string | null;
  /** The caller's provider key: stored keys are bypassed. */
  ownKey: string | null;
}

function single(value: string | string[] | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function withoutBearer(value: string | null): string | null {
  return value === null ? null : value.replace(/^bearer\s+/i, "").trim() || null;
}

function queryKey(url: string): string | null {
  const start = url.indexOf("?");
  return start === -1 ? null : new URLSearchParams(url.slice(start)).get("key");
}

/** One of ours, even a mistyped one, never goes to a provider. */
function notOurs(value: string | null): string | null {
  return value !== null && looksLikeApiKey(value) ? null : value;
}

type Place = "authorization" | "x-api-key" | "api-key" | "x-goog-api-key" | "query";

const PLACES: readonly Place[] = ["authorization", "x-api-key", "api-key", "x-goog-api-key", "query"];
/** Where each vendor's callers put their key, and no other's: a key must not reach a provider that did not give it. */
const USUAL: Readonly<Record<ProviderId, readonly Place[]>> = {
  openai: ["authorization"],
  anthropic: ["x-api-key", "authorization"],
  gemini: ["x-goog-api-key", "query", "authorization"],
  azure: ["api-key", "authorization"],
};

/** @param dialect Of the request: whose usual header an own key is looked for in. */
export function readCredentials(headers: IncomingHttpHeaders, url: string, dialect: ProviderId): Credentials {
  const forwarded = notOurs(withoutBearer(single(headers["x-grepture-auth-forward"])));
  const dedicated = withoutBearer(single(headers["x-grepture-api-key"]));
  const at = (place: Place) => {
    if (place === "query") return queryKey(url);
    const value = single(headers[place]);
    return place === "authorization" ? withoutBearer(value) : value;
  };
  const first = (places: readonly Place[], isWanted: (value: string) => boolean) =>
    places.map(at).find((value) => value !== null && isWanted(value)) ?? null;
  if (dedicated === null) return { apiKey: first(PLACES, looksLikeApiKey), ownKey: forwarded };
  return {
    apiKey: dedicated,
    ownKey: forwarded ?? first(USUAL[dialect], (value) => !looksLikeApiKey(value)),
  };
}
