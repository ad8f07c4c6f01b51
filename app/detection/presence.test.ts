import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "~/detection/catalogue";
import { compilePattern, findMatches } from "~/detection/find-matches";
import { normalizeText } from "~/detection/normalize-text";
import { createPresenceTest } from "~/detection/presence";
import { RegionQueue } from "~/detection/region";
import { withUnits } from "~/detection/text-units";
import { readMarks } from "tests/support/marked-text";

const COMPILED = CATALOGUE.map(compilePattern);
const EXAMPLES = CATALOGUE.map(({ examples }) =>
  examples.map((example) => normalizeText(readMarks(example).text).text),
);
const test = createPresenceTest(CATALOGUE);
const tests = [16_384, 512, 33].map((length) => ({ length, test }));

/** By the place of a pattern, its regions in all stretches of a text. */
function regionsIn(text: string, { length, test }: (typeof tests)[number]): Map<number, RegionQueue> {
  const regions = new Map<number, RegionQueue>();
  for (let from = 0; from < text.length; from += length) {
    test.scan(withUnits(text), { from, to: Math.min(text.length, from + length) }, (place, region) => {
      const own = regions.get(place) ?? new RegionQueue();
      regions.set(place, own);
      own.add(region);
    });
  }
  return regions;
}

/** Examples whole and cut, what breaks runs, and runs that are not ordinary. */
const pieces = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...EXAMPLES.flat()) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...EXAMPLES.flat()), fc.nat(), fc.nat())
        .map(([text, from, to]) => text.slice(from % (text.length + 1), to % (text.length + 1))),
    },
    fc.stringMatching(/^[a-zA-Z0-9 .,:\n"=-]{0,12}$/),
    fc.constantFrom(
      " ",
      "\n",
      " \n ",
      "é😀",
      "x".repeat(60),
      " ".repeat(60),
      "lorem ipsum dolor ".repeat(20),
    ),
  ),
  { maxLength: 14 },
);

/** What expressions ask for, over and over, and a few examples in it, of which one may be where that is from. */
const dense = fc
  .tuple(fc.constantFrom(...EXAMPLES.flat()), fc.nat(), fc.nat())
  .chain(([source, from, length]) => {
    const start = from % source.length;
    const part = source.slice(start, start + 2 + (length % 12));
    return fc.tuple(
      fc.constantFrom(
        `${part} of `,
        `${part}\n`,
        `{"key":"a_b","at":"2019-03-12T10:00:00Z"},\n`,
        "on 2019-03-12 at 1.2.3 of key, ",
        `"id","token","plate",\n`,
      ),
      fc.array(fc.tuple(fc.nat(20_000), fc.constantFrom(source, ...EXAMPLES.flat())), { maxLength: 4 }),
      fc.constant(source),
    );
  })
  .map(([piece, examples, last]) => {
    const text = piece.repeat(20_000 / piece.length);
    const sorted = examples.sort(([a], [b]) => b - a);
    const all = sorted.reduce((all, [at, one]) => `${all.slice(0, at)} ${one}\n${all.slice(at)}`, text);
    return `${all} ${last}`;
  });

describe("presence", () => {
  it.each(CATALOGUE.map(({ id }, place) => ({ id, place })))(
    "sees $id in each of its examples",
    ({ place }) => {
      for (const text of EXAMPLES[place] ?? []) {
        for (const test of tests) expect([...regionsIn(text, test).keys()], text).toContain(place);
      }
    },
  );

  it("sees nothing in plain words", () => {
    for (const test of tests.slice(0, 1)) {
      expect(regionsIn("plain words in a row", test).size).toBeLessThan(CATALOGUE.length / 50);
    }
  });

  it("sees what another stretch completes", () => {
    const table = `name,dob,${"other,".repeat(500)}\nK. Orr,1990-02-01,`;
    const place = CATALOGUE.findIndex(({ id }) => id === "date_of_birth_first_row");
    for (const test of tests) expect([...regionsIn(table, test).keys()]).toContain(place);
  });

  it.each([
    { of: "examples", texts: pieces.map((list) => list.join("")), numRuns: 150 },
    { of: "anchors", texts: dense, numRuns: 60 },
  ])("tells regions in which the same is found as in the whole of a text that is full of $of", (all) => {
    fc.assert(
      fc.property(all.texts, fc.constantFrom(...tests), (one, test) => {
        const { text } = normalizeText(one);
        const regions = regionsIn(text, test);
        for (const [place, compiled] of COMPILED.entries()) {
          const own = regions.get(place)?.takeBefore(Infinity) ?? [];
          expect(
            own.flatMap((region) => findMatches(compiled, text, region)),
            compiled.pattern.id,
          ).toEqual(findMatches(compiled, text));
        }
      }),
      { numRuns: all.numRuns },
    );
  });
});

describe("a queue of regions", () => {
  it("joins what touches, and gives each offset once", () => {
    const region = fc.tuple(fc.nat(5000), fc.nat(300)).map(([from, length]) => ({ from, to: from + length }));
    fc.assert(
      fc.property(fc.array(region), fc.nat(5000), (regions, offset) => {
        const queue = new RegionQueue();
        for (const one of regions) queue.add(one);
        const first = queue.takeBefore(offset);
        const all = [...first, ...queue.takeBefore(Infinity)];
        for (const one of first) expect(one.to).toBeLessThan(offset);
        for (const [place, { from }] of all.entries()) expect(from).toBeGreaterThan(all[place - 1]?.to ?? -1);
        for (const { from, to } of regions) {
          expect(all.filter((one) => one.from <= from && to <= one.to)).toHaveLength(1);
        }
      }),
    );
  });
});
