import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fallbackChain, followChain, loopThrough, missingModels, type ChainKey } from "./fallback-chain";

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

interface Link {
  id: string;
  fallbackKeyId: string | null;
}

const link = (id: string, fallbackKeyId: string | null = null): Link => ({ id, fallbackKeyId });
const chainOf = (start: string, all: Link[]) =>
  followChain(
    all.find(({ id }) => id === start)!,
    all,
  ).map(({ id }) => id);

describe("followChain", () => {
  it.each([
    ["a key alone", [link("a")], ["a"]],
    ["links in their order", [link("c"), link("a", "b"), link("b", "c"), link("d", "a")], ["a", "b", "c"]],
    ["a missing key", [link("a", "b"), link("b", "gone")], ["a", "b"]],
    ["a cycle", [link("a", "b"), link("b", "c"), link("c", "a")], ["a", "b", "c"]],
    ["a cycle further on", [link("a", "b"), link("b", "c"), link("c", "b")], ["a", "b", "c"]],
    ["a key that falls back to itself", [link("a", "a")], ["a"]],
  ])("%s", (_, all, expected) => {
    expect(chainOf("a", all)).toEqual(expected);
  });

  it("begins with the key itself where the list lacks it, or has another version of it", () => {
    const start = link("a", "b");
    expect(followChain(start, [link("b", "a"), link("a")])).toEqual([start, link("b", "a")]);
    expect(followChain(start, [])[0]).toBe(start);
  });

  it("holds each key once, joined by their links, and ends where no new key follows", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e", "f", "g");
    const keys = fc.uniqueArray(fc.record({ id, fallbackKeyId: fc.option(id) }), {
      minLength: 1,
      selector: (each) => each.id,
    });
    fc.assert(
      fc.property(keys, (all) => {
        const start = all[0]!;
        const chain = followChain(start, all);
        expect(chain[0]).toBe(start);
        expect(new Set(chain).size).toBe(chain.length);
        for (const [index, each] of chain.entries()) {
          expect(all).toContain(each);
          if (index > 0) expect(chain[index - 1]?.fallbackKeyId).toBe(each.id);
        }
        const follower = all.find((each) => each.id === chain.at(-1)?.fallbackKeyId);
        if (follower) expect(chain).toContain(follower);
      }),
    );
  });
});
