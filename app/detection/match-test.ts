/**
 * Whether an expression can match about a place in a text: an automaton whose states are made as texts ask for them
 * (https://swtch.com/~rsc/regexp/regexp1.html). RE2 does the same and decides; but a call of it costs as much as a search
 * through hundreds of characters, and what is asked for here has nearly always failed after a few.
 */
import { ASCII, layOut, type Direction } from "~/detection/expression-layout";
import { MATCHED, MatchStates, UNKNOWN } from "~/detection/match-states";
import { type Syntax } from "~/detection/re2-syntax";
import { type Region } from "~/detection/region";

/** How many characters may still be read; less than none when it was more. */
export interface Allowance {
  characters: number;
}

export class MatchTest {
  private readonly columns: Uint8Array;
  private readonly states: MatchStates;
  /** The next unit to be read. */
  private at = 0;

  constructor(
    tree: Syntax,
    private readonly direction: Direction,
  ) {
    const layout = layOut(tree, direction);
    this.columns = layout.columns;
    this.states = new MatchStates(layout, direction);
  }

  /**
   * Whether there may be a match that begins in a part of the text and ends before a limit; read backwards, one that ends
   * in that part and begins after the limit. It answers yes where it does not know.
   */
  canMatch(units: Uint16Array, part: Region, limit: number, allowance: Allowance): boolean {
    // One unit more: an assertion at the end of a match looks at it.
    return this.direction === "forwards"
      ? this.read(units, 1, part.from, part.to, Math.min(units.length, limit + 1), allowance)
      : this.read(units, -1, part.to - 1, part.from - 1, Math.max(-1, limit - 2), allowance);
  }

  /** @param until Where matches begin no more. @param end The first unit that is not read. */
  private read(
    units: Uint16Array,
    step: 1 | -1,
    from: number,
    until: number,
    end: number,
    allowance: Allowance,
  ): boolean {
    const { states } = this;
    this.at = from;
    const isAtEdge = from - step < 0 || from - step >= units.length;
    const start = states.startBehind(isAtEdge ? null : (units[from - step] ?? 0));
    let state = this.advance(units, until, step, start, 0);
    if (state > 0) state = this.advance(units, end, step, state, states.width);
    if (state > 0 && (this.at < 0 || this.at >= units.length)) state = states.atEnd(state);
    const characters = Math.abs(this.at - from);
    allowance.characters -= characters;
    states.earn(characters);
    return state === MATCHED;
  }

  /** Reads up to a unit, or until nothing more can come of it. @param row Of a state, where the used one begins. */
  private advance(units: Uint16Array, stop: number, step: 1 | -1, from: number, row: number): number {
    const { columns, states } = this;
    let { table } = states;
    let state = from;
    let { at } = this;
    for (; at !== stop && state > 0; at += step) {
      const unit = units[at] ?? 0;
      const cell = state + row + (columns[unit < ASCII ? unit : ASCII | (unit & (ASCII - 1))] ?? 0);
      state = table[cell] ?? 0;
      if (state === UNKNOWN) {
        state = states.make(cell);
        table = states.table;
      }
    }
    this.at = at;
    return state;
  }
}
