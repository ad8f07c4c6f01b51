import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTokenFormat } from "~/redaction/token-format";

const KEY = Buffer.alloc(32, 1);
const PREFIXES = ["pii_", "tok_", "p", "pii_x-"];
const format = createTokenFormat(KEY, PREFIXES);
const value = fc.string({ unit: "grapheme", minLength: 1 });
const prefix = fc.constantFrom(...PREFIXES);

describe("mint", () => {
  it("gives the same value the same token within a scope, and no other the same", () => {
    fc.assert(
      fc.property(value, value, prefix, (one, other, start) => {
        const token = format.mint(one, start, "scope");
        expect(token).toMatch(/^[\w-]+$/);
        expect(token).toHaveLength(start.length + 32);
        expect(format.mint(one, start, "scope")).toBe(token);
        expect(format.mint(one, start, "elsewhere")).not.toBe(token);
        expect(format.mint(other, start, "scope") === token).toBe(one === other);
      }),
    );
  });
});

describe("find", () => {
  const token = fc.tuple(value, prefix).map(([text, start]) => format.mint(text, start, "s"));
  const filler = fc.constantFrom(" ", "p", "pi", "pii_", "tok_", "abcdefgh", "<", "é", "\n", '"', "7");

  it("finds all of ours and nothing else, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(token, fc.array(filler))), (list) => {
        const text = list.map(([ours, others]) => `${ours}|${others.join("")}|`).join("");
        const found = format.find(text);
        expect(found.map((one) => one.token)).toEqual(list.map(([ours]) => ours));
        for (const { token: ours, start, end } of found) expect(text.slice(start, end)).toBe(ours);
      }),
    );
  });

  it("takes a stranger's for text, and one with a character changed", () => {
    const strangers = createTokenFormat(Buffer.alloc(32, 2), PREFIXES);
    fc.assert(
      fc.property(value, prefix, fc.nat(31), (text, start, at) => {
        expect(format.find(strangers.mint(text, start, "s"))).toEqual([]);
        const ours = format.mint(text, start, "s");
        const place = start.length + at;
        const changed = ours.charAt(place) === "a" ? "b" : "a";
        expect(format.find(ours.slice(0, place) + changed + ours.slice(place + 1))).toEqual([]);
      }),
    );
  });

  it("knows no token of a prefix that it was not made with", () => {
    expect(format.find(createTokenFormat(KEY, ["key_"]).mint("x", "key_", "s"))).toEqual([]);
    expect(createTokenFormat(KEY, []).find("pii_")).toEqual([]);
  });
});

describe("holdFrom", () => {
  const text = fc
    .array(
      fc.oneof(
        fc.tuple(value, prefix).map(([one, start]) => format.mint(one, start, "s")),
        fc.constantFrom("to ", "p", "pii_", "tok_a", "x".repeat(40), "é"),
      ),
    )
    .map((list) => list.join(""));

  it("never lets go of the beginning of a token, nor cuts one", () => {
    fc.assert(
      fc.property(text, (whole) => {
        for (let end = 0; end <= whole.length; end++) {
          const from = format.holdFrom(whole.slice(0, end));
          for (const found of format.find(whole)) {
            if (found.start < end && end < found.end) expect(from).toBeLessThanOrEqual(found.start);
            if (found.end <= end) expect(from <= found.start || from >= found.end).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("holds nothing else", () => {
    expect(format.holdFrom("no such thi")).toBe(11);
    expect(format.holdFrom("pii")).toBe(0);
    expect(format.holdFrom("say pii_abc")).toBe(4);
    expect(format.holdFrom("say tok_ABC")).toBe(11);
    expect(format.holdFrom(`say tok_${"a".repeat(32)}`)).toBe(40);
    expect(format.holdFrom("")).toBe(0);
  });
});
