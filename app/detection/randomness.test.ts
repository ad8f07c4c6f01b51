import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFilledIn, looksRandom } from "~/detection/randomness";

const WORDS = ["user", "session", "access", "token", "secret", "client", "database", "private", "signing"];
const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 });
const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

describe("looksRandom", () => {
  it("takes no words for a secret, however they are joined", () => {
    fc.assert(
      fc.property(words, fc.constantFrom("_", "-", ".", "/"), fc.nat(9), (parts, sign, digit) => {
        for (const name of [
          parts.join(sign),
          parts.map(capitalized).join(""),
          parts.join(sign).toUpperCase(),
        ]) {
          expect(looksRandom(name), name).toBe(false);
          expect(looksRandom(name + String(digit)), name).toBe(false);
        }
      }),
    );
  });

  it("takes what a machine draws for a secret, in every usual alphabet", () => {
    let found = 0;
    const rounds = 300;
    for (let round = 0; round < rounds; round++) {
      const bytes = randomBytes(24);
      if (looksRandom(bytes.toString("hex"))) found++;
      if (looksRandom(bytes.toString("base64"))) found++;
      if (looksRandom(bytes.toString("base64url"))) found++;
    }
    // A few in a thousand read as words or have no digit; a rule that is wrong loses far more.
    expect(found / (3 * rounds)).toBeGreaterThan(0.95);
  });

  it.each([
    "short1a",
    "1234567890123456",
    "2031-01-01T10:00:00",
    "aaaaaaaaaaaaaaaa1111111111",
    "your-api-key-12345678",
    "app.config.secret2",
    "/usr/local/lib64/x86",
    "badge-DR4v8JEj.js",
    "prod/db-AbC123",
    "PBKDF2WithHmacSHA256",
    "abababababab1212",
  ])("turns %s down", (value) => {
    expect(looksRandom(value)).toBe(false);
  });

  it.each([
    "7c1f09a3-b8e2-4d55-60f1-c9d8ab3e7714",
    "kQ9xZ2mW8vB4",
    "kQxZmWvBnLpRtYsJuHgF",
    "q4tnwujeuubuyo48wqeg9du3bapzx1qj",
  ])("accepts %s", (value) => {
    expect(looksRandom(value)).toBe(true);
  });
});

describe("isFilledIn", () => {
  it("turns down whatever is mostly one character", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("x", "X", "0", "*", "a", "."),
        fc.integer({ min: 8, max: 60 }),
        (filler, count) => {
          expect(isFilledIn(`ghp_${filler.repeat(count)}`)).toBe(false);
        },
      ),
    );
  });

  it.each(["your_key_here", "<api-key>", "${API_KEY}", "{{ key }}", "[REDACTED_API_KEY]", "sk-..."])(
    "turns down %s",
    (value) => {
      expect(isFilledIn(value)).toBe(false);
    },
  );

  it("allows for the zeros of an encoding", () => {
    expect(isFilledIn("b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAA")).toBe(true);
  });
});
