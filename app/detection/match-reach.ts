/** How far a match of an expression can reach. */
import { characterClass } from "~/detection/character-class";
import { parseRe2, type Syntax } from "~/detection/re2-syntax";
import { type Region } from "~/detection/region";

/** The most UTF-16 units that a match has; Infinity where there is no bound. */
export interface Longest {
  anywhere: number;
  /** Where the text has ordinary runs. */
  ordinary: number;
}

/** No longer are runs without letters and digits in ordinary text, and runs without blanks; UTF-16 units. */
const MARK_RUN = 24;
const SOLID_RUN = 48;
const isMark = tableOf(/[^0-9A-Za-z]/);
/** Those of `\s`. */
const isBlank = tableOf(/[\t\n\f\r ]/);

/** By the characters of ASCII; for all others it is 0. */
function tableOf(characters: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, unit) => (characters.test(String.fromCharCode(unit)) ? 1 : 0));
}

function isIn(table: Uint8Array, unit: number): boolean {
  return unit < table.length && table[unit] === 1;
}

/** Whether anything in it matches a blank, and whether anything matches what is no mark. */
interface Content {
  hasBlank: boolean;
  hasOther: boolean;
}

function contentOf(source: string): Content {
  const { plain, isBeyond } = characterClass(source);
  const units = plain.map((character) => character.charCodeAt(0));
  return {
    hasBlank: units.some((unit) => isIn(isBlank, unit)),
    hasOther: isBeyond || !units.every((unit) => isIn(isMark, unit)),
  };
}

function measure(syntax: Syntax): Longest & Content {
  const whole = measureParts(syntax);
  const run = Math.min(whole.hasOther ? Infinity : MARK_RUN, whole.hasBlank ? Infinity : SOLID_RUN);
  return { ...whole, ordinary: Math.min(whole.ordinary, run) };
}

function measureParts(syntax: Syntax): Longest & Content {
  switch (syntax.kind) {
    case "assertion":
      return { anywhere: 0, ordinary: 0, hasBlank: false, hasOther: false };
    case "characters": {
      // Of a pair of surrogates, both.
      const length = characterClass(syntax.source).isBeyond ? 2 : 1;
      return { anywhere: length, ordinary: length, ...contentOf(syntax.source) };
    }
    case "choice":
      return joined(syntax.options, (lengths) => Math.max(0, ...lengths));
    case "sequence":
      return joined(syntax.parts, (lengths) => lengths.reduce((sum, length) => sum + length, 0));
    case "repeat": {
      const times = (length: number) => (length === 0 ? 0 : length * syntax.max);
      const one = measure(syntax.part);
      return { ...one, anywhere: times(one.anywhere), ordinary: times(one.ordinary) };
    }
  }
}

function joined(parts: readonly Syntax[], join: (lengths: number[]) => number): Longest & Content {
  const measured = parts.map(measure);
  return {
    anywhere: join(measured.map(({ anywhere }) => anywhere)),
    ordinary: join(measured.map(({ ordinary }) => ordinary)),
    hasBlank: measured.some(({ hasBlank }) => hasBlank),
    hasOther: measured.some(({ hasOther }) => hasOther),
  };
}

export function longestOf(syntax: Syntax): Longest {
  return measure(syntax);
}

export const NO_LENGTH: Longest = { anywhere: 0, ordinary: 0 };

export function plus(...lengths: readonly Longest[]): Longest {
  return {
    anywhere: lengths.reduce((sum, { anywhere }) => sum + anywhere, 0),
    ordinary: lengths.reduce((sum, { ordinary }) => sum + ordinary, 0),
  };
}

/** Whether more than so many characters in a row are in a table, or are not. Looks at few of them. */
function hasRun(
  units: Uint16Array,
  { from, to }: Region,
  longest: number,
  table: Uint8Array,
  isOf: boolean,
): boolean {
  for (let end = from + longest; end < to;) {
    let at = end;
    while (at >= end - longest && isIn(table, units[at] ?? 0) === isOf) at--;
    if (at < end - longest) return true;
    end = at + longest + 1;
  }
  return false;
}

/** Whether a stretch has only runs as they are ordinary. */
export function hasOrdinaryRuns(units: Uint16Array, stretch: Region): boolean {
  return (
    !hasRun(units, stretch, MARK_RUN, isMark, true) && !hasRun(units, stretch, SOLID_RUN, isBlank, false)
  );
}

/** What is not understood can be anything. */
const ANYTHING: Syntax = {
  kind: "repeat",
  part: { kind: "characters", source: "(?s:.)", size: 1 },
  min: 0,
  max: Infinity,
};

export function syntaxOf(source: string): Syntax {
  return parseRe2(source, { ignoreCase: false, multiline: false, dotAll: false }) ?? ANYTHING;
}
