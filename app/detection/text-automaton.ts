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
  /** Columns of a row. */
  width: number;
  /** A row for each state: where the rows of the next states begin, inverted for those in which texts end. */
  table: Int32Array;
  /** The places of the texts that end in each state and are no longer than it, one state after the other. */
  ends: Int32Array;
  /** What is known of a state, FACTS for each, side by side since they are asked for together. */
  facts: Float64Array;
}

/** The block in which a state's texts, and all shorter ones, were noted last: in one block once is enough. */
export const NOTED = 0;
/** The state of the longest shorter text that ends where it does; 0 where none does. */
export const SHORTER = 1;
/** Where its own texts begin in the list of ends, and where they end. */
export const FIRST_END = 2;
export const LAST_END = 3;
export const FACTS = 4;

/** A state while rows are laid: its node, and the state of its longest end that is the beginning of a text. */
interface State {
  node: Node;
  fallback: number;
}

/**
 * What a text passes most lies close together, so that it stays in the processor's cache: states are numbered by their
 * depth, and frequent kinds have the first columns.
 */
function layRows(nodes: readonly Node[], view: View): Automaton {
  const used = [...new Set(nodes.flatMap(({ next }) => [...next.keys()]))]
    .map((kind) => ({ kind, rarity: view.rarityOf(String.fromCharCode(kind)) }))
    .sort((a, b) => a.rarity - b.rarity);
  const width = used.length + 1;
  const columnOf = new Map(used.map(({ kind }, place) => [kind, place + 1]));
  const states: State[] = nodes.slice(0, 1).map((node) => ({ node, fallback: 0 }));
  const facts = new Float64Array(nodes.length * FACTS);
  const ends: number[] = [];
  const shorterOf = (state: number) => facts[state * FACTS + SHORTER] ?? 0;
  const table = new Int32Array(nodes.length * width);
  const hasEnds = (state: number) => (states[state]?.node.ends.length ?? 0) > 0;
  for (const [state, { node, fallback }] of states.entries()) {
    const [row, fallbackRow] = [state * width, fallback * width];
    if (state > 0) table.copyWithin(row, fallbackRow, fallbackRow + width);
    const first = ends.length;
    ends.push(...node.ends);
    facts.set([0, hasEnds(fallback) ? fallback : shorterOf(fallback), first, ends.length], state * FACTS);
    for (const [kind, place] of node.next) {
      const child = nodes[place];
      const column = columnOf.get(kind);
      if (!child || column === undefined) continue;
      const next = state === 0 ? 0 : (table[fallbackRow + column] ?? 0);
      table[row + column] = states.push({ node: child, fallback: next }) - 1;
    }
  }
  const isEnd = (state: number) => hasEnds(state) || shorterOf(state) > 0;
  return {
    columns: view.kinds.map((kind) => columnOf.get(kind) ?? 0),
    width,
    table: table.map((state) => (isEnd(state) ? ~(state * width) : state * width)),
    ends: Int32Array.from(ends),
    facts,
  };
}

/** @param texts None empty. */
export function buildAutomaton(texts: readonly PlacedText[], view: View): Automaton {
  return layRows(buildTrie(texts), view);
}
