/**
 * Finds what the catalogue describes in a text: made plain, looked over once for where each pattern can match
 * (`presence.ts`, decision 008), searched there alone, each candidate checked (`find-matches.ts`), overlaps resolved. RE2
 * is linear in the text, whatever the text.
 */
import { CATALOGUE } from "~/detection/catalogue";
import {
  compilePattern,
  findMatches,
  MAX_RETRIES,
  type Allowance,
  type CompiledPattern,
} from "~/detection/find-matches";
import { type Finding } from "~/detection/finding";
import { type OpenText } from "~/detection/hold-back";
import { normalizeText } from "~/detection/normalize-text";
import { openTextScanner, type OpenFindings } from "~/detection/open-text";
import { mergeOverlaps } from "~/detection/overlaps";
import { createPresenceTest, type OnRegion } from "~/detection/presence";
import { RegionQueue, type Region } from "~/detection/region";
import { type UnitText } from "~/detection/text-units";
import { RecentlyUsed } from "~/lib/recently-used";

export interface Scanner {
  /** The ids of the patterns that find something in any of the texts, each looked for alone. */
  matchingPatterns(texts: readonly string[]): ReadonlySet<string>;
  /** Disjoint findings in order of their start. */
  scan(text: string): Finding[];
  /** The findings of each text, in the order of the texts. */
  scanMany(texts: readonly string[]): Finding[][];
  /** What is found in a text that goes on at its end, as that of a stream does. */
  scanOpen(open: OpenText): OpenFindings;
}

/** A text is looked over in stretches of so many UTF-16 units: memory does not grow with the text. */
const STRETCH_LENGTH = 16_384;

const COMPILED: ReadonlyMap<string, CompiledPattern> = new Map(
  CATALOGUE.map((pattern) => [pattern.id, compilePattern(pattern)]),
);
const RANKS = new Map(CATALOGUE.map(({ id, confidence }, place) => [id, { confidence, place }]));

function rankOf(patternId: string): { confidence: number; place: number } {
  return RANKS.get(patternId) ?? { confidence: 0, place: Infinity };
}

/** Searches for one pattern in one text, region by region. */
class PatternSearch {
  private readonly queue = new RegionQueue();
  private allowance: Allowance = { retries: MAX_RETRIES };
  private end = 0;

  constructor(
    private readonly compiled: CompiledPattern,
    private readonly text: string,
  ) {}

  add(region: Region): void {
    this.queue.add(region);
  }

  /** @param offset Regions that are added later begin there at the earliest. */
  *findBefore(offset: number): Generator<Finding> {
    const { id: patternId, category } = this.compiled.pattern;
    for (const region of this.queue.takeBefore(offset)) {
      // Text made to cost time has no such gaps.
      if (region.from - this.end >= STRETCH_LENGTH) this.allowance = { retries: MAX_RETRIES };
      this.end = region.to;
      for (const { start, end } of findMatches(this.compiled, this.text, region, this.allowance)) {
        yield { patternId, category, start, end };
      }
    }
  }
}

function compileScanner(patterns: readonly CompiledPattern[], stretchLength: number): Scanner {
  const test = createPresenceTest(patterns.map(({ pattern }) => pattern));
  /** What each pattern finds in normalised text; findings of several may overlap. */
  const findAll = (look: UnitText): Finding[] => {
    const { text } = look;
    const searches = new Map<number, PatternSearch>();
    const found: Finding[] = [];
    const onRegion: OnRegion = (place, region) => {
      const compiled = patterns[place];
      const search = searches.get(place) ?? (compiled && new PatternSearch(compiled, text));
      if (!search) return;
      searches.set(place, search);
      search.add(region);
    };
    for (let from = 0; from < text.length; from += stretchLength) {
      const to = Math.min(text.length, from + stretchLength);
      test.scan(look, { from, to }, onRegion);
      for (const [place, search] of searches) {
        found.push(...search.findBefore(to === text.length ? Infinity : to - test.reachBefore(place)));
      }
    }
    return found;
  };
  const scan = (original: string): Finding[] => {
    const normalized = normalizeText(original);
    return mergeOverlaps(findAll(normalized), rankOf).map((finding) => ({
      ...finding,
      ...normalized.originalSpan(finding.start, finding.end),
    }));
  };
  return {
    matchingPatterns(texts) {
      const found = texts.flatMap((original) => findAll(normalizeText(original)));
      return new Set(found.map(({ patternId }) => patternId));
    },
    scan,
    // Each for itself: no expression reaches from one text into the next.
    scanMany: (texts) => texts.map(scan),
    scanOpen: openTextScanner(patterns, rankOf),
  };
}

/** Compiling takes milliseconds, and organizations choose the same few sets of patterns. */
const scanners = new RecentlyUsed<Scanner>(256);

/**
 * A scanner for these patterns; the same one for the same patterns.
 *
 * @param patternIds Ids of the catalogue. @throws {Error} for an id that is not in it.
 * @param stretchLength What is found never depends on it.
 */
export function createScanner(patternIds: readonly string[], stretchLength = STRETCH_LENGTH): Scanner {
  const unknown = patternIds.find((id) => !COMPILED.has(id));
  if (unknown !== undefined) throw new Error(`no pattern is called ${unknown}`);
  const key = `${stretchLength} ${[...new Set(patternIds)].sort().join()}`;
  return scanners.get(key, () =>
    compileScanner(
      [...new Set(patternIds)].flatMap((id) => COMPILED.get(id) ?? []),
      stretchLength,
    ),
  );
}
