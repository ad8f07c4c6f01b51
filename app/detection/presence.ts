/**
 * Which patterns can match a text at all, told by one pass over it. A superset: what is present may still not match. The
 * pass is the same whatever the patterns, so that it takes about the same time for one of them and for all.
 */
import { fold } from "~/detection/folded-text";
import { longestMatchOf, wordRunOf } from "~/detection/match-length";
import { type Pattern } from "~/detection/pattern";
import { demandOf, type Demand } from "~/detection/required-text";
import { createTextIndex } from "~/detection/text-index";

export interface PresenceTest {
  /** Places in the list of patterns. */
  present(text: string, from: number, to: number): number[];
}

/** What a text must have for a pattern to be worth running. */
interface Needs {
  /** All of these, anywhere. */
  demands: readonly Demand[];
  /** A label, and what comes at most so far behind it, end to end. */
  pair: { label: Demand; value: Demand; reach: number } | null;
  /** A run of word characters and hyphens. */
  run: number;
}

/** Labels further from their value tell as much as labels anywhere. UTF-16 units. */
const MAX_REACH = 1000;

/** The longest word of each context term: words of one may stand apart in several ways. */
function contextDemand(words: readonly string[] | undefined): Demand | null {
  if (!words) return null;
  return words.map((term) => fold(term.split(" ").reduce((a, b) => (b.length > a.length ? b : a))));
}

function needsOf({ before = "", source, after = "", core = "", context }: Pattern): Needs {
  const [label, value, end] = [before, source, after].map(demandOf);
  const reach = longestMatchOf(before) + longestMatchOf(source);
  const isPair = label && value && reach <= MAX_REACH;
  return {
    demands: [...(isPair ? [] : [label, value]), end, demandOf(core), contextDemand(context)].filter(
      (demand) => demand != null,
    ),
    pair: isPair ? { label, value, reach } : null,
    run: Math.max(...[before, source, after].map(wordRunOf)),
  };
}

/** By the place of a text, the places of what it is a text of. */
function usesOf<Item>(
  count: number,
  items: readonly Item[],
  textsOf: (item: Item) => readonly number[],
): number[][] {
  const uses: number[][] = Array.from({ length: count }, () => []);
  for (const [place, item] of items.entries()) for (const text of textsOf(item)) uses[text]?.push(place);
  return uses;
}

export function createPresenceTest(patterns: readonly Pattern[]): PresenceTest {
  const needs = patterns.map(needsOf);
  const texts = [
    ...new Set(
      needs.flatMap(({ demands, pair }) => [
        ...demands.flat(),
        ...(pair ? [...pair.label, ...pair.value] : []),
      ]),
    ),
  ];
  const placeOf = new Map(texts.map((text, place) => [text, place]));
  const places = (demand: Demand | undefined): number[] =>
    (demand ?? []).map((text) => placeOf.get(text) ?? 0);
  const demands = needs.map((own) => own.demands.map(places));
  const labelUses = usesOf(texts.length, needs, ({ pair }) => places(pair?.label));
  const valueUses = usesOf(texts.length, needs, ({ pair }) => places(pair?.value));
  const reach = Float64Array.from(needs, ({ pair }) => pair?.reach ?? 0);
  const index = createTextIndex(texts);
  const found = new Uint8Array(texts.length);
  /** Up to where the value of each pattern counts. */
  const openTo = new Float64Array(patterns.length);
  const isPaired = new Uint8Array(patterns.length);
  /** Up to where any label is open: text without labels costs nothing here. */
  let anyOpenTo = -1;

  const isOfPair = Uint8Array.from(texts, (_, text) =>
    (labelUses[text]?.length ?? 0) + (valueUses[text]?.length ?? 0) > 0 ? 1 : 0,
  );

  const onFound = (text: number, end: number) => {
    found[text] = 1;
    if (isOfPair[text] === 0) return;
    for (const place of labelUses[text] ?? []) {
      const to = end + (reach[place] ?? 0);
      openTo[place] = to;
      if (to > anyOpenTo) anyOpenTo = to;
    }
    if (end > anyOpenTo) return;
    for (const place of valueUses[text] ?? []) if ((openTo[place] ?? -1) >= end) isPaired[place] = 1;
  };
  return {
    present(text, from, to) {
      found.fill(0);
      openTo.fill(-1);
      isPaired.fill(0);
      anyOpenTo = -1;
      const longest = index.scan(text, from, to, onFound);
      const present: number[] = [];
      for (const [place, { pair, run }] of needs.entries()) {
        if (run > longest || (pair && isPaired[place] === 0)) continue;
        if (demands[place]?.every((demand) => demand.some((any) => found[any] === 1)) === true)
          present.push(place);
      }
      return present;
    },
  };
}
