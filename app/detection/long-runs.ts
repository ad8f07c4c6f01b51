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
  const isOne = (at: number) => WORDS.kinds[units[at] ?? 0] === 1;
  let region: Region | null = null;
  for (let at = from + length - 1; at < to; at += length) {
    let first = at;
    while (first >= from && isOne(first)) first--;
    if (first === at) continue;
    while (at + 1 < to && isOne(at + 1)) at++;
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
