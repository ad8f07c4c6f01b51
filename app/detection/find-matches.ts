/** What one pattern finds in a stretch of normalised text: its expression, then everything that may speak against it. */
import { compileContext, nearWordOf } from "~/detection/context-words";
import { NEIGHBOUR_LENGTH, type Pattern } from "~/detection/pattern";
import {
  compileExpression,
  searchAll,
  searchFrom,
  type Expression,
  type Match,
} from "~/detection/search-all";

export interface CompiledPattern {
  pattern: Pattern;
  expression: Expression;
  context: Expression | null;
}

/** Between texts that are scanned together; no expression and no context reaches across. */
export const BORDER = "\0";

/**
 * A rejected candidate may hide a real one that begins inside it (`1234 4242 4242 4242 4242`), so the search goes on one
 * character later. Numbers are never longer than this.
 */
const MAX_RETRY_LENGTH = 48;
/**
 * And no more often than this for one pattern in one scan: only text made to cost time has more rejected candidates, and
 * there the search goes on behind each.
 */
const MAX_RETRIES = 1000;

/** Compiled once for each pattern of the catalogue; expressions carry no state from one call to the next. */
export function compilePattern(pattern: Pattern): CompiledPattern {
  const { before, source, after, context } = pattern;
  return {
    pattern,
    expression: compileExpression(source, { before, after }),
    context: context ? compileContext(context) : null,
  };
}

function isAccepted({ pattern }: CompiledPattern, text: string, { start, end }: Match): boolean {
  if (pattern.boundary) {
    const before = text.slice(Math.max(0, start - NEIGHBOUR_LENGTH), start);
    const after = text.slice(end, end + NEIGHBOUR_LENGTH);
    if (!pattern.boundary(before, after)) return false;
  }
  return !pattern.validate || pattern.validate(text.slice(start, end));
}

/** Accepted candidates inside a rejected one, disjoint. The last may end behind it. */
function retryInside(
  compiled: CompiledPattern,
  text: string,
  rejected: Match,
  allowance: { retries: number },
): Match[] {
  if (rejected.end - rejected.matchStart > MAX_RETRY_LENGTH) return [];
  const from = Math.max(0, rejected.matchStart - (text[rejected.matchStart - 1] === BORDER ? 0 : 1));
  const [slice = ""] = text.slice(from, rejected.end + MAX_RETRY_LENGTH).split(BORDER, 1);
  const accepted: Match[] = [];
  let next = rejected.matchStart + 1;
  while (next < rejected.end && allowance.retries-- > 0) {
    const found = searchFrom(compiled.expression, slice, next - from);
    if (!found || found.matchStart + from >= rejected.end) break;
    const match = { matchStart: found.matchStart + from, start: found.start + from, end: found.end + from };
    const isMatch = isAccepted(compiled, text, match);
    if (isMatch) accepted.push(match);
    next = isMatch ? match.end : match.matchStart + 1;
  }
  return accepted;
}

/** A class such as `[^"]` matches the border too, and would join the end of one text to the beginning of the next. */
function crossesBorder(text: string, { matchStart, end }: Match): boolean {
  return text.slice(matchStart + 1, end).includes(BORDER);
}

/** Every match, none across a border. One search for all texts, unless it crosses one. */
function searchWithin(expression: Expression, text: string): Match[] {
  const matches = searchAll(expression, text);
  if (!matches.some((match) => crossesBorder(text, match))) return matches;
  let offset = 0;
  return text.split(BORDER).flatMap((own) => {
    const from = offset;
    offset += own.length + BORDER.length;
    return searchAll(expression, own).map(({ matchStart, start, end }) => ({
      matchStart: matchStart + from,
      start: start + from,
      end: end + from,
    }));
  });
}

/**
 * @param text Normalised, without control characters other than BORDER between texts, tab and line ends.
 * @param isCut The text goes on before its first character, so that what matches from there on may be a remainder.
 * @returns In order of their start. They may overlap.
 */
export function findMatches(compiled: CompiledPattern, text: string, isCut: boolean): Match[] {
  const allowance = { retries: MAX_RETRIES };
  const matches = searchWithin(compiled.expression, text).flatMap((match) => {
    const isRemainder = isCut && match.matchStart === 0;
    if (!isRemainder && isAccepted(compiled, text, match)) return match;
    return retryInside(compiled, text, match, allowance);
  });
  if (matches.length === 0 || !compiled.context) return matches;
  matches.sort((a, b) => a.start - b.start);
  const isNearWord = nearWordOf(compiled.context, text, BORDER);
  return matches.filter(({ start, end }) => isNearWord(start, end));
}
