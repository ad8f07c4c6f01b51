/** The states of a search for an expression: the places that it can be at, all at once. */
import {
  ASCII,
  EDGE,
  kindOf,
  LINE_END,
  MATCH,
  OTHER,
  SIDES,
  WORD,
  type ColumnSet,
  type Direction,
  type Layout,
} from "~/detection/expression-layout";
import { grown } from "~/lib/grown";

/** Where a search can be, apart from the beginning of the expression, and what it has just read. */
interface State {
  places: Uint16Array;
  before: number;
}

/** Where a search comes to with a character of a column, and the columns that lead there. MATCH if it has matched before. */
interface Move {
  places: readonly number[];
  columns: ColumnSet;
}

/** In the table, next to the numbers of states. */
export const UNKNOWN = 0;
export const MATCHED = -1;
const DEAD = -2;

/** When the table gets larger it is begun anew. */
const MAX_CELLS = 1 << 18;
/** Making a state takes as long as hundreds of characters: one may be made for so many that were read. */
const CHARACTERS_FOR_STATE = 256;
const FIRST_STATES = 4000;

/** Keeps of some columns those that are in a set. @param inverted All bits for those that are not. */
function keep(columns: ColumnSet, set: ColumnSet, inverted: 0 | -1): void {
  for (let at = 0; at < columns.length; at++) {
    columns[at] = (columns[at] ?? 0) & ((set[at] ?? 0) ^ inverted);
  }
}

function has(set: ColumnSet, column: number): boolean {
  return (((set[column >> 5] ?? 0) >> (column & 31)) & 1) === 1;
}

function columnsIn(set: ColumnSet): number[] {
  const columns: number[] = [];
  for (let at = 0; at < set.length; at++) {
    for (let bits = set[at] ?? 0; bits !== 0; bits &= bits - 1) {
      columns.push((at << 5) + 31 - Math.clz32(bits & -bits));
    }
  }
  return columns;
}

/** Made as texts ask for them, in a table that is begun anew when it has become large. */
export class MatchStates {
  /**
   * By state and column, the state that follows; UNKNOWN until it is made, MATCHED or DEAD. A state is the place of its
   * two rows: for while matches may begin, and for when none may any more. It may be another one after each `make`.
   */
  table: Int32Array;
  /** Cells of a row. */
  readonly width: number;
  /** States in which nothing has been read, by what is before them. */
  private starts: readonly number[] = [];
  /** By the place of its rows in the table. */
  private readonly states = new Map<number, State>();
  private readonly numbers = new Map<string, number>();
  private free = 0;
  private credit = FIRST_STATES;
  /** In which round a place was seen last. */
  private readonly seen: Uint32Array;
  private round = 0;
  /** By what is before a match and by its first column. */
  private readonly beginnings: Move[] = [];
  private readonly isSideTold: boolean;

  constructor(
    private readonly layout: Layout,
    private readonly direction: Direction,
  ) {
    const { places, start, samples } = layout;
    // The last one is the end of the text.
    this.width = samples.length + 1;
    this.table = new Int32Array(32 * this.width);
    this.seen = new Uint32Array(places.length);
    this.isSideTold = this.hasAssertion(this.reachable([start]));
    this.clear();
  }

  private clear(): void {
    this.table.fill(UNKNOWN);
    this.states.clear();
    this.numbers.clear();
    this.free = this.width;
    this.starts = [EDGE, LINE_END, WORD, OTHER].map((before) => this.numberOf([], before));
  }

  private hasAssertion(places: ArrayLike<number>): boolean {
    for (let at = 0; at < places.length; at++) {
      if (this.layout.places[places[at] ?? MATCH]?.kind === "assertion") return true;
    }
    return false;
  }

  /** Adds a place, or those that follow it without a character; assertions wait for what comes next. */
  private reach(place: number, reached: number[]): void {
    if (this.seen[place] === this.round) return;
    this.seen[place] = this.round;
    const at = this.layout.places[place];
    if (at?.kind === "fork") for (const next of at.nexts) this.reach(next, reached);
    else reached.push(place);
  }

  private reachable(from: ArrayLike<number>): number[] {
    this.round++;
    const reached: number[] = [];
    for (let at = 0; at < from.length; at++) this.reach(from[at] ?? MATCH, reached);
    return reached;
  }

