/** What patterns need, with numbers, so that it can be looked for in one pass for all. */
import { type Barriers } from "~/detection/barriers";
import { byRuns, NO_LENGTH, type Longest, type Runs } from "~/detection/match-reach";
import { type MatchTest } from "~/detection/match-test";
import { type Pattern } from "~/detection/pattern";
import { questsFor, type AnchorTest, type Need, type Quest, type Reach } from "~/detection/pattern-anchor";
import { type ViewedText } from "~/detection/text-index";
import { FOLDED, VIEWS } from "~/detection/text-views";

/** How far is looked from an anchor, in UTF-16 units. */
interface Distances {
  left: number;
  right: number;
}

type DistancesByRuns = Readonly<Record<Runs, Distances>>;

export interface NumberedTest {
  isForwards: boolean;
  reach: DistancesByRuns;
  barriers: Barriers;
  test: () => MatchTest;
}

/** What is looked for where a quest's core is. */
interface QuestMember {
  /** Of its patterns. */
  places: readonly number[];
  /** Null where there is no anchor. */
  whole: NumberedTest | null;
}

/** Patterns that have a core in common are members of one. */
export interface NumberedQuest {
  /** The numbers of demands: of the anchor's, null where nothing is known. */
  anchor: number | null;
  others: readonly number[];
  context: number | null;
  reach: DistancesByRuns;
  /** Null where the whole is looked for at once. */
  core: NumberedTest | null;
  members: readonly QuestMember[];
}

export interface NumberedQuests {
  quests: readonly NumberedQuest[];
  /** All texts of all demands; the place of each is the number of its demand. */
  texts: readonly ViewedText[];
  demandCount: number;
}

/** As far as we look for the ends of a match that has no bound. UTF-16 units. */
const MAX_REACH = 16_384;
/** As far around a stretch the runs of its text are looked at. */
export const RUNS_REACH = 2000;

function distanceOf(longest: Longest, runs: Runs): number {
  return longest[runs] <= RUNS_REACH ? longest[runs] : Math.min(longest.anywhere, MAX_REACH);
}

function distancesOf({ left, right }: Reach): DistancesByRuns {
  return byRuns((runs) => ({ left: distanceOf(left, runs), right: distanceOf(right, runs) }));
}

const NOWHERE: Reach = { left: NO_LENGTH, right: NO_LENGTH };

function keyOf({ view, demand }: Need): string {
  return `${VIEWS.indexOf(view)} ${[...new Set(demand)].sort().join("\n")}`;
}

/** Equal demands get one number. */
class Demands {
  readonly texts: ViewedText[] = [];
  count = 0;
  private readonly numbers = new Map<string, number>();

  numberOf(need: Need): number {
    const key = keyOf(need);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.count++;
    this.numbers.set(key, number);
    for (const text of new Set(need.demand)) this.texts.push({ view: need.view, text, place: number });
    return number;
  }
}

function numberTest(test: AnchorTest): NumberedTest {
  return { ...test, reach: distancesOf(test.reach) };
}

/** What all lists have. */
function common([first = [], ...rest]: readonly (readonly Need[])[]): Need[] {
  const keys = rest.map((list) => new Set(list.map(keyOf)));
  return first.filter((need) => keys.every((known) => known.has(keyOf(need))));
}

/**
 * @param family Quests that have the core in common, or a single one. What only some of them demand is asked of none.
 * @param isContextAsked Whether the words of a pattern's context must be there, too.
 */
function numberQuest(
  family: ReadonlyMap<Quest, readonly number[]>,
  isContextAsked: boolean,
  demands: Demands,
): NumberedQuest {
  const quests = [...family.keys()];
  const numbersOf = (lists: readonly (readonly Need[])[]) =>
    common(lists).map((need) => demands.numberOf(need));
  const contexts = quests.map(({ context }) =>
    isContextAsked && context ? [{ view: FOLDED, demand: context }] : [],
  );
  const anchor = quests[0]?.anchor ?? null;
  const reaches = quests.map((quest) => distancesOf(quest.anchor?.reach ?? NOWHERE));
  return {
    anchor: anchor && demands.numberOf(anchor),
    others: numbersOf(quests.map(({ others }) => others)),
    context: numbersOf(contexts)[0] ?? null,
    reach: byRuns((runs) => ({
      left: Math.max(...reaches.map((reach) => reach[runs].left)),
      right: Math.max(...reaches.map((reach) => reach[runs].right)),
    })),
    core: anchor?.core ? numberTest(anchor.core) : null,
    members: Array.from(family, ([{ anchor }, places]) => ({
      places,
      whole: anchor && numberTest(anchor.whole),
    })),
  };
}

/** @param isContextAsked Whether the words of a pattern's context must be there, too. */
export function numberQuests(patterns: readonly Pattern[], isContextAsked: boolean): NumberedQuests {
  const demands = new Demands();
  const families = new Map<AnchorTest | Quest, Map<Quest, number[]>>();
  for (const [place, pattern] of patterns.entries()) {
    for (const quest of questsFor(pattern)) {
      const key = quest.anchor?.core ?? quest;
      const family = families.get(key) ?? new Map<Quest, number[]>();
      families.set(key, family.set(quest, [...(family.get(quest) ?? []), place]));
    }
  }
  const quests = Array.from(families.values(), (family) => numberQuest(family, isContextAsked, demands));
  return { quests, texts: demands.texts, demandCount: demands.count };
}
