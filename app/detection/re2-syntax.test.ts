import fc from "fast-check";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { parseRe2, type Syntax } from "~/detection/re2-syntax";
import { soup, soupText } from "tests/support/regex-soup";

const R = String.raw;
const NO_FLAGS = { ignoreCase: false, multiline: false, dotAll: false };

function print(node: Syntax): string {
  switch (node.kind) {
    case "characters":
    case "assertion":
      return node.source;
    case "sequence":
      return node.parts.map(print).join("");
    case "choice":
      return `(?:${node.options.map(print).join("|")})`;
    case "repeat":
      return `(?:${print(node.part)}){${node.min},${node.max === Infinity ? "" : node.max}}`;
  }
}

/** Whether the whole text matches. */
const matcher = (source: string, flags: string) => {
  const set = new RE2.Set([source], flags, { anchor: "both" });
  return (text: string) => set.test(text);
};

function parse(source: string): Syntax | null {
  return parseRe2(new RE2(source, "u").internalSource, NO_FLAGS);
}

describe("parseRe2", () => {
  it("understands every source that RE2 accepts, as RE2 does", () => {
    fc.assert(
      fc.property(
        soup,
        fc.record({ ignoreCase: fc.boolean(), multiline: fc.boolean(), dotAll: fc.boolean() }),
        fc.array(soupText, { minLength: 10 }),
        (source, flags, texts) => {
          const letters = `u${flags.ignoreCase ? "i" : ""}${flags.multiline ? "m" : ""}${flags.dotAll ? "s" : ""}`;
          const tree = parseRe2(new RE2(source, letters).internalSource, flags);
          expect(tree).not.toBeNull();
          const matches = matcher(source, letters);
          const matchesPrinted = matcher(print(tree!), "u");
          for (const text of texts) expect(matchesPrinted(text), JSON.stringify(text)).toBe(matches(text));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it.each([
    ["flags that hold to the end of their group", "a(?:b(?i)c|d)e", ["abCe", "aDe"], ["aBce", "abcE"]],
    ["flags of a group", "(?i:a)b", ["Ab", "ab"], ["AB"]],
    ["flags that are taken back", "(?i)a(?-i:b)c", ["AbC"], ["aBc"]],
    ["quoted text", R`\Qa.(b\E+`, ["a.(b", "a.(bb"], ["axb"]],
    ["quoted text that does not end", R`x\Q|`, ["x|"], ["x", ""]],
    ["a bracket that comes first in a class", "[]a]+[^]a]", ["]ab"], ["]"]],
    ["a hyphen that comes last in a class", "[a-]+", ["a-"], ["b"]],
    ["braces that are no repeat", "a{,2}b{x}{01}", ["a{,2}b{x}{01}"], ["aabxx"]],
    ["a class of classes", R`[\d[:alpha:]\pP]+`, ["a1.", "Z"], ["é", " "]],
    ["a range that ends in a bracket", "[!-[]b]", ["!b]", "[b]"], ["b"]],
    ["folding as Unicode does", "(?i)ks", ["ks", "KS", "\u{212a}ſ"], ["k"]],
    ["repeats of repeats", "(?:(?:ab?)+)?", ["", "aba"], ["b"]],
    ["no copy at all", "a{0}b{0,0}c", ["c"], ["ac", "bc"]],
    ["octal digits", R`\101\0\11`, ["A\0\t"], ["101"]],
  ])("reads %s", (_name, source, matching, others) => {
    const matches = matcher(print(parse(source)!), "u");
    const actual = matcher(source, "u");
    for (const text of matching) {
      expect(matches(text), text).toBe(true);
      expect(actual(text), text).toBe(true);
    }
    for (const text of others) expect(matches(text), text).toBe(false);
  });

  it.each(["(", ")", "a)", "*", "a|*", "(?=a)", "(?<!a)", R`\C`, R`\1`, R`\q`, "[a", "[[:nope", "a\\"])(
    "does not take %s for something else",
    (source) => {
      expect(parseRe2(source, NO_FLAGS)).toBeNull();
    },
  );

  it("gives up on groups that are nested too deep to be walked", () => {
    const nested = (depth: number) => "(".repeat(depth) + ")".repeat(depth);
    expect(parse(nested(400))).not.toBeNull();
    expect(parse(nested(5000))).toBeNull();
    expect(parse(`a${R`*\Q\E`.repeat(5000)}`)).toMatchObject({
      kind: "repeat",
      part: { kind: "characters" },
    });
  });
});
