/**
 * Finds what the catalogue describes, in many texts at once.
 *
 * One pass of RE2.Set over the bytes of all texts tells which patterns can match; on most requests that is none, and
 * nothing else runs. RE2 is linear in the text, whatever the text. The texts are joined by NUL, which no pattern
 * matches, so that nothing is found across a border.
 */
import RE2 from "re2";
import { CATALOGUE } from "~/detection/catalogue";
import { CONTEXT_LENGTH, type Pattern } from "~/detection/pattern";
import { type Category } from "~/rules/categories";

export interface Finding {
  patternId: string;
  category: Category;
  /** UTF-16 offsets into the text, end exclusive. */
  start: number;
  end: number;
}

export interface Scanner {
  /** The ids of the patterns whose expression matches somewhere in the texts: a superset of what is found. */
  presentPatterns(texts: readonly string[]): ReadonlySet<string>;
  /** Disjoint findings in order of their start. */
  scan(text: string): Finding[];
  /** The findings of each text, in the order of the texts. */
  scanMany(texts: readonly string[]): Finding[][];
}

const SEPARATOR = "\0";

/**
 * A rejected candidate may hide a real one that begins inside it (`1234 4242 4242 4242 4242`), so the search goes on
 * one character later. Numbers are never longer than this; after a longer reject (an e-mail address) the search goes
 * on behind it, which keeps hostile text from costing length times length.
 */
const MAX_RETRY_LENGTH = 48;

/** Texts joined into one, as a string and as the bytes that RE2 reads. */
interface JoinedTexts {
  text: string;
  bytes: Buffer;
}

function join(texts: readonly string[]): JoinedTexts {
  const text = texts.length === 1 ? (texts[0] ?? "") : texts.join(SEPARATOR);
  return { text, bytes: Buffer.from(text, "utf8") };
}

