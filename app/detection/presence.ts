/**
 * Where patterns can match in a text, told by one pass over it. A superset: nothing may match there. The pass is the same
 * whatever the patterns, so that it takes about the same time for one of them and for all.
 */
import { BLOCK, blockOf, BlockSets } from "~/detection/block-sets";
import { type Barriers } from "~/detection/barriers";
import { hasOrdinaryRuns, type Longest } from "~/detection/match-reach";
import { type Pattern } from "~/detection/pattern";
import { needsOf, type Need } from "~/detection/pattern-needs";
import { type Region } from "~/detection/region";
import { createTextIndex, type ViewedText } from "~/detection/text-index";
import { VIEWS } from "~/detection/text-views";

export type OnRegion = (place: number, region: Region) => void;

export interface PresenceTest {
  /**
   * Tells where a pattern, given by its place in the list, can match: each match that contains what is demanded of it
   * in this stretch lies in one region. Those of one pattern come in order and do not touch each other, but may overlap
   * those of the stretch before, which has been looked at just before.
   */
  scan(text: string, stretch: Region, onRegion: OnRegion): void;
  /** How far a region can begin before the stretch that it is told for. */
  reachBefore(place: number): number;
}

/** A need by the number of its demand. */
type NumberedNeed = Need & { number: number };

interface NumberedNeeds {
  anchor: NumberedNeed | undefined;
  others: readonly NumberedNeed[];
  barriers: Barriers;
}

/** Gives equal things one number. */
function numbering<Item>(): { items: Item[]; numberOf(key: string, item: Item): number } {
  const items: Item[] = [];
  const numbers = new Map<string, number>();
  return {
    items,
    numberOf(key, item) {
      const number = numbers.get(key) ?? items.push(item) - 1;
      numbers.set(key, number);
      return number;
    },
  };
}

/** As far as we look for the ends of a match that has no bound. UTF-16 units. */
const MAX_REACH = 16_384;
/** What is demanded is looked for so far around a stretch: most matches reach no further. */
const MARGIN = 1024;
/** As far around a stretch ordinary runs are asked for. */
const ORDINARY_REACH = 2000;

/** How far a match can reach from its anchor; by the anchor's length where that is told by the text's ordinary runs. */
function reachOf({ anywhere, ordinary }: Longest, isOrdinary: boolean): number {
  return isOrdinary && ordinary <= ORDINARY_REACH ? ordinary : Math.min(anywhere, MAX_REACH);
}

/** The anchor's blocks as regions that matches around it cannot leave. */
function* regionsAround(
  { anchor, barriers }: { anchor: NumberedNeed; barriers: Barriers },
  met: BlockSets,
  { text, zone, stretch, isOrdinary }: { text: string; zone: Region; stretch: Region; isOrdinary: boolean },
): Generator<Region> {
  const left = reachOf(anchor.left, isOrdinary);
  const right = reachOf(anchor.right, isOrdinary);
  let region: Region | null = null;
  let block = met.next(anchor.number, blockOf(stretch.from - zone.from));
  for (; block >= 0; block = met.next(anchor.number, block + 1)) {
    const blockStart = zone.from + block * BLOCK;
    if (blockStart >= stretch.to) break;
    const blockEnd = Math.min(text.length, blockStart + BLOCK);
    const end: number = region?.to ?? 0;
    const lowest = Math.max(end, blockStart - left);
    const highest = Math.max(end, Math.min(text.length, blockEnd + right));
    const from = barriers.before(text, Math.max(blockStart, end), lowest);
    const to = barriers.behind(text, Math.max(blockEnd, end), highest);
    if (region && from <= region.to) region.to = to;
    else {
      if (region) yield region;
      region = { from, to };
    }
  }
  if (region) yield region;
}

/** All that patterns need, each demand and each text of it with a number of its own. */
function numberNeeds(patterns: readonly Pattern[]) {
  const texts = numbering<ViewedText>();
  const demands = numbering<readonly number[]>();
  const numbered = (need: Need): NumberedNeed => {
    const { view, demand } = need;
    const places = demand.map((text) => texts.numberOf(`${VIEWS.indexOf(view)} ${text}`, { view, text }));
    return { ...need, number: demands.numberOf(places.join(), places) };
  };
  const needs: readonly NumberedNeeds[] = patterns.map((pattern) => {
    const { needs: own, context, barriers } = needsOf(pattern);
    const [anchor, ...others] = own.map(numbered);
    return { anchor, others: [...others, ...(context ? [numbered(context)] : [])], barriers };
  });
  const demandsOf: number[][] = texts.items.map(() => []);
  for (const [number, places] of demands.items.entries()) {
    for (const place of new Set(places)) demandsOf[place]?.push(number);
  }
  return { needs, texts: texts.items, demandsOf, demandCount: demands.items.length };
}

/** Whether a demand is met near a region; it may be where that is not in the zone. */
function isMet(need: NumberedNeed, met: BlockSets, text: string, zone: Region, region: Region): boolean {
  const from = region.from - (need.isContext ? need.left.anywhere : 0);
  const to = region.to + (need.isContext ? need.right.anywhere : 0);
  if ((from < zone.from && zone.from > 0) || (to > zone.to && zone.to < text.length)) return true;
  const block = met.has(need.number) ? met.next(need.number, blockOf(from - zone.from)) : -1;
  return block >= 0 && block <= blockOf(to - zone.from);
}

/** @param longestStretch In UTF-16 units. */
export function createPresenceTest(patterns: readonly Pattern[], longestStretch: number): PresenceTest {
  const { needs, texts, demandsOf, demandCount } = numberNeeds(patterns);
  const index = createTextIndex(texts, longestStretch + 2 * MARGIN);
  const met = new BlockSets(demandCount, longestStretch + 2 * MARGIN);

  const findDemands = (text: string, { from, to }: Region) => {
    index.scan(text, from, to);
    met.reset(to - from);
    const { occurrences } = index;
    for (let at = 0; at < occurrences.count; at++) {
      const place = occurrences.used[at] ?? 0;
      for (const number of demandsOf[place] ?? []) met.addAll(number, occurrences, place);
    }
  };
  return {
    scan(text, stretch, onRegion) {
      const zone = {
        from: Math.max(0, stretch.from - MARGIN),
        to: Math.min(text.length, stretch.to + MARGIN),
      };
      findDemands(text, zone);
      const isOrdinary = hasOrdinaryRuns(text, {
        from: Math.max(0, stretch.from - ORDINARY_REACH),
        to: Math.min(text.length, stretch.to + ORDINARY_REACH),
      });
      const isWhole = zone.from === 0 && zone.to === text.length;
      for (const [place, { anchor, others, barriers }] of needs.entries()) {
        if (!anchor) {
          onRegion(place, stretch);
          continue;
        }
        if (!met.has(anchor.number) || (isWhole && !others.every(({ number }) => met.has(number)))) continue;
        const around = { text, zone, stretch, isOrdinary };
        for (const region of regionsAround({ anchor, barriers }, met, around)) {
          if (others.every((need) => isMet(need, met, text, zone, region))) onRegion(place, region);
        }
      }
    },
    reachBefore: (place) => Math.min(MAX_REACH, needs[place]?.anchor?.left.anywhere ?? 0),
  };
}
