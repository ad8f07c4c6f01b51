import { type Finding } from "~/detection/finding";

/**
 * Overlapping findings become one that covers them all, named after the longest, then the surest, then the first in
 * the catalogue: choosing one and dropping the rest would leave the other's remainder in the text.
 *
 * @param rank A pattern's confidence and place in the catalogue. @returns Disjoint findings in order of their start.
 */
export function mergeOverlaps(
  findings: readonly Finding[],
  rank: (patternId: string) => { confidence: number; place: number },
): Finding[] {
  const outranks = (a: Finding, b: Finding) => {
    const [rankA, rankB] = [rank(a.patternId), rank(b.patternId)];
    return (
      a.end - a.start - (b.end - b.start) || rankA.confidence - rankB.confidence || rankB.place - rankA.place
    );
  };
  const sorted = findings.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const merged: { cover: Finding; name: Finding }[] = [];
  for (const finding of sorted) {
    const last = merged.at(-1);
    if (!last || finding.start >= last.cover.end) {
      merged.push({ cover: { ...finding }, name: finding });
      continue;
    }
    if (outranks(finding, last.name) > 0) last.name = finding;
    const { patternId, category } = last.name;
    const { start, end } = last.cover;
    last.cover = { patternId, category, start, end: Math.max(end, finding.end) };
  }
  return merged.map(({ cover }) => cover);
}
