/**
 * Finds what the catalogue describes in a text: made plain, looked over once for what can match (`presence.ts`, decision
 * 008), searched for that alone, each candidate checked (`find-matches.ts`), overlaps resolved. A long text is looked at
 * in windows, so that a pattern costs only where it can match. RE2 is linear in the text, whatever the text.
 */
import { CATALOGUE } from "~/detection/catalogue";
import { compilePattern, findMatches, type CompiledPattern } from "~/detection/find-matches";
import { type Finding } from "~/detection/finding";
import { normalizeText } from "~/detection/normalize-text";
import { openTextScanner, type OpenFindings, type OpenText } from "~/detection/open-text";
import { mergeOverlaps } from "~/detection/overlaps";
import { CONTEXT_BEFORE, MAX_VALUE_LENGTH } from "~/detection/pattern";
import { createPresenceTest, type PresenceTest } from "~/detection/presence";

export interface Scanner {
  /** The ids of the patterns whose expression matches somewhere in the texts: a superset of what is found. */
  presentPatterns(texts: readonly string[]): ReadonlySet<string>;
  /** Disjoint findings in order of their start. */
  scan(text: string): Finding[];
  /** The findings of each text, in the order of the texts. */
  scanMany(texts: readonly string[]): Finding[][];
  /** What is found in a text that goes on at its end, as that of a stream does. */
  scanOpen(open: OpenText): OpenFindings;
}

/** All lengths in UTF-16 units. */
const WINDOW_LENGTH = 16_384;
/** How far windows reach into the next one. A longer match is seen if this much of its beginning matches too. */
const WINDOW_OVERLAP = 4096;

/** A stretch of a text in which a pattern may match. */
interface Region {
  from: number;
  to: number;
}

/** For each pattern that is present, by its place in the list, the regions to search: disjoint and in order. */
type Presence = ReadonlyMap<number, Region[]>;

function findPresence(test: PresenceTest, text: string, windowLength: number): Presence {
  const regions = new Map<number, Region[]>();
  for (let from = 0; from < text.length; from += windowLength) {
    const end = Math.min(text.length, from + windowLength + WINDOW_OVERLAP);
    for (const place of test.present(text, Math.max(0, from - CONTEXT_BEFORE), end)) {
      const own = regions.get(place) ?? [];
      regions.set(place, own);
      const last = own.at(-1);
      if (last?.to === from) last.to = from + windowLength;
      else own.push({ from, to: from + windowLength });
    }
  }
  return regions;
}

/** What one pattern finds in a region, with what it may look at around it. */
function findInRegion(compiled: CompiledPattern, text: string, { from, to }: Region): Finding[] {
  const { id: patternId, category } = compiled.pattern;
  const offset = Math.max(0, from - CONTEXT_BEFORE - 1);
  const stretch = text.slice(offset, to + WINDOW_OVERLAP + MAX_VALUE_LENGTH);
  return findMatches(compiled, stretch, offset > 0).map(({ start, end }) => ({
    patternId,
    category,
    start: start + offset,
    end: end + offset,
  }));
}

const COMPILED: ReadonlyMap<string, CompiledPattern> = new Map(
  CATALOGUE.map((pattern) => [pattern.id, compilePattern(pattern)]),
);
const RANKS = new Map(CATALOGUE.map(({ id, confidence }, place) => [id, { confidence, place }]));

function rankOf(patternId: string): { confidence: number; place: number } {
  return RANKS.get(patternId) ?? { confidence: 0, place: Infinity };
}

function compileScanner(patterns: readonly CompiledPattern[], windowLength: number): Scanner {
  const test = createPresenceTest(patterns.map(({ pattern }) => pattern));

  const scan = (original: string): Finding[] => {
    const { text, originalSpan } = normalizeText(original);
    const found = [...findPresence(test, text, windowLength)].flatMap(([place, regions]) => {
      const compiled = patterns[place];
      return compiled ? regions.flatMap((region) => findInRegion(compiled, text, region)) : [];
    });
    return mergeOverlaps(found, rankOf).map((finding) => ({
      ...finding,
      ...originalSpan(finding.start, finding.end),
    }));
  };
  return {
    presentPatterns(texts) {
      const places = texts.flatMap((original) => {
        const { text } = normalizeText(original);
        return [...findPresence(test, text, windowLength).keys()];
      });
      return new Set(places.flatMap((place) => patterns[place]?.pattern.id ?? []));
    },
    scan,
    // Each for itself: no expression reaches from one text into the next.
    scanMany: (texts) => texts.map(scan),
    scanOpen: openTextScanner(patterns, rankOf),
  };
}

/** Compiling takes milliseconds, and organizations choose the same few sets of patterns. */
const scanners = new Map<string, Scanner>();
const MAX_SCANNERS = 256;

/**
 * A scanner for these patterns; the same one for the same patterns.
 *
 * @param patternIds Ids of the catalogue. @throws {Error} for an id that is not in it.
 * @param windowLength What is found never depends on it.
 */
export function createScanner(patternIds: readonly string[], windowLength = WINDOW_LENGTH): Scanner {
  const unknown = patternIds.find((id) => !COMPILED.has(id));
  if (unknown !== undefined) throw new Error(`no pattern is called ${unknown}`);
  const key = `${windowLength} ${[...new Set(patternIds)].sort().join()}`;
  const scanner =
    scanners.get(key) ??
    compileScanner(
      [...new Set(patternIds)].flatMap((id) => COMPILED.get(id) ?? []),
      windowLength,
    );
  scanners.delete(key);
  scanners.set(key, scanner);
  const [oldest] = scanners.keys();
  if (scanners.size > MAX_SCANNERS && oldest !== undefined) scanners.delete(oldest);
  return scanner;
}
