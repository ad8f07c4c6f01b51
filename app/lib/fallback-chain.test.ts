import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fallbackChain, loopThrough, missingModels, type ChainKey } from "./fallback-chain";

/** "A>B" is a key A that falls back to B; a model after a colon, the provider after an @. */
function keysOf(...words: string[]): ChainKey[] {
  return words.map((word) => {
    const parts = /^(\w+)(?:>(\w+))?(?:@(\w+))?(?::(\w+))?$/.exec(word);
    const [, id = "", next, provider = "openai", model] = parts ?? [];
    return { id, fallbackKeyId: next ?? null, provider, defaultModel: model ?? null };
  });
}
const ids = (keys: readonly ChainKey[] | null) => keys?.map((key) => key.id).join("");

const arbitraryKeys = fc
  .array(
    fc.record({
      link: fc.option(fc.nat(9), { nil: null }),
      provider: fc.constantFrom("openai", "anthropic", "azure"),
      defaultModel: fc.option(fc.constant("m"), { nil: null }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) =>
    rows.map(({ link, ...key }, index) => ({
      ...key,
      id: String(index),
      fallbackKeyId: link === null ? null : String(link),
    })),
  );

describe("fallbackChain", () => {
  it.each([
    [["A>B", "B>C", "C"], "A", "BC"],
    [["A", "B>A"], "A", ""],
    [["A>B", "B>A"], "A", "B"],
    [["A>A"], "A", ""],
    [["A>B", "B>C", "C>B"], "A", "BC"],
    [["A>Z"], "A", ""],
    [["A>B", "B"], "Z", ""],
  ])("of %j after %s is %j", (words, id, expected) => {
    expect(ids(fallbackChain(keysOf(...words), id))).toBe(expected);
  });

  it("ends for any links, each key once, never the first again", () => {
    fc.assert(
      fc.property(arbitraryKeys, (keys) => {
        for (const { id } of keys) {
          const chain = [id, ...fallbackChain(keys, id).map((key) => key.id)];
          expect(new Set(chain).size).toBe(chain.length);
          chain.slice(1).forEach((next, index) => {
            expect(keys.find((key) => key.id === chain[index])?.fallbackKeyId).toBe(next);
          });
        }
      }),
    );
  });
});

describe("loopThrough", () => {
  it.each([
    [["A>B", "B>C", "C>A"], "A", "ABC"],
    [["A>B", "B>C", "C>A"], "B", "BCA"],
    [["A>A"], "A", "A"],
    [["A>B", "B>C", "C"], "A", undefined],
    // The loop is further on: it is not this key's.
    [["A>B", "B>C", "C>B"], "A", undefined],
    [["A>Z"], "A", undefined],
    [["A"], "Z", undefined],
  ])("of %j from %s is %j", (words, id, expected) => {
    expect(ids(loopThrough(keysOf(...words), id))).toBe(expected);
  });
});

describe("missingModels", () => {
  const told = (...words: string[]) =>
    missingModels(keysOf(...words)).map(({ from, key }) => `${from.id} needs one of ${key.id}`);

  it("wants a model of a key that another provider's falls back to", () => {
    expect(told("A>B", "B@anthropic")).toEqual(["A needs one of B"]);
    expect(told("A>B", "B@anthropic:claude")).toEqual([]);
    expect(told("A>B", "B")).toEqual([]);
    expect(told("A>B@azure", "B@openai")).toEqual(["A needs one of B"]);
  });

  it("sees through keys of one provider, from the nearest that needs it", () => {
    expect(told("A>B", "B>C@anthropic:claude", "C@anthropic")).toEqual(["A needs one of C"]);
    expect(told("X>A", "A>B", "B@anthropic")).toEqual(["A needs one of B"]);
    expect(told("A>B", "B>C@anthropic:claude", "C@openai")).toEqual(["B needs one of C"]);
  });

  it("is empty exactly when no request meets another provider's key without a model", () => {
    fc.assert(
      fc.property(arbitraryKeys, (keys) => {
        const unmet = keys.some((from) =>
          fallbackChain(keys, from.id).some((key) => key.provider !== from.provider && !key.defaultModel),
        );
        expect(missingModels(keys).length > 0).toBe(unmet);
      }),
    );
  });
});
