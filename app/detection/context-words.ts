/** The words near a value that tell what it is. */
import { barriersOf, type Barriers } from "~/detection/barriers";
import { CONTEXT_AFTER, CONTEXT_BEFORE } from "~/detection/pattern";
import { type Region } from "~/detection/region";
import { compileExpression, searchAll, type Expression } from "~/detection/search-all";
import { syntaxOf } from "~/detection/shared-syntax";

export interface Context {
  expression: Expression;
  /** A search may begin at them. */
  barriers: Barriers;
}

/** Tells whether a context word stands near the stretch `[start, end)` of the text that it was built for. */
export type NearWord = (start: number, end: number) => boolean;

const LATIN = /[A-Za-z\u{c0}-\u{24f}]/u;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;
/** Between the words of one term, in prose, snake_case, kebab-case and camelCase. */
const GAP = String.raw`[ _\n-]{0,2}`;

/**
 * The expression of all words, any case. The longest come first, since the first that matches counts: "ssn" would hide
 * "ssns", in which it does not stand alone.
 */
export function compileContext(words: readonly string[]): Context {
  const alternatives = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) =>
      word
        .split(" ")
        .map((part) => part.replace(/[^\p{L}\p{M}\p{N}]/gu, String.raw`\$&`))
        .join(GAP),
    );
  const source = alternatives.join("|");
  return {
    expression: compileExpression(source, { flags: "giu" }),
    barriers: barriersOf([syntaxOf(`(?i:${source})`)]),
  };
}

/** Letters that go on where a word begins or ends, as in "testing" for "tin"; a new camelCase word does not. */
function isSeam(left: string, right: string): boolean {
  if (!LATIN.test(left) || !LATIN.test(right)) return true;
  return LOWER.test(left) && UPPER.test(right);
}

function standsAlone(text: string, start: number, end: number): boolean {
  return (
    (start === 0 || isSeam(text.charAt(start - 1), text.charAt(start))) &&
    (end === text.length || isSeam(text.charAt(end - 1), text.charAt(end)))
  );
}

/** So far we look for a place where no word goes on. */
const MAX_WORDS = 1000;

/**
 * For values in a region of the text. One pass over what is around it, then a step for each question: the questions must
 * come with rising starts.
 */
export function nearWordOf({ expression, barriers }: Context, text: string, region: Region): NearWord {
  const first = Math.max(0, region.from - CONTEXT_BEFORE);
  const last = Math.min(text.length, region.to + CONTEXT_AFTER);
  const from = barriers.before(text, first, Math.max(0, first - MAX_WORDS));
  const to = barriers.behind(text, last, Math.min(text.length, last + MAX_WORDS));
  const words = searchAll(expression, text, { from, to }).filter(({ start, end }) =>
    standsAlone(text, start, end),
  );
  let next = 0;
  return (start, end) => {
    while ((words[next]?.start ?? Infinity) < start - CONTEXT_BEFORE) next++;
    for (let i = next; i < words.length; i++) {
      const word = words[i];
      if (!word || word.end > end + CONTEXT_AFTER) break;
      if (word.end <= start || end <= word.start) return true;
    }
    return false;
  };
}
