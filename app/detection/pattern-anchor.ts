/** Where a search for a pattern begins: at texts that every match contains, which are looked for in one pass for all. */
import { barriersOf, type Barriers } from "~/detection/barriers";
import { longestOf, NO_LENGTH, plus, type Longest } from "~/detection/match-reach";
import { MatchTest } from "~/detection/match-test";
import { type Pattern } from "~/detection/pattern";
import { type Syntax } from "~/detection/re2-syntax";
import { requiredIn, within, type Demand, type Required } from "~/detection/required-text";
import { inRow, syntaxOf } from "~/detection/shared-syntax";
import { FOLDED, VIEWS, viewOf, type View } from "~/detection/text-views";

/** Texts of which one is in every match. */
export interface Need {
  view: View;
  demand: Demand;
}

/** How far before the end of a text something can begin that contains it, and how far behind its beginning that can end. */
export interface Reach {
  left: Longest;
  right: Longest;
}

/** What is looked for about an anchor, from the side on which its end is nearer. */
export interface AnchorTest {
  reach: Reach;
  isForwards: boolean;
  barriers: Barriers;
  /** Made when it is needed first. */
  test: () => MatchTest;
}

interface Anchor extends Need {
  /** Of a match. */
  reach: Reach;
  /** For what each match contains, where a pattern names it and is looked for by it. */
  core: AnchorTest | null;
  /** For a match. */
  whole: AnchorTest;
}

/** How a pattern is looked for, or some of what it matches. */
export interface Quest {
  /** Null where nothing is known of the matches. */
  anchor: Anchor | null;
  /** What else each match contains. */
  others: readonly Need[];
  /** Of these words, in the folded view, one is near every match. */
  context: Demand | null;
}

/** What is found more often than once in so many bits tells little, and costs. */
const MIN_RARITY = 5;
/** What is so rare needs no other. */
const RARE = 18;
const MAX_OTHERS = 2;
/** Looking for what is so much more frequent than an anchor costs more than its tests, in bits. */
const LESS_RARE = 4;
/** Options that are looked for one by one, where that is cheaper. */
const MAX_OPTIONS = 4;
/** Less of a gain is none. */
const GAIN = 0.6;

/** The longest word of each context term: words of one may stand apart in several ways. */
function contextOf(words: readonly string[] | undefined): Demand | null {
  if (!words) return null;
  const longest = words.map((term) =>
    viewOf(
      FOLDED,
      term.split(" ").reduce((a, b) => (b.length > a.length ? b : a)),
    ),
  );
  return [...new Set(longest)];
}

type Known = Need & Required;

/** What each match of a part contains, as it is in the whole. */
function knownIn(part: Syntax, before: Longest, after: Longest): Known[] {
  return VIEWS.flatMap((view) => {
    const required = within(requiredIn(part, view), before, after);
    return required && required.rarity >= MIN_RARITY ? { view, ...required } : [];
  });
}

/** What each match of parts in a row contains. */
function knownOf(parts: readonly Syntax[]): Known[] {
  const lengths = parts.map(longestOf);
  return [
    ...knownIn(inRow(parts), NO_LENGTH, NO_LENGTH),
    ...parts.flatMap((part, place) =>
      knownIn(part, plus(...lengths.slice(0, place)), plus(...lengths.slice(place + 1))),
    ),
  ];
}

/** About how many characters are read at an anchor, beside the way to the end that is nearer. */
const READ_AT_ANCHOR = 40;
/** It makes no difference how much longer a way is. */
const MAX_WAY = 4000;

/** How many characters are read about such texts for each character of ordinary text. */
function costOf({ rarity, left, right }: Known): number {
  return 2 ** -rarity * (READ_AT_ANCHOR + Math.min(left.ordinary, right.ordinary, MAX_WAY));
}

function cheapest(known: readonly Known[]): Known | null {
  return known.length === 0 ? null : known.reduce((a, b) => (costOf(b) < costOf(a) ? b : a));
}

function testAt({ left, right }: Reach, tested: Syntax): AnchorTest {
  const isForwards = left.ordinary <= right.ordinary;
  let test: MatchTest | null = null;
  return {
    reach: { left, right },
    isForwards,
    barriers: barriersOf([tested]),
    // It takes a while to make, and of a large catalogue most are never needed.
    test: () => (test ??= new MatchTest(tested, isForwards ? "forwards" : "backwards")),
  };
}

