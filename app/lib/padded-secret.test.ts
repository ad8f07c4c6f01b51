import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PaddedSecret } from "./padded-secret";

const secrets = fc
  .string({ unit: "grapheme", minLength: 8, maxLength: 300 })
  .map((text) => text.toWellFormed());

describe("a padded secret", () => {
  it("opens to what it was given, as often as it is asked", () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const padded = new PaddedSecret(secret);
        expect(padded.open()).toBe(secret);
        expect(padded.open()).toBe(secret);
      }),
    );
    expect(new PaddedSecret("").open()).toBe("");
  });

  it("shows nothing of itself to whoever prints, serializes or walks it, before or after it was opened", () => {
    const secret = "sk-a-secret-of-some-length";
    const padded = new PaddedSecret(secret);
    const hold = { key: padded };
    for (let times = 0; times < 2; times++) {
      expect(JSON.stringify(hold)).toBe('{"key":{}}');
      expect(inspect(hold, { depth: Infinity, showHidden: true })).not.toMatch(/sk-|73 6b 2d/);
      expect(Reflect.ownKeys(padded)).toEqual([]);
      expect(padded.open()).toBe(secret);
    }
  });
});
