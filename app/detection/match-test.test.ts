import fc from "fast-check";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { MatchTest } from "~/detection/match-test";
import { type Region } from "~/detection/region";
import { syntaxOf } from "~/detection/shared-syntax";
import { unitsOf } from "~/detection/text-units";
import { asciiSource, shortAsciiText, shortText, sourceWithAssertions } from "tests/support/re2-sources";

const unlimited = () => ({ characters: Infinity });

/** Every stretch that an expression matches where it stands in a text. UTF-16 offsets. */
function allMatches(source: string, text: string): Region[] {
  const characters = Array.from(text);
  const offsets = [0];
  for (const character of characters) offsets.push((offsets.at(-1) ?? 0) + character.length);
  const { length } = characters;
  const pairs = offsets.flatMap((_, from) =>
    offsets.slice(from).map((_, more) => ({ from, to: from + more })),
  );
  return pairs
    .filter(({ from, to }) =>
      new RE2(String.raw`\A(?s:.{${from}})(?:${source})(?s:.{${length - to}})\z`, "u").test(text),
    )
    .map(({ from, to }) => ({ from: offsets[from] ?? 0, to: offsets[to] ?? 0 }));
}

/** A part of a text that is not empty, and a place before it and one behind it. */
const asked = (text: fc.Arbitrary<string>) =>
  text
    .filter((one) => one !== "")
    .chain((one) =>
      fc
        .tuple(fc.constant(one), ...Array.from({ length: 4 }, () => fc.nat(one.length)))
        .map(([, ...places]) => places.sort((a, b) => a - b))
        .filter(([, from, to]) => from !== to)
        .map(([first = 0, from = 0, to = 0, last = 0]) => ({ text: one, first, part: { from, to }, last })),
    );

describe("a test for matches", () => {
  it("finds every match that begins in a part, read forwards, or ends there, read backwards", () => {
    let found = 0;
    fc.assert(
      fc.property(sourceWithAssertions, asked(shortText), (source, { text, first, part, last }) => {
        const [forwards, backwards] = (["forwards", "backwards"] as const).map(
          (direction) => new MatchTest(syntaxOf(source), direction),
        );
        for (const { from, to } of allMatches(source, text)) {
          if (part.from <= from && from < part.to && to <= last) {
            found++;
            expect(forwards?.canMatch(unitsOf(text), part, last, unlimited())).toBe(true);
          }
          if (part.from < to && to <= part.to && first <= from) {
            found++;
            expect(backwards?.canMatch(unitsOf(text), part, first, unlimited())).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it("finds none where there is none, nor one character further", () => {
    fc.assert(
      fc.property(asciiSource, asked(shortAsciiText), (source, { text, first, part, last }) => {
        const matches = allMatches(source, text);
        if (new MatchTest(syntaxOf(source), "forwards").canMatch(unitsOf(text), part, last, unlimited())) {
          expect(matches.some(({ from, to }) => part.from <= from && from <= part.to && to <= last + 1)).toBe(
            true,
          );
        }
        if (new MatchTest(syntaxOf(source), "backwards").canMatch(unitsOf(text), part, first, unlimited())) {
          expect(matches.some(({ from, to }) => part.from <= to && to <= part.to && first - 1 <= from)).toBe(
            true,
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each(["a.b", "a[^x]b", String.raw`a\p{L}?.b`])(
    "takes a pair of surrogates for one character in %s",
    (source) => {
      for (const text of ["a😀b", "a-b", "aéb"]) {
        const whole = { from: 0, to: text.length };
        for (const direction of ["forwards", "backwards"] as const) {
          const test = new MatchTest(syntaxOf(source), direction);
          const limit = direction === "forwards" ? text.length : 0;
          expect(test.canMatch(unitsOf(text), whole, limit, unlimited())).toBe(true);
        }
      }
    },
  );

  it("reads no further than a match can still come of it", () => {
    const test = new MatchTest(syntaxOf(String.raw`password: \w+`), "forwards");
    const text = `the password is long ${"lorem ".repeat(100)}`;
    const allowance = { characters: 100 };
    expect(test.canMatch(unitsOf(text), { from: 4, to: 5 }, text.length, allowance)).toBe(false);
    expect(allowance.characters).toBeGreaterThan(85);
  });

  it("answers yes when an expression has more states than are worth making, and never misses a match", () => {
    // Every combination of the last twenty characters is a state of its own.
    const source = "a[ab]{20}c";
    const test = new MatchTest(syntaxOf("a(?:[ab][ab]){10}c"), "forwards");
    const re2 = new RE2(source, "u");
    const answers = new Set<boolean>();
    const text = fc.string({ unit: fc.constantFrom("a", "b", "b", "c"), minLength: 400, maxLength: 400 });
    for (const one of fc.sample(text, { numRuns: 300, seed: 7 })) {
      const answer = test.canMatch(unitsOf(one), { from: 0, to: one.length }, one.length, unlimited());
      answers.add(answer);
      if (re2.test(one)) expect(answer).toBe(true);
    }
    expect(answers.has(true)).toBe(true);
  });

  it("takes an expression that is far too large for one that matches everywhere", () => {
    const test = new MatchTest(syntaxOf("(?:(?:[ab]{900}){900}){900}x"), "forwards");
    expect(test.canMatch(unitsOf("y"), { from: 0, to: 1 }, 1, unlimited())).toBe(true);
  });
});
