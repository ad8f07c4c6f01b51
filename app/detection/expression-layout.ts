/**
 * An expression as places that a search can be at, as an automaton needs them. Texts are read forwards or backwards, and
 * characters are told apart by kind: those of ASCII each for itself, all others in as many groups.
 */
import { characterClass } from "~/detection/character-class";
import { type Syntax } from "~/detection/re2-syntax";
import { casesOf, FOLDED, viewOf } from "~/detection/text-views";

/** What is beside a place, as far as assertions tell it apart. */
export const EDGE = 0;
export const LINE_END = 1;
export const WORD = 2;
export const OTHER = 3;

type Holds = (left: number, right: number) => boolean;

const ASSERTIONS: Readonly<Record<string, Holds>> = {
  [String.raw`\b`]: (left, right) => (left === WORD) !== (right === WORD),
  [String.raw`\B`]: (left, right) => (left === WORD) === (right === WORD),
  [String.raw`\A`]: (left) => left === EDGE,
  [String.raw`\z`]: (_left, right) => right === EDGE,
  "(?m:^)": (left) => left === EDGE || left === LINE_END,
  "(?m:$)": (_left, right) => right === EDGE || right === LINE_END,
};

/** Kinds below are the characters of ASCII. */
export const ASCII = 128;
const KINDS = 2 * ASCII;

export function kindOf(unit: number): number {
  return unit < ASCII ? unit : ASCII | (unit & (ASCII - 1));
}

export const SIDES = Uint8Array.from({ length: KINDS }, (_, kind) => {
  if (kind === 10) return LINE_END;
  return kind < ASCII && /\w/.test(String.fromCharCode(kind)) ? WORD : OTHER;
});

/** By kind, whether a class has characters of it. */
function membersOf(source: string): Uint8Array {
  const { plain, isBeyond, single } = characterClass(source);
  const members = new Uint8Array(KINDS);
  if (isBeyond && !single) members.fill(1, ASCII);
  for (const character of plain) members[kindOf(character.charCodeAt(0))] = 1;
  for (const character of isBeyond ? (single ?? []).flatMap(casesOf) : []) {
    // Of a pair of surrogates, both.
    for (let at = 0; at < character.length; at++) members[ASCII | kindOf(character.charCodeAt(at))] = 1;
  }
  return members;
}

/** A place in an expression, and by their numbers those that come next. */
type Place =
  | { kind: "characters"; characters: number; next: number }
  | { kind: "assertion"; holds: Holds; next: number }
  | { kind: "fork"; nexts: number[] }
  | { kind: "match" };

/** Where a match is complete. */
export const MATCH = 0;
/** A counted repeat that takes more places has no upper bound: it matches more, in fewer states. */
const MAX_REPEAT = 16;
const MAX_PLACES = 20_000;

/** In which direction a text is read. */
export type Direction = "forwards" | "backwards";

/** Lays an expression out in places, from where reading ends to where it begins. */
class Places {
  readonly all: Place[] = [{ kind: "match" }];
  /** By number, the kinds that a class of characters has. */
  readonly classes: Uint8Array[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly direction: Direction) {}

  private add(place: Place): number {
    return this.all.push(place) - 1;
  }

  private classOf(source: string): number {
    const number = this.numbers.get(source) ?? this.classes.push(membersOf(source)) - 1;
    this.numbers.set(source, number);
    return number;
  }

  /** @returns The place where the part begins, behind which `next` follows. */
  lay(part: Syntax, next: number): number {
    if (this.all.length > MAX_PLACES) return next;
    switch (part.kind) {
      case "characters":
        return this.add({ kind: "characters", characters: this.classOf(part.source), next });
      case "assertion":
        return this.add({ kind: "assertion", holds: ASSERTIONS[part.source] ?? (() => true), next });
      case "sequence": {
        const parts = this.direction === "forwards" ? part.parts.toReversed() : part.parts;
        return parts.reduce((after, one) => this.lay(one, after), next);
      }
      case "choice":
        return this.add({ kind: "fork", nexts: part.options.map((option) => this.lay(option, next)) });
      case "repeat":
        return this.layRepeat(part, next);
    }
  }

  private layRepeat({ part, min, max }: Syntax & { kind: "repeat" }, next: number): number {
    const limit = this.all.length + MAX_REPEAT;
    let at = max === Infinity ? this.layLoop(part, next) : next;
    for (let count = min; max < Infinity && count < max; count++) {
      if (this.all.length > limit) {
        at = this.layLoop(part, next);
        break;
      }
      at = this.add({ kind: "fork", nexts: [this.lay(part, at), next] });
    }
    for (let count = 0; count < min && this.all.length <= MAX_PLACES; count++) at = this.lay(part, at);
    return at;
  }

  private layLoop(part: Syntax, next: number): number {
    const nexts = [next];
    const at = this.add({ kind: "fork", nexts });
    nexts.push(this.lay(part, at));
    return at;
  }
}

/** A bit for each column. */
export type ColumnSet = Int32Array;

export interface Layout {
  places: readonly Place[];
  /** Where it begins. */
  start: number;
  /** By kind a column: kinds are alike that no class and no assertion tells apart. */
  columns: Uint8Array;
  /** By column, one of its kinds. */
  samples: readonly number[];
  /** By the number of a class of characters, its columns. */
  classes: readonly ColumnSet[];
  /** By column, those that are of ASCII as it is or not, and that assertions do not tell apart from it. */
  similar: readonly ColumnSet[];
}

/** What a text has most comes first: it lies close together in a table, so that it stays in the processor's cache. */
const BY_FREQUENCY = Array.from({ length: KINDS }, (_, kind) => {
  const character = String.fromCharCode(kind);
  return {
    kind,
    rarity:
      kind < ASCII
        ? FOLDED.rarityOf(viewOf(FOLDED, character)) + (/[A-Z]/.test(character) ? 4 : 0)
        : Infinity,
  };
})
  .sort((a, b) => a.rarity - b.rarity)
  .map(({ kind }) => kind);

const groupOf = (kind: number) => `${kind < ASCII} ${SIDES[kind]}`;

function columnsOf(classes: readonly Uint8Array[]): Omit<Layout, "places" | "start"> {
  const byContent = new Map<string, number>();
  const samples: number[] = [];
  const columns = new Uint8Array(KINDS);
  for (const kind of BY_FREQUENCY) {
    const content = `${groupOf(kind)} ${classes.map((members) => members[kind]).join("")}`;
    const column = byContent.get(content) ?? samples.push(kind) - 1;
    byContent.set(content, column);
    columns[kind] = column;
  }
  const setOf = (isIn: (kind: number) => boolean): ColumnSet => {
    const set = new Int32Array((samples.length + 31) >> 5);
    for (const [column, kind] of samples.entries()) {
      if (isIn(kind)) set[column >> 5] = (set[column >> 5] ?? 0) | (1 << (column & 31));
    }
    return set;
  };
  const groups = new Map(
    samples.map((kind) => [groupOf(kind), setOf((other) => groupOf(other) === groupOf(kind))]),
  );
  return {
    columns,
    samples,
    classes: classes.map((members) => setOf((kind) => members[kind] === 1)),
    similar: samples.map((kind) => groups.get(groupOf(kind)) ?? setOf(() => false)),
  };
}

/** @returns For a search that reads in that direction. One that is too large matches everywhere. */
export function layOut(tree: Syntax, direction: Direction): Layout {
  const places = new Places(direction);
  const start = places.lay(tree, MATCH);
  const isTooLarge = places.all.length > MAX_PLACES;
  return { places: places.all, start: isTooLarge ? MATCH : start, ...columnsOf(places.classes) };
}
