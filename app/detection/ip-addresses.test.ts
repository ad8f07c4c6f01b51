import { isIPv6 } from "node:net";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { createScanner } from "~/detection/scanner";
import { IPV6, isIpv6, isPrivateIpv4, isPrivateIpv6, PRIVATE_IPV4 } from "~/detection/ip-addresses";
import { offsetsOf } from "tests/support/marked-text";

const PRIVATE_V4 = new Set(["private", "carrierGradeNat", "loopback", "linkLocal"]);
const PRIVATE_V6 = new Set(["uniqueLocal", "loopback", "linkLocal", "deprecatedSiteLocal"]);

/** What the library says of an address. */
function isPrivate(text: string): boolean {
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return PRIVATE_V4.has(address.range());
  const range: string = address.range();
  if (range === "ipv4Mapped") return PRIVATE_V4.has(address.toIPv4Address().range());
  return PRIVATE_V6.has(range);
}

const byte = fc.nat(255);
/** Every block of private addresses, and its neighbours. */
const edge = fc.constantFrom(
  "9.255.255.255",
  "10.0.0.0",
  "10.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.64.0.0",
  "100.127.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "127.0.0.1",
  "128.0.0.0",
  "169.253.255.255",
  "169.254.0.1",
  "169.255.0.0",
  "172.15.255.255",
  "172.16.0.0",
  "172.31.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "192.168.0.0",
  "192.169.0.0",
);
const ipv4 = fc.oneof(
  fc.tuple(byte, byte, byte, byte).map((octets) => octets.join(".")),
  edge,
);

const group = fc.oneof(fc.constant(0), fc.nat(0xffff));
const ipv6 = fc
  .tuple(
    fc.constantFrom(0x2001, 0x2606, 0x3fff, 0xfc00, 0xfd12, 0xfe80, 0xfebf, 0xfec0, 0xff02),
    fc.array(group, { minLength: 7, maxLength: 7 }),
  )
  .map(([first, rest]) => new ipaddr.IPv6([first, ...rest]));

/** The same address as people write it. */
const notations = (address: ipaddr.IPv6): string[] => [
  address.toRFC5952String(),
  address.toNormalizedString(),
  address.toNormalizedString().toUpperCase(),
  address.parts.map((part) => part.toString(16).padStart(4, "0")).join(":"),
];

const expression = new RE2(`^(?:${IPV6})$`);
const scanner = createScanner(["ipv4", "ipv4_small", "ipv6", "private_ipv4", "private_ipv6"]);

describe("IPv4", () => {
  it("is private where the library says so", () => {
    const isPrivateByExpression = new RE2(`^${PRIVATE_IPV4}$`);
    fc.assert(
      fc.property(ipv4, (address) => {
        expect(isPrivateIpv4(address)).toBe(isPrivate(address));
        expect(isPrivateByExpression.test(address)).toBe(isPrivate(address));
        expect(isPrivateIpv4(address.replaceAll(".", "[.]"))).toBe(isPrivate(address));
      }),
      { numRuns: 2000 },
    );
  });

  it("is found by exactly one of the two categories, but for nobody's addresses", () => {
    fc.assert(
      fc.property(ipv4, (address) => {
        const text = `address ${address} of a host`;
        const expected = isPrivate(address)
          ? "private_ip_address"
          : /^(?:0|255)\.|\.0\.0$/.test(address)
            ? null
            : "ip_address";
        expect(scanner.scan(text).map(({ category }) => category)).toEqual(expected ? [expected] : []);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("IPv6", () => {
  it("is found whole in every notation, by exactly one of the two categories", () => {
    fc.assert(
      fc.property(ipv6, fc.constantFrom("", "%eth0", "%25en1"), (address, zone) => {
        for (const notation of notations(address)) {
          // All letters may be a namespace, and no device's address is.
          if (notation.includes("::") && !/\d/.test(notation)) continue;
          const text = `[${notation}${zone}]:443`;
          const found = scanner.scan(text);
          expect(offsetsOf(found), text).toEqual([{ start: 1, end: 1 + notation.length + zone.length }]);
          expect(found[0]?.category, text).toBe(isPrivate(notation) ? "private_ip_address" : "ip_address");
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is private in IPv4's clothes where the IPv4 address is", () => {
    fc.assert(
      fc.property(ipv4, (address) => {
        expect(isPrivateIpv6(`::ffff:${address}`)).toBe(isPrivate(address));
        expect(isPrivateIpv6(`0:0:0:0:0:ffff:${address}`)).toBe(isPrivate(address));
      }),
    );
  });

  it("is none that the library refuses", () => {
    const piece = fc.constantFrom(
      "2001",
      "db8",
      "0",
      "1",
      "fe80",
      "ff",
      "::",
      ":",
      ":",
      ":",
      "1.2.3.4",
      "10.0.0.1",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 2, maxLength: 18 }), (pieces) => {
        const text = pieces.join("");
        if (expression.test(text) && isIpv6(text)) expect(ipaddr.IPv6.isValid(text), text).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it("leaves room for the groups that two colons stand for", () => {
    const groups = (length: number) =>
      fc.array(fc.constantFrom("2001", "db8", "1", "ab3"), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }).chain(groups), fc.nat(), (list, place) => {
        const at = 1 + (place % (list.length - 1));
        const text = `${["2001", ...list.slice(1, at)].join(":")}::${list.slice(at).join(":")}`;
        expect(expression.test(text) && isIpv6(text), text).toBe(isIPv6(text) && list.length < 8);
      }),
    );
  });
});
