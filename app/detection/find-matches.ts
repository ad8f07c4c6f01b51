/** What one pattern finds in a stretch of normalised text: its expression, then everything that may speak against it. */
import { compileContext, nearWordOf, type Context, type NearWord } from "~/detection/context-words";
import { CONTEXT_AFTER, NEIGHBOUR_LENGTH, type Pattern } from "~/detection/pattern";
import { type Region } from "~/detection/region";
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
  context: Context | null;
}

/**
 * A rejected candidate may hide a real one that begins inside it (`1234 4242 4242 4242 4242`), so the search goes on one
 * character later. Numbers are never longer than this.
 */
const MAX_RETRY_LENGTH = 48;
/**
 * And no more often than this for one pattern in one scan: only text made to cost time has more rejected candidates, and
 * there the search goes on behind each.
 */
export const MAX_RETRIES = 1000;

/** How many retries are left. */
export interface Allowance {
  retries: number;
}

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

function movedBy(offset: number, { matchStart, start, end, matchEnd }: Match): Match {
  return {
    matchStart: matchStart + offset,
    start: start + offset,
    end: end + offset,
    matchEnd: matchEnd + offset,
  };
}

/** Accepted candidates inside a rejected one, disjoint. The last may end behind it. */
function retryInside(
  compiled: CompiledPattern,
  text: string,
  rejected: Match,
  allowance: Allowance,
): Match[] {
  if (rejected.end - rejected.matchStart > MAX_RETRY_LENGTH) return [];
  const from = Math.max(0, rejected.matchStart - 1);
  const slice = text.slice(from, rejected.end + MAX_RETRY_LENGTH);
  const accepted: Match[] = [];
  let next = rejected.matchStart + 1;
  while (next < rejected.end && allowance.retries-- > 0) {
    const found = searchFrom(compiled.expression, slice, next - from);
    if (!found || found.matchStart + from >= rejected.end) break;
    const match = movedBy(from, found);
    const isMatch = isAccepted(compiled, text, match);
    if (isMatch) accepted.push(match);
    next = isMatch ? match.end : match.matchStart + 1;
  }
  return accepted;
}

/** All accepted matches in a region, context apart. They may overlap. In order of their start. */
function acceptedMatches(
  compiled: CompiledPattern,
  text: string,
  region: Region,
  allowance: Allowance,
): Match[] {
  // With its neighbours, since `\b` and `^` look at them.
  const searched = { from: Math.max(0, region.from - 1), to: Math.min(text.length, region.to + 1) };
  // What matches from one neighbour on, or with the other, may be a remainder.
  const isRemainder = ({ matchStart, matchEnd }: Match) =>
    (searched.from > 0 && matchStart === searched.from) ||
    (searched.to < text.length && matchEnd === searched.to);
  const matches = searchAll(compiled.expression, text, searched).flatMap((match) => {
    if (!isRemainder(match) && isAccepted(compiled, text, match)) return match;
    return retryInside(compiled, text, match, allowance);
  });
  return matches.length > 1 ? matches.sort((a, b) => a.start - b.start) : matches;
}

const ANYWHERE: NearWord = () => true;

function nearWordIn({ context }: CompiledPattern, text: string, region: Region): NearWord {
  return context ? nearWordOf(context, text, region) : ANYWHERE;
}

/**
 * What a pattern finds in a region that contains its matches whole. What is beside the region counts where a check
 * looks at it.
 *
 * @param text Normalised, without control characters other than tab and line ends.
 * @returns In order of their start. They may overlap.
 */
export function findMatches(
  compiled: CompiledPattern,
  text: string,
  region: Region = { from: 0, to: text.length },
  allowance: Allowance = { retries: MAX_RETRIES },
): Match[] {
  const matches = acceptedMatches(compiled, text, region, allowance);
  if (matches.length === 0 || !compiled.context) return matches;
  const isNearWord = nearWordIn(compiled, text, region);
  return matches.filter(({ start, end }) => isNearWord(start, end));
}

/**
 * What it finds in the whole of a text that goes on at its end.
 * @returns And where that may still change what was found, complete matches only; the text's length when nowhere.
 */
export function findOpenMatches(
  compiled: CompiledPattern,
  text: string,
): { matches: Match[]; openFrom: number } {
  const whole = { from: 0, to: text.length };
  const accepted = acceptedMatches(compiled, text, whole, { retries: MAX_RETRIES });
  let openFrom = text.length;
  if (accepted.length === 0) return { matches: accepted, openFrom };
  const isNearWord = nearWordIn(compiled, text, whole);
  const matches = accepted.filter(({ matchStart, start, end }) => {
    const isNear = isNearWord(start, end);
    const waitsFor = isNear ? NEIGHBOUR_LENGTH : CONTEXT_AFTER;
    if (end + waitsFor > text.length) openFrom = Math.min(openFrom, matchStart);
    return isNear;
  });
  return { matches, openFrom };
}
