/** Checks of health numbers; stdnum has hardly any. All get letters and digits alone, of the right length. */
import { luhnChecksumValidate } from "stdnum/lib/cjs/util/checksum.js";
import { digitSum, weightedSum } from "~/detection/weighted-sum";

/** British NHS and CHI numbers. */
export function isNhsNumber(digits: string): boolean {
  return weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 && !/^(\d)\1+$/.test(digits);
}

/** Australian Medicare card: the ninth digit checks the eight before, the tenth counts the card's issues. */
export function isAustralianMedicare(digits: string): boolean {
  return weightedSum(digits.slice(0, 8), [1, 3, 7, 9]) % 10 === Number(digits.charAt(8));
}

/** The unchangeable part of the German insurance number: the letter counts as two digits, 01 to 26. */
export function isKrankenversichertennummer(compact: string): boolean {
  const letter = String(compact.charCodeAt(0) - 64).padStart(2, "0");
  return digitSum(letter + compact.slice(1, 9), [1, 2]) % 10 === Number(compact.charAt(9));
}

/** New Zealand's letters, counted from 1: without I and O. */
const NHI_LETTERS = " ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Three letters and four digits; since 2022 also three letters, two digits, a letter and a check letter. */
export function isNhi(compact: string): boolean {
  const values = Array.from(compact, (character) =>
    /\d/.test(character) ? Number(character) : NHI_LETTERS.indexOf(character),
  );
  const sum = values.slice(0, 6).reduce((total, value, place) => total + value * (7 - place), 0);
  if (/\d$/.test(compact)) return sum % 11 !== 0 && (11 - (sum % 11)) % 10 === values[6];
  return 23 - (sum % 23) === values[6];
}

/** Brazilian health card: fifteen digits whose weighted sum is a multiple of eleven. */
export function isCartaoSus(digits: string): boolean {
  return weightedSum(digits, [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

/** Hungarian social insurance number. */
export function isTaj(digits: string): boolean {
  return weightedSum(digits.slice(0, 8), [3, 7]) % 10 === Number(digits.charAt(8));
}

/** Registration of the US Drug Enforcement Administration: two letters (or a letter and 9) and seven digits. */
export function isDeaNumber(compact: string): boolean {
  return weightedSum(compact.slice(2, 8), [1, 2]) % 10 === Number(compact.charAt(8));
}

/** US provider number: Luhn's check with the prefix of health cards before it. */
export function isNpi(digits: string): boolean {
  return luhnChecksumValidate(`80840${digits}`);
}

/** Ontario: ten digits with Luhn's check; a version code may follow. */
export function isOntarioHealthCard(compact: string): boolean {
  return luhnChecksumValidate(compact.slice(0, 10));
}

/** Quebec: the letters of the name, then year, month (women plus 50) and day of birth. */
export function isQuebecHealthCard(compact: string): boolean {
  return /^(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])$/.test(compact.slice(6, 10));
}
