/** What may stand beside an IP address. */
import { type Boundary } from "~/detection/pattern";

/** `version="1.2.3.40"`, `v. 1.2.3.40`, `Section 1.2.3.4`. */
const NUMBERED =
  /(?:version|\b(?:v|vers?|versions|release|build|rev|revision|firmware|fw|driver|kernel|v8|chrom(?:e|ium)|edge|opera|flash|oracle|java|jdk|openssl|sections?|sec|chapter|clause|figure|fig|table|appendix|annex|paragraph|para|step|steps|rule|item|oid))(?: to| is| was| of)?\W{0,4}$|\b(?:up|down)(?:grade|date)[ds]? to $|[§^~]$|[<>=!~]=\s?$/i;
/** `lib-1.2.3.40`, `1.1.2.3.40`, `$1.2`; the end of a range of addresses is none of these. */
const WITHIN = /\w\.$|[A-Za-z_)][-+]$|(?<!\d\.\d{1,3})\d[-+]$|[$€£]$/;
const PRODUCT = /(?:^|[\s"'(;,])[\w.+-]*[A-Za-z][\w.+-]*\/$/;
/** `com.example:library:1.2.3.40`. */
const COORDINATES = /:[\w.-]+:$/;

/**
 * Not a version, a section or a part of a longer number. After a product's name and a slash, as in `Chrome/120.0.6.7`, it
 * is an address only with a port: logs write `host/10.0.0.1:9092`.
 */
export const IPV4_ALONE: Boundary = (before, after) =>
  !NUMBERED.test(before) &&
  !WITHIN.test(before) &&
  !COORDINATES.test(before) &&
  !/^(?:\.\w|\[\.|[-+](?!\d{1,3}\.\d)\w)/.test(after) &&
  (!PRODUCT.test(before) || /^:\d/.test(after));

/** Not within a longer chain of hexadecimal groups. */
export const IPV6_ALONE: Boundary = (before, after) =>
  !/(?:^|\W)[0-9a-f]{1,4}:$|::$|\w[.[]$/i.test(before) && !/^(?::[0-9a-f:]|\.\d|-\w)/i.test(after);
