import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesHost, parseAllowedHosts } from "./allowed-hosts";

const allows = (patterns: string, url: string) =>
  parseAllowedHosts(patterns).some((pattern) => matchesHost(pattern, new URL(url)));

describe("parseAllowedHosts", () => {
  it("reads a list in any separation, each host in one notation", () => {
    expect(parseAllowedHosts(" ")).toEqual([]);
    expect(
      parseAllowedHosts("LLM.Example.,*.b.example:8443\n127.1:80 [0:0::1]:9 * *:81, bücher.example"),
    ).toEqual([
      { kind: "named", host: "llm.example", port: null },
      { kind: "subdomains", host: "b.example", port: 8443 },
      { kind: "named", host: "127.0.0.1", port: 80 },
      { kind: "named", host: "[::1]", port: 9 },
      { kind: "any", host: "", port: null },
      { kind: "any", host: "", port: 81 },
      { kind: "named", host: "xn--bcher-kva.example", port: null },
    ]);
  });

  it.each([
    "https://llm.example",
    "llm.example/v1",
    "user@llm.example",
    "llm.example:0",
    "llm.example:65536",
    "llm.example:x",
    "llm.example:",
    ":443",
    "*.",
    "**",
    "*example.com",
    "a.*.example",
    "*.10.0.0.1",
    "*.0x7f",
    "*.[::1]",
    "::1",
    "[::1",
    "[::1%25eth0]",
    "10.0.0.0/8",
    "256.256.256.256",
    "a..b",
    ".a",
    "a?b",
    "a#b",
    "a\\b",
  ])("refuses %j and says what to write", (entry) => {
    expect(() => parseAllowedHosts(`ok.example, ${entry}`)).toThrow("entry 2 is not a host; write host");
  });
});

describe("matchesHost", () => {
  it.each([
    ["a.example", "https://a.example/x", true],
    ["a.example", "https://A.example.:443/x", true],
    ["a.example", "http://a.example/", true],
    ["a.example", "https://a.example:8443/", false],
    ["a.example", "http://a.example:443/", false],
    ["a.example", "https://b.a.example/", false],
    ["a.example", "https://a.example.evil.example/", false],
    ["a.example:8443", "https://a.example:8443/", true],
    ["a.example:8443", "https://a.example/", false],
    ["a.example:443", "https://a.example/", true],
    ["*.a.example", "https://b.a.example/", true],
    ["*.a.example", "https://c.b.a.example./", true],
    ["*.a.example", "https://a.example/", false],
    ["*.a.example", "https://evila.example/", false],
    ["*.a.example", "https://b.a.example:1/", false],
    ["*", "https://anything.example/", true],
    ["*", "https://anything.example:1/", false],
    ["[::1]:9", "http://[0::0:1]:9/", true],
    ["127.0.0.1:9", "http://2130706433:9/", true],
  ])("%s and %s: %s", (pattern, url, expected) => {
    expect(allows(pattern, url)).toBe(expected);
  });

  it("matches by whole labels only", () => {
    const label = fc.stringMatching(/^[a-z]([a-z0-9]{0,6}[a-z])?$/);
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 1, maxLength: 3 }),
        fc.array(label, { maxLength: 3 }),
        (base, front) => {
          const host = base.join(".");
          const url = `https://${[...front, host].join(".")}/`;
          expect(allows(host, url)).toBe(front.length === 0);
          expect(allows(`*.${host}`, url)).toBe(front.length > 0);
          if (front.length > 0) expect(allows(`*.${host}`, `https://${front.join("")}${host}/`)).toBe(false);
        },
      ),
    );
  });
});
