import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileExpression, searchAll } from "~/detection/search-all";

const EXPRESSIONS = [
  { before: "key=", source: "[a-z]+é?", after: ";" },
  { before: "key=", source: "[a-z]+é?", after: "" },
  { before: "", source: "[a-z]{2,}é", after: ";?" },
  { before: "", source: "k[a-z]*", after: "" },
] as const;

describe("all matches in a region", () => {
  it("are those of the expression, at their offsets, few or many, in a text of any length", () => {
    const filling = fc.tuple(fc.constantFrom(" . ", "— ", "😀 ", "1 "), fc.nat(6000));
    const piece = fc.oneof(
      filling.map(([text, times]) => text.repeat(times)),
      fc
        .constantFrom("key=abé;", "key=x;", "kkk", "zzé", "key=;")
        .chain((text) => fc.constantFrom(1, 1, 2, 60).map((times) => `${text} `.repeat(times))),
    );
    let found = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(9), (pieces, from) => {
        const text = ` ${pieces.join("")}`;
        const region = { from: Math.min(from, text.length), to: text.length };
        for (const { before, source, after } of EXPRESSIONS) {
          const wanted = new RegExp(`(${before})(${source})(${after})`, "dg");
          const expected = Array.from(text.slice(region.from).matchAll(wanted), ({ indices }) => {
            const [whole = [0, 0], , value = [0, 0]] = indices ?? [];
            return { matchStart: whole[0], start: value[0], end: value[1], matchEnd: whole[1] };
          });
          const matches = searchAll(compileExpression(source, { before, after }), text, region);
          expect(
            matches.map(({ matchStart, start, end, matchEnd }) => ({
              matchStart: matchStart - region.from,
              start: start - region.from,
              end: end - region.from,
              matchEnd: matchEnd - region.from,
            })),
          ).toEqual(expected);
          found += matches.length;
        }
      }),
      { numRuns: 200 },
    );
    expect(found).toBeGreaterThan(500);
  });
});
