/** From where on a text that is still being received must wait, because its end may be the beginning of a match. */
import RE2 from "re2";
import { ANYTHING, deriveViablePrefix, MAX_SIZE, type Derived } from "~/detection/viable-prefix";

interface HoldBackSource {
  /** As given to `new RE2(source, "u")`. */
  source: string;
  ignoreCase?: boolean;
}

/**
 * @param text All that comes before `from` is context, for assertions: one character suffices, none where the text
 * begins.
 * @returns UTF-16 offset of the earliest place at or after `from` from which the rest of the text may be the beginning
 * of a match; the text's length when there is none.
 */
export type HoldBack = (text: string, from: number) => number;

/** Expressions that are searched together, so that RE2 has room to run them. */
function inGroups(derived: readonly Derived[]): string[] {
  const groups: { source: string; size: number }[] = [];
  for (const { source, size } of derived) {
    const last = groups.at(-1);
    if (last && last.size + size <= MAX_SIZE) {
      last.source += `|${source}`;
      last.size += size;
    } else groups.push({ source, size });
  }
  return groups.map(({ source }) => source);
}

const isAscii = (code: number) => code < 0x80;
const isHighSurrogate = (code: number) => code >= 0xd800 && code < 0xdc00;

/** RE2's assertions tell characters that are not ASCII from each other no more than from a space. */
function contextOf(text: string, from: number): string {
  if (from === 0) return "";
  return isAscii(text.charCodeAt(from - 1)) ? text.charAt(from - 1) : " ";
}

/** Byte offset at or after `from` where the match that ends with the bytes begins: there is always the empty one. */
function searchFrom(re2: RE2, bytes: Buffer, from: number): number {
  const found = re2.search(bytes);
  if (found >= from) return found;
  re2.lastIndex = from;
  return re2.exec(bytes)?.index ?? bytes.length;
}

/** @throws {SyntaxError} for what RE2 refuses. */
export function createHoldBack(sources: readonly HoldBackSource[]): HoldBack {
  const derived = sources.flatMap(({ source, ignoreCase = false }) =>
    deriveViablePrefix(source, { ignoreCase }),
  );
  if (derived.includes(ANYTHING)) return (text, from) => Math.min(from, text.length);
  // Anchored at the end, RE2 begins there and runs backwards while anything can match: through a few characters of prose.
  const expressions = inGroups(derived).map((source) => new RE2(String.raw`(?:${source})\z`, "gu"));
  // It compiles for that at the first search, which takes as long as all else here: not while a stream waits.
  for (const re2 of expressions) re2.search(" ");

  return (text, from) => {
    // Half a character may be the beginning of anything.
    const end = isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.length - 1 : text.length;
    if (from >= end) return Math.min(from, text.length);
    const context = contextOf(text, from);
    const searched = context + text.slice(from, end);
    const bytes = Buffer.from(searched, "utf8");
    const start = expressions.reduce(
      (earliest, re2) => Math.min(earliest, searchFrom(re2, bytes, context.length)),
      bytes.length,
    );
    const startInText = bytes.length === searched.length ? start : bytes.toString("utf8", 0, start).length;
    return from + startInText - context.length;
  };
}
