/** The automaton of Aho and Corasick over the kinds of characters. https://doi.org/10.1145/360825.360855 */
import { type View } from "~/detection/text-views";

/** A text of kinds, and where it is noted. */
interface PlacedText {
  place: number;
  text: string;
}

interface Node {
  next: Map<number, number>;
  /** The places of the texts that end here. */
  ends: number[];
}

function buildTrie(texts: readonly PlacedText[]): Node[] {
  const nodes: Node[] = [{ next: new Map(), ends: [] }];
  for (const { place, text } of texts) {
    let at = 0;
    for (let index = 0; index < text.length; index++) {
      const kind = text.charCodeAt(index);
      let next = nodes[at]?.next.get(kind);
      if (next === undefined) {
        next = nodes.push({ next: new Map(), ends: [] }) - 1;
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
  /**
   * A row for each state: in its first column the number of the longest text that ends in it, then where the rows of the
   * next states begin, inverted for those in which texts end.
   */
  table: Int32Array;
}

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
function columnsByKind(nodes: readonly Node[], view: View): Map<number, number> {
  const used = [...new Set(nodes.flatMap(({ next }) => [...next.keys()]))]
    .map((kind) => ({ kind, rarity: view.rarityOf(String.fromCharCode(kind)) }))
    .sort((a, b) => a.rarity - b.rarity);
  return new Map(used.map(({ kind }, place) => [kind, OTHER_COLUMN + 1 + place]));
}

/**
 * What a text passes most lies close together, so that it stays in the processor's cache: states are numbered by their
 * depth, and frequent kinds have the first columns.
 */
function layRows(nodes: readonly Node[], view: View, places: number[][]): Automaton {
  const columnOf = columnsByKind(nodes, view);
  const width = OTHER_COLUMN + 1 + columnOf.size;
  const states: State[] = nodes.slice(0, 1).map((node) => ({ node, fallback: 0, text: NONE }));
  const table = new Int32Array(nodes.length * width);
  for (const [number, state] of states.entries()) {
    const { node, fallback } = state;
    const [row, fallbackRow] = [number * width, fallback * width];
    table.copyWithin(row, fallbackRow, fallbackRow + width);
    state.text = states[fallback]?.text ?? NONE;
    if (node.ends.length > 0) {
      state.text = places.push([...new Set([...node.ends, ...(places[state.text] ?? [])])]) - 1;
    }
    for (const [kind, place] of node.next) {
      const child = nodes[place];
      const column = columnOf.get(kind);
      if (!child || column === undefined) continue;
      const next = number === 0 ? 0 : (table[fallbackRow + column] ?? 0);
      table[row + column] = states.push({ node: child, fallback: next, text: NONE }) - 1;
    }
  }
  const rows = table.map((state) => (states[state]?.text === NONE ? state * width : ~(state * width)));
  for (const [number, { text }] of states.entries()) rows[number * width] = text;
  return { columns: view.kinds.map((kind) => columnOf.get(kind) ?? OTHER_COLUMN), table: rows };
}

/**
 * @param texts None empty.
 * @param places By the number of a text, where it is noted, and where all shorter ones are that end with it. The texts get
 *   the next numbers.
 */
export function buildAutomaton(texts: readonly PlacedText[], view: View, places: number[][]): Automaton {
  return layRows(buildTrie(texts), view, places);
}
