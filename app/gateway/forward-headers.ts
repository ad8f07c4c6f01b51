/** Which headers cross, in both directions. */
import { type IncomingHttpHeaders } from "node:http";
import { holdsApiKey } from "~/lib/api-key-format";

const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Credentials are set per attempt; the rest says something about the caller's browser or our own connection. */
const NEVER_UPSTREAM = new Set([
  ...HOP_BY_HOP,
  "accept-encoding",
  "api-key",
  "authorization",
  "content-encoding",
  "content-length",
  "cookie",
  "expect",
  "forwarded",
  "host",
  "origin",
  "referer",
  "traceparent",
  "tracestate",
  "via",
  "x-api-key",
  "x-goog-api-key",
  "x-real-ip",
  "x-request-id",
]);
const NEVER_UPSTREAM_PREFIX = /^(x-grepture-|sec-|x-forwarded-|cf-)/;

const NEVER_DOWNSTREAM = new Set([
  ...HOP_BY_HOP,
  "alt-svc",
  "content-length",
  "set-cookie",
  "strict-transport-security",
  "x-request-id",
]);

/** The caller's headers that the provider may see, plus the credential. Names are lower-case. */
export function requestHeaders(
  incoming: IncomingHttpHeaders,
  credential: Readonly<Record<string, string>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  const named = namedByConnection(incoming.connection);
  for (const [name, value] of Object.entries(incoming)) {
    if (value === undefined || NEVER_UPSTREAM.has(name) || NEVER_UPSTREAM_PREFIX.test(name)) continue;
    if (named?.has(name)) continue;
    const text = Array.isArray(value) ? value.join(", ") : value;
    // Our key may stand in a header that some tool chose for it.
    if (!holdsApiKey(text)) headers[name] = text;
  }
  // What the caller says itself (anthropic-version) stands; a credential never does.
  for (const [name, value] of Object.entries(credential)) headers[name] ??= value;
  return headers;
}

/** The provider's headers that the caller may see. Those that only we send are not a provider's to set. */
export function responseHeaders(
  upstream: Record<string, string | string[] | undefined>,
): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  const named = namedByConnection(upstream.connection);
  for (const [name, value] of Object.entries(upstream)) {
    if (value === undefined || NEVER_DOWNSTREAM.has(name) || name.startsWith("x-grepture-")) continue;
    if (!named?.has(name)) headers[name] = value;
  }
  return headers;
}

/** A connection's own headers, which end with it. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
function namedByConnection(connection: string | string[] | undefined): Set<string> | null {
  if (connection === undefined || connection === "keep-alive" || connection === "close") return null;
  return new Set(
    [connection]
      .flat()
      .join(",")
      .split(",")
      .map((name) => name.trim().toLowerCase()),
  );
}
