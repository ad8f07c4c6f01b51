import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readCase, readCases, readCorpus } from "./corpus";
import { FLOORS, MOST_FALSE_IN_HARD_NEGATIVES, MOST_FALSE_IN_ORDINARY_TEXT } from "./floors";
import { measure, type Measured } from "./measure";
import { errorLines } from "./report";
import { CATALOGUE } from "~/detection/catalogue";
import { createScanner } from "~/detection/scanner";
import { CATEGORIES } from "~/rules/categories";

const read = (source: string) => readCase("case", "file", source);

describe("reading a case", () => {
  it("takes the marks out and keeps what they say", () => {
    expect(read("to «email:a@b.c», «?jwt|oauth_secret:x»")).toMatchObject({
      text: "to a@b.c, x",
      expected: [
        { categories: ["email"], start: 3, end: 8, outerStart: 3, outerEnd: 8, isOptional: false },
        { categories: ["jwt", "oauth_secret"], start: 10, end: 11, isOptional: true },
      ],
    });
  });

  it("knows what may be taken along", () => {
    expect(read("«address:⟨Flat 2, ⟩4 Hay Lane⟨, York⟩»!")).toMatchObject({
      text: "Flat 2, 4 Hay Lane, York!",
      expected: [{ start: 8, end: 18, outerStart: 0, outerEnd: 24 }],
    });
  });

  it("joins what is split and writes what is escaped", () => {
    expect(read("sk_{+}live {«}a{»} {U+00A0}{U+1F600}").text).toBe("sk_live «a» \u00a0\u{1f600}");
  });

  it.each([
    ["«email:a", "never ends"],
    ["a»", "never began"],
    ["«email:a «phone:1»»", "within a mark"],
    ["«email:»", "around nothing"],
    ["«e_mail:a»", "no category is called e_mail"],
    ["⟨a⟩", "outside of a mark"],
    ["«email:a⟩»", "without ⟨"],
    ["«email:a⟨b»", "within ⟨⟩"],
  ])("refuses %s", (source, problem) => {
    expect(() => read(source)).toThrow(problem);
  });

  it("leaves any text without marks as it is, and finds marks where they were put", () => {
    const plain = fc.string({ unit: "grapheme" }).filter((text) => !/[«»⟨⟩{}]/.test(text));
    const value = plain.filter((text) => text !== "");
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, value)), plain, (pairs, last) => {
        const { text, expected } = read(
          pairs.map(([before, own]) => `${before}«ssn:${own}»`).join("") + last,
        );
        expect(text).toBe(pairs.flat().join("") + last);
        expect(expected.map(({ start, end }) => text.slice(start, end))).toEqual(pairs.map(([, own]) => own));
      }),
    );
  });
});

describe("reading a file", () => {
  it("takes a line or a block for a case and leaves comments out", () => {
    const cases = readCases("f", ";; about\n\none\n<<<\ntwo\n\n;; three\n>>>\nfour\n");
    expect(cases.map(({ id, text }) => [id, text])).toEqual([
      ["f:3", "one"],
      ["f:5", "two\n\n;; three"],
      ["f:9", "four"],
    ]);
  });

  it("refuses a block that never ends", () => {
    expect(() => readCases("f", "<<<\none\n")).toThrow("f:2");
  });
});

describe("the corpus", () => {
  const corpus = readCorpus();

  it("is large, and has no text twice", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(1500);
    const texts = corpus.map(({ text }) => text);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it("has hard negatives and ordinary texts in which nothing is marked", () => {
    const unmarked = corpus.filter(({ file }) => /^(?:negatives|ordinary)-/.test(file));
    expect(unmarked.length).toBeGreaterThanOrEqual(500);
    expect(unmarked.filter(({ expected }) => expected.length > 0)).toEqual([]);
  });

  it.each(CATEGORIES)("has at least 15 texts with %s", (category) => {
    const own = corpus.filter(({ expected }) =>
      expected.some(({ categories }) => categories[0] === category),
    );
    expect(own.length).toBeGreaterThanOrEqual(15);
  });

  it("marks disjoint stretches within the text", () => {
    for (const { id, text, expected } of corpus) {
      let from = 0;
      for (const { start, end, outerStart, outerEnd } of expected) {
        const order = [from, outerStart, start, end, outerEnd, text.length];
        expect(order, id).toEqual(order.toSorted((a, b) => a - b));
        expect(text.slice(start, end).trim(), id).toBe(text.slice(start, end));
        from = outerEnd;
      }
    }
  });
});

describe("the catalogue on the corpus", () => {
  let measured: Measured;
  beforeAll(() => {
    measured = measure(createScanner(CATALOGUE.map(({ id }) => id)), readCorpus());
  });

  const errorsOf = (category: string) =>
    errorLines(measured.judgements).filter((line) => line.includes(` ${category}`));

  it.each(CATEGORIES)("keeps precision and recall of %s", (category) => {
    const own = measured.categories.find(({ name }) => name === category);
    const shown = errorsOf(category).join("\n");
    expect(100 * (own?.precision.value ?? 0), shown).toBeGreaterThanOrEqual(FLOORS[category].precision);
    expect(100 * (own?.recall.value ?? 0), shown).toBeGreaterThanOrEqual(FLOORS[category].recall);
  });

  it("finds next to nothing in ordinary text, and little in hard negatives", () => {
    const shown = errorLines(measured.judgements)
      .filter((line) => /^(?:ordinary|negatives)-/.test(line))
      .join("\n");
    expect(measured.ordinaryText.per10kTokens, shown).toBeLessThanOrEqual(MOST_FALSE_IN_ORDINARY_TEXT);
    expect(measured.hardNegatives.per10kTokens, shown).toBeLessThanOrEqual(MOST_FALSE_IN_HARD_NEGATIVES);
  });
});
