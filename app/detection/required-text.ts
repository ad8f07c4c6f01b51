/**
 * What every match of an expression contains: one of a few short texts, in one view of the text (`text-views.ts`). A text
 * without them cannot match, and the expression need not be run on it.
 */
import { characterClass } from "~/detection/character-class";
import { byRuns, longestOf, NO_LENGTH, plus, type Longest } from "~/detection/match-reach";
import { type Syntax } from "~/detection/re2-syntax";
import { viewOf, VIEWS, type View } from "~/detection/text-views";

/** Texts of kinds, of which one must be there. */
export type Demand = readonly string[];

/** More alternatives tell little more, and cost. */
const MAX_TEXTS = 24;
const MAX_CHOICES = 1024;

/** The kinds of character that a class stands for; null for too many, or for what is not known. */
function kindsOf(view: View, source: string): Demand | null {
  const { plain, isBeyond, single } = characterClass(source);
  const kindsIn = (characters: readonly string[]) => new Set(characters.map((one) => viewOf(view, one)));
  if (single) return [...kindsIn(single)];
  if (isBeyond && view.beyondAscii === null) return null;
  const kinds = kindsIn(plain);
  // Of a pair of surrogates, both.
  if (isBeyond && view.beyondAscii !== null) kinds.add(view.beyondAscii).add(view.beyondAscii.repeat(2));
  return view.isTelling(kinds) ? [...kinds] : null;
}

/** A demand and where it is in what contains it, in UTF-16 units. */
export interface Required {
  demand: Demand;
  rarity: number;
  /** From the beginning of the whole to the end of the text, at the most. */
  left: Longest;
  /** From the beginning of the text to the end of the whole, at the most. */
  right: Longest;
}

interface Known {
  /** All that the part can be, where that is few. */
  exact: Demand | null;
  /** What it contains at the least. */
  required: Required | null;
}

/** One of the parts that stand in a row. */
interface Part {
  known: Known;
  longest: Longest;
  /** All that the text can end with behind it, where that is few. */
  end: Demand | null;
}

const UNKNOWN: Known = { exact: null, required: null };

/** One of them, with how much may be behind it, and from its beginning on. */
interface PlacedPart {
  part: Part;
  behind: Longest;
  rest: Longest;
}

function placed(parts: readonly Part[]): PlacedPart[] {
  let rest = NO_LENGTH;
  const reversed = parts.toReversed().map((part) => {
    const behind = rest;
    rest = plus(part.longest, behind);
    return { part, behind, rest };
  });
  return reversed.reverse();
}

function farthest(distances: readonly (Longest | undefined)[]): Longest {
  return byRuns((runs) => Math.max(...distances.map((distance) => distance?.[runs] ?? 0)));
}

function union(sets: readonly (Demand | null)[]): Demand | null {
  const texts = [...new Set(sets.flatMap((set) => set ?? []))];
  return sets.includes(null) || texts.length > MAX_CHOICES ? null : texts;
}

const rarer = (a: Required | null, b: Required | null) => ((b?.rarity ?? 0) > (a?.rarity ?? 0) ? b : a);

/** Whether a text contains one of others that is not itself. They are short, and there may be many others. */
function containsOther(text: string, others: ReadonlySet<string>): boolean {
  for (let start = 0; start < text.length; start++) {
    for (let end = start + 1; end <= text.length; end++) {
      if (end - start < text.length && others.has(text.slice(start, end))) return true;
    }
  }
  return false;
}

/** Without texts that contain another one. */
function withoutLonger(demand: Demand): Demand {
  if (demand.length < 2) return demand;
  const texts = new Set(demand);
  return demand.filter((text) => !containsOther(text, texts));
}

const longestIn = (demand: Demand) => demand.reduce((most, { length }) => Math.max(most, length), 0);

/** In bits, as that of a text. */
function rarityOf(view: View, demand: Demand): number {
  return -Math.log2(demand.reduce((share, text) => share + 2 ** -view.rarityOf(text), 0));
}

const mayBeMissing = ({ exact }: Known) => exact?.includes("") === true;

/** The same, as it is in something longer. */
export function within(required: Required | null, before: Longest, after: Longest): Required | null {
  return required && { ...required, left: plus(before, required.left), right: plus(required.right, after) };
}

/** Reads demands in one view, of each part once. */
class DemandReader {
  private readonly known = new WeakMap<Syntax, Known>();

  constructor(private readonly view: View) {}

