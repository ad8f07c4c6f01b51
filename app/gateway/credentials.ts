/**
 * Tells our API key from the caller's own provider key in the headers, by prefix and checksum: an own key is never
 * taken for ours nor the reverse. wire.md's table "Who is calling", as code.
 */
import { type IncomingHttpHeaders } from "node:http";
import { looksLikeApiKey } from "~/lib/api-key-format";

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

export function readCredentials(headers: IncomingHttpHeaders, url: string): Credentials {
  const forwarded = notOurs(withoutBearer(single(headers["x-grepture-auth-forward"])));
  const dedicated = withoutBearer(single(headers["x-grepture-api-key"]));
  const usual = [
    withoutBearer(single(headers.authorization)),
    single(headers["x-api-key"]),
    single(headers["api-key"]),
    single(headers["x-goog-api-key"]),
    queryKey(url),
  ].filter((value) => value !== null);
  if (dedicated === null) return { apiKey: usual.find(looksLikeApiKey) ?? null, ownKey: forwarded };
  return {
    apiKey: dedicated,
    ownKey: forwarded ?? usual.map(notOurs).find((value) => value !== null) ?? null,
  };
}
