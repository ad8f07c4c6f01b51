/**
 * JSON text laid out for reading, with places marked. Works on the text and not on the parsed value: numbers keep
 * every digit, keys their order, duplicates stay.
 */
import { formatPath } from "~/rules/format-path";

export interface Mark {
  /** The string that holds it, as `formatPath` writes it; after a `#`, the path in JSON that this string holds. */
  path: string;
  /** UTF-16 offsets in that string, end exclusive. */
  start: number;
  end: number;
}

export interface Piece {
  text: string;
  kind: "key" | "string" | "literal" | "punctuation";
  marked: boolean;
}

export type Line = Piece[];

/** A path in the JSON at hand as marks name it. */
type NameOf = (path: readonly (string | number)[]) => string;

interface Container {
  isObject: boolean;
  step: string | number;
}

/** Only meant for text that JSON.parse has accepted. */
const TOKEN = /"(?:[^"\\]+|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\s+/g;
const INDENT = "  ";

/** The lines of a JSON text, or null when it is none. */
export function viewJson(source: string, marks: readonly Mark[]): Line[] | null {
  const pieces = readPieces(source, marks, formatPath);
  return pieces && layOut(pieces);
}

function parsed(source: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(source) };
  } catch {
    return null;
  }
}

/** Each token of the text with its kind; spaces between tokens are kept as `space`. */
function readPieces(source: string, marks: readonly Mark[], nameOf: NameOf): (Piece | "space")[] | null {
  if (!parsed(source)) return null;
  const pieces: (Piece | "space")[] = [];
  const stack: Container[] = [];
  let expectsKey = false;
  for (const [text] of source.matchAll(TOKEN)) {
    const top = stack.at(-1);
    if (text.trim() === "") pieces.push("space");
    else if (text.startsWith('"') && expectsKey && top) {
      top.step = decode(text);
      expectsKey = false;
      pieces.push({ text, kind: "key", marked: false });
    } else if (text.startsWith('"')) {
      pieces.push(
        ...stringPieces(text, marks, marks.length > 0 ? nameOf(stack.map(({ step }) => step)) : ""),
      );
    } else if (/^[{}[\],:]$/.test(text)) {
      expectsKey = follow(text, stack);
      pieces.push({ text, kind: "punctuation", marked: false });
    } else pieces.push({ text, kind: "literal", marked: false });
  }
  return pieces;
}

/** Moves the stack past a punctuation mark. @returns Whether a key comes next. */
function follow(text: string, stack: Container[]): boolean {
  const top = stack.at(-1);
  if (text === "{" || text === "[") stack.push({ isObject: text === "{", step: text === "{" ? "" : 0 });
  else if (text === "}" || text === "]") stack.pop();
  else if (text === "," && typeof top?.step === "number") top.step += 1;
  return text === "{" || (text === "," && top?.isObject === true);
}

function decode(token: string): string {
  const value: unknown = JSON.parse(token);
  return typeof value === "string" ? value : "";
}

const encode = (text: string) => JSON.stringify(text).slice(1, -1);

function stringPieces(token: string, marks: readonly Mark[], name: string): Piece[] {
  const whole: Piece[] = [{ text: token, kind: "string", marked: false }];
  if (marks.length === 0) return whole;
  const here = marks.filter((mark) => mark.path === name);
  if (here.length > 0) return cut(decode(token), here);
  const inside = marks.filter((mark) => mark.path.startsWith(`${name}#`));
  if (inside.length === 0) return whole;
  const text = decode(token);
  const pieces = readPieces(text, inside, (path) => `${name}#${formatPath(path)}`);
  if (!pieces) return whole;
  return quoted(pieces.map((piece) => (piece === "space" ? { text: " ", marked: false } : piece)));
}

/** One string as pieces; quotes go outside of the marks. */
function quoted(parts: { text: string; marked: boolean }[]): Piece[] {
  const pieces = parts.map(({ text, marked }): Piece => ({ text: encode(text), kind: "string", marked }));
  const quote: Piece = { text: '"', kind: "string", marked: false };
  return [quote, ...pieces, quote];
}

function cut(text: string, marks: readonly Mark[]): Piece[] {
  const parts: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    const from = Math.max(at, start);
    const to = Math.min(text.length, end);
    if (to <= from) continue;
    parts.push({ text: text.slice(at, from), marked: false }, { text: text.slice(from, to), marked: true });
    at = to;
  }
  parts.push({ text: text.slice(at), marked: false });
  return quoted(parts.filter((part) => part.text !== ""));
}

const isOpening = (piece: Piece | undefined) => piece?.kind === "punctuation" && /^[{[]$/.test(piece.text);
const isClosing = (piece: Piece) => piece.kind === "punctuation" && /^[}\]]$/.test(piece.text);

/** One line for each member; an empty container stays on its line. */
function layOut(pieces: readonly (Piece | "space")[]): Line[] {
  const solid = pieces.filter((piece) => piece !== "space");
  const lines: Line[] = [];
  let line: Line = [];
  let depth = 0;
  const breakLine = () => {
    lines.push(line);
    line = depth > 0 ? [{ text: INDENT.repeat(depth), kind: "punctuation", marked: false }] : [];
  };
  solid.forEach((piece, index) => {
    const closes = isClosing(piece);
    if (closes) depth -= 1;
    // Exactly one of the two: a member after an opening, or a closing after a member.
    if (closes !== isOpening(solid[index - 1])) breakLine();
    const { text, kind } = piece;
    line.push(kind === "punctuation" && text === ":" ? { ...piece, text: ": " } : piece);
    if (isOpening(piece)) depth += 1;
    if (kind === "punctuation" && text === ",") breakLine();
  });
  lines.push(line);
  return lines;
}
