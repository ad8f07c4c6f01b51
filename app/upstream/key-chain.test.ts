import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { followChain } from "./key-chain";

interface Key {
  id: string;
  fallbackKeyId: string | null;
}

const key = (id: string, fallbackKeyId: string | null = null): Key => ({ id, fallbackKeyId });
const chainOf = (start: string, all: Key[]) =>
  followChain(
    all.find(({ id }) => id === start)!,
    all,
  ).map(({ id }) => id);

describe("followChain", () => {
  it.each([
    ["a key alone", [key("a")], ["a"]],
    ["links in their order", [key("c"), key("a", "b"), key("b", "c"), key("d", "a")], ["a", "b", "c"]],
    ["a missing key", [key("a", "b"), key("b", "gone")], ["a", "b"]],
    ["a cycle", [key("a", "b"), key("b", "c"), key("c", "a")], ["a", "b", "c"]],
    ["a cycle further on", [key("a", "b"), key("b", "c"), key("c", "b")], ["a", "b", "c"]],
    ["a key that falls back to itself", [key("a", "a")], ["a"]],
  ])("%s", (_, all, expected) => {
    expect(chainOf("a", all)).toEqual(expected);
  });

  it("begins with the key itself where the list lacks it, or has another version of it", () => {
    const start = key("a", "b");
    expect(followChain(start, [key("b", "a"), key("a")])).toEqual([start, key("b", "a")]);
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
