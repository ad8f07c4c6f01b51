/** What is found in a text that is still being received, and how much of that its continuation may change. */
import { findOpenMatches, type CompiledPattern } from "~/detection/find-matches";
import { type Finding } from "~/detection/finding";
import {
  beforeUncertain,
  createHoldBack,
  prefixSearches,
  type HoldBack,
  type OpenText,
} from "~/detection/hold-back";
import { normalizeText } from "~/detection/normalize-text";
import { mergeOverlaps } from "~/detection/overlaps";
import { type Pattern } from "~/detection/pattern";
import { createPresenceTest, type PresenceTest } from "~/detection/presence";
import { type UnitText } from "~/detection/text-units";

export interface OpenFindings {
  /** Disjoint, in order of their start, none before `from`. One that ends before `openFrom` is certain. */
  findings: Finding[];
  /** Before it the continuation brings no other finding. */
  openFrom: number;
}

/** Half of a character at the end of a text has not come yet. */
function withoutHalf(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}

function fullSource({ before = "", source, after = "" }: Pattern): string {
  return [before, source, after].map((part) => `(?:${part})`).join("");
}

/** What streams need to know of a pattern, read ahead. */
export function prepareOpenPattern(pattern: Pattern): void {
  prefixSearches({ source: fullSource(pattern) });
}

/** A text is looked over in stretches of so many UTF-16 units; what waits is nearly always shorter. */
const STRETCH_LENGTH = 1024;

function presentIn(test: PresenceTest, text: UnitText, start: number): Set<number> {
  const places = new Set<number>();
  for (let from = start; from < text.units.length; from += STRETCH_LENGTH) {
    const to = Math.min(text.units.length, from + STRETCH_LENGTH);
    test.scan(text, { from, to }, (place) => places.add(place));
  }
  return places;
}

/** @param rankOf As `mergeOverlaps` takes it. */
export function openTextScanner(
  patterns: readonly CompiledPattern[],
  rankOf: Parameters<typeof mergeOverlaps>[1],
): (open: OpenText) => OpenFindings {
  // Only streams need them, and they take a while to make.
  let holdBack: HoldBack | null = null;
  let test: PresenceTest | null = null;
  return ({ text: original, from }) => {
    const arrived = withoutHalf(original);
    const normalized = normalizeText(arrived);
    const { text, originalSpan } = normalized;
    const start = text === arrived ? from : normalizeText(arrived.slice(0, from)).text.length;
    holdBack ??= createHoldBack(patterns.map(({ pattern }) => ({ source: fullSource(pattern) })));
    // The words of context may be yet to come.
    test ??= createPresenceTest(
      patterns.map(({ pattern }) => pattern),
      false,
    );
    let openFrom = holdBack(text, start);
    const found = [...presentIn(test, normalized, start)].flatMap((place) => {
      const compiled = patterns[place];
      if (!compiled) return [];
      const open = findOpenMatches(compiled, text);
      openFrom = Math.min(openFrom, open.openFrom);
      const { id: patternId, category } = compiled.pattern;
      const matches = open.matches.filter((match) => match.matchStart >= start);
      return matches.map((match) => ({ ...match, patternId, category }));
    });
    openFrom = beforeUncertain(
      found.map(({ matchStart: start, end }) => ({ start, end })),
      openFrom,
    );
    return {
      findings: mergeOverlaps(found, rankOf).map((finding) => ({
        ...finding,
        ...originalSpan(finding.start, finding.end),
      })),
      openFrom:
        openFrom === text.length
          ? arrived.length
          : Math.max(from, originalSpan(openFrom, openFrom + 1).start),
    };
  };
}
