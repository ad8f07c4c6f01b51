import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BLOCK, blockOf, BlockSets, type BlockUnions } from "~/detection/block-sets";
import { TextIndex } from "~/detection/text-index";
import { unitsOf } from "~/detection/text-units";
import { VIEWS, viewOf } from "~/detection/text-views";

/** As the runs of a set tell it, which must be the same as block by block. */
function blocksInRuns(sets: BlockSets | BlockUnions, place: number): number[] {
  const blocks: number[] = [];
  let block = sets.has(place) ? sets.next(place, 0) : -1;
  while (block >= 0) {
    const gap = sets.gap(place, block);
    for (; block < gap; block++) blocks.push(block);
    block = sets.next(place, gap);
  }
  return blocks;
}

function blocksIn(sets: BlockSets | BlockUnions, place: number): number[] {
  const blocks: number[] = [];
  if (!sets.has(place)) return blocks;
  for (let block = sets.next(place, 0); block >= 0; block = sets.next(place, block + 1)) blocks.push(block);
  expect(blocksInRuns(sets, place)).toEqual(blocks);
  return blocks;
}

describe("sets of blocks", () => {
  it("hold what was added until they are reset", () => {
    // Up to the last that a set has room for, and runs of them.
    const run = fc.tuple(fc.nat(191), fc.constantFrom(1, 1, 40));
    const blocks = fc
      .array(run, { maxLength: 8 })
      .map((runs) => [
        ...new Set(
          runs.flatMap(([from, length]) => Array.from({ length }, (_, at) => Math.min(191, from + at))),
        ),
      ]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), blocks), { maxLength: 6 }), (added) => {
        const sets = new BlockSets(4);
        for (let round = 0; round < 2; round++) {
          sets.reset(192 * BLOCK - 1);
          const expected = [0, 1, 2, 3].map(() => new Set<number>());
          for (const [place, own] of added) {
            for (const block of own) {
              sets.add(place, block);
              expected[place]?.add(block);
            }
          }
          expect([0, 1, 2, 3].map((place) => blocksIn(sets, place))).toEqual(
            expected.map((own) => [...own].sort((a, b) => a - b)),
          );
          expect([...sets.used.subarray(0, sets.count)].sort()).toEqual(
            [0, 1, 2, 3].filter((place) => sets.has(place)),
          );
        }
      }),
    );
  });
});

describe("the index of texts", () => {
  it("finds in which blocks each text ends, stretch by stretch", () => {
    const viewed = fc
      .tuple(
        fc.constantFrom(...VIEWS),
        fc.string({ unit: fc.constantFrom("a", "B", "c", "0", "é", " "), minLength: 1, maxLength: 4 }),
      )
      .map(([view, text]) => ({ view, text: viewOf(view, text) }));
    fc.assert(
      fc.property(
        fc.array(viewed, { minLength: 1, maxLength: 12 }),
        fc.string({ unit: fc.constantFrom("a", "B", "c", "7", "é", " "), maxLength: 120 }),
        fc.constantFrom(7, 32, 50, 200),
        (texts, text, stretch) => {
          const index = new TextIndex(
            texts.map((text, place) => ({ ...text, place })),
            texts.length,
          );
          for (let from = 0; from < text.length; from += stretch) {
            const to = Math.min(text.length, from + stretch);
            index.scan(unitsOf(text), from, to);
            for (const [place, { view, text: sought }] of texts.entries()) {
              const ends = Array.from({ length: to - from }, (_, at) => from + at).filter((last) =>
                viewOf(view, text.slice(from, last + 1)).endsWith(sought),
              );
              expect(blocksIn(index.occurrences, place)).toEqual([
                ...new Set(ends.map((last) => blockOf(last - from))),
              ]);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("refuses more texts than its table has room for", () => {
    const texts = Array.from({ length: 6000 }, (_, place) => ({
      view: VIEWS[0],
      text: `${place.toString(36).padStart(4, "x")}abcdef`,
      place,
    }));
    expect(() => new TextIndex(texts, texts.length)).toThrow(/too many/);
  });
});
