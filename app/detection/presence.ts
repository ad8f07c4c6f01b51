/**
 * Where patterns can match in a text: about the texts that their matches contain, which one pass over it looks for, and
 * there only where a few characters more do not speak against it. A superset: nothing may match there.
 */
import { BLOCK, blockOf, type BlockUnions } from "~/detection/block-sets";
import { runsOf, type Runs } from "~/detection/match-reach";
import { type Allowance } from "~/detection/match-test";
import { numberQuests, RUNS_REACH, type NumberedQuest, type NumberedTest } from "~/detection/numbered-quests";
import { CONTEXT_AFTER, CONTEXT_BEFORE, type Pattern } from "~/detection/pattern";
import { type Region } from "~/detection/region";
import { TextIndex } from "~/detection/text-index";
import { type UnitText } from "~/detection/text-units";

export type OnRegion = (place: number, region: Region) => void;

export interface PresenceTest {
  /**
   * Tells where a pattern, given by its place in the list, can match: each match that contains what is demanded of it
   * in this stretch lies in one region. Those of one pattern may overlap each other and those of the stretch before, which
   * has been looked at just before, and nearly always come in order.
   */
  scan(text: UnitText, stretch: Region, onRegion: OnRegion): void;
  /** How far a region can begin before the stretch that it is told for. */
  reachBefore(place: number): number;
}

/** Context words are looked for so far around a stretch: most matches that begin or end in it reach no further. */
const MARGIN = 1024;
/** A call of RE2 for a longer region costs less than what it spares. */
const MAX_TESTED = 2048;
/** Where anchors are so dense that their tests read much of a stretch, RE2 is left the rest, which it reads faster. */
const TESTED_SHARE = 1 / 4;
const MIN_ALLOWANCE = 1500;
/** What is so near behind a region is searched with it: that costs less than to test it. */
const NEAR = 64;

/** A stretch of a text that is looked at. */
interface Look extends UnitText {
  /** In which demands were looked for. */
  zone: Region;
  /** Whether that is all of it. */
  isWhole: boolean;
  stretch: Region;
  runs: Runs;
  met: BlockUnions;
  /** Those whose anchors were too dense in the stretch before: there they mostly are again. */
  dense: Set<NumberedQuest>;
  /** For the quest that is looked for. */
  allowance: Allowance;
  onRegion: OnRegion;
}

/** Of a demand, the first offset at or behind one where it may be met; Infinity where it is not. */
function nextMet(number: number, { met, zone, text }: Look, from: number): number {
  if (from < zone.from && zone.from > 0) return from;
  const block = met.has(number) ? met.next(number, blockOf(from - zone.from)) : -1;
  if (block >= 0) return zone.from + block * BLOCK;
  return zone.to < text.length ? zone.to : Infinity;
}

/** How far a match reaches, if it does not begin before an offset: it has what else it needs, which it may have there. */
function reachOfNeeds({ others, context }: NumberedQuest, look: Look, from: number): number {
  let reach = from;
  for (const number of others) reach = Math.max(reach, nextMet(number, look, from));
  if (context === null) return reach;
  return Math.max(reach, nextMet(context, look, from - CONTEXT_BEFORE) - CONTEXT_AFTER);
}

function hasAll({ others, context }: NumberedQuest, met: BlockUnions): boolean {
  for (const number of others) if (!met.has(number)) return false;
  return context === null || met.has(context);
}

/** Whether a test succeeds about a stretch with anchors, or would take too long. */
function mayMatch(tested: NumberedTest, { from, to }: Region, look: Look): boolean {
  const { text, units, runs, allowance } = look;
  const { left, right } = tested.reach[runs];
  const [first, last] = [Math.max(0, from - left), Math.min(text.length, to + right)];
  const begin = tested.isForwards
    ? { from: tested.barriers.before(text, from, first), to }
    : { from, to: tested.barriers.behind(text, to, last) };
  if (begin.to - begin.from > MAX_TESTED) {
    allowance.characters -= begin.to - begin.from;
    return true;
  }
  return tested.test().canMatch(units, begin, tested.isForwards ? last : first, allowance);
}

function tell({ members }: NumberedQuest, region: Region, onRegion: OnRegion): void {
  for (const { places } of members) for (const place of places) onRegion(place, region);
}

/**
 * Tells the regions about anchors for the members of a quest that may match there.
 *
 * @param within No match about the anchors reaches further. @returns Where the last one ends.
 */
