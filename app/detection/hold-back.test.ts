import fc from "fast-check";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "~/detection/catalogue";
import { createHoldBack } from "~/detection/hold-back";
import { normalizeText } from "~/detection/normalize-text";
import { readMarks } from "tests/support/marked-text";
import { soup, soupText } from "tests/support/regex-soup";
import { canBecomeMember, drawMember, expression, textOverAlphabet } from "tests/support/regex-trees";

const R = String.raw;

type HoldBack = ReturnType<typeof createHoldBack>;

const PATTERNS = CATALOGUE.map(({ id, before = "", source, after = "", examples }) => ({
  id,
  source: `(?:${before})(?:${source})(?:${after})`,
  texts: examples.map((example) => normalizeText(readMarks(example).text).text),
}));

const splitsPair = (text: string, at: number) =>
  /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));

/** Every match that begins at or after `from`, wherever the search for it begins. */
function matchesIn(source: string, text: string, from: number): { start: number; end: number }[] {
  const re2 = new RE2(source, "gu");
  const ends = new Map<number, number>();
  for (let at = from; at <= text.length; at++) {
    if (splitsPair(text, at)) continue;
    re2.lastIndex = at;
    const found = re2.exec(text);
    if (found) ends.set(found.index, found.index + found[0].length);
  }
  return [...ends].map(([start, end]) => ({ start, end }));
}

/** Wherever the text is cut within a match, that match has not been let go. */
function expectHeld(holdBack: HoldBack, source: string, text: string, from: number): void {
  for (const { start, end } of matchesIn(source, text, from)) {
    const cuts = Array.from({ length: end - start }, (_, index) => start + index + 1);
    const held = cuts.map((cut) => holdBack(text.slice(0, cut), from));
    const asExpected = held.map((at) => Math.min(Math.max(at, from), start));
    expect(held, JSON.stringify({ text, from, start })).toEqual(asExpected);
  }
}

