/**
 * From an expression, the expression of all beginnings of its matches: what tells whether the end of a text can still
 * become a match.
 *
 * With pre(x) for the beginnings of what x matches, from the empty one to the whole: pre(a) = a? for a character,
 * pre(xy) = pre(x)|x pre(y), pre(x|y) = pre(x)|pre(y), pre(x*) = x* pre(x). An assertion has no beginning but the empty
 * one: at the end of a text it is left out, since what follows may make it true.
 */
import RE2 from "re2";
import { parseRe2, type Flags, type Syntax } from "~/detection/re2-syntax";
import { coarsen, halve, sizeOf, type Coarseness } from "~/detection/shrink-syntax";

/** RE2 source that can be put before and after other source, and about how many instructions it is compiled to. */
export interface Derived {
  readonly source: string;
  readonly size: number;
}

type Repeat = Syntax & { kind: "repeat" };

/**
 * Beyond this an expression is made coarse. RE2 gets 8 MiB, of which a third is for running backwards; from about 18,000
 * instructions on it finds that too little for an automaton, and simulates one: the same answers, many times slower.
 */
export const MAX_SIZE = 10_000;
/** Larger ones are not even compiled, for which RE2 needs time that grows with the square: about 0.4 s for this size. */
const MAX_COMPILED_SIZE = 20_000;
/** Large classes go first: that is felt in few scripts, while a repeat without an upper bound may hold text for long. */
const LEVELS: readonly Coarseness[] = [
  { largestClass: 1200, largestRepeat: Infinity },
  { largestClass: 600, largestRepeat: Infinity },
  { largestClass: 50, largestRepeat: Infinity },
  { largestClass: 50, largestRepeat: MAX_SIZE / 16 },
  { largestClass: 50, largestRepeat: 0 },
];

/** Whatever it is, it may be the beginning of a match. */
export const ANYTHING: Derived = { source: "(?s:.*)", size: 10 };
const TOO_LARGE: Derived = { ...ANYTHING, size: Infinity };
const EMPTY: Derived = { source: "", size: 0 };

/** Adds strings up instead of joining them: they are nested deep, and an addition copies nothing. */
function inOrder(parts: readonly Derived[]): Derived {
  return parts.reduce(
    (left, { source, size }) => ({ source: left.source + source, size: left.size + size }),
    EMPTY,
  );
}

function grouped({ source, size }: Derived, operator: "" | "?" | "*" | "+" = ""): Derived {
  return { source: `(?:${source})${operator}`, size: operator === "" ? size : size + 1 };
}

const optional = (...parts: Derived[]) => grouped(inOrder(parts), "?");

function anyOf(options: readonly Derived[]): Derived {
  const or = (option: Derived, place: number) =>
    place === 0 ? option : { source: `|${option.source}`, size: option.size };
  return grouped(inOrder(options.map(or)));
}

/**
 * Copies are written out, and nested to the left: RE2 will run backwards through the result, and so it is in one copy
 * at a time. `x{0,3}` becomes `(?:(?:(?:x)?x)?x)?`.
 */
function upTo(max: number, part: Derived): Derived {
  if (max === Infinity) return grouped(part, "*");
  const one = grouped(part).source;
  let source = "";
  for (let copies = 0; copies < max; copies++) source = `(?:${source}${one})?`;
  return { source, size: (part.size + 1) * max };
}

function exactly(count: number, part: Derived): Derived {
  if (count <= 1) return count === 0 ? EMPTY : part;
  return { source: `${grouped(part).source}{${count}}`, size: part.size * count };
}

function repeated(min: number, max: number, part: Derived): Derived {
  if (min === 1 && max === Infinity) return grouped(part, "+");
  return inOrder([upTo(max - min, part), exactly(min, part)]);
}

function whole(node: Syntax): Derived {
  switch (node.kind) {
    case "characters":
      return node;
    case "assertion":
      return { source: node.source, size: 1 };
    case "sequence":
      return inOrder(node.parts.map(whole));
    case "choice":
      return anyOf(node.options.map(whole));
    case "repeat":
      return repeated(node.min, node.max, whole(node.part));
  }
}

/** A character's only beginnings are none and itself, hence shorter forms. */
function beginRepeatedCharacters({ min, max, part }: Repeat, rest: Derived | null): Derived {
  const one = whole(part);
  if (!rest) return upTo(max, one);
  const all = inOrder([repeated(min, max, one), rest]);
  if (min === 0) return all;
  return min === 1 ? grouped(all, "?") : anyOf([upTo(min - 1, one), all]);
}

