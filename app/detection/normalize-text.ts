/**
 * Text as the patterns see it. Phones, word processors and people who want to slip past a filter write the same number
 * with other characters: full-width or Arabic digits, no-break spaces, typographic hyphens, zero-width characters in
 * between. All of these become their plain form here, and offsets lead back into the original.
 */
import { unitsOf, withUnits, type UnitText } from "~/detection/text-units";

export interface NormalizedText extends UnitText {
  /**
   * The original stretch of a stretch of the normalised text; UTF-16 offsets, end exclusive. Invisible characters
   * within are part of it, those beside it are not.
   */
  readonly originalSpan: (start: number, end: number) => { start: number; end: number };
}

/**
 * What has a plainer form: invisible format characters, controls, spaces, hyphens, full-width forms of ASCII, and the
 * decimal digits of other scripts.
 */
const UNUSUAL =
  /(?![\t\n\r\x20-\x7e])[\p{Cf}\p{Cc}\p{Z}\p{Pd}\p{Nd}\u{fe00}-\u{fe0f}\u{2212}\u{ff01}-\u{ff5e}]/gu;

const SURROGATES = /[\ud800-\udfff]/g;
let mayBeUnusual: Uint8Array | null = null;

/** By UTF-16 unit, whether it has a plainer form, or is half of a character that may have one. */
function unusualUnits(): Uint8Array {
  if (mayBeUnusual) return mayBeUnusual;
  mayBeUnusual = new Uint8Array(0x10000);
  const all = Array.from(mayBeUnusual, (_, unit) => String.fromCharCode(unit)).join("");
  for (const expression of [UNUSUAL, SURROGATES]) {
    for (const { index } of all.matchAll(expression)) mayBeUnusual[index] = 1;
  }
  return mayBeUnusual;
}

/** Reads four at a time, which takes a third less time. */
function isPlain(units: Uint16Array): boolean {
  const unusual = unusualUnits();
  const bitAt = (at: number) => unusual[units[at] ?? 0] ?? 0;
  const end = units.length & ~3;
  let seen = 0;
  let at = 0;
  for (; at < end; at += 4) seen |= bitAt(at) | bitAt(at + 1) | bitAt(at + 2) | bitAt(at + 3);
  for (; at < units.length; at++) seen |= bitAt(at);
  return seen === 0;
}

const INVISIBLE = /[\p{Cf}\u{fe00}-\u{fe0f}]/u;
const DIGIT = /\p{Nd}/u;
const DASH = /[\p{Pd}\u{2212}]/u;
const SPACE = /[\p{Z}\p{Cc}]/u;

/** Distance from the full-width forms to ASCII, which they follow in order. */
const FULL_WIDTH_SHIFT = 0xff01 - 0x21;

/** Each script's digits stand together from zero to nine, some scripts' several times over. */
function digitValue(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}

function plainForm(character: string): string {
  if (INVISIBLE.test(character)) return "";
  if (DIGIT.test(character)) return digitValue(character);
  if (DASH.test(character)) return "-";
  if (SPACE.test(character)) return " ";
  return String.fromCodePoint((character.codePointAt(0) ?? 0) - FULL_WIDTH_SHIFT);
}

/** Where the two texts stop running side by side. */
interface Shift {
  /** Offset in the normalised text. */
  at: number;
  /** Where the character before it ends and the one after it begins in the original. */
  endBefore: number;
  startAfter: number;
}

/** Index of the last shift at or before an offset, -1 when there is none. */
function lastShift(shifts: readonly Shift[], offset: number): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shifts[middle]?.at ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function withPlainForms(original: string): NormalizedText {
  const shifts: Shift[] = [];
  /** How much shorter the normalised text is so far. */
  let removed = 0;
  const text = original.replace(UNUSUAL, (character: string, offset: number) => {
    const plain = plainForm(character);
    if (plain.length === character.length) return plain;
    const last = shifts.at(-1);
    const at = offset - removed + plain.length;
    const startAfter = offset + character.length;
    if (last?.at === at) last.startAfter = startAfter;
    else shifts.push({ at, endBefore: plain === "" ? offset : startAfter, startAfter });
    removed += character.length - plain.length;
    return plain;
  });
  const originalStart = (offset: number) => {
    const shift = shifts[lastShift(shifts, offset)];
    return shift ? shift.startAfter + offset - shift.at : offset;
  };
  const originalEnd = (offset: number) => {
    const shift = shifts[lastShift(shifts, offset)];
    return shift?.at === offset ? shift.endBefore : originalStart(offset);
  };
  return {
    ...withUnits(text),
    originalSpan: (start, end) => ({ start: originalStart(start), end: originalEnd(end) }),
  };
}

/** Linear in the text; ordinary text is returned as it is, after one look at it. */
export function normalizeText(original: string): NormalizedText {
  const units = unitsOf(original);
  if (isPlain(units) || original.search(UNUSUAL) < 0) {
    return { text: original, units, originalSpan: (start, end) => ({ start, end }) };
  }
  return withPlainForms(original);
}
