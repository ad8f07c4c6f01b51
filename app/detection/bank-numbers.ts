/** What tells bank identifiers from other numbers: check digits and issued ranges. */
import { countrySpecs } from "ibantools";

const ZERO = 48;
const LETTER_A = 65;

/**
 * The remainder of ISO 7064 MOD 97-10 after the characters of a stretch: digits count as they are, letters from A = 10.
 * What is neither is passed over.
 */
function remainder97(text: string, from: number, to: number, start: number): number {
  let remainder = start;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    const digit = code - ZERO;
    const letter = (code & ~0x20) - LETTER_A;
    if (digit >= 0 && digit <= 9) remainder = (remainder * 10 + digit) % 97;
    else if (letter >= 0 && letter <= 25) remainder = (remainder * 100 + letter + 10) % 97;
  }
  return remainder;
}

/**
 * The check digits of an IBAN are right (ISO 13616-1): the country and its digits count last. Separators may stand in it,
 * but not within the first four characters. Check digits within the national number are not asked: a number that its
 * country would refuse is still one that somebody gave.
 */
export function hasIbanCheckDigits(value: string): boolean {
  return remainder97(value, 0, 4, remainder97(value, 4, value.length, 0)) === 1;
}

/** What may stand between any two characters of an IBAN. */
const SEPARATOR = "[ .-]?";

/** `^[0-9]{8}[A-Z0-9]{12}$` with the separators. */
function nationalPart(expression: string): string {
  const pieces = [...expression.matchAll(/\[[^\]]+\]|\{(\d+)\}/g)].map(([piece]) => piece);
  return pieces
    .map((piece, index) => {
      if (piece.startsWith("{")) return "";
      const kind = piece === "[0-9]" ? String.raw`\d` : piece;
      return `(?:${SEPARATOR}${kind})${pieces[index + 1] ?? ""}`;
    })
    .join("");
}

/** Every country's IBAN in its own form and length, in RE2 syntax; countries of one form share it. */
export function ibanSource(): string {
  const countries = new Map<string, string[]>();
  for (const [country, { chars, bban_regexp: form }] of Object.entries(countrySpecs)) {
    if (!chars || !form) continue;
    const known = countries.get(form) ?? [];
    countries.set(form, [...known, country]);
  }
  const forms = [...countries].map(
    ([form, codes]) => String.raw`(?:${codes.join("|")})\d\d${nationalPart(form)}`,
  );
  return String.raw`(?i:\b(?:${forms.join("|")})\b)`;
}

/** The digits of a stretch weighed by turns add up to a multiple of ten; what is no digit is passed over. */
function isMultipleOfTen(value: string, weights: readonly number[], from: number, to: number): boolean {
  let sum = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    const digit = value.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) continue;
    sum += digit * (weights[count % weights.length] ?? 0);
    count++;
  }
  return sum % 10 === 0;
}

const ABA_WEIGHTS = [3, 7, 1];

/** The check digit of a routing number (ABA), or of a CLABE, which Mexico computes alike. */
export const hasAbaCheckDigit = (value: string) => isMultipleOfTen(value, ABA_WEIGHTS, 0, value.length);

/** How many digits of a CBU name the bank and its branch; their last is a check digit, and so is the number's. */
const CBU_BANK_LENGTH = 8;

/** The two check digits of an Argentine CBU or CVU. Digits of the bank stand in one piece. */
export const hasCbuCheckDigits = (value: string) =>
  isMultipleOfTen(value, [7, 1, 3, 9, 7, 1, 3, 1], 0, CBU_BANK_LENGTH) &&
  isMultipleOfTen(value, [3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3, 1], CBU_BANK_LENGTH, value.length);
