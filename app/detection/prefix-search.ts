/**
 * Where the beginnings of one expression's matches stand at the end of a text, in three steps, because an exact answer
 * is slow to get from many expressions. A set of them all tells in one run, forwards, which of them can have a beginning
 * anywhere; of prose that is a few. Each of these is run backwards from the end, for as long as anything can match, which
 * finds the earliest place. Backwards means to be everywhere in an expression at once, and with its counted repeats RE2
 * would compute new states all the time, so both use a coarse form. Whether a place is one in truth is told by the exact
 * form, run forwards from there; only where many places are none it is run backwards too.
 */
import RE2 from "re2";
import { type Syntax } from "~/detection/re2-syntax";
import { halve, type Coarseness } from "~/detection/shrink-syntax";
import { ANYTHING, beginnings, type Derived } from "~/detection/viable-prefix";

export interface PrefixSearch {
  /** Matches where `findCoarsely` finds something. */
  filter: Derived;
  /** The earliest place at or after a byte offset from which the rest can be a beginning, -1 for none. */
  findCoarsely: (bytes: Buffer, from: number) => number;
  /** Whether the rest from a byte offset on is a beginning. */
  isBeginning: (bytes: Buffer, at: number) => boolean;
  /** The earliest place at or after a byte offset from which the rest is a beginning, -1 for none. May be slow. */
  findExactly: (bytes: Buffer, from: number) => number;
}

/** Without counted repeats; in the second form large classes take in more. Both with the largest size that suits them. */
const COARSE: readonly { coarseness: Coarseness; maxSize: number }[] = [
  { coarseness: { largestClass: 1200, largestRepeat: 0 }, maxSize: 4000 },
  { coarseness: { largestClass: 50, largestRepeat: 0 }, maxSize: 15_000 },
];

const atEnd = ({ source }: Derived) => String.raw`(?:${source})\z`;

/** Compiled when it is needed first: of a large catalogue most expressions are never suspected. */
function lazily(derive: () => Derived, flags: string): () => RE2 {
  let compiled: RE2 | undefined;
  return () => (compiled ??= new RE2(atEnd(derive()), flags));
}

function searchFrom(re2: RE2, bytes: Buffer, from: number): number {
  const found = re2.search(bytes);
  if (found < 0 || found >= from) return found;
  re2.lastIndex = from;
  return re2.exec(bytes)?.index ?? -1;
}

function createSearch(coarse: Derived, exact: () => Derived): PrefixSearch {
  const coarseBackwards = lazily(() => coarse, "gu");
  const exactForwards = lazily(exact, "uy");
  const exactBackwards = lazily(exact, "gu");
  return {
    filter: { source: atEnd(coarse), size: coarse.size },
    findCoarsely: (bytes, from) => searchFrom(coarseBackwards(), bytes, from),
    isBeginning: (bytes, at) => {
      const re2 = exactForwards();
      re2.lastIndex = at;
      return re2.test(bytes);
    },
    findExactly: (bytes, from) => searchFrom(exactBackwards(), bytes, from),
  };
}

/** In one piece: what is added up piece by piece takes ten times the memory until it is read. */
const flat = (text: string) => Buffer.from(text).toString();

/** @returns null for what remains too large. */
function coarseBeginnings(tree: Syntax): Derived | null {
  for (const { coarseness, maxSize } of COARSE) {
    const derived = beginnings(tree, [coarseness], maxSize);
    if (derived) return { ...derived, source: flat(derived.source) };
  }
  return null;
}

/**
 * @param read Gives the expression, again when its exact form is needed: of a large catalogue that is seldom, and trees
 * take much memory. null for one that is not understood: anything may be the beginning of its matches.
 */
export function createPrefixSearches(read: () => Syntax | null): PrefixSearch[] {
  const tree = read();
  const coarse = tree && coarseBeginnings(tree);
  if (coarse) {
    const exact = () => {
      const again = read();
      return (again && beginnings(again)) ?? coarse;
    };
    return [createSearch(coarse, exact)];
  }
  const halves = tree && halve(tree);
  return halves
    ? halves.flatMap((half) => createPrefixSearches(() => half))
    : [createSearch(ANYTHING, () => ANYTHING)];
}
