import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMachineReadableZone } from "~/detection/machine-readable-zone";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

function checkDigit(field: string): string {
  const sum = Array.from(field)
    .map((character, place) => Math.max(0, ALPHABET.indexOf(character)) * [7, 3, 1][place % 3]!)
    .reduce((a, b) => a + b, 0);
  return String(sum % 10);
}

const checked = (field: string) => field + checkDigit(field);
const documents = fc.stringMatching(/^[A-Z0-9]{9}$/);
const dates = fc.stringMatching(/^\d{6}$/);
const lines = fc.record({
  document: documents,
  birth: dates,
  expiry: dates,
  optional: fc.stringMatching(/^[A-Z0-9<]{7}$/),
});

interface Fields {
  document: string;
  birth: string;
  expiry: string;
  optional: string;
}

const ofTwoLines = ({ document, birth, expiry, optional }: Fields, optionalLength: number) => {
  const [first, second, third] = [checked(document), checked(birth), checked(expiry)];
  const rest = optional.padEnd(optionalLength, "<");
  return `${first}UTO${second}F${third}${rest}${checkDigit(first + second + third + rest)}`;
};

describe("machine-readable lines", () => {
  it("are accepted when all check digits fit", () => {
    fc.assert(
      fc.property(lines, (fields) => {
        const passport = ofTwoLines(fields, 15);
        expect(passport).toHaveLength(44);
        expect(isMachineReadableZone(passport)).toBe(true);
        expect(isMachineReadableZone(`${"P<UTOQUARRY<<LARA".padEnd(44, "<")}\n${passport}`)).toBe(true);
        expect(
          isMachineReadableZone(`${"I<UTOQUARRY<<LARA".padEnd(36, "<")}\r\n${ofTwoLines(fields, 7)}`),
        ).toBe(true);
        const first = `I<UTO${checked(fields.document)}${fields.optional.padEnd(15, "<")}`;
        const second = `${checked(fields.birth)}M${checked(fields.expiry)}UTO${"<".repeat(11)}`;
        const composite = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18);
        const card = `${first}\\n${second}${checkDigit(composite)}\\n${"QUARRY<<LARA".padEnd(30, "<")}`;
        expect(isMachineReadableZone(card)).toBe(true);
      }),
    );
  });

  it("are refused when a digit is another", () => {
    fc.assert(
      fc.property(
        lines,
        fc.integer({ min: 0, max: 27 }),
        fc.integer({ min: 1, max: 9 }),
        (fields, place, shift) => {
          const line = ofTwoLines(fields, 15);
          const digit = line.charAt(place);
          fc.pre(/\d/.test(digit));
          const other = String((Number(digit) + shift) % 10);
          expect(isMachineReadableZone(line.slice(0, place) + other + line.slice(place + 1))).toBe(false);
        },
      ),
    );
  });
});
