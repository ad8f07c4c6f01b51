/** Long runs of the characters that words and keys are made of. */
import { type Region } from "~/detection/region";
import { WORDS } from "~/detection/text-views";

/**
 * Where in a text are runs that are no shorter, with so much around them; disjoint, in order. Ordinary text has few, and
 * most of its characters are not looked at.
 */
export function* longRuns(
  units: Uint16Array,
  { from, to }: Region,
  length: number,
  around: number,
): Generator<Region> {
  const { kinds } = WORDS;
  let region: Region | null = null;
  for (let at = from + length - 1; at < to; at += length) {
    let first = at;
    while (first >= from && kinds[units[first] ?? 0] === 1) first--;
    if (first === at) continue;
    while (at + 1 < to && kinds[units[at + 1] ?? 0] === 1) at++;
    if (at - first >= length) {
      const found: Region = { from: Math.max(from, first + 1 - around), to: Math.min(to, at + 1 + around) };
      if (region && found.from <= region.to) found.from = region.from;
      else if (region) yield region;
      region = found;
    }
    at++;
  }
  if (region) yield region;
}
