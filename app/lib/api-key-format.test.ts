import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateApiKey, hashApiKey, isApiKey, looksLikeApiKey } from "./api-key-format";

const WORD = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";
const character = fc.constantFrom(...Array.from(WORD));
const word = (length: number) => fc.string({ unit: character, minLength: length, maxLength: length });

describe("an API key", () => {
  it("has the documented form and is never the same twice", () => {
    const keys = Array.from({ length: 500 }, generateApiKey);
    for (const key of keys) {
      expect(key).toMatch(/^grp_[0-9A-Za-z]{49}$/);
      expect(isApiKey(key)).toBe(true);
      expect(looksLikeApiKey(key)).toBe(true);
    }
    expect(new Set(keys).size).toBe(500);
  });

  it("is no key any more after a change of one character", () => {
    fc.assert(
      fc.property(fc.nat(52), character, (index, replacement) => {
        const key = generateApiKey();
        fc.pre(key[index] !== replacement);
        expect(isApiKey(key.slice(0, index) + replacement + key.slice(index + 1))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("is no key any more when a character is missing, added or swapped with its neighbour", () => {
    fc.assert(
      fc.property(fc.nat(51), character, (index, extra) => {
        const key = generateApiKey();
        expect(isApiKey(key.slice(0, index) + key.slice(index + 1))).toBe(false);
        expect(isApiKey(key.slice(0, index) + extra + key.slice(index))).toBe(false);
        fc.pre(key[index] !== key[index + 1]);
        const swapped = key.slice(0, index) + key[index + 1]! + key[index]! + key.slice(index + 2);
        expect(isApiKey(swapped)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("is never a provider's key, nor any other text", () => {
    const providerKey = fc.oneof(
      word(48).map((body) => `sk-${body}`),
      word(48).map((body) => `sk-proj-${body}`),
      word(95).map((body) => `sk-ant-api03-${body}`),
      word(35).map((body) => `AIza${body}`),
      fc.stringMatching(/^[0-9a-f]{32}$/),
      fc.string({ maxLength: 80 }),
    );
    fc.assert(
      fc.property(providerKey, (key) => {
        expect(isApiKey(key)).toBe(false);
      }),
    );
  });

  it("is stored as its SHA-256", () => {
    const key = generateApiKey();
    expect(hashApiKey(key).toString("hex")).toBe(createHash("sha256").update(key).digest("hex"));
  });
});