  private product(left: Demand, right: Demand): Demand | null {
    if (longestIn(left) + longestIn(right) > this.view.longestText) return null;
    const texts = new Set<string>();
    for (const head of left) {
      for (const tail of right) if (texts.add(head + tail).size > MAX_TEXTS) return null;
    }
    return [...texts];
  }

  /** A repeat as the parts in a row that it has at the least, and one for any number more. */
  private copies(syntax: Syntax): Part[] {
    if (syntax.kind === "sequence") return syntax.parts.flatMap((part) => this.copies(part));
    if (syntax.kind !== "repeat" || syntax.min === 0) {
      const known = this.knownOf(syntax);
      return [{ known, longest: longestOf(syntax), end: known.exact }];
    }
    const { part, min, max } = syntax;
    const count = Math.min(min, this.view.longestText);
    const one = this.copies(part);
    const row = Array.from({ length: count }, () => one).flat();
    if (max === count) return row;
    const rest = longestOf({ kind: "repeat", part, min: 0, max: max - count });
    // The last ones are no others than the first.
    return [...row, { known: UNKNOWN, longest: rest, end: this.exactOf(row) }];
  }

  private required(demand: Demand, before: Longest, after: Longest): Required | null {
    if (demand.length === 0 || demand.includes("")) return null;
    const most = longestIn(demand);
    const length = byRuns(() => most);
    const shortest = withoutLonger(demand);
    return {
      demand: shortest,
      rarity: rarityOf(this.view, shortest),
      left: plus(before, length),
      right: plus(length, after),
    };
  }

  private exactOf(parts: readonly Part[]): Demand | null {
    let texts: Demand | null = [""];
    for (const { known } of parts) {
      texts = known.exact && this.product(texts, known.exact);
      if (!texts) return null;
    }
    return texts;
  }

  private ofSequence(parts: readonly Part[]): Known {
    /** What the last parts are, all that they can be, and how much may be before them. */
    let run: Demand = [""];
    let beforeRun = NO_LENGTH;
    let before = NO_LENGTH;
    let best: Required | null = null;
    for (const { part, behind, rest } of placed(parts)) {
      const { known, longest, end } = part;
      const isOptional = mayBeMissing(known);
      // What may be missing makes a text no rarer: none begins with it.
      const begins = !isOptional || !run.includes("");
      const exact = begins ? known.exact : null;
      const longer = exact && this.product(run, exact);
      if (!longer || isOptional) best = rarer(best, this.required(run, beforeRun, rest));
      best = rarer(best, within(known.required, before, behind));
      if (!longer) beforeRun = exact ? before : plus(before, longest);
      before = plus(before, longest);
      run = longer ?? (begins ? end : null) ?? [""];
    }
    const required = rarer(best, this.required(run, beforeRun, NO_LENGTH));
    return { exact: this.exactOf(parts), required };
  }

  private ofChoice(options: readonly Syntax[]): Known {
    const known = options.map((option) => this.knownOf(option));
    const exact = union(known.map((option) => option.exact));
    const all = known.map(({ required }) => required);
    const texts = union(all.map((required) => required && required.demand));
    const demand = texts && withoutLonger(texts);
    return {
      exact,
      required: demand && {
        demand,
        rarity: rarityOf(this.view, demand),
        left: farthest(all.map((required) => required?.left)),
        right: farthest(all.map((required) => required?.right)),
      },
    };
  }

  knownOf(syntax: Syntax): Known {
    const known = this.known.get(syntax) ?? this.read(syntax);
    this.known.set(syntax, known);
    return known;
  }

  private read(syntax: Syntax): Known {
    switch (syntax.kind) {
      case "assertion":
        return { exact: [""], required: null };
      case "characters": {
        const exact = kindsOf(this.view, syntax.source);
        return { exact, required: exact && this.required(exact, NO_LENGTH, NO_LENGTH) };
      }
      case "sequence":
        return this.ofSequence(this.copies(syntax));
      case "choice":
        return this.ofChoice(syntax.options);
      case "repeat": {
        if (syntax.min > 0) return this.ofSequence(this.copies(syntax));
        const { exact } = this.knownOf(syntax.part);
        return { exact: exact && syntax.max === 1 ? [...new Set(["", ...exact])] : null, required: null };
      }
    }
  }
}

const readers = new Map(VIEWS.map((view) => [view, new DemandReader(view)]));

/** @returns The rarest that is known, null where nothing is. */
export function requiredIn(syntax: Syntax, view: View): Required | null {
  return readers.get(view)?.knownOf(syntax).required ?? null;
}
