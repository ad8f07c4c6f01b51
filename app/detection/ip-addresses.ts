/**
 * IP addresses: their notation in RE2 syntax, what that cannot say, and which are of a private network. Asked often, so
 * nothing is parsed.
 */
import { hexadecimalCore } from "~/detection/hexadecimal";

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
/** A dot, or as security people write it so that nobody follows the address. */
const DOT = String.raw`(?:\.|\[\.\])`;

export const IPV4 = String.raw`(?:${OCTET}${DOT}){3}${OCTET}`;
/** The private ones among them. */
export const PRIVATE_IPV4 =
  String.raw`(?:(?:10|127)${DOT}${OCTET}|192${DOT}168|172${DOT}(?:1[6-9]|2\d|3[01])|169${DOT}254|` +
  String.raw`100${DOT}(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))${DOT}${OCTET}${DOT}${OCTET}`;
/** At most two digits in each place: what versions and numbers of sections look like too. */
export const SMALL_IPV4 = String.raw`(?:[1-9]?\d${DOT}){3}[1-9]?\d`;

const GROUP = "[0-9A-Fa-f]{1,4}";
const ZONE = String.raw`(?:%[0-9A-Za-z]+(?:[._-][0-9A-Za-z]+)*)?`;
/** Also more groups than an address has: `isIpv6` counts them. */
export const IPV6 =
  "(?:" +
  [
    String.raw`\b(?:${GROUP}:){6}${OCTET}(?:\.${OCTET}){3}\b`,
    String.raw`\b(?:${GROUP}:){7}${GROUP}\b`,
    String.raw`\b(?:${GROUP}:){1,5}:(?:${GROUP}:){0,4}${OCTET}(?:\.${OCTET}){3}\b`,
    String.raw`\b(?:${GROUP}:){1,6}(?::${GROUP}){1,6}\b`,
    String.raw`\b(?:${GROUP}:){1,7}:\B`,
    String.raw`\B::(?:${GROUP}:){0,5}${OCTET}(?:\.${OCTET}){3}\b`,
    String.raw`\B::(?:${GROUP}:){0,6}${GROUP}\b`,
  ].join("|") +
  `)${ZONE}`;

/** What every IPv6 address contains: two colons, or a group's beginning between colons. */
export const IPV6_CORE = ["::", hexadecimalCore(":", 2, ""), hexadecimalCore(":", 1, ":")].join("|");

/**
 * RFC 1918, shared (RFC 6598), loopback and link-local networks. 127.0.0.1 is one of them: who looks for private addresses
 * wants to hide how machines are set up, and which of them talk to themselves is part of that.
 */
export const isPrivateIpv4 = (address: string) =>
  /^(?:10|127|192\W+168|172\W+(?:1[6-9]|2\d|3[01])|169\W+254|100\W+(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\W/.test(
    address,
  );

/**
 * An IPv4 address of someone, of what the expression matches. 0.0.0.0 and its network say "any" or "none", what begins
 * with 255 is a mask or everyone: neither tells anything about anyone. What ends in two zeros, 120.0.0.0, is a version
 * far more often than the address of a network. Multicast and reserved addresses count: they are addresses all the same.
 */
export const isPublicIpv4 = (address: string) =>
  !/^(?:0|255)\W|\W0\W+0$/.test(address) && !isPrivateIpv4(address);

/** Loopback, unique local, link-local, site-local, and private IPv4 addresses in an IPv6 one. */
export function isPrivateIpv6(address: string): boolean {
  const embedded = address.slice(address.lastIndexOf(":") + 1);
  if (embedded.includes(".") && /^[:0]*:(?:ffff:(?:0:)?)?[^:]*$/i.test(address))
    return isPrivateIpv4(embedded);
  return /^f(?:[cd]..|e[89a-f].):/i.test(address) || /^[0:]*:0{0,3}1(?:%|$)/.test(address);
}

/**
 * Blocks that are in use, by the first group: global unicast, unique local, link-local, multicast, translation, discard;
 * or nothing before the `::`. Namespaces (`add::be`) and slices (`1::2`) begin otherwise.
 */
const FIRST_GROUP_IN_USE = /^(?:[23]...|f[c-f]..|64|100|0*):/i;

/** An IPv6 address, of what the expression matches: not too many groups, and no code that only looks like one. */
export function isIpv6(address: string): boolean {
  const [digits = ""] = address.split("%", 1);
  const isCompressed = digits.includes("::");
  // A key's fingerprint or a port's world-wide name: eight pairs.
  if (!isCompressed) return !/^(?:..:){7}..$/.test(digits);
  if (digits === "::1") return true;
  const groups = digits.split(":").filter((group) => group !== "").length + (digits.includes(".") ? 1 : 0);
  const isSingle = digits.startsWith("::") && groups === 1;
  return groups <= 7 && !isSingle && /\d/.test(digits) && FIRST_GROUP_IN_USE.test(digits);
}
