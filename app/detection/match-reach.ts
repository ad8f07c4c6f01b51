/** How far a match of an expression can reach. */
import { characterClass } from "~/detection/character-class";
import { findRun } from "~/detection/long-runs";
import { type Syntax } from "~/detection/re2-syntax";
import { type Region } from "~/detection/region";

/**
 * How long the runs of a text are: in ordinary text those without letters and digits are short, and those without blanks;
 * in packed text, such as JSON that is not indented, the former and those with neither blanks nor quotes.
 */
export type Runs = "anywhere" | "packed" | "ordinary";

/** The most UTF-16 units that a match has in such a text; Infinity where there is no bound. */
export type Longest = Readonly<Record<Runs, number>>;

/** A value for each kind of text. */
export function byRuns<T>(valueIn: (runs: Runs) => T): Readonly<Record<Runs, T>> {
  return { anywhere: valueIn("anywhere"), packed: valueIn("packed"), ordinary: valueIn("ordinary") };
}

/** The longest that are short, in UTF-16 units. */
const MARK_RUN = 24;
const SOLID_RUN = 48;
const UNQUOTED_RUN = 128;
const isMark = tableOf(/[^0-9A-Za-z]/);
/** Those of `\s`. */
const isBlank = tableOf(/[\t\n\f\r ]/);
const isBlankOrQuote = tableOf(/[\t\n\f\r "]/);

export const NO_LENGTH: Longest = byRuns(() => 0);

/** By the characters of ASCII; for all others it is 0. */
function tableOf(characters: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, unit) => (characters.test(String.fromCharCode(unit)) ? 1 : 0));
}

/** Whether anything in it matches a blank, whether anything matches a quote, and whether what is no mark. */
interface Content {
  hasBlank: boolean;
  hasQuote: boolean;
  hasOther: boolean;
}

function contentOf(source: string): Content {
  const { plain, isBeyond } = characterClass(source);
  const units = plain.map((character) => character.charCodeAt(0));
  return {
    hasBlank: units.some((unit) => isBlank[unit] === 1),
    hasQuote: plain.includes('"'),
    hasOther: isBeyond || !units.every((unit) => isMark[unit] === 1),
  };
}

interface Measured extends Content {
  longest: Longest;
}

/** Parts are asked for in several wholes. */
const measuredBySyntax = new WeakMap<Syntax, Measured>();

function measure(syntax: Syntax): Measured {
  const known = measuredBySyntax.get(syntax);
  if (known) return known;
  const whole = measureParts(syntax);
  const { longest, hasBlank, hasQuote, hasOther } = whole;
  const marks = hasOther ? Infinity : MARK_RUN;
  const unquoted = hasBlank || hasQuote ? Infinity : UNQUOTED_RUN;
  const solid = hasBlank ? Infinity : SOLID_RUN;
  const measured = {
    ...whole,
    longest: {
      anywhere: longest.anywhere,
      packed: Math.min(longest.packed, marks, unquoted),
      ordinary: Math.min(longest.ordinary, marks, solid),
    },
  };
  measuredBySyntax.set(syntax, measured);
  return measured;
}

function measureParts(syntax: Syntax): Measured {
  switch (syntax.kind) {
    case "assertion":
      return { longest: NO_LENGTH, hasBlank: false, hasQuote: false, hasOther: false };
    case "characters": {
      // Of a pair of surrogates, both.
      const length = characterClass(syntax.source).isBeyond ? 2 : 1;
      return { longest: byRuns(() => length), ...contentOf(syntax.source) };
    }
    case "choice":
      return joined(syntax.options, (lengths) => Math.max(0, ...lengths));
    case "sequence":
      return joined(syntax.parts, (lengths) => lengths.reduce((sum, length) => sum + length, 0));
    case "repeat": {
      const times = (length: number) => (length === 0 ? 0 : length * syntax.max);
      const one = measure(syntax.part);
      return { ...one, longest: byRuns((runs) => times(one.longest[runs])) };
    }
  }
}

function joined(parts: readonly Syntax[], join: (lengths: number[]) => number): Measured {
  const all = parts.map(measure);
  return {
    longest: byRuns((runs) => join(all.map(({ longest }) => longest[runs]))),
    hasBlank: all.some(({ hasBlank }) => hasBlank),
    hasQuote: all.some(({ hasQuote }) => hasQuote),
    hasOther: all.some(({ hasOther }) => hasOther),
  };
}

/** @returns No more than a match has, wherever it is in such a text. */
export function longestOf(syntax: Syntax): Longest {
  return measure(syntax).longest;
}

export function plus(...lengths: readonly Longest[]): Longest {
  let [anywhere, packed, ordinary] = [0, 0, 0];
  for (const length of lengths) {
    anywhere += length.anywhere;
    packed += length.packed;
    ordinary += length.ordinary;
  }
  return { anywhere, packed, ordinary };
}

/** How long the runs of a stretch are. */
export function runsOf(units: Uint16Array, stretch: Region): Runs {
  const hasLonger = (longest: number, table: Uint8Array, isOf: boolean) =>
    findRun(units, stretch, longest + 1, table, isOf) >= 0;
  if (hasLonger(MARK_RUN, isMark, true)) return "anywhere";
  if (!hasLonger(SOLID_RUN, isBlank, false)) return "ordinary";
  return hasLonger(UNQUOTED_RUN, isBlankOrQuote, false) ? "anywhere" : "packed";
}
