/** What a text must have for a pattern to be worth running, and how far around it a match can reach. */
import { barriersOf, NO_BARRIERS, type Barriers } from "~/detection/barriers";
import { longestOf, NO_LENGTH, plus, syntaxOf, type Longest } from "~/detection/match-reach";
import { CONTEXT_AFTER, CONTEXT_BEFORE, type Pattern } from "~/detection/pattern";
import { type Syntax } from "~/detection/re2-syntax";
import { requiredIn, type Demand } from "~/detection/required-text";
import { FOLDED, VIEWS, viewOf, WORDS, type View } from "~/detection/text-views";

export interface Need {
  view: View;
  demand: Demand;
  /** How far before its last character a match can begin, and how far behind that it can end. */
  left: Longest;
  right: Longest;
  /** Not in the match, but as near to it as that. */
  isContext: boolean;
}

export interface PatternNeeds {
  /** Every match contains these, the rarest first. */
  needs: readonly Need[];
  /** Of these words one is near every match. */
  context: Need | null;
  barriers: Barriers;
}

/** What is found more often than once in so many bits tells little, and costs. */
const MIN_RARITY = 5;
/** What is so rare needs no other. */
const RARE = 18;
const MAX_NEEDS = 3;
/** Lengths of runs that are told apart. */
const RUNS = [16, 24, 32, 48];

const CONTEXT_REACH = {
  before: { anywhere: CONTEXT_BEFORE, ordinary: CONTEXT_BEFORE },
  after: { anywhere: CONTEXT_AFTER, ordinary: CONTEXT_AFTER },
};

/** The longest word of each context term: words of one may stand apart in several ways. */
function contextOf(words: readonly string[] | undefined): Need | null {
  if (!words) return null;
  const demand = words.map((term) =>
    viewOf(
      FOLDED,
      term.split(" ").reduce((a, b) => (b.length > a.length ? b : a)),
    ),
  );
  const { before: left, after: right } = CONTEXT_REACH;
  return { view: FOLDED, demand: [...new Set(demand)], left, right, isContext: true };
}

/** Of many runs that are nearly the same one is enough. */
function shortened(run: string): string {
  return run.slice(0, RUNS.findLast((length) => length <= run.length) ?? 0);
}

/** What each match of a part contains, as it is in the whole. */
function needsIn(part: Syntax, before: Longest, after: Longest): { rarity: number; need: Need }[] {
  return VIEWS.flatMap((view) => {
    const required = requiredIn(part, view);
    if (!required || required.rarity < MIN_RARITY) return [];
    const { rarity } = required;
    const demand = view === WORDS ? required.demand.map(shortened) : required.demand;
    const left = plus(before, required.left);
    const right = plus(required.right, after);
    return { rarity, need: { view, demand, left, right, isContext: false } };
  });
}

function readNeeds({ before = "", source, after = "", core = "", context }: Pattern): PatternNeeds {
  const parts = {
    before: syntaxOf(before),
    source: syntaxOf(source),
    after: syntaxOf(after),
    core: syntaxOf(core),
  };
  const [ofBefore, ofSource, ofAfter] = [
    longestOf(parts.before),
    longestOf(parts.source),
    longestOf(parts.after),
  ];
  const all = plus(ofBefore, ofSource, ofAfter);
  const known = [
    ...needsIn(parts.before, NO_LENGTH, plus(ofSource, ofAfter)),
    ...needsIn(parts.source, ofBefore, ofAfter),
    ...needsIn(parts.after, plus(ofBefore, ofSource), NO_LENGTH),
    ...needsIn(parts.core, all, all),
  ].sort((a, b) => b.rarity - a.rarity);
  const isRare = (known[0]?.rarity ?? 0) >= RARE;
  // Two views may see the same.
  const isFirst = ({ need }: (typeof known)[number], place: number) =>
    known.findIndex((other) => other.need.demand.join() === need.demand.join()) === place;
  const near = contextOf(context);
  // Where of a match itself too little is known, the words are looked for instead.
  if (known.length === 0 && near) {
    return {
      needs: [{ ...near, left: plus(near.right, all), right: plus(near.left, all) }],
      context: null,
      barriers: NO_BARRIERS,
    };
  }
  return {
    needs: known
      .filter(isFirst)
      .slice(0, isRare ? 1 : MAX_NEEDS)
      .map(({ need }) => need),
    context: near,
    barriers: barriersOf([parts.before, parts.source, parts.after]),
  };
}

const needsByPattern = new WeakMap<Pattern, PatternNeeds>();

/** Read once: organizations choose many sets of the same patterns. */
export function needsOf(pattern: Pattern): PatternNeeds {
  const needs = needsByPattern.get(pattern) ?? readNeeds(pattern);
  needsByPattern.set(pattern, needs);
  return needs;
}
