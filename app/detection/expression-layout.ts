/**
 * An expression as places that a search can be at, as an automaton needs them. Texts are read forwards or backwards, and
 * characters are told apart by kind: those of ASCII each for itself, all others in as many groups.
 */
import { characterClass } from "~/detection/character-class";
import { classesOf, type Syntax } from "~/detection/re2-syntax";
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

/** A bit for each column. */
export type ColumnSet = Int32Array;

/** A place in an expression, and by their numbers those that come next. */
type Place =
  | { kind: "characters"; members: ColumnSet; next: number }
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

  constructor(
    private readonly direction: Direction,
    private readonly columnsOfClass: (source: string) => ColumnSet,
  ) {}

  private add(place: Place): number {
    return this.all.push(place) - 1;
  }

  /** @returns The place where the part begins, behind which `next` follows. */
  lay(part: Syntax, next: number): number {
    if (this.all.length > MAX_PLACES) return next;
    switch (part.kind) {
      case "characters":
        return this.add({ kind: "characters", members: this.columnsOfClass(part.source), next });
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

export interface Layout {
  places: readonly Place[];
  /** Where it begins. */
  start: number;
  /** By kind a column: kinds are alike that no class and no assertion tells apart. */
  columns: Uint8Array;
  /** By column, one of its kinds. */
  samples: readonly number[];
  /** By column, those that assertions do not tell apart from it, and that are of ASCII if it is. */
  similar: readonly ColumnSet[];
}

/** How much less often a letter is a capital, in bits. */
const CAPITAL_RARITY = 4;

/** In bits, as of texts of kinds. */
function rarityOfKind(kind: number): number {
  if (kind >= ASCII) return Infinity;
  const character = String.fromCharCode(kind);
  return FOLDED.rarityOf(viewOf(FOLDED, character)) + (/[A-Z]/.test(character) ? CAPITAL_RARITY : 0);
}

/** What texts have most comes first: it lies close together in a table, so that it stays in the processor's cache. */
const BY_FREQUENCY = Array.from({ length: KINDS }, (_, kind) => ({ kind, rarity: rarityOfKind(kind) }))
  .sort((a, b) => a.rarity - b.rarity)
  .map(({ kind }) => kind);

/** Kinds of which one may be taken for another where classes of characters do not tell them apart. */
const groupOf = (kind: number) => (SIDES[kind] ?? 0) + (kind < ASCII ? 0 : OTHER + 1);

interface Columns extends Pick<Layout, "columns" | "samples" | "similar"> {
  ofClass: (source: string) => ColumnSet;
}

/** By kind a number, the same for kinds of a group that are members of the same classes. */
function contentsOf(classes: Iterable<Uint8Array>): Uint32Array {
  const contents = Uint32Array.from({ length: KINDS }, (_, kind) => groupOf(kind));
  let free = 2 * (OTHER + 1);
  for (const members of classes) {
    const ofMembers = new Uint32Array(free);
    for (let kind = 0; kind < KINDS; kind++) {
      if (members[kind] !== 1) continue;
      const content = contents[kind] ?? 0;
      contents[kind] = ofMembers[content] ||= free++;
    }
  }
  return contents;
}

/** @param sources Of all classes of characters that there are. */
function columnsFor(sources: ReadonlySet<string>): Columns {
  const classes = new Map(Array.from(sources, (source) => [source, membersOf(source)]));
  const contents = contentsOf(classes.values());
  const columnOf = new Map<number, number>();
  const samples: number[] = [];
  const columns = new Uint8Array(KINDS);
  for (const kind of BY_FREQUENCY) {
    const content = contents[kind] ?? 0;
    const column = columnOf.get(content) ?? samples.push(kind) - 1;
    columnOf.set(content, column);
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
  const sets = new Map(
    Array.from(classes, ([source, members]) => [source, setOf((kind) => members[kind] === 1)]),
  );
  return {
    columns,
    samples,
    similar: samples.flatMap((kind) => groups.get(groupOf(kind)) ?? []),
    ofClass: (source) => sets.get(source) ?? setOf(() => false),
  };
}

/** @returns For a search that reads in that direction. One that is too large matches everywhere. */
export function layOut(tree: Syntax, direction: Direction): Layout {
  const { ofClass, ...columns } = columnsFor(classesOf([tree]));
  const places = new Places(direction, ofClass);
  const start = places.lay(tree, MATCH);
  const isTooLarge = places.all.length > MAX_PLACES;
  return { places: places.all, start: isTooLarge ? MATCH : start, ...columns };
}
