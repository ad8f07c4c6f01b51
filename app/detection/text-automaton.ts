/** The automaton of Aho and Corasick over the kinds of characters. https://doi.org/10.1145/360825.360855 */
import { type View } from "~/detection/text-views";

/** A text of kinds, and where it is noted. */
interface PlacedText {
  place: number;
  text: string;
}

interface Node {
  text: string;
  next: Map<number, number>;
  /** The places of the texts that end here. */
  ends: number[];
}

function buildTrie(texts: readonly PlacedText[]): Node[] {
  const nodes: Node[] = [{ text: "", next: new Map(), ends: [] }];
  for (const { place, text } of texts) {
    let at = 0;
    for (let index = 0; index < text.length; index++) {
      const kind = text.charCodeAt(index);
      let next = nodes[at]?.next.get(kind);
      if (next === undefined) {
        next = nodes.push({ text: text.slice(0, index + 1), next: new Map(), ends: [] }) - 1;
        nodes[at]?.next.set(kind, next);
      }
      at = next;
    }
    nodes[at]?.ends.push(place);
  }
  return nodes;
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
  /** By column, the next state. */
  nexts: Int16Array;
}

/** The columns of the kinds that texts have, the most frequent first. */
function columnsByKind(nodes: readonly Node[], view: View): Map<number, number> {
  const used = [...new Set(nodes.flatMap(({ next }) => [...next.keys()]))]
    .map((kind) => ({ kind, rarity: view.rarityOf(String.fromCharCode(kind)) }))
    .sort((a, b) => a.rarity - b.rarity);
  return new Map(used.map(({ kind }, place) => [kind, OTHER_COLUMN + 1 + place]));
}

/** By depth. */
function statesOf(
  nodes: readonly Node[],
  columnOf: ReadonlyMap<number, number>,
  places: number[][],
): State[] {
  const states: State[] = nodes
    .slice(0, 1)
    .map((node) => ({ node, fallback: 0, text: NONE, nexts: new Int16Array(COLUMNS) }));
  for (const [number, state] of states.entries()) {
    const { node, fallback, nexts } = state;
    const before = states[fallback];
    if (before && number > 0) nexts.set(before.nexts);
    state.text = before?.text ?? NONE;
    if (node.ends.length > 0) {
      state.text = places.push([...new Set([...node.ends, ...(places[state.text] ?? [])])]) - 1;
    }
    for (const [kind, place] of node.next) {
      const child = nodes[place];
      const column = columnOf.get(kind);
      if (!child || column === undefined) continue;
      const fallback = number === 0 ? 0 : (before?.nexts[column] ?? 0);
      nexts[column] = states.push({ node: child, fallback, text: NONE, nexts: new Int16Array(COLUMNS) }) - 1;
    }
  }
  return states;
}

/** The place of a state's first cell. */
export function rowOf(state: number): number {
  return state << COLUMN_BITS;
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
    const nodes = buildTrie(texts);
    const columnOf = columnsByKind(nodes, view);
    const states = statesOf(nodes, columnOf, this.places);
    const start = this.cells.length / COLUMNS;
    if (start + states.length > MAX_STATES) throw new Error("texts have too many states");
    const rarities = states.map(({ node }) => view.rarityOf(node.text));
    const inOrder = [...states.keys()].sort((a, b) => (rarities[a] ?? 0) - (rarities[b] ?? 0));
    const numbers = new Int16Array(states.length);
    for (const [place, state] of inOrder.entries()) numbers[state] = start + place;
    const ofNext = states.map(({ text }, state) =>
      text === NONE ? (numbers[state] ?? 0) : ~(numbers[state] ?? 0),
    );
    const cells = new Int16Array((start + states.length) * COLUMNS);
    cells.set(this.cells);
    for (const [state, { text, nexts }] of states.entries()) {
      const row = rowOf(numbers[state] ?? 0);
      cells.set(
        nexts.map((next) => ofNext[next] ?? 0),
        row,
      );
      cells[row] = text;
    }
    this.cells = cells;
    return { columns: view.kinds.map((kind) => columnOf.get(kind) ?? OTHER_COLUMN), start };
  }
}
