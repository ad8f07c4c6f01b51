/** Checks of national identity numbers that stdnum has not. All get letters and digits alone, of the right length. */
import { luhnChecksumValidate } from "stdnum/lib/cjs/util/checksum.js";
import { weightedSum } from "~/detection/weighted-sum";

/** Month and day as they stand in many numbers. 31 February passes: what counts is that most numbers do not. */
const MONTH_DAY = /^(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
const DAY_MONTH = /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])$/;

export function isMonthDay(digits: string): boolean {
  return MONTH_DAY.test(digits);
}

export function isDayMonth(digits: string): boolean {
  return DAY_MONTH.test(digits);
}

/** `240115-1030` and `20240115-1030`, as builds and photographs are named: no number without a word that says so. */
export function looksLikeTimestamp(text: string): boolean {
  return /^(?:20)?[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-(?:[01]\d|2[0-3])[0-5]\d$/.test(text);
}

/** For each first letter of a Singapore NRIC or FIN: what it adds to the sum, and the check letters by remainder. */
const SINGAPORE_SERIES: Readonly<Record<string, { offset: number; letters: string }>> = {
  S: { offset: 0, letters: "JZIHGFEDCBA" },
  T: { offset: 4, letters: "JZIHGFEDCBA" },
  F: { offset: 0, letters: "XWUTRQPNMLK" },
  G: { offset: 4, letters: "XWUTRQPNMLK" },
  M: { offset: 3, letters: "XWUTRQPNJLK" },
};

export function isSingaporeId(compact: string): boolean {
  const series = SINGAPORE_SERIES[compact.charAt(0)];
  if (!series) return false;
  const sum = weightedSum(compact.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + series.offset;
  return series.letters.charAt(sum % 11) === compact.charAt(8);
}

/** The last of twelve digits checks the others. */
export function isJapaneseMyNumber(digits: string): boolean {
  const remainder = weightedSum(digits.slice(0, 11), [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return Number(digits.charAt(11)) === (remainder <= 1 ? 0 : 11 - remainder);
}

/** Russian pension insurance number: the last two digits check the nine before. */
export function isSnils(digits: string): boolean {
  const sum = weightedSum(digits.slice(0, 9), [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
  return Number(digits.slice(9)) === sum % 100;
}

/** The check digit that Danish numbers had until 2007, and most still have. */
export function hasCprCheckDigit(digits: string): boolean {
  return isDayMonth(digits.slice(0, 4)) && weightedSum(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

/** German identity card: nine characters and the check digit of machine-readable travel documents (ICAO 9303). */
export function isGermanIdCard(compact: string): boolean {
  return weightedSum(compact.slice(0, 9), [7, 3, 1]) % 10 === Number(compact.charAt(9));
}

export function passesLuhn(digits: string): boolean {
  return luhnChecksumValidate(digits);
}

/** South Korean number: date of birth, then the digit for sex and century. The check digit ended in October 2020. */
export function isKoreanBirthNumber(digits: string): boolean {
  return isMonthDay(digits.slice(2, 6)) && /[1-8]/.test(digits.charAt(6));
}

/** Indonesian number: region, then day (women plus 40), month and year, then a serial number. */
export function isIndonesianNik(digits: string): boolean {
  const day = Number(digits.slice(6, 8));
  const plainDay = String(day > 40 ? day - 40 : day).padStart(2, "0");
  return isDayMonth(plainDay + digits.slice(8, 10)) && !digits.endsWith("0000");
}