function tellMembers(
  { members }: NumberedQuest,
  anchors: Region,
  { within, isNear }: { within: Region; isNear: boolean },
  look: Look,
): number {
  const { text, allowance, onRegion } = look;
  let told = -Infinity;
  for (const { places, whole } of members) {
    if (!whole || (!isNear && !mayMatch(whole, anchors, look))) continue;
    const from = whole.barriers.before(text, anchors.from, within.from);
    const to = whole.barriers.behind(text, anchors.to, within.to);
    allowance.characters -= to - from;
    told = Math.max(told, to);
    for (const place of places) onRegion(place, { from, to });
  }
  return told;
}

/** Tells the regions about the anchors of a quest in which it may match. */
function tellAboutAnchors(one: NumberedQuest, anchor: number, look: Look): void {
  const { text, zone, stretch, met, dense, allowance, onRegion } = look;
  const { left, right } = one.reach[look.runs];
  const share = dense.delete(one) ? 0 : TESTED_SHARE;
  allowance.characters = MIN_ALLOWANCE + share * (stretch.to - stretch.from);
  const [highest, end] = [stretch.to + right, blockOf(stretch.to - 1 - zone.from) + 1];
  let told = -Infinity;
  let next = blockOf(stretch.from - zone.from);
  for (;;) {
    const block = met.next(anchor, next);
    if (block < 0 || block >= end) return;
    next = Math.min(end, met.gap(anchor, block));
    const anchors = { from: zone.from + block * BLOCK, to: Math.min(text.length, zone.from + next * BLOCK) };
    const within = { from: Math.max(0, anchors.from - left), to: Math.min(text.length, anchors.to + right) };
    const needed = reachOfNeeds(one, look, within.from);
    if (needed > highest) return;
    if (needed > within.to) {
      next = Math.max(next, blockOf(needed - right - zone.from));
      continue;
    }
    if (allowance.characters < 0) {
      dense.add(one);
      tell(one, { from: within.from, to: Math.min(text.length, highest) }, onRegion);
      return;
    }
    const isNear = anchors.from - told <= NEAR;
    if (!isNear && one.core && !mayMatch(one.core, anchors, look)) continue;
    told = Math.max(told, tellMembers(one, anchors, { within, isNear }, look));
  }
}

function tellRegions(one: NumberedQuest, look: Look): void {
  const { isWhole, met, stretch, onRegion } = look;
  if (isWhole && !hasAll(one, met)) return;
  if (one.anchor !== null) tellAboutAnchors(one, one.anchor, look);
  else if (reachOfNeeds(one, look, stretch.from) <= stretch.to) tell(one, stretch, onRegion);
}

/** @param isContextAsked Whether the words of a pattern's context must be there, too. */
export function createPresenceTest(patterns: readonly Pattern[], isContextAsked = true): PresenceTest {
  const { quests, texts, demandCount } = numberQuests(patterns, isContextAsked);
  /** By the number of a demand, those whose anchor it is. */
  const questsOf: NumberedQuest[][] = Array.from({ length: demandCount }, () => []);
  const unanchored: NumberedQuest[] = [];
  const reaches = patterns.map(() => 0);
  for (const one of quests) {
    (one.anchor === null ? unanchored : questsOf[one.anchor])?.push(one);
    for (const place of one.members.flatMap(({ places }) => places)) {
      reaches[place] = Math.max(reaches[place] ?? 0, one.reach.anywhere.left);
    }
  }
  const index = new TextIndex(texts, demandCount);
  const met = index.occurrences;
  const dense = new Set<NumberedQuest>();

  return {
    scan({ text, units }, stretch, onRegion) {
      const zone = {
        from: Math.max(0, stretch.from - MARGIN),
        to: Math.min(text.length, stretch.to + MARGIN),
      };
      if (stretch.from === 0) dense.clear();
      index.scan(units, zone.from, zone.to);
      const runs = runsOf(units, {
        from: Math.max(0, stretch.from - RUNS_REACH),
        to: Math.min(text.length, stretch.to + RUNS_REACH),
      });
      const isWhole = zone.from === 0 && zone.to === text.length;
      const allowance: Allowance = { characters: 0 };
      const look: Look = { text, units, zone, isWhole, stretch, runs, met, dense, allowance, onRegion };
      for (let at = 0; at < met.count; at++) {
        for (const one of questsOf[met.used[at] ?? 0] ?? []) tellRegions(one, look);
      }
      for (const one of unanchored) tellRegions(one, look);
    },
    reachBefore: (place) => reaches[place] ?? 0,
  };
}