/** Digits and marks are the same in the views that have them. */
const isWithoutLetters = ({ demand }: Need) => demand.every((text) => /^[ -@[-`{-~]+$/.test(text));

/** Whether what is needed is in each text of what another need asks for. */
function isIn(need: Need, { view, demand }: Need): boolean {
  if (view !== need.view && !isWithoutLetters(need)) return false;
  return demand.every((text) => need.demand.some((part) => text.includes(part)));
}

/** The rarest of what is known besides, as far as it tells more. */
function othersThan(anchor: Known | null, known: readonly Known[]): Need[] {
  if (anchor && anchor.rarity >= RARE) return [];
  const others: Known[] = [];
  for (const need of known.toSorted((a, b) => b.rarity - a.rarity)) {
    if (anchor && need.rarity < anchor.rarity - LESS_RARE) break;
    const chosen = anchor ? [anchor, ...others] : others;
    if (others.length < MAX_OTHERS && !chosen.some((one) => isIn(need, one))) others.push(need);
  }
  return others;
}

/** What each match of some patterns contains. */
interface Core {
  known: readonly Known[];
  /** By which it is looked for, if by anything, and the test there. */
  anchor: { need: Known; test: AnchorTest } | null;
}

const cores = new Map<string, Core>();

/** One for all patterns that name it, which are looked for together. */
function coreOf(source: string): Core {
  const core = cores.get(source);
  if (core) return core;
  const syntax = syntaxOf(source);
  const known = knownOf([syntax]);
  const need = cheapest(known);
  const made = { known, anchor: need && { need, test: testAt(need, syntax) } };
  cores.set(source, made);
  return made;
}

/** How parts in a row are looked for. @param isCoreTelling Whether by their core. */
function questFor(
  parts: readonly Syntax[],
  { core, isCoreTelling }: { core: Core | null; isCoreTelling: boolean },
  context: Demand | null,
): { quest: Quest; cost: number } {
  const all = plus(...parts.map(longestOf));
  const anywhere = { left: plus(all, all), right: plus(all, all) };
  const ofCore = core?.known ?? [];
  const known = [...knownOf(parts), ...ofCore.map((one) => ({ ...one, ...anywhere }))];
  const byCore = isCoreTelling && core ? core.anchor : null;
  const chosen = byCore?.need ?? cheapest(known);
  const others = othersThan(chosen, known);
  if (!chosen) return { quest: { anchor: null, others, context }, cost: Infinity };
  const reach: Reach = byCore ? anywhere : chosen;
  const whole = testAt(reach, inRow(parts));
  const anchor = { view: chosen.view, demand: chosen.demand, reach, core: byCore?.test ?? null, whole };
  return { quest: { anchor, others, context }, cost: costOf(chosen) };
}

/** The same as several rows of parts, one for each option of the first part that is a choice. */
function optionsOf(parts: readonly Syntax[]): Syntax[][] {
  const place = parts.findIndex((part) => part.kind !== "sequence" || part.parts.length > 0);
  const part = parts[place];
  if (part?.kind !== "choice" || part.options.length > MAX_OPTIONS) return [];
  return part.options.map((option) => parts.with(place, option));
}

function readQuests({ before = "", source, after = "", core: ofAll, ...pattern }: Pattern): Quest[] {
  const parts = [before, source, after].map(syntaxOf);
  const context = contextOf(pattern.context);
  const core = ofAll === undefined ? null : coreOf(ofAll);
  const one = questFor(parts, { core, isCoreTelling: pattern.isCoreTelling === true }, context);
  const several = optionsOf(parts).map((option) => questFor(option, { core, isCoreTelling: false }, context));
  const cost = several.reduce((sum, quest) => sum + quest.cost, 0);
  return several.length > 0 && cost < GAIN * one.cost ? several.map(({ quest }) => quest) : [one.quest];
}

const questsByExpression = new Map<string, Quest[]>();

/** Read once, the same for patterns that differ in their checks alone: organizations choose many sets of them. */
export function questsFor(pattern: Pattern): readonly Quest[] {
  const { before, source, after, core, isCoreTelling, context } = pattern;
  const expression = JSON.stringify([before, source, after, core, isCoreTelling, context]);
  const quests = questsByExpression.get(expression) ?? readQuests(pattern);
  questsByExpression.set(expression, quests);
  return quests;
}
