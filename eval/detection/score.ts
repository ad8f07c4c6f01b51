/** Holds what was found against what must be found. */
import { type CorpusCase, type Expected } from "./corpus";
import { addCounts, type Counts } from "./statistics";
import { type Finding } from "~/detection/finding";
import { type Category } from "~/rules/categories";

/** So much of a value must be covered, and a finding may take along so many characters that are none of it. */
const MIN_COVERED = 0.9;
const MAX_EXCESS = 10;
/** One finding may be several values that stand so near each other: latitude and longitude. */
const MAX_GAP = 24;

export type Outcome =
  | { kind: "found"; category: Category; expected: Expected; finding: Finding; isExact: boolean }
  | { kind: "missed"; category: Category; expected: Expected; overlapping: Finding[] }
  | { kind: "false"; category: Category; finding: Finding };

export interface Judgement {
  text: CorpusCase;
  outcomes: Outcome[];
}

interface Stretch {
  start: number;
  end: number;
}

function overlap(a: Stretch, b: Stretch): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

const isCovered = (finding: Finding, expected: Expected) =>
  overlap(finding, expected) >= MIN_COVERED * (expected.end - expected.start);

/** Neighbouring values that the finding covers, one after the other. */
function coveredRun(finding: Finding, expected: readonly Expected[]): Expected[] {
  const run: Expected[] = [];
  for (const one of expected) {
    if (!one.categories.includes(finding.category) || !isCovered(finding, one)) continue;
    const last = run.at(-1);
    if (last && one.start - last.end > MAX_GAP) break;
    run.push(one);
  }
  return run;
}

/** The values that a finding is a right finding of: none where it takes too much along. */
function rightFor(finding: Finding, expected: readonly Expected[]): { right: Expected[]; isExact: boolean } {
  const run = coveredRun(finding, expected);
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) return { right: [], isExact: false };
  const excess = Math.max(0, first.outerStart - finding.start) + Math.max(0, finding.end - last.outerEnd);
  const isWhole = finding.start <= first.start && finding.end >= last.end;
  return { right: excess <= MAX_EXCESS ? run : [], isExact: excess === 0 && isWhole };
}

/** Within what a value may take along but need not, such as the postal code of an address. */
function isTakenAlong(finding: Finding, expected: readonly Expected[]): boolean {
  return expected.some(
    (one) => overlap(finding, one) === 0 && finding.start >= one.outerStart && finding.end <= one.outerEnd,
  );
}

/** @param findings Disjoint, as a scanner gives them. */
export function judge(text: CorpusCase, findings: readonly Finding[]): Judgement {
  const outcomes: Outcome[] = [];
  const found = new Set<Expected>();
  for (const finding of findings) {
    const { right, isExact } = rightFor(finding, text.expected);
    for (const expected of right) {
      if (!expected.isOptional)
        outcomes.push({ kind: "found", category: expected.categories[0], expected, finding, isExact });
      found.add(expected);
    }
    if (right.length === 0 && !isTakenAlong(finding, text.expected))
      outcomes.push({ kind: "false", category: finding.category, finding });
  }
  for (const expected of text.expected) {
    if (found.has(expected) || expected.isOptional) continue;
    const overlapping = findings.filter((finding) => overlap(finding, expected) > 0);
    outcomes.push({ kind: "missed", category: expected.categories[0], expected, overlapping });
  }
  return { text, outcomes };
}

/** @param categories Those that count. */
export function countsOf({ outcomes }: Judgement, categories: ReadonlySet<Category>): Counts {
  return addCounts(
    outcomes
      .filter(({ category }) => categories.has(category))
      .map(({ kind }) => ({
        truePositives: kind === "found" ? 1 : 0,
        falsePositives: kind === "false" ? 1 : 0,
        falseNegatives: kind === "missed" ? 1 : 0,
      })),
  );
}
