/** Long runs of characters of a kind. */
import { type Region } from "~/detection/region";
import { WORDS } from "~/detection/text-views";

/** @param table By UTF-16 unit, 1 for those in it; units for which it has no place are not. */
function isIn(table: Uint8Array, unit: number): boolean {
  return unit < table.length && table[unit] === 1;
}

/** Where the first run begins of so many characters that all are in a table, or all are not; -1 if there is none. Looks at few. */
export function findRun(
  units: Uint16Array,
  { from, to }: Region,
  length: number,
  table: Uint8Array,
  isOf: boolean,
): number {
  for (let before = from - 1; before + length < to;) {
    let at = before + length;
    while (at > before && isIn(table, units[at] ?? 0) === isOf) at--;
    if (at === before) return before + 1;
    before = at;
  }
  return -1;
}

const { kinds } = WORDS;

/** The end of the run that an offset is in, or before it. */
function endOfRun(units: Uint16Array, offset: number, to: number): number {
  let end = offset;
  while (end < to && kinds[units[end] ?? 0] === 1) end++;
  return end;
}

/**
 * Where so many or more characters in a row are such as words and keys are made of, with what is around them; disjoint, in
 * order. Ordinary text has few.
 */
export function longRuns(units: Uint16Array, { from, to }: Region, length: number, around: number): Region[] {
  const regions: Region[] = [];
  let last: Region | null = null;
  let start = findRun(units, { from, to }, length, kinds, true);
  while (start >= 0) {
    const end = endOfRun(units, start + length, to);
    const region: Region = { from: Math.max(from, start - around), to: Math.min(to, end + around) };
    if (last && region.from <= last.to) last.to = region.to;
    else regions.push((last = region));
    start = findRun(units, { from: end, to }, length, kinds, true);
  }
  return regions;
}
