import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRun, longRuns } from "~/detection/long-runs";
import { unitsOf } from "~/detection/text-units";

const isX = Uint8Array.from({ length: 128 }, (_, unit) => (String.fromCharCode(unit) === "x" ? 1 : 0));
const runs = fc
  .array(fc.tuple(fc.constantFrom("x", "x", ".", "é"), fc.integer({ min: 1, max: 12 })), { maxLength: 12 })
  .map((list) => list.map(([character, length]) => character.repeat(length)).join(""));

describe("long runs", () => {
  it("are found where the first of them begins", () => {
    fc.assert(
      fc.property(
        runs,
        fc.nat(20),
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        (text, from, length, isOf) => {
          const run = new RegExp(`${isOf ? "x" : "[^x]"}{${length}}`);
          const found = findRun(unitsOf(text), { from, to: text.length }, length, isX, isOf);
          const expected = text.slice(from).search(run);
          expect(found).toBe(expected < 0 ? -1 : from + expected);
        },
      ),
    );
  });

  it("are all in disjoint regions with what is around them, and nothing else is", () => {
    fc.assert(
      fc.property(
        runs,
        fc.integer({ min: 1, max: 8 }),
        fc.nat(6),
        fc.nat(9),
        fc.nat(9),
        (text, length, around, before, behind) => {
          const range = { from: Math.min(before, text.length), to: Math.max(0, text.length - behind) };
          const part = text.slice(range.from, range.to);
          const isNear = Array.from({ length: text.length }, () => false);
          for (const { index, 0: run } of part.matchAll(new RegExp(`x{${length},}`, "g"))) {
            const start = range.from + index;
            isNear.fill(
              true,
              Math.max(range.from, start - around),
              Math.min(range.to, start + run.length + around),
            );
          }
          const isTold = Array.from({ length: text.length }, () => false);
          let end = -1;
          for (const { from, to } of longRuns(unitsOf(text), range, length, around)) {
            expect(from).toBeGreaterThan(end);
            isTold.fill(true, from, to);
            end = to;
          }
          expect(isTold).toEqual(isNear);
        },
      ),
    );
  });
});
