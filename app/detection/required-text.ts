/**
 * What every match of an expression contains: a list of demands, each met by any one of a few short texts. A text that
 * does not meet them all cannot match, and the expression need not be run on it.
 */
import RE2 from "re2";
import { fold } from "~/detection/folded-text";
import { parseRe2, type Flags, type Syntax } from "~/detection/re2-syntax";

/** Folded texts of which one must be there. */
export type Demand = readonly string[];

const NO_FLAGS: Flags = { ignoreCase: false, multiline: false, dotAll: false };

/** More alternatives or longer ones tell little more, and cost. */
const MAX_TEXTS = 24;
const MAX_CHOICES = 1024;
const MAX_LENGTH = 16;
/** A class of more kinds than this is any character. */
const MAX_KINDS = 4;
/** Of a repeat, so many in a row are looked at. */
const MAX_COPIES = 12;

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
/** A class that names characters, properties or codes of its own: what is in it is not looked up. */
const BEYOND_ASCII = /[^\x00-\x7f]|\\[pPx]/;
const kindsBySource = new Map<string, readonly string[] | null>();

/** The kinds of character that a class stands for; null for too many, or for what is not known. */
function readKinds(source: string): readonly string[] | null {
  const isOne = new RE2(`^(?:${source})$`, "u");
  // One character: its cases are what the class can be.
  const bare = source
    .replace(/^\(\?i:(.*)\)$/su, "$1")
    .replace(/^\\x\{?([0-9A-Fa-f]+)\}?$/, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));
  if (/^[^.]$/su.test(bare) && isOne.test(bare)) {
    return [
      ...new Set([bare, bare.toLowerCase(), bare.toUpperCase()].filter((one) => isOne.test(one)).map(fold)),
    ];
  }
  if (BEYOND_ASCII.test(source) || isOne.test("é") || isOne.test("😀")) return null;
  const kinds = [...new Set(ASCII.filter((one) => isOne.test(one)).map(fold))];
  return kinds.length > 0 && kinds.length <= MAX_KINDS ? kinds : null;
}

function kindsOf(source: string): readonly string[] | null {
  const known = kindsBySource.get(source);
  if (known !== undefined) return known;
  const kinds = readKinds(source);
  kindsBySource.set(source, kinds);
  return kinds;
}

interface Known {
  /** All that the part can be, where that is few. */
  exact: Demand | null;
  /** What it contains at the least. */
  demand: Demand | null;
}

const NOTHING: Known = { exact: null, demand: null };

/** How much a demand rules out: the shortest of its texts counts, and the fewer there are the better. */
function worth(demand: Demand | null): number {
  if (!demand || demand.length === 0 || demand.includes("")) return -Infinity;
  const weights = demand.map((text) =>
    Array.from(text).reduce(
      (sum, character) => sum + (/[a-z]/.test(character) ? 1 : /[ 0]/.test(character) ? 0.5 : 0.9),
      0,
    ),
  );
  return Math.min(...weights) - Math.log2(demand.length) / 4;
}

const better = (a: Demand | null, b: Demand | null): Demand | null => (worth(b) > worth(a) ? b : a);

function product(left: Demand, right: Demand): Demand | null {
  const texts = [...new Set(left.flatMap((head) => right.map((tail) => head + tail)))];
  return texts.length <= MAX_TEXTS && texts.every(({ length }) => length <= MAX_LENGTH) ? texts : null;
}

/** A repeat as the parts in a row that it has at the least; the last stands for any number more. */
function copies(syntax: Syntax): (Syntax | null)[] {
  if (syntax.kind === "sequence") return syntax.parts.flatMap(copies);
  if (syntax.kind !== "repeat" || syntax.min === 0) return [syntax];
  const { part, min, max } = syntax;
  const row = Array.from({ length: Math.min(min, MAX_COPIES) }, () => copies(part)).flat();
  return max === min && min <= MAX_COPIES ? row : [...row, null];
}

function ofSequence(parts: readonly (Syntax | null)[]): Known {
  let run: Demand = [""];
  let demand: Demand | null = null;
  let isExact = true;
  for (const part of parts) {
    const known = part ? knownOf(part) : NOTHING;
    const longer = known.exact && product(run, known.exact);
    // A short run of few kinds may rule out more than a long one of many.
    demand = better(better(demand, run), known.demand);
    run = longer ?? known.exact ?? [""];
    if (!longer) isExact = false;
  }
  return { exact: isExact ? run : null, demand: better(demand, run) };
}

function ofChoice(options: readonly Syntax[]): Known {
  const known = options.map(knownOf);
  const union = (sets: readonly (Demand | null)[]): Demand | null => {
    const texts = [...new Set(sets.flatMap((set) => set ?? []))];
    return sets.includes(null) || texts.length > MAX_CHOICES ? null : texts;
  };
  const demand = union(known.map((option) => option.demand));
  return { exact: union(known.map((option) => option.exact)), demand };
}

function knownOf(syntax: Syntax): Known {
  switch (syntax.kind) {
    case "assertion":
      return { exact: [""], demand: null };
    case "characters": {
      const kinds = kindsOf(syntax.source);
      return { exact: kinds, demand: kinds };
    }
    case "sequence":
      return ofSequence(copies(syntax));
    case "choice":
      return ofChoice(syntax.options);
    case "repeat": {
      if (syntax.min > 0) return ofSequence(copies(syntax));
      const { exact } = knownOf(syntax.part);
      return { exact: exact && syntax.max === 1 ? [...new Set(["", ...exact])] : null, demand: null };
    }
  }
}

/** @param source RE2 syntax. @returns Null where nothing is known of it. */
export function demandOf(source: string): Demand | null {
  const syntax = source === "" ? null : parseRe2(source, NO_FLAGS);
  const demand = syntax && knownOf(syntax).demand;
  return worth(demand ?? null) > -Infinity ? (demand ?? null) : null;
}
