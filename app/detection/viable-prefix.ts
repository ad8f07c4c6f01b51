/**
 * From an expression, the expression of all beginnings of its matches: what tells whether the end of a text can still
 * become a match.
 *
 * With pre(x) for the beginnings of what x matches, the whole included, the empty one left out: pre(a) = a for a
 * character, pre(xy) = pre(x)|x pre(y), pre(x|y) = pre(x)|pre(y), pre(x*) = x* pre(x). An assertion has none: at the end
 * of a text it is left out, since what follows may make it true.
 */
import RE2 from "re2";
import { parseRe2, type Flags, type Syntax } from "~/detection/re2-syntax";
import { coarsen, sizeOf, type Coarseness } from "~/detection/shrink-syntax";

/** RE2 source that can be put before and after other source, and about how many instructions it is compiled to. */
export interface Derived {
  readonly source: string;
  readonly size: number;
}

type Repeat = Syntax & { kind: "repeat" };

/**
 * Larger ones are made coarse. RE2 gets 8 MiB for an expression; with more instructions it finds that too little for an
 * automaton and simulates one, many times slower, and compiling takes it time that grows with the square of the size.
 */
const MAX_SIZE = 15_000;
/**
 * From exact to coarse. Large classes go first: that is felt in few scripts, while a repeat without an upper bound may
 * hold text for long.
 */
const LEVELS: readonly Coarseness[] = [
  { largestClass: Infinity, largestRepeat: Infinity },
  { largestClass: 1200, largestRepeat: Infinity },
  { largestClass: 600, largestRepeat: Infinity },
  { largestClass: 50, largestRepeat: Infinity },
  { largestClass: 50, largestRepeat: MAX_SIZE / 16 },
  { largestClass: 50, largestRepeat: 0 },
];

/** Whatever it is, it may be the beginning of a match. */
export const ANYTHING: Derived = { source: "(?s:.+)", size: 10 };
const NOTHING: Derived = { source: String.raw`[^\x00-\x{10ffff}]`, size: 1 };
const EMPTY: Derived = { source: "", size: 0 };

/** Adds strings up instead of joining them: they are nested deep, and an addition copies nothing. */
function inOrder(parts: readonly Derived[]): Derived {
  return parts.reduce(
    (left, { source, size }) => ({ source: left.source + source, size: left.size + size }),
    EMPTY,
  );
}

const grouped = ({ source, size }: Derived): Derived => ({ source: `(?:${source})`, size });

function anyOf(options: readonly Derived[]): Derived {
  const or = (option: Derived, place: number) =>
    place === 0 ? option : { source: `|${option.source}`, size: option.size };
  return grouped(inOrder(options.map(or)));
}

function repeated(min: number, max: number, { source, size }: Derived): Derived {
  if (max === 0) return EMPTY;
  if (max < Infinity) return { source: `(?:${source}){${min},${max}}`, size: size * max + max - min };
  const operator = ["*", "+"][min] ?? `{${min},}`;
  return { source: `(?:${source})${operator}`, size: (min <= 1 ? size : size * (min + 1)) + 1 };
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

/** Whether what follows comes or not, behind something that is not empty. */
function then(rest: Derived | null): Derived {
  return rest ? { source: `(?:${rest.source})?`, size: rest.size + 1 } : EMPTY;
}

function beginRepeat(node: Repeat, rest: Derived | null): Derived | null {
  const { min, max, part } = node;
  // x* pre(x)|x* x pre(y) = x* pre(xy), also of x{1,n}.
  if (min === 1 || !rest) {
    const begun = begin(part, min === 1 ? rest : null);
    return begun && inOrder([repeated(0, max - 1, whole(part)), begun]);
  }
  return max === Infinity ? beginUnboundedRepeat(node, rest) : beginBoundedRepeat(node, rest);
}

function beginUnboundedRepeat({ min, part }: Repeat, rest: Derived): Derived {
  const one = whole(part);
  const begun = begin(part, null);
  const required = inOrder([repeated(min, min, one), rest]);
  return inOrder([repeated(0, Infinity, one), begun ? anyOf([begun, required]) : required]);
}

function beginBoundedRepeat({ min, max, part }: Repeat, rest: Derived): Derived {
  const one = whole(part);
  const begun = begin(part, null);
  const all = inOrder([repeated(min, max, one), rest]);
  return begun ? anyOf([inOrder([repeated(0, max - 1, one), begun]), all]) : all;
}

function beginChoice(options: readonly Syntax[], rest: Derived | null): Derived | null {
  const all = anyOf(options.map(whole));
  // Either the rest is written after each option, or the options again before the rest.
  const isRestRepeated = rest !== null && (options.length - 1) * rest.size < all.size;
  const begunOptions = options.flatMap((option) => begin(option, isRestRepeated ? rest : null) ?? []);
  if (rest && !isRestRepeated) begunOptions.push(inOrder([all, rest]));
  return begunOptions.length > 0 ? anyOf(begunOptions) : null;
}

/**
 * The beginnings of what the node and then something more matches, whose beginnings are `rest`; null stands for none.
 * The rest goes into the result once, or is short: `abc` becomes `a(?:b(?:c)?)?`.
 */
function begin(node: Syntax, rest: Derived | null): Derived | null {
  switch (node.kind) {
    case "characters":
      return inOrder([node, then(rest)]);
    case "assertion":
      return rest && inOrder([whole(node), rest]);
    case "sequence":
      return node.parts.reduceRight<Derived | null>((after, part) => begin(part, after), rest);
    case "choice":
      return beginChoice(node.options, rest);
    case "repeat":
      return beginRepeat(node, rest);
  }
}

/**
 * @param source As given to `new RE2(source, "u")`. @param flags As given to it besides.
 * @returns null for what is not understood.
 * @throws {SyntaxError} for what RE2 refuses.
 */
export function readSource(source: string, flags: Partial<Flags>): Syntax | null {
  const { ignoreCase = false, multiline = false, dotAll = false } = flags;
  const letters = ["u", ignoreCase && "i", multiline && "m", dotAll && "s"].filter(
    (letter) => letter !== false,
  );
  // What RE2 itself gets: re2 translates JavaScript's syntax, and puts (?m) before it where that flag is set.
  const { internalSource } = new RE2(source, letters.join(""));
  return source.isWellFormed() ? parseRe2(internalSource, { ignoreCase, multiline: false, dotAll }) : null;
}

/** The first that is small enough; null when none is. */
export function beginnings(
  tree: Syntax,
  levels: readonly Coarseness[] = LEVELS,
  maxSize = MAX_SIZE,
): Derived | null {
  for (const level of levels) {
    const coarse = coarsen(tree, level);
    // What is derived from it would be no smaller.
    if (sizeOf(coarse) > maxSize) continue;
    const derived = begin(coarse, null) ?? NOTHING;
    if (derived.size <= maxSize) return derived;
  }
  return null;
}

/**
 * @param source As given to `new RE2(source, "u")`.
 * @param flags As given to it besides.
 * @returns RE2 source that matches, from start to end, the texts that a match can begin with: all that are not empty,
 * and whole matches. More than these only where an assertion or a class of nothing keeps a match from going on; where an
 * expression is too large to be exact, which then takes in all characters that are not ASCII for a large class, and
 * drops the upper bound of counted repeats; and any text at all for a source that is not understood or far too large.
 * @throws {SyntaxError} for what RE2 refuses.
 */
export function viablePrefix(source: string, flags: Partial<Flags> = {}): string {
  const tree = readSource(source, flags);
  return ((tree && beginnings(tree)) ?? ANYTHING).source;
}
