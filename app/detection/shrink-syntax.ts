/** Two ways to make expressions smaller: let one match more, or take it apart. */
import RE2 from "re2";
import { SIZE, type Characters } from "~/detection/re2-characters";
import { type Syntax } from "~/detection/re2-syntax";

/** All sizes in instructions of RE2. */
export interface Coarseness {
  /** A class that is larger takes in all characters that are not ASCII. */
  largestClass: number;
  /** A counted repeat that would become larger has no upper bound. */
  largestRepeat: number;
}

const ALL_ASCII = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code)).join("");

/** Exact in ASCII. */
function widen({ source }: Characters): Characters {
  const ascii = new RE2(source, "gu").match(ALL_ASCII) ?? [];
  const members = ascii.map((character) => String.raw`\x{${character.charCodeAt(0).toString(16)}}`);
  return { source: String.raw`[${members.join("")}\x{80}-\x{10ffff}]`, size: SIZE.complement };
}

function copiesOf({ min, max }: Syntax & { kind: "repeat" }): number {
  if (max !== Infinity) return max;
  return min <= 1 ? 1 : min + 1;
}

const sumOf = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);

/** About how many instructions RE2 compiles it to. */
export function sizeOf(node: Syntax): number {
  switch (node.kind) {
    case "characters":
      return node.size;
    case "assertion":
      return 1;
    case "sequence":
      return sumOf(node.parts.map(sizeOf));
    case "choice":
      return sumOf(node.options.map(sizeOf));
    case "repeat":
      return sizeOf(node.part) * copiesOf(node);
  }
}

function coarsenRepeat(node: Syntax & { kind: "repeat" }, coarseness: Coarseness): Syntax {
  const repeat = { ...node, part: coarsen(node.part, coarseness) };
  if (copiesOf(node) === 1 || sizeOf(repeat) <= coarseness.largestRepeat) return repeat;
  return { ...repeat, min: Math.min(node.min, 1), max: Infinity };
}

export function coarsen(node: Syntax, coarseness: Coarseness): Syntax {
  switch (node.kind) {
    case "characters":
      return node.size > coarseness.largestClass ? { ...node, ...widen(node) } : node;
    case "assertion":
      return node;
    case "sequence":
      return { ...node, parts: node.parts.map((part) => coarsen(part, coarseness)) };
    case "choice":
      return { ...node, options: node.options.map((option) => coarsen(option, coarseness)) };
    case "repeat":
      return coarsenRepeat(node, coarseness);
  }
}

/**
 * Two expressions that match together what the one matches, each with half of the options of its largest choice.
 *
 * @returns null where no choice makes up half of the whole.
 */
export function halve(node: Syntax): readonly Syntax[] | null {
  if (node.kind === "choice" && node.options.length > 1) {
    const middle = Math.ceil(node.options.length / 2);
    return [node.options.slice(0, middle), node.options.slice(middle)].map((options) => ({
      ...node,
      options,
    }));
  }
  const parts = node.kind === "sequence" ? node.parts : node.kind === "choice" ? node.options : [];
  const sizes = parts.map(sizeOf);
  const total = sumOf(sizes);
  const place = sizes.findIndex((size) => size >= total / 2);
  const halves = parts[place] && halve(parts[place]);
  return halves?.map((half) => ({ kind: "sequence", parts: parts.with(place, half) })) ?? null;
}
