/**
 * The guard before a URL that a caller chose (`X-Grepture-Target`), so that the gateway is no door to what only our
 * machine can reach. It judges the URL; the addresses that its host resolves to are judged by checked-lookup.ts, in
 * the act of connecting, so that a name cannot change its address in between.
 */
import { isIP } from "node:net";
import { hostOf, type HostPattern, matchesHost, parseAllowedHosts } from "./allowed-hosts";
import { isPublicAddress } from "./public-address";
import { TargetRefusedError } from "./upstream-error";

export interface GuardedTarget {
  /** The URL to use: normalised, which the caller's own text may not be. */
  readonly url: URL;
  /** Every address that the host resolves to must be public: pass it on to sendAttempt. */
  readonly publicOnly: boolean;
}

interface TargetGuardOptions {
  /** What the operator allows besides the vendors' own hosts. */
  allowedHosts: readonly HostPattern[];
  /** Base URLs that the operator configured; everything under their origins is trusted, loopback included. */
  trustedOrigins: readonly string[];
}

const VENDORS = parseAllowedHosts(
  "api.openai.com api.anthropic.com generativelanguage.googleapis.com *.openai.azure.com *.services.ai.azure.com",
);
const LONGEST_SHOWN_HOST = 100;

/** @throws {TargetRefusedError} The text itself is never repeated: it may carry a password or a key. */
function parseTarget(text: string): URL {
  if (!URL.canParse(text)) {
    throw new TargetRefusedError("it is not a full URL, such as https://api.openai.com/v1/chat/completions");
  }
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new TargetRefusedError("its scheme is neither https nor http");
  }
  if (url.username !== "" || url.password !== "") {
    throw new TargetRefusedError("it contains a user name or a password; send credentials in a header");
  }
  if (url.hash !== "" || text.includes("#")) {
    throw new TargetRefusedError("it contains a fragment (#…), which is never sent; leave it out");
  }
  const host = hostOf(url);
  if (host.split(".").includes("")) throw new TargetRefusedError("its host name has an empty label");
  // One host, one connection pool and one TLS name, with a final dot or without.
  if (url.hostname !== host) url.hostname = host;
  return url;
}

export class TargetGuard {
  private readonly allowedHosts: readonly HostPattern[];
  private readonly trustedOrigins: ReadonlySet<string>;

  constructor({ allowedHosts, trustedOrigins }: TargetGuardOptions) {
    this.allowedHosts = allowedHosts;
    this.trustedOrigins = new Set(trustedOrigins.map((origin) => new URL(origin).origin));
  }

  /**
   * @param text As the caller sent it: not trusted.
   * @throws {TargetRefusedError}
   */
  check(text: string): GuardedTarget {
    const url = parseTarget(text);
    if (this.trustedOrigins.has(url.origin)) return { url, publicOnly: false };
    const patterns = this.allowedHosts.filter((pattern) => matchesHost(pattern, url));
    // Only a host that the operator wrote out may be a private one: the owner of a domain decides where its
    // subdomains lead.
    if (patterns.some(({ kind }) => kind === "named")) return { url, publicOnly: false };
    const shown = `"${url.host.slice(0, LONGEST_SHOWN_HOST)}"`;
    if (url.protocol === "http:") {
      throw new TargetRefusedError(
        `it would send a key over plain http; use https, or have the operator name ${shown} in ALLOWED_TARGET_HOSTS`,
      );
    }
    if (patterns.length === 0 && !VENDORS.some((pattern) => matchesHost(pattern, url))) {
      throw new TargetRefusedError(
        `the host ${shown} is not allowed; the operator can add it to ALLOWED_TARGET_HOSTS`,
      );
    }
    const host = url.hostname.replace(/^\[|\]$/g, "");
    // Node connects to an address at once, without a lookup.
    if (isIP(host) !== 0 && !isPublicAddress(host)) {
      throw new TargetRefusedError(
        `the address ${shown} is not a public one; the operator can name it in ALLOWED_TARGET_HOSTS`,
      );
    }
    return { url, publicOnly: true };
  }
}
