/** How far a match of an expression can reach. */
import { characterClass } from "~/detection/character-class";
import { parseRe2, type Syntax } from "~/detection/re2-syntax";

/** The most UTF-16 units that a match has; Infinity where there is no bound. */
export interface Longest {
  anywhere: number;
  /** Where the text has ordinary runs. */
  ordinary: number;
}

/** No longer are runs of ASCII's blanks in ordinary text, and runs without them; UTF-16 units. */
const BLANK_RUN = 24;
const SOLID_RUN = 80;
const BLANKS = ["\t", "\n", "\v", "\f", "\r", " "];

/** Whether any class in it matches a blank, and whether any matches something else. */
interface Content {
  hasBlank: boolean;
  hasSolid: boolean;
}

function contentOf(source: string): Content {
  const { plain, isBeyond } = characterClass(source);
  const isBlank = (character: string) => BLANKS.includes(character);
  return { hasBlank: plain.some(isBlank), hasSolid: isBeyond || !plain.every(isBlank) };
}

function measure(syntax: Syntax): Longest & Content {
  const whole = measureParts(syntax);
  const run = !whole.hasBlank ? SOLID_RUN : whole.hasSolid ? Infinity : BLANK_RUN;
  return { ...whole, ordinary: Math.min(whole.ordinary, run) };
}

function measureParts(syntax: Syntax): Longest & Content {
  switch (syntax.kind) {
    case "assertion":
      return { anywhere: 0, ordinary: 0, hasBlank: false, hasSolid: false };
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
    hasSolid: measured.some(({ hasSolid }) => hasSolid),
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

const isBlank = Uint8Array.from({ length: 128 }, (_, unit) =>
  BLANKS.includes(String.fromCharCode(unit)) ? 1 : 0,
);

/** Whether somewhere more than so many characters in a row are blanks (1), or are none (0). Looks at few of them. */
function hasRun(text: string, from: number, to: number, longest: number, kind: number): boolean {
  for (let end = from + longest; end < to; ) {
    let at = end;
    while (at >= end - longest) {
      const unit = text.charCodeAt(at);
      if ((unit < 128 ? isBlank[unit] : 0) !== kind) break;
      at--;
    }
    if (at < end - longest) return true;
    end = at + longest + 1;
  }
  return false;
}

/** Whether a stretch has only runs as they are ordinary. */
export function hasOrdinaryRuns(text: string, from: number, to: number): boolean {
  return !hasRun(text, from, to, BLANK_RUN, 1) && !hasRun(text, from, to, SOLID_RUN, 0);
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
