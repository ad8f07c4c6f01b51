import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLogger } from "./logger";

const FIELDS = [
  "authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
  "x-grepture-api-key",
  "x-grepture-auth-forward",
  "password",
  "passwordHash",
  "token",
  "key",
  "secret",
  "ciphertext",
  "connectionString",
];

function logged(value: object): string {
  const lines: string[] = [];
  const logger = createLogger("trace", { write: (line) => lines.push(line) });
  logger.info(value, "whole object");
  logger.child(value).warn("as bindings");
  return lines.join("");
}

describe("the logger", () => {
  it("never writes a canary that stands under a secret's name, down to two levels", () => {
    const canary = fc.stringMatching(/^CANARY[0-9a-f]{16}$/);
    const wrapper = fc.stringMatching(/^[a-z]{1,8}$/).filter((name) => !FIELDS.includes(name));
    fc.assert(
      fc.property(
        fc.constantFrom(...FIELDS),
        canary,
        fc.array(wrapper, { maxLength: 2 }),
        (field, secret, path) => {
          const value = path.reduceRight<object>((inner, name) => ({ [name]: inner }), {
            [field]: secret,
            id: "kept",
          });
          const lines = logged(value);
          expect(lines).not.toContain(secret);
          expect(lines).toContain("[redacted]");
          expect(lines).toContain("kept");
        },
      ),
      { numRuns: 400 },
    );
  });

  it("writes one JSON object a line, without process and host", () => {
    const entry: unknown = JSON.parse(logged({ requestId: "r1" }).split("\n")[0]!);
    expect(entry).toEqual({
      level: 30,
      time: expect.any(Number) as number,
      requestId: "r1",
      msg: "whole object",
    });
  });

  it("leaves the logged object as it was", () => {
    const value = { key: "sk-secret", nested: { token: "t" } };
    logged(value);
    expect(value).toEqual({ key: "sk-secret", nested: { token: "t" } });
  });

  it("keeps quiet below its level", () => {
    const lines: string[] = [];
    createLogger("warn", { write: (line) => lines.push(line) }).info("unheard");
    expect(lines).toEqual([]);
  });
});