  /** Where a search can be when it is known what comes next. @param kind `undefined` for the end of the text. */
  private pass(from: ArrayLike<number>, before: number, kind: number | undefined): number[] {
    const next = kind === undefined ? EDGE : (SIDES[kind] ?? OTHER);
    const [left, right] = this.direction === "forwards" ? [before, next] : [next, before];
    const passed = this.reachable(from);
    // It grows as it goes.
    for (const place of passed) {
      const at = this.layout.places[place];
      if (at?.kind === "assertion" && at.holds(left, right)) this.reach(at.next, passed);
    }
    return passed;
  }

  private move(from: ArrayLike<number>, before: number, column: number): Move {
    const { places, samples, similar } = this.layout;
    const kind = samples[column];
    const moved: number[] = [];
    const columns = new Int32Array(similar[column] ?? []);
    for (const place of this.pass(from, before, kind)) {
      const at = places[place];
      if (at?.kind === "match") moved.push(MATCH);
      if (at?.kind !== "characters" || kind === undefined) continue;
      const isMember = has(at.members, column);
      keep(columns, at.members, isMember ? 0 : -1);
      if (!isMember) continue;
      moved.push(at.next);
      // Such a character may be two units.
      if (kind >= ASCII) moved.push(place);
    }
    return { places: moved, columns };
  }

  private begin(before: number, column: number): Move {
    const key = before * this.width + column;
    const known = this.beginnings[key];
    if (known) return known;
    const begun = this.move([this.layout.start], before, column);
    this.beginnings[key] = begun;
    for (const alike of columnsIn(begun.columns)) this.beginnings[before * this.width + alike] = begun;
    return begun;
  }

  private numberOf(moved: readonly number[], before: number): number {
    const reached = Uint16Array.from(this.reachable(moved)).sort();
    if (reached[0] === MATCH) return MATCHED;
    const side = this.isSideTold || this.hasAssertion(reached) ? before : OTHER;
    const key = String.fromCharCode(side, ...reached);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.free;
    this.free += 2 * this.width;
    if (this.free > this.table.length) this.table = grown(this.table, this.free);
    // Where no match may begin any more.
    if (reached.length === 0) this.table.fill(DEAD, number + this.width, number + 2 * this.width);
    this.states.set(number, { places: reached, before });
    this.numbers.set(key, number);
    return number;
  }

  /** @param unit What is before the first one that is read; null where nothing is. */
  startBehind(unit: number | null): number {
    return this.starts[unit === null ? EDGE : (SIDES[kindOf(unit)] ?? OTHER)] ?? MATCHED;
  }

  /** What becomes of a state at the end of the text, when no match may begin any more. */
  atEnd(state: number): number {
    const cell = state + 2 * this.width - 1;
    const known = this.table[cell] ?? UNKNOWN;
    return known === UNKNOWN ? this.make(cell) : known;
  }

  /** Lets states be made again that so many characters are worth. */
  earn(characters: number): void {
    this.credit = Math.min(FIRST_STATES, this.credit + characters / CHARACTERS_FOR_STATE);
    if (this.free > MAX_CELLS && this.credit > 0) this.clear();
  }

  /** The state that follows at a cell of the table; MATCHED where it would cost too much to know. */
  make(cell: number): number {
    const { width } = this;
    const number = width + Math.floor((cell - width) / (2 * width)) * 2 * width;
    const state = this.states.get(number);
    if (!state || this.credit <= 0) return MATCHED;
    this.credit--;
    const column = (cell - number) % width;
    const kind = this.layout.samples[column];
    const own = this.move(state.places, state.before, column);
    const begun = cell < number + width ? this.begin(state.before, column) : null;
    const moved = begun ? [...own.places, ...begun.places] : own.places;
    let next = moved.includes(MATCH) ? MATCHED : DEAD;
    if (next === DEAD && kind !== undefined) next = this.numberOf(moved, SIDES[kind] ?? OTHER);
    if (begun) keep(own.columns, begun.columns, 0);
    this.table[cell] = next;
    for (const alike of columnsIn(own.columns)) this.table[cell - column + alike] = next;
    return next;
  }
}
