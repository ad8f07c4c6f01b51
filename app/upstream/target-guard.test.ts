import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAllowedHosts } from "./allowed-hosts";
import { TargetGuard } from "./target-guard";
import { TargetRefusedError } from "./upstream-error";

const guard = (allowedHosts = "", ...trustedOrigins: string[]) =>
  new TargetGuard({ allowedHosts: parseAllowedHosts(allowedHosts), trustedOrigins });

function refusal(target: string, allowedHosts = "", ...trustedOrigins: string[]): string {
  try {
    guard(allowedHosts, ...trustedOrigins).check(target);
  } catch (error) {
    expect(error).toBeInstanceOf(TargetRefusedError);
    return (error as TargetRefusedError).message;
  }
  return "";
}

describe("TargetGuard", () => {
  it.each([
    "https://api.openai.com/v1/chat/completions?a=b",
    "https://API.anthropic.com:443/v1/messages",
    "https://generativelanguage.googleapis.com/v1beta/models/x:streamGenerateContent?alt=sse",
    "https://acme.openai.azure.com/openai/deployments/a/chat/completions?api-version=1",
    "https://acme.services.ai.azure.com/models",
  ])("lets vendors through, to public addresses alone: %s", (target) => {
    const { url, publicOnly } = guard().check(target);
    expect(publicOnly).toBe(true);
    expect(url.href).toBe(new URL(target).href);
  });

  it("has one spelling for a host with a final dot", () => {
    expect(guard().check("https://api.openai.com./v1").url.href).toBe("https://api.openai.com/v1");
  });

  it("trusts configured origins, to the port, and hosts that the operator wrote out", () => {
    const origin = "http://127.0.0.1:4010";
    expect(guard("", `${origin}/base`).check(`${origin}/v1`)).toMatchObject({ publicOnly: false });
    expect(refusal("http://127.0.0.1:4011/v1", "", origin)).not.toBe("");
    expect(refusal("https://127.0.0.1:4010/v1", "", origin)).not.toBe("");
    expect(guard("llm.internal, localhost:11434").check("http://localhost:11434/")).toMatchObject({
      publicOnly: false,
    });
    expect(guard("llm.internal, localhost:11434").check("https://llm.internal/")).toMatchObject({
      publicOnly: false,
    });
    expect(guard("* 10.0.0.7").check("https://10.0.0.7/")).toMatchObject({ publicOnly: false });
  });

  it("checks the addresses behind a wildcard: the domain's owner decides where subdomains lead", () => {
    expect(guard("*.llm.example").check("https://a.llm.example/")).toMatchObject({ publicOnly: true });
    expect(guard("*").check("https://anywhere.example/")).toMatchObject({ publicOnly: true });
    expect(guard("*").check("https://8.8.8.8/")).toMatchObject({ publicOnly: true });
  });

  it.each([
    ["not a URL", "not a full URL"],
    ["/v1/chat/completions", "not a full URL"],
    ["https://", "not a full URL"],
    ["https://[fe80::1%25eth0]/", "not a full URL"],
    ["https://256.1.1.1/", "not a full URL"],
    ["file:///etc/passwd", "neither https nor http"],
    ["ftp://api.openai.com/", "neither https nor http"],
    ["gopher://127.0.0.1:6379/_x", "neither https nor http"],
    ["https://key:secret@api.openai.com/", "user name or a password"],
    ["https://api.openai.com:x@evil.example/", "user name or a password"],
    ["https://api.openai.com/#x", "fragment"],
    ["https://api.openai.com/#", "fragment"],
    ["https://api.openai.com../", "empty label"],
    ["https://api..openai.com/", "empty label"],
    ["http://api.openai.com/v1", "plain http"],
    ["https://api.openai.com:8443/v1", '"api.openai.com:8443" is not allowed'],
    ["https://evil.example/v1", '"evil.example" is not allowed'],
    ["https://api.openai.com.evil.example/", '"api.openai.com.evil.example" is not allowed'],
    ["https://evilopenai.azure.com/", "not allowed"],
    ["https://openai.azure.com/", "not allowed"],
    ["https://localhost/", "not allowed"],
    ["https://api.openai.com\\@evil.example/", ""],
  ])("%s: %s", (target, said) => {
    const message = refusal(target);
    // The last is the vendor's own host with an odd path, as URL reads it and as it is sent.
    if (said === "") expect(message).toBe("");
    else expect(message).toContain(said);
    expect(message).not.toMatch(/secret|passwd/);
  });

  it.each([
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "0.0.0.0",
    "%31%32%37.0.0.1",
    "１２７.0.0.1",
    "127。0。0。1",
    "169.254.169.254",
    "2852039166",
    "0xa9.0xfe.0xa9.0xfe",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "168.63.129.16",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[fe80::1]",
    "[fd00:ec2::254]",
    "[fc00::1]",
    "[ff02::1]",
  ])("refuses https://%s/ even where every public host is allowed", (host) => {
    expect(refusal(`https://${host}/`, "*, *.example")).toContain("not a public one");
  });

  it("refuses every private IPv4 address in every notation", () => {
    const block = fc.constantFrom(
      [0x0a000000, 8],
      [0x7f000000, 8],
      [0x00000000, 8],
      [0xac100000, 12],
      [0xc0a80000, 16],
      [0xa9fe0000, 16],
      [0x64400000, 10],
      [0xe0000000, 4],
      [0xf0000000, 4],
    );
    const address = fc
      .tuple(block, fc.nat(0xffffffff))
      .map(([[base = 0, bits = 0], host]) => (base | (host & (0xffffffff >>> bits))) >>> 0);
    const radix = fc.constantFrom(
      (value: number) => String(value),
      (value: number) => `0x${value.toString(16)}`,
      (value: number) => `0X000${value.toString(16).toUpperCase()}`,
      (value: number) => `0${value.toString(8)}`,
    );
    const notation = fc.tuple(
      address,
      fc.integer({ min: 1, max: 4 }),
      fc.array(radix, { minLength: 4, maxLength: 4 }),
    );
    fc.assert(
      fc.property(notation, fc.constantFrom("", "."), ([value, parts, radices], dot) => {
        const bytes = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
        const numbers = [
          ...bytes.slice(0, parts - 1),
          bytes.slice(parts - 1).reduce((sum, byte) => sum * 256 + byte, 0),
        ];
        const host = numbers.map((number, index) => radices[index]?.(number)).join(".");
        expect(refusal(`https://${host}${dot}/`, "*"), host).toContain("not a public one");
        const [high, low] = [value >>> 16, value & 0xffff].map((word) => word.toString(16));
        for (const prefix of ["::ffff:", "64:ff9b::", "::"]) {
          expect(refusal(`https://[${prefix}${high}:${low}]/`, "*")).toContain("not a public one");
        }
        expect(refusal(`https://[2002:${high}:${low}::]/`, "*")).toContain("not a public one");
      }),
    );
  });

  it("never lets a target out to another host than one that is allowed, whatever the text", () => {
    const piece = fc.constantFrom(
      "https:",
      "http:",
      "//",
      "/",
      "\\",
      "@",
      ":",
      "?",
      "#",
      ".",
      "api.openai.com",
      "evil.example",
      "127.0.0.1",
      "\t",
      " ",
      "%2f",
      "%40",
      "443",
    );
    let passed = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = ["https://", ...pieces].join("");
        try {
          const { url } = guard().check(text);
          expect(url.origin).toBe("https://api.openai.com");
          expect(url.username + url.password + url.hash).toBe("");
          passed++;
        } catch (error) {
          expect(error).toBeInstanceOf(TargetRefusedError);
        }
      }),
      { numRuns: 2000, examples: [[["api.openai.com", "/", "@"]]] },
    );
    expect(passed).toBeGreaterThan(0);
  });
});
