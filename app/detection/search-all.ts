/**
 * Every match of an expression with its offsets. `exec` builds objects for each match, which costs ten times the search of
 * a short text; so the matches are marked in a copy of the text, by one call of RE2, and the marks are read back.
 */
import RE2 from "re2";
import { type Region } from "~/detection/region";
import { TextBytes } from "~/detection/text-bytes";

/** Control characters, which the searched text must not contain. */
const MATCH_START = "\x01";
const VALUE_START = "\x02";
const VALUE_END = "\x03";
const MATCH_END = "\x04";

/** UTF-16 offsets, end exclusive. The value is the match without what must come before and after it. */
export interface Match {
  matchStart: number;
  start: number;
  end: number;
  matchEnd: number;
}

export interface Expression {
  re2: RE2;
  /** What a match is replaced by: itself, with marks. */
  marks: string;
  hasLabel: boolean;
}

/** @param source RE2 syntax. @param label What comes before and after the value. @throws {SyntaxError} */
export function compileExpression(
  source: string,
  label: { before?: string | undefined; after?: string | undefined; flags?: string } = {},
): Expression {
  const { before = "", after = "", flags = "gu" } = label;
  const hasLabel = before !== "" || after !== "";
  return hasLabel
    ? {
        re2: new RE2(`(?<label>${before})(?<value>${source})(${after})`, flags),
        marks: `${MATCH_START}$1${VALUE_START}$2${VALUE_END}$3${MATCH_END}`,
        hasLabel,
      }
    : { re2: new RE2(source, flags), marks: `${VALUE_START}$&${VALUE_END}`, hasLabel };
}

/** Of the text that was searched last: many expressions are searched for in one text. */
let last = new TextBytes("");

function bytesOf(text: string): TextBytes {
  if (last.text !== text) last = new TextBytes(text);
  return last;
}

/** In regions of so many bytes a match costs less than a copy with marks, where there are few. */
const LONG = 8192;
const BYTES_FOR_MATCH = 2048;

/** Every match in a long region, one after the other; null when they are not few. */
function searchFew({ re2 }: Expression, bytes: Buffer, unitAt: (byte: number) => number): Match[] | null {
  const matches: Match[] = [];
  re2.lastIndex = 0;
  for (let left = bytes.length / BYTES_FOR_MATCH; left > 0; left--) {
    const found = re2.exec(bytes);
    if (!found) return matches;
    const { index, groups: { label, value } = {}, 0: whole } = found;
    const from = index + (label?.length ?? 0);
    const to = from + (value ?? whole).length;
    matches.push({
      matchStart: unitAt(index),
      start: unitAt(from),
      end: unitAt(to),
      matchEnd: unitAt(index + whole.length),
    });
  }
  return null;
}

/** Disjoint matches in a region, from left to right. The text must not contain U+0001 to U+0004. */
export function searchAll(expression: Expression, text: string, region: Region): Match[] {
  const ofText = bytesOf(text);
  const bytes = ofText.in(region);
  const isLong = bytes.length >= LONG && ofText.isShared(region);
  const few = isLong ? searchFew(expression, bytes, (byte) => ofText.unitAt(region, byte)) : null;
  return few ?? searchMany(expression, bytes, region);
}

function searchMany({ re2, marks, hasLabel }: Expression, bytes: Buffer, region: Region): Match[] {
  re2.lastIndex = 0;
  if (!re2.test(bytes)) return [];
  re2.lastIndex = 0;
  const isAscii = bytes.length === region.to - region.from;
  const marked = re2.replace(bytes, marks).toString(isAscii ? "latin1" : "utf8");
  const matches: Match[] = [];
  let read = 0;
  /** From an offset among the marks to one in the text. */
  let shift = region.from;
  for (;;) {
    const matchMark = hasLabel ? marked.indexOf(MATCH_START, read) : -1;
    const startMark = marked.indexOf(VALUE_START, read);
    if (startMark < 0) return matches;
    const endMark = marked.indexOf(VALUE_END, startMark);
    const lastMark = hasLabel ? marked.indexOf(MATCH_END, endMark) : endMark;
    const matchStart = hasLabel ? matchMark + shift-- : startMark + shift;
    const start = startMark + shift--;
    const end = endMark + shift--;
    matches.push({ matchStart, start, end, matchEnd: hasLabel ? lastMark + shift-- : end });
    read = lastMark + 1;
  }
}

/** The first match that begins at or after an offset. For short texts. */
export function searchFrom({ re2, hasLabel }: Expression, text: string, from: number): Match | null {
  re2.lastIndex = from;
  const found = re2.exec(text);
  if (!found) return null;
  const matchStart = found.index;
  const start = matchStart + (hasLabel ? (found[1] ?? "").length : 0);
  const end = start + (found[hasLabel ? 2 : 0] ?? "").length;
  return { matchStart, start, end, matchEnd: matchStart + found[0].length };
}