/** How many UTF-16 units the UTF-8 bytes `[from, to)` stand for. */
function utf16Length(bytes: Buffer, from: number, to: number): number {
  let units = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** Follows a search through the bytes and tells its place in the string; cheap because places are close together. */
function offsetCursor({ text, bytes }: JoinedTexts): (byte: number) => number {
  if (bytes.length === text.length) return (byte) => byte;
  let atByte = 0;
  let atUnit = 0;
  return (byte) => {
    atUnit += byte >= atByte ? utf16Length(bytes, atByte, byte) : -utf16Length(bytes, byte, atByte);
    atByte = byte;
    return atUnit;
  };
}

/** The first byte of the character after the one that begins at `at`. */
function nextCharacter(bytes: Buffer, at: number): number {
  let next = at + 1;
  while (((bytes[next] ?? 0) & 0xc0) === 0x80) next++;
  return next;
}

/** Byte offsets of a match, and of the value in it: the group that closes it, or all of it. */
interface Match {
  start: number;
  valueStart: number;
  end: number;
}

/** A source whose match depends on what stands before it, or that has a group (or seems to: that only costs time). */
const NEEDS_EXEC = /\\b|\^|(?<!\\)\((?!\?)/;

/**
 * The next match at or after `lastIndex`. `exec` builds an object of buffers, which costs ten times the search; where
 * nothing but the extent is needed, `test` tells the end, and a search up to there the start.
 */
function nextMatch(expression: RE2, bytes: Buffer): Match | null {
  if (NEEDS_EXEC.test(expression.source)) {
    const found = expression.exec(bytes);
    if (!found) return null;
    const end = found.index + found[0].length;
    const value = "1" in found ? found["1"] : null;
    return { start: found.index, valueStart: Buffer.isBuffer(value) ? end - value.length : found.index, end };
  }
  const from = expression.lastIndex;
  if (!expression.test(bytes)) return null;
  const end = expression.lastIndex;
  const start = from + expression.search(bytes.subarray(from, end));
  return { start, valueStart: start, end };
}

/** What one pattern finds in the joined texts. */
function findAll(pattern: Pattern, expression: RE2, joined: JoinedTexts): Finding[] {
  const { text, bytes } = joined;
  const unitAt = offsetCursor(joined);
  const findings: Finding[] = [];
  expression.lastIndex = 0;
  for (let found = nextMatch(expression, bytes); found; found = nextMatch(expression, bytes)) {
    const start = unitAt(found.valueStart);
    const end = start + utf16Length(bytes, found.valueStart, found.end);
    const accepted = pattern.accepts({
      match: text.slice(start, end),
      before: text.slice(Math.max(0, start - CONTEXT_LENGTH), start),
      after: text.slice(end, end + CONTEXT_LENGTH),
    });
    if (accepted) findings.push({ patternId: pattern.id, category: pattern.category, start, end });
    else if (found.end - found.start <= MAX_RETRY_LENGTH) {
      expression.lastIndex = nextCharacter(bytes, found.start);
    }
  }
  return findings;
}

/**
 * Overlapping findings become one that covers them all, named after the longest (the first in the catalogue among
 * equals): choosing one and dropping the rest would leave the other's remainder in the text.
 */
function mergeOverlaps(findings: Finding[], rank: ReadonlyMap<string, number>): Finding[] {
  const outranks = (a: Finding, b: Finding) =>
    a.end - a.start - (b.end - b.start) || (rank.get(b.patternId) ?? 0) - (rank.get(a.patternId) ?? 0);
  findings.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: { cover: Finding; longest: Finding }[] = [];
  for (const finding of findings) {
    const last = merged.at(-1);
    if (!last || finding.start >= last.cover.end) {
      merged.push({ cover: { ...finding }, longest: finding });
      continue;
    }
    if (outranks(finding, last.longest) > 0) last.longest = finding;
    const { patternId, category } = last.longest;
    last.cover = { patternId, category, start: last.cover.start, end: Math.max(last.cover.end, finding.end) };
  }
  return merged.map(({ cover }) => cover);
}

/** Deals findings in the joined text out to the texts they are in. Both come in order. */
function perText(findings: readonly Finding[], texts: readonly string[]): Finding[][] {
  let next = 0;
  let offset = 0;
  return texts.map((text) => {
    const own: Finding[] = [];
    for (
      let finding = findings[next];
      finding && finding.start < offset + text.length;
      finding = findings[++next]
    ) {
      own.push({ ...finding, start: finding.start - offset, end: finding.end - offset });
    }
    offset += text.length + SEPARATOR.length;
    return own;
  });
}

/** Expressions carry state only within a call, so all scanners share one for each pattern. */
const expressions = new Map<string, RE2>();

function expressionOf({ id, source }: Pattern): RE2 {
  const expression = expressions.get(id) ?? new RE2(source, "gu");
  expressions.set(id, expression);
  return expression;
}

function compileScanner(chosen: readonly Pattern[]): Scanner {
  const patterns = chosen.map((pattern) => ({ pattern, expression: expressionOf(pattern) }));
  const rank = new Map(chosen.map(({ id }, index) => [id, index]));
  const set =
    chosen.length > 0
      ? new RE2.Set(
          chosen.map(({ source }) => source),
          "u",
        )
      : null;
  const present = (joined: JoinedTexts) =>
    (set?.match(joined.bytes) ?? []).flatMap((index) => patterns[index] ?? []);

  const scanMany = (texts: readonly string[]): Finding[][] => {
    const joined = join(texts);
    const found = present(joined).flatMap(({ pattern, expression }) => findAll(pattern, expression, joined));
    return perText(mergeOverlaps(found, rank), texts);
  };
  return {
    presentPatterns: (texts) => new Set(present(join(texts)).map(({ pattern }) => pattern.id)),
    scan: (text) => scanMany([text])[0] ?? [],
    scanMany,
  };
}

/** Compiling takes milliseconds, and organizations choose the same few sets of patterns. */
const scanners = new Map<string, Scanner>();
const MAX_SCANNERS = 256;

/**
 * A scanner for these patterns; the same one for the same patterns.
 *
 * @param patternIds Ids of the catalogue. @throws {Error} for an id that is not in it.
 */
export function createScanner(patternIds: readonly string[]): Scanner {
  const unknown = patternIds.find((id) => !CATALOGUE.some((pattern) => pattern.id === id));
  if (unknown !== undefined) throw new Error(`no pattern is called ${unknown}`);
  const chosen = CATALOGUE.filter(({ id }) => patternIds.includes(id));
  const key = chosen.map(({ id }) => id).join();
  const scanner = scanners.get(key) ?? compileScanner(chosen);
  scanners.delete(key);
  scanners.set(key, scanner);
  const [oldest] = scanners.keys();
  if (scanners.size > MAX_SCANNERS && oldest !== undefined) scanners.delete(oldest);
  return scanner;
}
