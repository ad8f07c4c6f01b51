import fc from "fast-check";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "~/detection/catalogue";
import { fold } from "~/detection/folded-text";
import { longestMatchOf, wordRunOf } from "~/detection/match-length";
import { normalizeText } from "~/detection/normalize-text";
import { createPresenceTest } from "~/detection/presence";
import { demandOf } from "~/detection/required-text";
import { createTextIndex } from "~/detection/text-index";
import { readMarks } from "tests/support/marked-text";

describe("the coarse view of text", () => {
  it("has one character for each, and contains what the text contains", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (left, right) => {
        expect(fold(left + right)).toBe(fold(left) + fold(right));
        expect(fold(left)).toHaveLength(left.length);
      }),
    );
    expect(fold("Straße 42, ſK")).toBe(fold("straße 17, SK"));
  });
});

describe("the index of texts", () => {
  it("finds every text wherever it ends", () => {
    const short = fc
      .string({ unit: fc.constantFrom("a", "b", "c", "0", "é"), minLength: 1, maxLength: 4 })
      .map(fold);
    fc.assert(
      fc.property(
        fc.uniqueArray(short, { minLength: 1, maxLength: 12 }),
        fc.string({ unit: fc.constantFrom("a", "B", "c", "7", "é", " ") }),
        (texts, text) => {
          const found = new Set<string>();
          createTextIndex(texts).scan(text, 0, text.length, (place, end) => found.add(`${place} ${end}`));
          const expected = texts.flatMap((one, place) =>
            Array.from({ length: text.length + 1 }, (_, end) => end)
              .filter((end) => fold(text).slice(0, end).endsWith(one))
              .map((end) => `${place} ${end}`),
          );
          expect([...found].sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 300 },
    );
  });

  it("measures runs of word characters and hyphens", () => {
    const runIn = (text: string) => createTextIndex(["zz"]).scan(text, 0, text.length, () => undefined);
    expect(runIn("a-bc_9 xyz. é")).toBe(6);
    expect(runIn("")).toBe(0);
  });
});

describe("what a match contains", () => {
  it.each<[string, readonly string[] | null]>([
    ["abc", ["abc"]],
    ["(?i)AbC", ["abc"]],
    ["ab|cde", ["ab", "cde"]],
    [String.raw`\bfoo\d{3}`, ["foo000"]],
    ["[abc]x", ["ax", "bx", "cx"]],
    ["[a-z]+@x", ["@x"]],
    ["a*", null],
    ["[a-z]", null],
    ["(?:ab)?", null],
    [String.raw`\d{3}-\d{2}`, ["000-00"]],
    ["x{2,}y", ["xx"]],
  ])("%s needs %j", (source, demand) => {
    const found = demandOf(source);
    expect(found && [...found].sort()).toEqual(demand);
  });

  it.each<[string, number, number]>([
    [String.raw`\b[A-Z]{5}\d{4}`, 9, 18],
    ["ab[a-z.]{3}cd", 2, 14],
    ["(?:abc|abcdef)", 3, 12],
    ["a+", 1, Infinity],
    ["[^x]{4}", 0, 8],
    ["", 0, 0],
  ])("%s has runs of %i and at most %i characters", (source, run, length) => {
    expect(wordRunOf(source)).toBe(run);
    expect(longestMatchOf(source)).toBe(length);
  });

  it("is in every text that an expression matches", () => {
    const atom = fc.oneof(
      fc.constantFrom(
        "a",
        "b",
        "foo",
        String.raw`\d`,
        "[ab]",
        "[a-f]",
        String.raw`\w`,
        ".",
        "é",
        "(?i:Xy)",
        " ",
      ),
    );
    const { source } = fc.letrec<{ source: string }>((tie) => ({
      source: fc.oneof(
        { maxDepth: 4 },
        atom,
        fc.tuple(tie("source"), tie("source")).map(([a, b]) => a + b),
        fc.tuple(tie("source"), tie("source")).map(([a, b]) => `(?:${a}|${b})`),
        fc
          .tuple(tie("source"), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{2,}"))
          .map(([a, b]) => `(?:${a})${b}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom("a", "b", "A", "f", "o", "x", "Y", "1", "é", " ", "_") });
    fc.assert(
      fc.property(source, fc.array(text, { minLength: 20, maxLength: 20 }), (expression, texts) => {
        const whole = new RE2(`^(?s:${expression})$`, "u");
        for (const one of texts) {
          if (!whole.test(one)) continue;
          const demand = demandOf(expression);
          if (demand) expect(demand.some((needed) => fold(one).includes(needed))).toBe(true);
          expect(one.length).toBeLessThanOrEqual(longestMatchOf(expression));
          expect(Math.max(0, ...one.split(/[^\w-]/).map(({ length }) => length))).toBeGreaterThanOrEqual(
            Math.min(wordRunOf(expression), one.length),
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("presence", () => {
  const test = createPresenceTest(CATALOGUE);

  it.each(CATALOGUE.map(({ id, examples }, place) => ({ id, examples, place })))(
    "sees $id in each of its examples",
    ({ examples, place }) => {
      for (const example of examples) {
        const { text } = normalizeText(readMarks(example).text);
        expect(test.present(text, 0, text.length), example).toContain(place);
      }
    },
  );

  it("sees nothing in plain words", () => {
    const text = "plain words in a row";
    expect(test.present(text, 0, text.length).length).toBeLessThan(CATALOGUE.length / 10);
  });
});
