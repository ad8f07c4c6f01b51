/** The words near a value that tell what it is. */
import { CONTEXT_AFTER, CONTEXT_BEFORE } from "~/detection/pattern";
import { compileExpression, searchAll, type Expression } from "~/detection/search-all";

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
export function compileContext(words: readonly string[]): Expression {
  const alternatives = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) =>
      word
        .split(" ")
        .map((part) => part.replace(/[^\p{L}\p{M}\p{N}]/gu, String.raw`\$&`))
        .join(GAP),
    );
  return compileExpression(alternatives.join("|"), { flags: "giu" });
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

/**
 * One pass over the text, then a step for each question: the questions must come with rising starts.
 */
export function nearWordOf(expression: Expression, text: string): NearWord {
  const words = searchAll(expression, text).filter(({ start, end }) => standsAlone(text, start, end));
  let first = 0;
  return (start, end) => {
    while ((words[first]?.start ?? Infinity) < start - CONTEXT_BEFORE) first++;
    for (let i = first; i < words.length; i++) {
      const word = words[i];
      if (!word || word.end > end + CONTEXT_AFTER) break;
      if (word.end <= start || end <= word.start) return true;
    }
    return false;
  };
}
