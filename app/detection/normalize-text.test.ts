import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeText } from "~/detection/normalize-text";
import { createScanner } from "~/detection/scanner";

describe("normalizeText", () => {
  it.each([
    ["４２４２", "4242"],
    ["jane＠example．com", "jane@example.com"],
    ["٠١٢٣٤٥٦٧٨٩ ०१२ ০১২", "0123456789 012 012"],
    ["𝟎𝟏𝟐 𝟘𝟙 𝟶𝟿", "012 01 09"],
    ["536‑22–8145—1−2", "536-22-8145-1-2"],
    ["a\u00a0b\u202fc\u2009d\u3000e", "a b c d e"],
    ["42\u200b42\u00ad\ufeff4\u2060\u200d2", "424242"],
    ["a\u0000b\u0001\u001bc\u0085d", "a b  c d"],
    ["tab\tline\r\nend", "tab\tline\r\nend"],
    ["naïve café 漢字 😀 e\u0301", "naïve café 漢字 😀 e\u0301"],
    ["½ ² Ⅷ", "½ ² Ⅷ"],
  ])("makes %j plain", (original, plain) => {
    expect(normalizeText(original).text).toBe(plain);
  });

  it("leads back to the original, invisible characters inside included and those beside left out", () => {
    const original = "\u200bx 4\u200b2\u200b\u200b y𝟎𝟏.";
    const { text, originalSpan } = normalizeText(original);
    expect(text).toBe("x 42 y01.");
    const slice = (start: number, end: number) => {
      const span = originalSpan(start, end);
      return original.slice(span.start, span.end);
    };
    expect(slice(2, 4)).toBe("4\u200b2");
    expect(slice(0, 1)).toBe("x");
    expect(slice(6, 8)).toBe("𝟎𝟏");
    expect(slice(6, 7)).toBe("𝟎");
    expect(slice(8, 9)).toBe(".");
  });

  const odd = fc.array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 4 }),
      fc.constantFrom("\u200b", "\u200d", "４", "𝟗", "٣", "–", "\u00a0", "a", "1", "😀", "\ud83d"),
    ),
    { maxLength: 40 },
  );

  it("gives every normalised character the original one that it stands for", () => {
    fc.assert(
      fc.property(odd, (pieces) => {
        const original = pieces.join("");
        const { text, originalSpan } = normalizeText(original);
        let end = 0;
        for (let at = 0; at < text.length; at++) {
          const span = originalSpan(at, at + 1);
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
          const plain = normalizeText(original.slice(span.start, span.end)).text;
          // Half of a surrogate pair has no plain form of its own.
          if (!/[\ud800-\udfff]/.test(original.slice(span.start, span.end))) expect(plain).toBe(text[at]);
        }
        expect(end).toBeLessThanOrEqual(original.length);
        expect(normalizeText(text).text).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves a character between two marks only where it was", () => {
    fc.assert(
      fc.property(odd, odd, (left, right) => {
        const before = left.join("");
        const original = `${before}Q${right.join("")}`;
        const { text, originalSpan } = normalizeText(original);
        const at = normalizeText(before).text.length;
        expect(text[at]).toBe("Q");
        expect(originalSpan(at, at + 1)).toEqual({ start: before.length, end: before.length + 1 });
      }),
    );
  });
});

describe("what people write", () => {
  const scanner = createScanner(["email", "credit_card", "credit_card_grouped", "ssn", "phone_nanp"]);
  const found = (text: string) => scanner.scan(text).map(({ start, end }) => text.slice(start, end));

  it.each([
    ["card ４２４２ ４２４２ ４２４２ ４２４２!", "４２４２ ４２４２ ４２４２ ４２４２"],
    ["card 4242\u00a04242\u202f4242\u20094242!", "4242\u00a04242\u202f4242\u20094242"],
    ["card 42\u200b4242\u200b4242\u200b424242 ok", "42\u200b4242\u200b4242\u200b424242"],
    ["ssn ٥٣٦-٢٢-٨١٤٥", "٥٣٦-٢٢-٨١٤٥"],
    ["😀漢字 536‑22–8145 é", "536‑22–8145"],
    ["mail jane\u200b@example\u00ad.com now", "jane\u200b@example\u00ad.com"],
    ["mail jane＠example．com now", "jane＠example．com"],
    ["tel (415)\u00a0555\u20110132", "(415)\u00a0555\u20110132"],
  ])("is found in %j", (text, value) => {
    expect(found(text)).toEqual([value]);
  });
});
