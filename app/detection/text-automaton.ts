/** The automaton of Aho and Corasick over the kinds of characters. https://doi.org/10.1145/360825.360855 */
import { type View } from "~/detection/text-views";

/** A text of kinds, and where it is noted. */
interface PlacedText {
  place: number;
  text: string;
}

interface Node {
  text: string;
  next: Map<number, Node>;
  /** The places of the texts that end here. */
  ends: number[];
}

function nodeOf(text: string): Node {
  return { text, next: new Map(), ends: [] };
}

function buildTrie(texts: readonly PlacedText[]): Node {
  const root = nodeOf("");
  for (const { place, text } of texts) {
    let at = root;
    for (let index = 0; index < text.length; index++) {
      const kind = text.charCodeAt(index);
      const next = at.next.get(kind) ?? nodeOf(text.slice(0, index + 1));
      at.next.set(kind, next);
      at = next;
    }
    at.ends.push(place);
  }
  return root;
}

export interface Automaton {
  /** By UTF-16 unit, its column: the kinds that no text has are one. */
  columns: Uint8Array;
  start: number;
}

const COLUMN_BITS = 7;
const COLUMNS = 1 << COLUMN_BITS;
const MAX_STATES = 1 << 15;

const NONE = -1;
/** Of all kinds that no text has. */
const OTHER_COLUMN = 1;

/** A state while rows are laid. */
interface State {
  node: Node;
  /** The state of its longest end that is the beginning of a text. */
  fallback: number;
  /** The number of the longest text that ends in it, or NONE. */
  text: number;
}

/** The columns of the kinds that texts have, the most frequent first. */
function columnsByKind(texts: readonly PlacedText[], view: View): Map<number, number> {
  const kinds = new Set(texts.flatMap(({ text }) => text.split("")));
  const used = Array.from(kinds, (kind) => ({ kind, rarity: view.rarityOf(kind) }));
  used.sort((a, b) => a.rarity - b.rarity);
  return new Map(used.map(({ kind }, place) => [kind.charCodeAt(0), OTHER_COLUMN + 1 + place]));
}

/** The place of a state's first cell. */
export function rowOf(state: number): number {
  return state << COLUMN_BITS;
}

/** By depth; and by state and column, the next state. */
function statesOf(
  texts: readonly PlacedText[],
  columnOf: ReadonlyMap<number, number>,
  places: number[][],
): { states: State[]; nexts: Int16Array } {
  const most = texts.reduce((sum, { text }) => sum + text.length, 1);
  const nexts = new Int16Array(rowOf(most));
  const states: State[] = [{ node: buildTrie(texts), fallback: 0, text: NONE }];
  // It grows as it goes.
  for (const [number, state] of states.entries()) {
    const { node, fallback } = state;
    const [row, fallbackRow] = [rowOf(number), rowOf(fallback)];
    nexts.copyWithin(row, fallbackRow, fallbackRow + COLUMNS);
    state.text = states[fallback]?.text ?? NONE;
    if (node.ends.length > 0) {
      state.text = places.push([...new Set([...node.ends, ...(places[state.text] ?? [])])]) - 1;
    }
    for (const [kind, child] of node.next) {
      const column = columnOf.get(kind) ?? OTHER_COLUMN;
      const childFallback = number === 0 ? 0 : (nexts[fallbackRow + column] ?? 0);
      nexts[row + column] = states.push({ node: child, fallback: childFallback, text: NONE }) - 1;
    }
  }
  return { states, nexts };
}

/** Several automata in one table: what reads a text with two at once has fewer arrays to keep at hand. */
export class AutomatonTable {
  /**
   * By state and column: in the first column the number of the longest text that ends in it, then the next states, inverted
   * where texts end in them. What a text passes most lies close together, so that it stays in the processor's cache:
   * frequent texts have the first rows, and frequent kinds the first columns.
   */
  cells = new Int16Array(0);
  /** By the number of a text, where it is noted, and where all shorter ones of its automaton are that end with it. */
  readonly places: number[][] = [];

  /** @param texts None empty. @throws {Error} when there are too many. */
  add(texts: readonly PlacedText[], view: View): Automaton {
    const columnOf = columnsByKind(texts, view);
    const { states, nexts } = statesOf(texts, columnOf, this.places);
    const first = this.cells.length / COLUMNS;
    if (first + states.length > MAX_STATES) throw new Error("texts have too many states");
    const rarities = states.map(({ node }) => view.rarityOf(node.text));
    const inOrder = [...states.keys()].sort((a, b) => (rarities[a] ?? 0) - (rarities[b] ?? 0));
    const numbers = new Int16Array(states.length);
    for (const [place, state] of inOrder.entries()) numbers[state] = first + place;
    const asNext = numbers.map((number, state) => (states[state]?.text === NONE ? number : ~number));
    const cells = new Int16Array(rowOf(first + states.length));
    cells.set(this.cells);
    for (const [state, { text }] of states.entries()) {
      const row = rowOf(numbers[state] ?? 0);
      cells[row] = text;
      for (let column = 1; column < COLUMNS; column++) {
        cells[row + column] = asNext[nexts[rowOf(state) + column] ?? 0] ?? 0;
      }
    }
    this.cells = cells;
    return {
      columns: view.kinds.map((kind) => columnOf.get(kind) ?? OTHER_COLUMN),
      start: numbers[0] ?? first,
    };
  }
}
