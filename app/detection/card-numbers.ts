/** Payment card numbers: issuer ranges, lengths, check digit. Asked about every column of figures, so nothing allocates. */

interface CardNetwork {
  /** First and last issuer prefix, to the four digits that tell networks apart. */
  prefixes: readonly (readonly [number, number])[];
  lengths: readonly number[];
}

const FROM_16 = [16, 17, 18, 19];
const FROM_12 = [12, 13, 14, 15, ...FROM_16];

/** Issuer ranges as the networks publish them. Networks share some: cards are issued under both names. */
// prettier-ignore
const CARD_NETWORKS: Readonly<Record<string, CardNetwork>> = {
  visa: { prefixes: [[4000, 4999]], lengths: [13, 16, 19] },
  mastercard: { prefixes: [[2221, 2720], [5100, 5599]], lengths: [16] },
  americanExpress: { prefixes: [[3400, 3499], [3700, 3799]], lengths: [15] },
  discover: { prefixes: [[6011, 6011], [6440, 6599]], lengths: FROM_16 },
  dinersClub: { prefixes: [[3000, 3059], [3090, 3099], [3600, 3699], [3800, 3999]], lengths: [14, ...FROM_16] },
  /** 3528 to 3589; generators of test data take all of 35. */
  jcb: { prefixes: [[3500, 3599]], lengths: FROM_16 },
  jcbOfOld: { prefixes: [[1800, 1800], [2131, 2131]], lengths: [15] },
  unionPay: { prefixes: [[6200, 6299], [8100, 8199]], lengths: FROM_16 },
  chinaTransport: { prefixes: [[3100, 3199]], lengths: [19] },
  maestro: { prefixes: [[5018, 5018], [5020, 5020], [5038, 5038], [5600, 5899], [6304, 6304], [6759, 6763]], lengths: FROM_12 },
  maestroInTheUk: { prefixes: [[6333, 6334], [6767, 6767]], lengths: [16, 18, 19] },
  mir: { prefixes: [[2200, 2204]], lengths: FROM_16 },
  rupay: { prefixes: [[5080, 5089], [6000, 6099], [8200, 8299]], lengths: [16] },
  elo: { prefixes: [[5041, 5041], [5066, 5067], [5090, 5099], [6277, 6277], [6362, 6363]], lengths: [16] },
  hipercard: { prefixes: [[6062, 6062], [6370, 6370], [6375, 6376]], lengths: [13, 16, 19] },
  verve: { prefixes: [[5060, 5061], [5078, 5079]], lengths: [16, 18, 19] },
  interPayment: { prefixes: [[6360, 6369]], lengths: FROM_16 },
  instaPayment: { prefixes: [[6370, 6399]], lengths: [16] },
  dankort: { prefixes: [[5019, 5019]], lengths: [16] },
  troy: { prefixes: [[9792, 9792]], lengths: [16] },
  borica: { prefixes: [[2205, 2205]], lengths: [16] },
  napas: { prefixes: [[9704, 9704]], lengths: [16, 19] },
  uzcardAndHumo: { prefixes: [[8600, 8600], [9860, 9860]], lengths: [16] },
};

const FIELD_END = String.raw`(?: ?[|,;:/\t] ?| - | )`;
/** What looks like a card, of 15 or 16 digits, and what parts it from the next field of the same card. RE2 syntax. */
export const CARD_FIELD = String.raw`\b\d{4}[ -]?(?:\d{4}[ -]?\d{4}[ -]?\d{4}|\d{6}[ -]?\d{5})` + FIELD_END;
/** Month and year as they stand beside a card. */
export const CARD_EXPIRY = String.raw`(?:0[1-9]|1[0-2])[/|-](?:20)?[2-4]\d`;
/** Both, and what parts them from the security code. */
export const CARD_AND_EXPIRY_FIELD = CARD_FIELD + CARD_EXPIRY + FIELD_END;

/** For each prefix the lengths that its networks issue: bit n stands for n digits. */
const LENGTHS_BY_PREFIX = new Uint32Array(10_000);
for (const { prefixes, lengths } of Object.values(CARD_NETWORKS)) {
  const bits = lengths.reduce((sum, length) => sum | (1 << length), 0);
  for (const [first, last] of prefixes) {
    for (let prefix = first; prefix <= last; prefix++) {
      LENGTHS_BY_PREFIX[prefix] = (LENGTHS_BY_PREFIX[prefix] ?? 0) | bits;
    }
  }
}

const ZERO = 48;
/** What a digit counts in the Luhn sum where it is doubled. */
const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];

/** The digits' value at an offset, or -1 for what is no ASCII digit. */
function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

/** Article numbers have 13 digits too, and those of Germany and Japan begin with a 4: their digits count 1 and 3 by turns. */
function isArticleNumber(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += digitAt(digits, i) * (i % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

/**
 * A payment card number: issuer prefix, length and check digit (Luhn, ISO/IEC 7812-1 annex B) all fit.
 *
 * @param value Digits, of which at least the first four in one piece; whatever stands between the others is passed over.
 */
export function isCardNumber(value: string): boolean {
  let prefix = 0;
  for (let i = 0; i < 4; i++) prefix = prefix * 10 + digitAt(value, i);
  const lengths = LENGTHS_BY_PREFIX[prefix] ?? 0;
  if (lengths === 0) return false;
  let count = 0;
  let sum = 0;
  for (let i = value.length - 1; i >= 0; i--) {
    const digit = digitAt(value, i);
    if (digit < 0) continue;
    sum += count % 2 === 1 ? (DOUBLED[digit] ?? 0) : digit;
    count++;
  }
  if (sum % 10 !== 0 || (lengths & (1 << count)) === 0) return false;
  // An article number is written in one piece.
  return count !== 13 || value.length !== 13 || !isArticleNumber(value);
}
