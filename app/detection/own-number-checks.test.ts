import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isAustralianMedicare,
  isCartaoSus,
  isDeaNumber,
  isKrankenversichertennummer,
  isNhi,
  isNhsNumber,
  isNpi,
  isTaj,
} from "~/detection/health-id-checks";
import {
  hasCprCheckDigit,
  isGermanIdCard,
  isJapaneseMyNumber,
  isSingaporeId,
  isSnils,
} from "~/detection/national-id-checks";

const DIGITS = Array.from("0123456789");
const LETTERS = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const NHI_LETTERS = Array.from("ABCDEFGHJKLMNPQRSTUVWXYZ");

/** Texts of this form: `#` is any digit, `@` any letter New Zealand uses, everything else itself. */
function textOf(form: string): fc.Arbitrary<string> {
  const characters = Array.from(form, (character) => {
    if (character === "#") return fc.constantFrom(...DIGITS);
    return character === "@" ? fc.constantFrom(...NHI_LETTERS) : fc.constant(character);
  });
  return fc.tuple(...characters).map((parts) => parts.join(""));
}

interface Check {
  name: string;
  isValid: (value: string) => boolean;
  /** All but the check characters, which stand at `at`. */
  front: string;
  at: number;
  /** What may be the check characters. */
  checks: readonly string[];
  /** Whether the algorithm promises to reject every number in which one digit is another. */
  detectsOneDigit: boolean;
  /** Known to be right from the issuer's documents or an encyclopaedia, and one that is not. */
  known: string;
}

const CHECKS: readonly Check[] = [
  {
    name: "Singapore S",
    isValid: isSingaporeId,
    front: "S#######",
    at: 8,
    checks: LETTERS,
    detectsOneDigit: true,
    known: "S1234567D",
  },
  {
    name: "Singapore T",
    isValid: isSingaporeId,
    front: "T#######",
    at: 8,
    checks: LETTERS,
    detectsOneDigit: true,
    known: "T1234567J",
  },
  {
    name: "Singapore F",
    isValid: isSingaporeId,
    front: "F#######",
    at: 8,
    checks: LETTERS,
    detectsOneDigit: true,
    known: "F1234567N",
  },
  {
    name: "Singapore G",
    isValid: isSingaporeId,
    front: "G#######",
    at: 8,
    checks: LETTERS,
    detectsOneDigit: true,
    known: "G1234567X",
  },
  {
    name: "Singapore M",
    isValid: isSingaporeId,
    front: "M#######",
    at: 8,
    checks: LETTERS,
    detectsOneDigit: true,
    known: "M1234567K",
  },
  {
    name: "My Number",
    isValid: isJapaneseMyNumber,
    front: "###########",
    at: 11,
    checks: DIGITS,
    detectsOneDigit: false,
    known: "123456789018",
  },
  {
    name: "SNILS",
    isValid: isSnils,
    front: "#########",
    at: 9,
    checks: Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0")),
    detectsOneDigit: false,
    known: "11223344595",
  },
  {
    name: "German identity card",
    isValid: isGermanIdCard,
    front: "L@##@@###",
    at: 9,
    checks: DIGITS,
    detectsOneDigit: true,
    known: "T220001293",
  },
  {
    name: "CPR",
    isValid: hasCprCheckDigit,
    front: "150784###",
    at: 9,
    checks: DIGITS,
    detectsOneDigit: true,
    known: "0707614285",
  },
  {
    name: "NHS",
    isValid: isNhsNumber,
    front: "4########",
    at: 9,
    checks: DIGITS,
    detectsOneDigit: true,
    known: "9434765919",
  },
  {
    name: "Medicare",
    isValid: isAustralianMedicare,
    front: "########",
    at: 8,
    checks: DIGITS,
    detectsOneDigit: true,
    known: "212345670",
  },
  {
    name: "KVNR",
    isValid: isKrankenversichertennummer,
    front: "X########",
    at: 9,
    checks: DIGITS,
    detectsOneDigit: true,
    known: "A123456780",
  },
  {
    name: "NHI",
    isValid: isNhi,
    front: "@@@###",
    at: 6,
    checks: DIGITS,
    detectsOneDigit: true,
    known: "ZAC5361",
  },
  {
    name: "NHI of 2022",
    isValid: isNhi,
    front: "@@@##@",
    at: 6,
    checks: NHI_LETTERS,
    detectsOneDigit: true,
    known: "ZBN77VL",
  },
  {
    name: "Cartão SUS",
    isValid: isCartaoSus,
    front: "7#############",
    at: 14,
    checks: DIGITS,
    detectsOneDigit: false,
    known: "898001160660761",
  },
  {
    name: "TAJ",
    isValid: isTaj,
    front: "########",
    at: 8,
    checks: DIGITS,
    detectsOneDigit: true,
    known: "123456788",
  },
  {
    name: "DEA",
    isValid: isDeaNumber,
    front: "BL######",
    at: 8,
    checks: DIGITS,
    detectsOneDigit: false,
    known: "F91234563",
  },
  {
    name: "NPI",
    isValid: isNpi,
    front: "1########",
    at: 9,
    checks: DIGITS,
    detectsOneDigit: true,
    known: "1234567893",
  },
];

function withCheck(front: string, at: number, check: string): string {
  return front.slice(0, at) + check + front.slice(at);
}

describe.each(CHECKS)("$name", ({ isValid, front, at, checks, known }) => {
  it("accepts what is known to be right", () => {
    expect(isValid(known)).toBe(true);
  });

  it("accepts at most one check for any number, and one for nine in ten", () => {
    let accepted = 0;
    const runs = 300;
    fc.assert(
      fc.property(textOf(front), (text) => {
        const right = checks.filter((check) => isValid(withCheck(text, at, check)));
        accepted += right.length;
        expect(right.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: runs, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(runs * 0.8);
  });
});

it.each(CHECKS.filter(({ detectsOneDigit }) => detectsOneDigit))(
  "$name: rejects a number in which one digit is another",
  ({ isValid, front, at, checks }) => {
    fc.assert(
      fc.property(textOf(front), fc.nat(), fc.integer({ min: 1, max: 9 }), (text, where, by) => {
        const [check] = checks.filter((candidate) => isValid(withCheck(text, at, candidate)));
        fc.pre(check !== undefined);
        const number = withCheck(text, at, check);
        const places = Array.from(number, (_, place) => place).filter((place) =>
          /\d/.test(number.charAt(place)),
        );
        const place = places[where % places.length] ?? 0;
        const digit = String((Number(number.charAt(place)) + by) % 10);
        expect(isValid(number.slice(0, place) + digit + number.slice(place + 1))).toBe(false);
      }),
    );
  },
);