describe("createHoldBack", () => {
  const everything = createHoldBack(PATTERNS);

  it.each(PATTERNS)("lets no beginning of $id go", ({ source, texts }) => {
    const alone = createHoldBack([{ source }]);
    for (const text of texts) {
      expect(matchesIn(source, text, 0)).not.toEqual([]);
      expectHeld(alone, source, text, 0);
      expectHeld(everything, source, text, 0);
    }
  });

  it("lets no beginning of a match of any expression go", () => {
    fc.assert(
      fc.property(soup, fc.array(soupText, { minLength: 3 }), fc.nat(), (source, texts, at) => {
        const holdBack = createHoldBack([{ source }]);
        for (const text of texts) {
          const from = at % (text.length + 1);
          expectHeld(holdBack, source, text, splitsPair(text, from) ? from + 1 : from);
        }
      }),
      { numRuns: 600 },
    );
  });

  it("holds from the earliest place where the rest can become a match", () => {
    const texts = fc.tuple(textOverAlphabet, textOverAlphabet, fc.nat());
    fc.assert(
      fc.property(
        expression,
        fc.infiniteStream(fc.nat()),
        fc.array(texts, { minLength: 5 }),
        ({ tree, source }, stream, list) => {
          const holdBack = createHoldBack([{ source }]);
          for (const [left, right, at] of list) {
            const member = Array.from(drawMember(tree, (below) => (stream.next().value ?? 0) % below));
            const begun = member.slice(0, at % (member.length + 1)).join("");
            const characters = Array.from(left + begun).concat(Array.from(right).slice(0, at % 2));
            const text = characters.join("");
            const places = characters
              .map((_, index) => characters.slice(0, index).join("").length)
              .concat(text.length);
            const from = places[at % places.length]!;
            const expected = places.find(
              (place) => place >= from && canBecomeMember(tree, text.slice(place)),
            );
            expect(holdBack(text, from), JSON.stringify({ text, from })).toBe(expected);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("answers for many expressions what the earliest of them answers", () => {
    const sources = Array.from({ length: 12 }, (_, i) => [
      { source: R`\bkey${i}_[A-Za-z0-9]{${i + 2}}\b` },
      { source: R`label${i}\s*[:=]\s*[^\s"]{4,200}`, ignoreCase: i % 2 === 0 },
      { source: R`\p{L}${i}[\p{L}\p{N}]{4,20}@` },
    ]).flat();
    const together = createHoldBack(sources);
    const alone = sources.map((source) => createHoldBack([source]));
    const piece = fc.constantFrom(
      "key1",
      "KEY2_",
      "_Ab9",
      "LABEL4",
      "label5",
      " = ",
      "é1a",
      "я12",
      "@",
      "x",
      " ",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(), (pieces, at) => {
        const text = pieces.join("");
        const from = at % (text.length + 1);
        expect(together(text, from)).toBe(Math.min(...alone.map((holdBack) => holdBack(text, from))));
      }),
    );
  });

  it("takes a large choice apart, and stays exact", () => {
    const words = Array.from({ length: 3000 }, (_, i) => `w${(i * 7919).toString(36)}x`);
    const holdBack = createHoldBack([{ source: R`\b(?:${words.join("|")})\b` }]);
    for (const word of words.filter((_, i) => i % 50 === 0)) {
      expect(holdBack(`some ${word.slice(0, -1)}`, 0)).toBe(5);
      expect(holdBack(`some ${word}!`, 0)).toBe(word.length + 6);
      expect(holdBack(`some ${word.slice(0, -1)}!`, 3)).toBe(word.length + 5);
    }
  });

  it("gives a repeat its bounds, whatever stands around it", () => {
    const holdBack = createHoldBack([{ source: R`key[^\d\n]{1,30}\d{4,6}[A-Z]{2}` }]);
    expect(holdBack(`key${"-".repeat(30)}`, 0)).toBe(0);
    expect(holdBack(`key${"-".repeat(31)}`, 0)).toBe(34);
    expect(holdBack(`key${"-".repeat(27)}key1`, 0)).toBe(0);
    expect(holdBack(`key${"-".repeat(28)}key-`, 0)).toBe(31);
    expect(holdBack(`key key${"-".repeat(30)}1234567`, 0)).toBe(44);
  });

  it("passes by many places that are none", () => {
    const sources = [{ source: "a{1,9}b" }, { source: "[^ ]{0,20}c" }, { source: "(?:aa){3}x" }];
    expect(createHoldBack(sources.slice(0, 1))("a".repeat(300), 0)).toBe(291);
    expect(createHoldBack(sources.slice(0, 1))(`${"a".repeat(300)}!`, 0)).toBe(301);
    expect(createHoldBack(sources)("a".repeat(300), 0)).toBe(280);
  });

  it("holds about the last word of prose", () => {
    const holdBack = createHoldBack(PATTERNS.filter(({ id }) => id === "email" || id === "ssn"));
    const held = (text: string) => text.slice(holdBack(text, 0));
    expect(held("Please write to me tomorrow")).toBe("tomorrow");
    expect(held("Please write to me. ")).toBe("");
    expect(held("Please write to jane.doe@exam")).toBe("jane.doe@exam");
    expect(held("Please write to jane.doe@example.com, and")).toBe("and");
    expect(held("お問い合わせは2024年")).toBe("");
    expect(held("Mein SSN ist 536-22")).toBe("536-22");
  });

  it.each([
    ["a word's border", R`\bkey\d+`, "mon", "key1", 3, 7],
    ["a word's border", R`\bkey\d+`, "mon ", "key1", 4, 4],
    ["a word's border behind a letter that is not ASCII", R`\bkey\d+`, "é", "key1", 1, 1],
    ["the inside of a word", R`\Bkey\d+`, "mon", "key1", 3, 3],
    ["the beginning of the text", "^key", "", "ke", 0, 0],
    ["the beginning of the text", "^key", "x", "ke", 1, 3],
    ["the beginning of a line", "(?m)^key", "x\n", "ke", 2, 2],
    ["the beginning of a line", "(?m)^key", "\u2028", "ke", 1, 3],
    ["a match that would begin before", "[ax]+", "aa", "xx", 2, 2],
    ["a match that would begin before", "ax+", "a", "xx", 1, 3],
    ["a pair before", "x+", "😀", "xx", 2, 2],
  ])("takes what comes before only for context: %s", (_name, source, before, text, from, expected) => {
    expect(createHoldBack([{ source }])(before + text, from)).toBe(expected);
  });

  it("counts in UTF-16 and never cuts a pair", () => {
    const holdBack = createHoldBack([{ source: "é😀+x" }]);
    expect(holdBack("日本語 é😀😀", 0)).toBe(4);
    expect(holdBack("\0\u{10ffff}é😀", 0)).toBe(3);
    expect(holdBack("\ud800é", 0)).toBe(1);
    // The first half of a pair waits for the second; what it may continue waits too.
    expect(holdBack("abc\ud83d", 0)).toBe(3);
    expect(holdBack("abé\ud83d", 0)).toBe(2);
    expect(holdBack("\ud83d", 0)).toBe(0);
    expect(holdBack("a\ud83d", 2)).toBe(2);
  });

  it("takes text with NUL, and folds case where told", () => {
    expect(createHoldBack([{ source: R`a\x00b` }])("x\0a\0", 0)).toBe(2);
    expect(createHoldBack([{ source: "straße", ignoreCase: true }])("in der STRAẞ", 0)).toBe(7);
    expect(createHoldBack([{ source: "straße" }])("in der STRAẞ", 0)).toBe(12);
  });

  it("holds everything for what is far too large", () => {
    const holdBack = createHoldBack([{ source: "ab".repeat(6000) }, { source: "x" }]);
    expect(holdBack("any text", 3)).toBe(3);
  });

  it("holds nothing without expressions and where nothing is left, everything for what is not understood", () => {
    expect(createHoldBack([])("abc", 0)).toBe(3);
    expect(createHoldBack([{ source: "" }])("abc", 1)).toBe(3);
    expect(createHoldBack([{ source: "a+" }])("", 0)).toBe(0);
    expect(createHoldBack([{ source: "a+" }])("aa", 2)).toBe(2);
    expect(createHoldBack([{ source: "b" }, { source: R`a\C` }])("abc", 1)).toBe(1);
    expect(createHoldBack([{ source: R`a\C` }])("abc", 9)).toBe(3);
    expect(() => createHoldBack([{ source: "(" }])).toThrow(SyntaxError);
  });
});
