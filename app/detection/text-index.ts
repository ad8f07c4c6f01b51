/**
 * Tells in one pass over a text which of many short texts occur in it, and about where: automata of Aho and Corasick
 * over the kinds of characters. https://doi.org/10.1145/360825.360855
 */
import { blockOf, BlockSets } from "~/detection/block-sets";
import { FOLDED, SHAPE, WORDS, type View } from "~/detection/text-views";

/** A text of kinds. */
export interface ViewedText {
  view: View;
  text: string;
}

export interface TextIndex {
  /** By the place of a text in the list, where it ended between two offsets. Valid until the next pass. */
  readonly occurrences: BlockSets;
  /** Looks at a stretch: for texts that begin and end in it. */
  scan(text: string, from: number, to: number): void;
}

interface Node {
  next: Map<number, number>;
  /** The texts that end here. */
  ends: number[];
}

function buildTrie(texts: readonly (readonly [place: number, text: string])[]): Node[] {
  const nodes: Node[] = [{ next: new Map(), ends: [] }];
  for (const [place, text] of texts) {
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

interface Automaton {
  /** By UTF-16 unit, its column: the kinds that no text has are one. */
  columns: Uint8Array;
  /** A row for each state, of so many columns as these bits make up: the next states. */
  columnBits: number;
  table: Uint16Array;
  /** By state, whether texts end there, and which. */
  hasEnds: Uint8Array;
  ends: readonly Int32Array[];
  /** By state, the block in which its texts were noted last: in one block once is enough. */
  noted: Float64Array;
}

/** States are numbered by their depth: the ones that are passed most lie close together. */
function buildAutomaton(nodes: readonly Node[], { kinds }: View): Automaton {
  const used = [...new Set(nodes.flatMap(({ next }) => [...next.keys()]))];
  const columnBits = Math.ceil(Math.log2(used.length + 1));
  const columnOf = new Map(used.map((kind, place) => [kind, place + 1]));
  const states = nodes.slice(0, 1).map((node) => ({ node, fallback: 0, ends: node.ends }));
  const table = new Uint16Array(nodes.length << columnBits);
  for (const [state, { node, fallback }] of states.entries()) {
    const [row, fallbackRow] = [state << columnBits, fallback << columnBits];
    if (state > 0) table.copyWithin(row, fallbackRow, fallbackRow + (1 << columnBits));
    for (const [kind, place] of node.next) {
      const child = nodes[place];
      const column = columnOf.get(kind);
      if (!child || column === undefined) continue;
      const next = state === 0 ? 0 : (table[fallbackRow + column] ?? 0);
      const ends = [...child.ends, ...(states[next]?.ends ?? [])];
      table[row + column] = states.push({ node: child, fallback: next, ends }) - 1;
    }
  }
  return {
    columns: kinds.map((kind) => columnOf.get(kind) ?? 0),
    columnBits,
    table,
    hasEnds: Uint8Array.from(states, ({ ends }) => (ends.length > 0 ? 1 : 0)),
    ends: states.map(({ ends }) => Int32Array.from(ends)),
    noted: new Float64Array(states.length),
  };
}

/** @param texts None empty. @param longestScan No pass is longer, in UTF-16 units. */
export function createTextIndex(texts: readonly ViewedText[], longestScan: number): TextIndex {
  const automatonOf = (view: View) => {
    const own = [...texts.entries()].filter(([, text]) => text.view === view);
    return buildAutomaton(buildTrie(own.map(([place, { text }]) => [place, text])), view);
  };
  // Side by side in one loop: each waits for memory, and they wait together.
  const [a, b, c] = [automatonOf(FOLDED), automatonOf(SHAPE), automatonOf(WORDS)];
  const occurrences = new BlockSets(texts.length, longestScan);
  /** Blocks of all passes so far. */
  let blocksBefore = 1;

  const note = ({ ends, noted }: Automaton, state: number, offset: number) => {
    const block = blockOf(offset);
    if (noted[state] === blocksBefore + block) return;
    noted[state] = blocksBefore + block;
    const own = ends[state];
    if (own) for (let index = 0; index < own.length; index++) occurrences.add(own[index] ?? 0, block);
  };
  return {
    occurrences,
    scan(text, from, to) {
      occurrences.reset(to - from);
      let [stateA, stateB, stateC] = [0, 0, 0];
      const { columns: columnsA, columnBits: bitsA, table: tableA, hasEnds: hasEndsA } = a;
      const { columns: columnsB, columnBits: bitsB, table: tableB, hasEnds: hasEndsB } = b;
      const { columns: columnsC, columnBits: bitsC, table: tableC, hasEnds: hasEndsC } = c;
      for (let index = from; index < to; index++) {
        const unit = text.charCodeAt(index);
        stateA = tableA[(stateA << bitsA) | (columnsA[unit] ?? 0)] ?? 0;
        stateB = tableB[(stateB << bitsB) | (columnsB[unit] ?? 0)] ?? 0;
        stateC = tableC[(stateC << bitsC) | (columnsC[unit] ?? 0)] ?? 0;
        if (hasEndsA[stateA] === 1) note(a, stateA, index - from);
        if (hasEndsB[stateB] === 1) note(b, stateB, index - from);
        if (hasEndsC[stateC] === 1) note(c, stateC, index - from);
      }
      blocksBefore += blockOf(to - from) + 1;
    },
  };
}
