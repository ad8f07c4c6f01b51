/** What patterns need, with numbers, so that it can be looked for in one pass for all. */
import { type Barriers } from "~/detection/barriers";
import { byRuns, NO_LENGTH, type Longest, type Runs } from "~/detection/match-reach";
import { type MatchTest } from "~/detection/match-test";
import { type Pattern } from "~/detection/pattern";
import { questsFor, type Quest, type Reach } from "~/detection/pattern-anchor";
import { type Demand } from "~/detection/required-text";
import { type ViewedText } from "~/detection/text-index";
import { FOLDED, VIEWS, type View } from "~/detection/text-views";

/** How far is looked from an anchor, in UTF-16 units. */
interface Distances {
  left: number;
  right: number;
}

type DistancesByRuns = Readonly<Record<Runs, Distances>>;

export interface NumberedTest {
  isForwards: boolean;
  reach: DistancesByRuns;
  test: () => MatchTest;
}

export interface NumberedQuest {
  /** Of its patterns. */
  places: readonly number[];
  /** The numbers of demands: of the anchor's, null where nothing is known. */
  anchor: number | null;
  others: readonly number[];
  context: number | null;
  reach: DistancesByRuns;
  tests: readonly NumberedTest[];
  barriers: Barriers;
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

/** Equal demands get one number. */
class Demands {
  readonly texts: ViewedText[] = [];
  count = 0;
  private readonly numbers = new Map<string, number>();

  numberOf(view: View, demand: Demand): number {
    const texts = [...new Set(demand)].sort();
    const key = `${VIEWS.indexOf(view)} ${texts.join("\n")}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.count++;
    this.numbers.set(key, number);
    for (const text of texts) this.texts.push({ view, text, place: number });
    return number;
  }
}

function numberQuest(
  { anchor, others, context, barriers }: Quest,
  places: readonly number[],
  demands: Demands,
): NumberedQuest {
  return {
    places,
    anchor: anchor && demands.numberOf(anchor.view, anchor.demand),
    others: others.map(({ view, demand }) => demands.numberOf(view, demand)),
    context: context && demands.numberOf(FOLDED, context),
    reach: distancesOf(anchor?.reach ?? NOWHERE),
    tests: (anchor?.tests ?? []).map(({ isForwards, reach, test }) => ({
      isForwards,
      reach: distancesOf(reach),
      test,
    })),
    barriers,
  };
}

/** @param isContextAsked Whether the words of a pattern's context must be there, too. */
export function numberQuests(patterns: readonly Pattern[], isContextAsked: boolean): NumberedQuests {
  const demands = new Demands();
  const placesOf = new Map<Quest, number[]>();
  for (const [place, pattern] of patterns.entries()) {
    for (const quest of questsFor(pattern)) placesOf.set(quest, [...(placesOf.get(quest) ?? []), place]);
  }
  const quests = Array.from(placesOf, ([quest, places]) =>
    numberQuest(isContextAsked ? quest : { ...quest, context: null }, places, demands),
  );
  return { quests, texts: demands.texts, demandCount: demands.count };
}
