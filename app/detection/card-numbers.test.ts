import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCardNumber } from "~/detection/card-numbers";

/** The last digit that makes a number pass Luhn, as ISO/IEC 7812-1 annex B puts it. */
function luhnDigit(body: string): string {
  const sum = Array.from(body)
    .reverse()
    .map((digit, index) => (index % 2 === 0 ? Number(digit) * 2 : Number(digit)))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return String((10 - (sum % 10)) % 10);
}

/** An issuer's prefix and a length that it issues: one line a network. */
const ISSUED = [
  ["visa", "4", [16, 19]],
  ["mastercard", "55", [16]],
  ["mastercard, second series", "2221", [16]],
  ["mastercard, second series", "2720", [16]],
  ["american express", "34", [15]],
  ["american express", "37", [15]],
  ["discover", "6011", [16, 19]],
  ["discover", "644", [16]],
  ["discover", "65", [16]],
  ["diners club", "305", [14, 16, 19]],
  ["diners club", "3095", [14]],
  ["diners club", "36", [14]],
  ["diners club", "38", [14]],
  ["jcb", "3528", [16, 19]],
  ["jcb", "3589", [16]],
  ["jcb of old", "1800", [15]],
  ["jcb of old", "2131", [15]],
  ["unionpay", "62", [16, 17, 18, 19]],
  ["unionpay", "81", [16]],
  ["maestro", "5018", [12, 13, 14, 15, 16, 17, 18, 19]],
  ["maestro", "6304", [12, 19]],
  ["maestro", "6759", [12, 19]],
  ["maestro", "6763", [12, 19]],
  ["switch and solo", "6334", [16, 18, 19]],
  ["mir", "2200", [16, 19]],
  ["mir", "2204", [16]],
  ["rupay", "60", [16]],
  ["rupay", "508", [16]],
  ["rupay", "82", [16]],
  ["elo", "5067", [16]],
  ["elo", "6363", [16]],
  ["hipercard", "6062", [13, 16, 19]],
  ["verve", "5061", [16, 18, 19]],
  ["troy", "9792", [16]],
  ["napas", "9704", [16, 19]],
  ["uzcard", "8600", [16]],
  ["humo", "9860", [16]],
] as const;

const digits = (length: number) =>
  fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((list) => list.join(""));

const cards = fc
  .constantFrom(...ISSUED.flatMap(([, prefix, lengths]) => lengths.map((length) => ({ prefix, length }))))
  .chain(({ prefix, length }) => digits(length - prefix.length - 1).map((rest) => prefix + rest))
  .map((body) => body + luhnDigit(body));

const isEan13 = (number: string) =>
  number.length === 13 &&
  Array.from(number, Number).reduce((sum, digit, i) => sum + digit * (i % 2 === 0 ? 1 : 3), 0) % 10 === 0;

describe("card numbers", () => {
  it("are what a network issues, with the right check digit; article numbers are not", () => {
    fc.assert(
      fc.property(cards, (card) => {
        expect(isCardNumber(card)).toBe(!isEan13(card));
      }),
      { numRuns: 2000 },
    );
  });

  it("may have anything between their groups", () => {
    fc.assert(
      fc.property(
        cards,
        fc.constantFrom(" ", "-", ".", " - "),
        fc.array(fc.boolean()),
        (card, separator, cuts) => {
          const grouped =
            card.slice(0, 4) +
            Array.from(card.slice(4), (digit, i) => (cuts[i] ? separator : "") + digit).join("");
          expect(isCardNumber(grouped)).toBe(grouped !== card || !isEan13(card));
        },
      ),
    );
  });

  it("are no article numbers where a separator is the thirteenth character", () => {
    expect(isCardNumber("63040 0104018")).toBe(true);
  });

  it("are none with any one digit changed", () => {
    fc.assert(
      fc.property(cards, fc.nat(), fc.integer({ min: 1, max: 9 }), (card, place, shift) => {
        const at = place % card.length;
        const changed = String((Number(card[at]) + shift) % 10);
        expect(isCardNumber(card.slice(0, at) + changed + card.slice(at + 1))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["4", 15],
    ["55", 15],
    ["37", 16],
    ["6011", 15],
    ["36", 13],
    ["62", 15],
    ["9792", 19],
    ["1234", 16],
    ["7000", 16],
    ["2721", 16],
    ["2206", 16],
  ])("are none with prefix %s and %i digits", (prefix, length) => {
    fc.assert(
      fc.property(digits(length - prefix.length - 1), (rest) => {
        expect(isCardNumber(prefix + rest + luhnDigit(prefix + rest))).toBe(false);
      }),
    );
  });
});
