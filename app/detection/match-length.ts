/**
 * The longest unbroken run of word characters and hyphens that every match of an expression contains: keys have long
 * ones. And how long a match can be.
 */
import RE2 from "re2";
import { parseRe2, type Flags, type Syntax } from "~/detection/re2-syntax";

interface Runs {
  /** The fewest characters of a match. */
  length: number;
  /** It is made of word characters alone. */
  isWord: boolean;
  /** The longest run that it surely contains. */
  run: number;
}

const isWordBySource = new Map<string, boolean>();
/** ASCII that breaks a run. */
const NOT_WORD = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter(
  (character) => !/[\w-]/.test(character),
);
/** A class that names characters, properties or codes of its own: what is in it is not looked up. */
const BEYOND_ASCII = /[^\x00-\x7f]|\\[pPx]/;

function isWordClass(source: string): boolean {
  const known = isWordBySource.get(source);
  if (known !== undefined) return known;
  const one = new RE2(`^(?:${source})$`, "u");
  const isWord =
    !BEYOND_ASCII.test(source) && ![...NOT_WORD, "é", "😀"].some((character) => one.test(character));
  isWordBySource.set(source, isWord);
  return isWord;
}

function runsOf(syntax: Syntax): Runs {
  switch (syntax.kind) {
    case "assertion":
      return { length: 0, isWord: true, run: 0 };
    case "characters": {
      const isWord = isWordClass(syntax.source);
      return { length: 1, isWord, run: isWord ? 1 : 0 };
    }
    case "choice": {
      const options = syntax.options.map(runsOf);
      return {
        length: Math.min(...options.map(({ length }) => length)),
        isWord: options.every(({ isWord }) => isWord),
        run: Math.min(...options.map(({ run }) => run)),
      };
    }
    case "repeat": {
      const { length, isWord, run } = runsOf(syntax.part);
      const all = length * syntax.min;
      return { length: all, isWord, run: isWord ? all : syntax.min > 0 ? run : 0 };
    }
    case "sequence":
      return ofSequence(syntax.parts.map(runsOf));
  }
}

function ofSequence(parts: readonly Runs[]): Runs {
  let current = 0;
  let run = 0;
  for (const part of parts) {
    // A part that is no word may have what borders on this run inside, so that nothing surely goes on.
    current = part.isWord ? current + part.length : 0;
    run = Math.max(run, current, part.run);
  }
  return {
    length: parts.reduce((sum, { length }) => sum + length, 0),
    isWord: parts.every(({ isWord }) => isWord),
    run,
  };
}

const NO_FLAGS: Flags = { ignoreCase: false, multiline: false, dotAll: false };

/** @param source RE2 syntax. @returns UTF-16 units; 0 where nothing is known. */
export function wordRunOf(source: string): number {
  const syntax = source === "" ? null : parseRe2(source, NO_FLAGS);
  return syntax ? runsOf(syntax).run : 0;
}

function longest(syntax: Syntax): number {
  switch (syntax.kind) {
    case "assertion":
      return 0;
    case "characters":
      // Of a pair of surrogates, both.
      return 2;
    case "choice":
      return Math.max(0, ...syntax.options.map(longest));
    case "sequence":
      return syntax.parts.reduce((sum, part) => sum + longest(part), 0);
    case "repeat": {
      const one = longest(syntax.part);
      return one === 0 ? 0 : one * syntax.max;
    }
  }
}

/** The most UTF-16 units that a match has; Infinity where there is no bound, or none is known. */
export function longestMatchOf(source: string): number {
  const syntax = parseRe2(source, NO_FLAGS);
  return syntax ? longest(syntax) : Infinity;
}
