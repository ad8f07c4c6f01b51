import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileContext, nearWordOf } from "~/detection/context-words";
import { CONTEXT_AFTER, CONTEXT_BEFORE } from "~/detection/pattern";

const context = compileContext(["passport", "passport number", "tin", "tins", "身份证", "आधार", "c++"]);

/** Whether a context word stands near the «marked» stretch. */
function isNear(marked: string): boolean {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  return nearWordOf(context, marked.replace(/[«»]/g, ""), { from: start, to: end })(start, end);
}

describe("context words", () => {
  it.each([
    "passport «123»",
    "PASSPORT: «123»",
    "«123» (passport)",
    '{"passportNumber":"«123»"}',
    "passport_number=«123»",
    "userPassport «123»",
    "passport-no «123»",
    "TIN «123»",
    "TINs «123»",
    "आधार «123»",
    "tin123 «123»",
    "我的身份证号码«123»",
    "c++ «1»",
  ])("stand near in %s", (marked) => {
    expect(isNear(marked)).toBe(true);
  });

  it.each([
    "testing «123»",
    "passports «123»",
    "tinned «123»",
    "TESTING «123»",
    "Martin «123»",
    "c «1»",
    "«passport»",
  ])("do not in %s", (marked) => {
    expect(isNear(marked)).toBe(false);
  });

  it("count up to the edge of the window and not beyond", () => {
    const gap = (length: number) => " ".repeat(length);
    expect(isNear(`passport${gap(CONTEXT_BEFORE - 8)}«1»`)).toBe(true);
    expect(isNear(`passport${gap(CONTEXT_BEFORE - 7)}«1»`)).toBe(false);
    expect(isNear(`«1»${gap(CONTEXT_AFTER - 8)}passport`)).toBe(true);
    expect(isNear(`«1»${gap(CONTEXT_AFTER - 7)}passport`)).toBe(false);
  });

  it("answer many questions in order as they answer each alone", () => {
    const piece = fc.constantFrom("passport", " ", "tin", "x".repeat(30), "«1»", "«22»", "testing");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const stretches: { start: number; end: number }[] = [];
        let text = "";
        for (const [index, part] of pieces.join("").split(/[«»]/).entries()) {
          if (index % 2 === 1) stretches.push({ start: text.length, end: text.length + part.length });
          text += part;
        }
        const together = nearWordOf(context, text, { from: 0, to: text.length });
        expect(stretches.map(({ start, end }) => together(start, end))).toEqual(
          stretches.map(({ start, end }) => nearWordOf(context, text, { from: start, to: end })(start, end)),
        );
      }),
    );
  });
});
