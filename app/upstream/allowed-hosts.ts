/** The hosts that a caller's own target may name: patterns, as an operator writes them in ALLOWED_TARGET_HOSTS. */

export interface HostPattern {
  /** "named" is one host, written in full; "subdomains" is `*.host`, without the host itself; "any" is `*`. */
  kind: "named" | "subdomains" | "any";
  /** As WHATWG URL writes it, without a final dot; empty for "any". */
  host: string;
  /** Null is the default port of the target's scheme. */
  port: number | null;
}

const PATTERN = /^(\*\.)?(\[[0-9a-f:.]+\]|[^\s/\\@?#%:*[\]]+)$/i;
const LAST_LABEL_IS_NUMBER = /(^|\.)(0x[0-9a-f]*|\d+)$/i;
const PORT_SUFFIX = /:(\d{1,5})$/;

/** An address has no subdomains. */
function mayHaveSubdomains(host: string): boolean {
  return !host.startsWith("[") && !LAST_LABEL_IS_NUMBER.test(host);
}

/** The host of a pattern in the notation of `hostOf`; null when it is none. */
function normalHost(written: string): string | null {
  if (!URL.canParse(`https://${written}`)) return null;
  const host = hostOf(new URL(`https://${written}`));
  return host.split(".").includes("") ? null : host;
}

function parsePattern(text: string): HostPattern | null {
  const suffix = PORT_SUFFIX.exec(text);
  const port = suffix ? Number(suffix[1]) : null;
  if (port !== null && (port < 1 || port > 65_535)) return null;
  const withoutPort = suffix ? text.slice(0, suffix.index) : text;
  if (withoutPort === "*") return { kind: "any", host: "", port };
  const [, isWildcard, written] = PATTERN.exec(withoutPort) ?? [];
  const host = written === undefined ? null : normalHost(written);
  if (host === null) return null;
  if (!isWildcard) return { kind: "named", host, port };
  return mayHaveSubdomains(host) ? { kind: "subdomains", host, port } : null;
}

/** The host of a URL in the one notation that patterns are compared in: lower case, Punycode, no final dot. */
export function hostOf(url: URL): string {
  return url.hostname.endsWith(".") ? url.hostname.slice(0, -1) : url.hostname;
}

/**
 * @param text `host`, `*.host` or `*`, each with `:port` or without, separated by commas or spaces. Empty is no host.
 * @throws {Error} for the first entry that is none of these.
 */
export function parseAllowedHosts(text: string): HostPattern[] {
  return text
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .map((entry, index) => {
      const pattern = parsePattern(entry);
      if (pattern) return pattern;
      // Not repeated: it may be a whole URL, with credentials.
      throw new Error(
        `entry ${index + 1} is not a host; write host, host:port, *.host for its subdomains, or * for every public host`,
      );
    });
}

export function matchesHost(pattern: HostPattern, url: URL): boolean {
  const standardPort = url.protocol === "http:" ? 80 : 443;
  if ((pattern.port ?? standardPort) !== (url.port === "" ? standardPort : Number(url.port))) return false;
  if (pattern.kind === "any") return true;
  const host = hostOf(url);
  return pattern.kind === "named" ? host === pattern.host : host.endsWith(`.${pattern.host}`);
}
