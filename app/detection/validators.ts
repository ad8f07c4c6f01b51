/** What tells a real number from one that only looks alike. All of it looks at short, bounded strings. */

export function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

/** The Luhn check digit, ISO/IEC 7812-1 annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const weighted = i % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

interface CardNetwork {
  /** First and last issuer prefix, by the first four digits. */
  prefixes: readonly (readonly [number, number])[];
  lengths: readonly number[];
}

const LENGTHS_16_TO_19 = [16, 17, 18, 19];

/** Issuer ranges as the networks publish them. */
const CARD_NETWORKS: readonly CardNetwork[] = [
  { prefixes: [[4000, 4999]], lengths: [13, 16, 19] }, // Visa
  // prettier-ignore
  { prefixes: [[5100, 5599], [2221, 2720]], lengths: [16] }, // Mastercard
  // prettier-ignore
  { prefixes: [[3400, 3499], [3700, 3799]], lengths: [15] }, // American Express
  // prettier-ignore
  { prefixes: [[6011, 6011], [6440, 6599]], lengths: LENGTHS_16_TO_19 }, // Discover
  // prettier-ignore
  { prefixes: [[3000, 3059], [3090, 3099], [3600, 3699], [3800, 3999]], lengths: [14, ...LENGTHS_16_TO_19] }, // Diners Club
  { prefixes: [[3528, 3589]], lengths: LENGTHS_16_TO_19 }, // JCB
  // prettier-ignore
  { prefixes: [[6200, 6299], [8100, 8199]], lengths: LENGTHS_16_TO_19 }, // UnionPay
  // prettier-ignore
  { prefixes: [[5018, 5018], [5020, 5020], [5038, 5038], [5893, 5893], [6304, 6304], [6759, 6763]], lengths: [12, 13, 14, 15, ...LENGTHS_16_TO_19] }, // Maestro
];

/** A payment card number: check digit, issuer prefix and length all fit. */
export function isCardNumber(digits: string): boolean {
  if (!passesLuhn(digits)) return false;
  const prefix = Number(digits.slice(0, 4));
  return CARD_NETWORKS.some(
    ({ prefixes, lengths }) =>
      lengths.includes(digits.length) && prefixes.some(([first, last]) => first <= prefix && prefix <= last),
  );
}

/** A Social Security number that can have been issued: no area 000, 666 or 9xx, no group 00, no serial 0000. */
export function isIssuableSsn(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);
}

/** A number that reads as a date: 2024-01-15, 15.01.2024, 20240115. */
export function looksLikeDate(text: string): boolean {
  return (
    /^(?:19|20)\d\d([-/. ]?)(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])$/.test(text) ||
    /^(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?:19|20)\d\d$/.test(text)
  );
}
