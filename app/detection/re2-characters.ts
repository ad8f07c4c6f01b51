/** What stands for one character in RE2's syntax: literals, escapes, classes. */

export interface Characters {
  /** RE2 source that means the same wherever it is put, under the same flag `i`. */
  source: string;
  /** About how many instructions RE2 compiles it to. */
  size: number;
}

/** Read from a text, up to an offset in it. */
interface Read extends Characters {
  end: number;
}

/**
 * Instructions by kind, from programs as RE2 compiles them: a range of characters becomes ranges of UTF-8's bytes, a
 * complement reaches over all their lengths, and a general category is up to hundreds of ranges.
 */
export const SIZE = {
  ascii: 1,
  other: 6,
  complement: 12,
  script: 100,
  category: 400,
  letters: 1200,
} as const;
/** Large classes in one pair of brackets have ranges in common. */
const MAX_CLASS_SIZE = 1500;

const PROPERTY = /\\[pP](?:\{\^?([^}]*)\}|.)/suy;
const PERL_CLASS = /\\(?:[dsw]|([DSW]))/uy;
const POSIX_CLASS = /\[:(\^)?[a-z]+:\]/uy;
const BRACKET = /\[(\^)?/uy;
const LITERAL = /[^\\]/uy;
const ESCAPE = /\\(?:x\{[\dA-Fa-f]+\}|x[\dA-Fa-f]{2}|0[0-7]{0,2}|[1-7][0-7]{1,2}|[^\dA-Za-z]|[afnrtv])/uy;
const ASCII = /^(?!\\x\{)[\0-\x7f]*$/;

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The first group tells whether it is a complement. */
function readClass(pattern: RegExp, text: string, at: number): Read | null {
  const found = matchAt(pattern, text, at);
  return (
    found && { source: found[0], size: found[1] ? SIZE.complement : SIZE.ascii, end: at + found[0].length }
  );
}

function readProperty(text: string, at: number): Read | null {
  const found = matchAt(PROPERTY, text, at);
  if (!found) return null;
  const source = found[0];
  const isScript = (found[1] ?? "").length > 2;
  const isLetters = source.includes("L");
  return {
    source,
    size: isScript ? SIZE.script : isLetters ? SIZE.letters : SIZE.category,
    end: at + source.length,
  };
}

/** A character or a range in brackets. A hyphen before the closing bracket is a character. */
function readRange(text: string, at: number): Read | null {
  const readOne = (from: number) => (matchAt(LITERAL, text, from) ?? matchAt(ESCAPE, text, from))?.[0];
  const first = readOne(at);
  if (first === undefined) return null;
  const middle = at + first.length;
  const isRange = text.startsWith("-", middle) && !text.startsWith("]", middle + 1);
  const last = isRange ? readOne(middle + 1) : "";
  if (last === undefined) return null;
  const source = isRange ? `${first}-${last}` : first;
  return { source, size: ASCII.test(source) ? SIZE.ascii : SIZE.other, end: at + source.length };
}

function readMember(text: string, at: number): Read | null {
  return (
    readClass(POSIX_CLASS, text, at) ??
    readClass(PERL_CLASS, text, at) ??
    readProperty(text, at) ??
    readRange(text, at)
  );
}

function readBrackets(text: string, at: number): Read | null {
  const opening = matchAt(BRACKET, text, at);
  if (!opening) return null;
  let size: number = opening[1] ? SIZE.complement : 0;
  let end = at + opening[0].length;
  // A closing bracket that comes first is a member.
  for (let isFirst = true; isFirst || !text.startsWith("]", end); isFirst = false) {
    const member = readMember(text, end);
    if (!member) return null;
    size += member.size;
    end = member.end;
  }
  return { source: text.slice(at, end + 1), size: Math.min(size, MAX_CLASS_SIZE), end: end + 1 };
}

function readEscape(text: string, at: number): Read | null {
  const found = matchAt(ESCAPE, text, at);
  return (
    found && {
      source: found[0],
      size: ASCII.test(found[0]) ? SIZE.ascii : SIZE.other,
      end: at + found[0].length,
    }
  );
}

/** A character that stands for itself, written so that it does in every place. */
export function quoteCharacter(character: string): Characters {
  if (/^\w$/.test(character)) return { source: character, size: SIZE.ascii };
  const code = character.codePointAt(0) ?? 0;
  return { source: `\\x{${code.toString(16)}}`, size: code < 0x80 ? SIZE.ascii : SIZE.other };
}

/**
 * Reads what is neither an operator, nor an assertion, nor a dot.
 *
 * @returns null where nothing stands that we know.
 */
export function readCharacters(text: string, at: number): Read | null {
  if (text[at] === "[") return readBrackets(text, at);
  if (text[at] === "\\") {
    return readClass(PERL_CLASS, text, at) ?? readProperty(text, at) ?? readEscape(text, at);
  }
  const literal = matchAt(LITERAL, text, at)?.[0];
  return literal === undefined ? null : { ...quoteCharacter(literal), end: at + literal.length };
}