function beginRepeat(node: Repeat, rest: Derived | null): Derived | null {
  const { min, max, part } = node;
  if (part.kind === "characters") return beginRepeatedCharacters(node, rest);
  const one = whole(part);
  // x* pre(x)|x* x pre(y) = x* pre(xy)
  if (rest && min === 1 && max === Infinity) return inOrder([upTo(max, one), begin(part, rest) ?? EMPTY]);
  const begun = begin(part, null);
  if (!begun) return rest && optional(repeated(min, max, one), rest);
  const before = upTo(max - 1, one);
  if (!rest) return inOrder([before, begun]);
  return max === Infinity
    ? inOrder([before, anyOf([begun, inOrder([exactly(min, one), rest])])])
    : anyOf([inOrder([before, begun]), inOrder([repeated(min, max, one), rest])]);
}

function beginChoice(options: readonly Syntax[], rest: Derived | null): Derived | null {
  const begun = options.flatMap((option) => begin(option, null) ?? []);
  if (!rest) return begun.length > 0 ? anyOf(begun) : null;
  return grouped(anyOf([...begun, inOrder([anyOf(options.map(whole)), rest])]), "?");
}

/**
 * The beginnings of what the node and then something more matches, whose beginnings are `rest`; null stands for none
 * but the empty one. The rest goes into the result once: `abc` becomes `(?:a(?:b(?:c)?)?)?`.
 */
function begin(node: Syntax, rest: Derived | null): Derived | null {
  switch (node.kind) {
    case "characters":
      return rest ? optional(node, rest) : optional(node);
    case "assertion":
      return rest && optional(whole(node), rest);
    case "sequence":
      return node.parts.reduceRight<Derived | null>((after, part) => begin(part, after), rest);
    case "choice":
      return beginChoice(node.options, rest);
    case "repeat":
      return beginRepeat(node, rest);
  }
}

/** @returns null for what is not understood. */
function readSource(source: string, flags: Partial<Flags>): Syntax | null {
  const { ignoreCase = false, multiline = false, dotAll = false } = flags;
  const letters = ["u", ignoreCase && "i", multiline && "m", dotAll && "s"].filter(
    (letter) => letter !== false,
  );
  // What RE2 itself gets: re2 translates JavaScript's syntax, and puts (?m) before it where that flag is set.
  const { internalSource } = new RE2(source, letters.join(""));
  return source.isWellFormed() ? parseRe2(internalSource, { ignoreCase, multiline: false, dotAll }) : null;
}

function beginningsOf(tree: Syntax): Derived {
  // What is derived from it would be no smaller.
  return sizeOf(tree) > MAX_COMPILED_SIZE ? TOO_LARGE : (begin(tree, null) ?? EMPTY);
}

function deriveWithinSize(tree: Syntax): Derived[] {
  let derived = beginningsOf(tree);
  const halves = derived.size > MAX_SIZE ? halve(tree) : null;
  if (halves) return halves.flatMap(deriveWithinSize);
  for (const level of LEVELS) {
    if (derived.size <= MAX_SIZE) break;
    derived = beginningsOf(coarsen(tree, level));
  }
  return [derived.size <= MAX_COMPILED_SIZE ? derived : ANYTHING];
}

/** As `viablePrefix`, in pieces, of which none is larger than MAX_SIZE where that can be had. */
export function deriveViablePrefix(source: string, flags: Partial<Flags> = {}): Derived[] {
  const tree = readSource(source, flags);
  return tree ? deriveWithinSize(tree) : [ANYTHING];
}

/**
 * @param source As given to `new RE2(source, "u")`.
 * @param flags As given to it besides.
 * @returns RE2 source that matches, from start to end, the texts that a match can begin with, from the empty one to
 * whole matches. More than these only where an assertion or a class of nothing keeps a match from going on; where an
 * expression is too large to be exact, which then takes in all characters that are not ASCII for a large class, and
 * drops the upper bound of counted repeats; and any text at all for a source that is not understood or far too large.
 * @throws {SyntaxError} for what RE2 refuses.
 */
export function viablePrefix(source: string, flags: Partial<Flags> = {}): string {
  return anyOf(deriveViablePrefix(source, flags)).source;
}
