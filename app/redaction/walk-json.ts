/**
 * Walks JSON source text without building values, so that callers can point into the source.
 *
 * Iterative, linear, and bounded in depth. It expects text that JSON.parse accepts: grammar that only a parser
 * would notice (a bad number, a trailing comma) is passed over, but it never mistakes where a string is.
 */

/** Deeper bodies are refused: no API nests like that, and whoever recurses over the parsed value stays safe. */
export const MAX_JSON_DEPTH = 512;

/** The source is not JSON, or does not hold what the caller says it holds. */
export class JsonTextError extends Error {
  override name = "JsonTextError";
}

export class JsonTooDeepError extends JsonTextError {
  override name = "JsonTooDeepError";
  constructor() {
    super(`nested deeper than ${MAX_JSON_DEPTH} levels`);
  }
}

export type JsonStep = string | number;

export interface JsonVisitor {
  /** The next value sits under this key or index of the innermost open container. Keys come decoded. */
  slot(step: JsonStep): void;
  /** The value is a container that begins at `start`; slots until the matching `close`, which gives its end, are its own. */
  open(start: number): void;
  close(end: number): void;
  /** The value is a string; `[start, end)` is its literal in the source, quotes included. */
  string(start: number, end: number): void;
  /** The value is a number, `true`, `false` or `null`; `[start, end)` is its literal. */
  scalar?(start: number, end: number): void;
}

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** The index after the closing quote of the literal that opens at `start`. */
function literalEnd(source: string, start: number): number {
  let quote = start;
  for (;;) {
    quote = source.indexOf('"', quote + 1);
    if (quote < 0) throw new JsonTextError("unterminated string");
    let backslashes = 0;
    while (source.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
}

/** What ends a number or a word. */
const DELIMITER = /[,\]}\s]/g;

/** The index after the number or word that begins at `start`. */
function scalarEnd(source: string, start: number): number {
  DELIMITER.lastIndex = start;
  return DELIMITER.exec(source)?.index ?? source.length;
}

/** @returns The index after it. */
function readScalar(source: string, start: number, visitor: JsonVisitor): number {
  if (!visitor.scalar) return start + 1;
  const end = scalarEnd(source, start);
  visitor.scalar(start, end);
  return end;
}

/** The value of the string literal at `[start, end)`. */
export function decodeLiteral(source: string, start: number, end: number): string {
  const raw = source.slice(start + 1, end - 1);
  if (!raw.includes("\\")) return raw;
  let value: unknown;
  try {
    value = JSON.parse(source.slice(start, end));
  } catch {
    throw new JsonTextError("malformed string");
  }
  if (typeof value !== "string") throw new JsonTextError("malformed string");
  return value;
}

/** The position after the colon that must follow a key. */
function afterColon(source: string, keyEnd: number): number {
  let position = keyEnd;
  while (source.charCodeAt(position) <= SPACE) position++;
  if (source[position] !== ":") throw new JsonTextError("a key without a value");
  return position + 1;
}

/** What is open while walking: the index of the current element for an array, OBJECT for an object. */
type OpenContainers = number[];
const OBJECT = -1;

function openContainer(open: OpenContainers, isObject: boolean, start: number, visitor: JsonVisitor): void {
  if (open.length === MAX_JSON_DEPTH) throw new JsonTooDeepError();
  open.push(isObject ? OBJECT : 0);
  visitor.open(start);
  if (!isObject) visitor.slot(0);
}

function closeContainer(open: OpenContainers, isObject: boolean, end: number, visitor: JsonVisitor): void {
  const index = open.pop();
  if (index === undefined || (index === OBJECT) !== isObject) throw new JsonTextError("unbalanced brackets");
  visitor.close(end);
}

/** After a comma: whether a key comes next. In an array the next slot is announced at once. */
function nextElement(open: OpenContainers, visitor: JsonVisitor): boolean {
  const index = open.pop();
  if (index === undefined) throw new JsonTextError("a comma outside of any container");
  open.push(index === OBJECT ? OBJECT : index + 1);
  if (index !== OBJECT) visitor.slot(index + 1);
  return index === OBJECT;
}

/** @throws {JsonTooDeepError} @throws {JsonTextError} when strings or brackets do not pair up. */
export function walkJson(source: string, visitor: JsonVisitor): void {
  const open: OpenContainers = [];
  let expectKey = false;
  let position = 0;
  while (position < source.length) {
    const code = source.charCodeAt(position);
    if (code === QUOTE) {
      const end = literalEnd(source, position);
      if (expectKey) visitor.slot(decodeLiteral(source, position, end));
      else visitor.string(position, end);
      position = expectKey ? afterColon(source, end) : end;
      expectKey = false;
      continue;
    }
    if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      expectKey = code === OPEN_OBJECT;
      openContainer(open, expectKey, position, visitor);
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      expectKey = false;
      closeContainer(open, code === CLOSE_OBJECT, position + 1, visitor);
    } else if (code === COMMA) {
      expectKey = nextElement(open, visitor);
    } else if (code > SPACE) {
      position = readScalar(source, position, visitor);
      continue;
    }
    position++;
  }
  if (open.length > 0) throw new JsonTextError("unbalanced brackets");
}
