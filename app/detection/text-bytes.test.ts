import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MIN_SHARED, TextBytes } from "~/detection/text-bytes";

describe("the bytes of a stretch", () => {
  it("are those of the stretch cut out, wherever it begins and ends", () => {
    // Characters of every length, pairs, and halves of pairs.
    const unit = fc.constantFrom("a", "é", "会", "😀", "\ud83d", "\ude00");
    const piece = fc.tuple(fc.array(unit, { maxLength: 4 }), fc.nat(900));
    const text = fc
      .array(piece, { minLength: 1, maxLength: 8 })
      .map((pieces) => pieces.map(([units, times]) => units.join("").repeat(times)).join(""));
    let shared = 0;
    fc.assert(
      fc.property(text, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 5 }), (all, places) => {
        const bytes = new TextBytes(all);
        for (const [first, second] of places) {
          const [from, to] = [first % (all.length + 1), second % (all.length + 1)].sort((a, b) => a - b);
          if (from === undefined || to === undefined) continue;
          if (to - from >= MIN_SHARED) shared++;
          const cut = all.slice(from, to);
          expect(bytes.in({ from, to }).equals(Buffer.from(cut, "utf8"))).toBe(true);
          if (!bytes.isShared({ from, to })) continue;
          for (const at of [0, cut.length >> 2, cut.length >> 1, cut.length]) {
            const before = /[\ud800-\udbff]$/.test(cut.slice(0, at))
              ? cut.slice(0, at - 1)
              : cut.slice(0, at);
            expect(bytes.unitAt({ from, to }, Buffer.byteLength(before))).toBe(from + before.length);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(shared).toBeGreaterThan(50);
  });
});
