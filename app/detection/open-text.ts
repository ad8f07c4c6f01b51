/** What is found in a text that is still being received, and how much of that its continuation may change. */
import { findOpenMatches, type CompiledPattern } from "~/detection/find-matches";
import { type Finding } from "~/detection/finding";
import { createHoldBack, type HoldBack } from "~/detection/hold-back";
import { normalizeText } from "~/detection/normalize-text";
import { mergeOverlaps } from "~/detection/overlaps";
import { type Pattern } from "~/detection/pattern";
import { type PresenceTest } from "~/detection/presence";

export interface OpenText {
  /** Disjoint, in order of their start. One that ends before `openFrom` is certain. */
  findings: Finding[];
  /** UTF-16 offset before which the continuation brings no other finding. */
  openFrom: number;
}

/** Half of a character at the end of a text has not come yet. */
function withoutHalf(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}

function fullSource({ before = "", source, after = "" }: Pattern): string {
  return [before, source, after].map((part) => `(?:${part})`).join("");
}

/** @param rankOf As `mergeOverlaps` takes it. */
export function openTextScanner(
  patterns: readonly CompiledPattern[],
  test: PresenceTest,
  rankOf: Parameters<typeof mergeOverlaps>[1],
): (text: string) => OpenText {
  // Only streams need it, and it takes a while to make.
  let holdBack: HoldBack | null = null;
  return (original) => {
    const arrived = withoutHalf(original);
    const { text, originalSpan } = normalizeText(arrived);
    holdBack ??= createHoldBack(patterns.map(({ pattern }) => ({ source: fullSource(pattern) })));
    let openFrom = holdBack(text, 0);
    const found = test.present(text, 0, text.length).flatMap((place) => {
      const compiled = patterns[place];
      if (!compiled) return [];
      const open = findOpenMatches(compiled, text);
      openFrom = Math.min(openFrom, open.openFrom);
      const { id: patternId, category } = compiled.pattern;
      return open.matches.map(({ start, end }): Finding => ({ patternId, category, start, end }));
    });
    const findings = mergeOverlaps(found, rankOf).map((finding) => ({
      ...finding,
      ...originalSpan(finding.start, finding.end),
    }));
    return {
      findings,
      openFrom: openFrom === text.length ? arrived.length : originalSpan(openFrom, openFrom + 1).start,
    };
  };
}
