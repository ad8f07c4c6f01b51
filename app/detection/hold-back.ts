/** From where on a text that is still being received must wait, because its end may be the beginning of a match. */
import RE2 from "re2";
import { createPrefixSearches, type PrefixSearch } from "~/detection/prefix-search";
import { isHighSurrogate } from "~/detection/text-units";
import { readSource } from "~/detection/viable-prefix";
import { RecentlyUsed } from "~/lib/recently-used";

interface HoldBackSource {
  /** As given to `new RE2(source, "u")`. */
  source: string;
  ignoreCase?: boolean;
}

/** The end of a text that is still being received. All offsets are UTF-16 units. */
export interface OpenText {
  /** Begins where the text does, or with enough of what was decided to look back at. */
  text: string;
  /** What begins before it has been decided. */
  from: number;
}

/**
 * @param text What comes before `from` is context, for assertions: one character suffices, none where the text begins.
 * @returns UTF-16 offset of the earliest place at or after `from` from which the rest of the text may be the beginning
 * of a match; the text's length when there is none.
 */
export type HoldBack = (text: string, from: number) => number;

type PatternSet = InstanceType<typeof RE2.Set>;

/** In instructions of RE2. In larger sets it forgets its states and computes them again all the time, as measured. */
const MAX_SET_SIZE = 30_000;
/** How many places that an expression finds coarsely are looked at one by one. */
const MAX_ATTEMPTS = 8;

/** All of them where the set's memory does not suffice: it is there to save time, never to let text go. */
function suspectsIn(
  set: PatternSet,
  searches: readonly PrefixSearch[],
  bytes: Buffer,
): readonly PrefixSearch[] {
  try {
    return set.match(bytes).flatMap((place) => searches[place] ?? []);
  } catch {
    return searches;
  }
}

/** The searches that may find something. */
function createFilter(searches: readonly PrefixSearch[]): (bytes: Buffer) => PrefixSearch[] {
  const groups: PrefixSearch[][] = [];
  let room = 0;
  for (const search of searches) {
    if (search.filter.size > room) {
      groups.push([]);
      room = MAX_SET_SIZE;
    }
    groups.at(-1)?.push(search);
    room -= search.filter.size;
  }
  const sets = groups.map((members) => ({
    members,
    set: new RE2.Set(
      members.map(({ filter }) => filter.source),
      "u",
    ),
  }));
  return (bytes) => sets.flatMap(({ members, set }) => suspectsIn(set, members, bytes));
}

/** Byte offset of the earliest place at or after `from`, the length when there is none. */
function earliestBeginning(searches: readonly PrefixSearch[], bytes: Buffer, from: number): number {
  let places = searches.map((search) => {
    return { search, at: search.findCoarsely(bytes, from), attempts: MAX_ATTEMPTS };
  });
  for (;;) {
    places = places.filter(({ at }) => at >= 0);
    const [first, ...others] = places;
    if (!first) return bytes.length;
    const place = others.reduce((a, b) => (b.at < a.at ? b : a), first);
    const { search, at } = place;
    if (search.isBeginning(bytes, at)) return at;
    place.at = place.attempts-- > 0 ? search.findCoarsely(bytes, at + 1) : search.findExactly(bytes, at + 1);
  }
}

/**
 * A byte that says to assertions what a character says: \b and \B ask for ASCII letters, digits and _, and (?m)^ for a
 * line feed. For all others one that is no character, so that no beginning is found there.
 */
function contextByte(character: string): number {
  return /[\w\n]/.test(character) ? character.charCodeAt(0) : 0xff;
}

/**
 * Deriving takes a millisecond or two, and sets are made of the same expressions again and again. More than a catalogue,
 * so that users' own expressions never drive it out of the memory.
 */
const remembered = new RecentlyUsed<readonly PrefixSearch[]>(2000);

/** What is made of an expression once for all sets that it is part of. @throws {SyntaxError} for what RE2 refuses. */
export function prefixSearches({ source, ignoreCase = false }: HoldBackSource): readonly PrefixSearch[] {
  return remembered.get(`${ignoreCase ? "i" : ""} ${source}`, () =>
    createPrefixSearches(() => readSource(source, { ignoreCase })),
  );
}

/** @throws {SyntaxError} for what RE2 refuses. */
export function createHoldBack(sources: readonly HoldBackSource[]): HoldBack {
  const filter = createFilter(sources.flatMap(prefixSearches));
  return (text, from) => {
    // Half a character may be the beginning of anything.
    const end = isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.length - 1 : text.length;
    if (from >= end) return Math.min(from, text.length);
    const contextLength = from > 0 ? 1 : 0;
    const searched = " ".repeat(contextLength) + text.slice(from, end);
    const bytes = Buffer.from(searched, "utf8");
    if (from > 0) bytes[0] = contextByte(text.charAt(from - 1));
    const start = earliestBeginning(filter(bytes), bytes, contextLength);
    const isAscii = bytes.length === searched.length;
    return from + (isAscii ? start - contextLength : bytes.toString("utf8", contextLength, start).length);
  };
}

/**
 * A match that may still change waits whole, and so does all that overlaps it.
 * @param openFrom What the hold-back said. @returns Where no match straddles.
 */
export function beforeUncertain(
  matches: readonly { start: number; end: number }[],
  openFrom: number,
): number {
  for (;;) {
    const starts = matches.flatMap(({ start, end }) => (end > openFrom ? start : []));
    const earliest = Math.min(openFrom, ...starts);
    if (earliest === openFrom) return openFrom;
    openFrom = earliest;
  }
}
