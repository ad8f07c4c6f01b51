/** Long runs of the characters that words and keys are made of. */
import { type Region } from "~/detection/region";
import { WORDS } from "~/detection/text-views";

const { kinds } = WORDS;

/** The end of the run that begins before an offset or there. */
function endOfRun(units: Uint16Array, offset: number, to: number): number {
  let end = offset;
  while (end < to && kinds[units[end] ?? 0] === 1) end++;
  return end;
}

function startOfRun(units: Uint16Array, offset: number, from: number): number {
  let start = offset;
  while (start > from && kinds[units[start - 1] ?? 0] === 1) start--;
  return start;
}

/**
 * Where in a text are runs that are no shorter, with so much around them; disjoint, in order. Ordinary text has few, and
 * most of its characters are not looked at.
 */
export function longRuns(units: Uint16Array, { from, to }: Region, length: number, around: number): Region[] {
  const regions: Region[] = [];
  let last: Region | null = null;
  for (let at = from + length - 1; at < to; at += length) {
    const start = startOfRun(units, at + 1, from);
    if (start > at) continue;
    at = endOfRun(units, at + 1, to);
    if (at - start < length) continue;
    const region: Region = { from: Math.max(from, start - around), to: Math.min(to, at + around) };
    if (last && region.from <= last.to) last.to = region.to;
    else regions.push((last = region));
  }
  return regions;
}
