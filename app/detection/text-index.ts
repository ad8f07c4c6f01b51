/**
 * Tells in one pass over a text which of many short texts occur in it: the automaton of Aho and Corasick over the kinds
 * of characters (`folded-text.ts`). https://doi.org/10.1145/360825.360855
 */
import { KINDS, kindOf } from "~/detection/folded-text";

export interface TextIndex {
  /**
   * Tells of the texts that occur between two offsets, by their place in the list and where they end.
   * @returns How long the longest run of word characters and hyphens is there.
   */
  scan(text: string, from: number, to: number, onFound: (place: number, end: number) => void): number;
}

const isWord = Uint8Array.from({ length: KINDS }, (_, kind) =>
  /[a-z0_-]/.test(String.fromCharCode(kind)) ? 1 : 0,
);

interface Node {
  next: Map<number, number>;
  /** The texts that end here. */
  ends: number[];
}

function buildTrie(texts: readonly string[]): Node[] {
  const nodes: Node[] = [{ next: new Map(), ends: [] }];
  for (const [place, text] of texts.entries()) {
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

/** @param texts Folded, none empty. */
export function createTextIndex(texts: readonly string[]): TextIndex {
  const nodes = buildTrie(texts);
  const table = new Uint16Array(nodes.length * KINDS);
  const ends: (readonly number[])[] = nodes.map((node) => node.ends);
  const failure = new Uint16Array(nodes.length);
  const queue: number[] = [];
  for (const [kind, next] of nodes[0]?.next ?? []) {
    table[kind] = next;
    queue.push(next);
  }
  for (const at of queue) {
    const fallback = failure[at] ?? 0;
    table.copyWithin(at * KINDS, fallback * KINDS, (fallback + 1) * KINDS);
    ends[at] = [...(ends[at] ?? []), ...(ends[fallback] ?? [])];
    for (const [kind, next] of nodes[at]?.next ?? []) {
      failure[next] = table[fallback * KINDS + kind] ?? 0;
      table[at * KINDS + kind] = next;
      queue.push(next);
    }
  }
  const hasEnds = Uint8Array.from(ends, ({ length }) => (length > 0 ? 1 : 0));
  return {
    scan(text, from, to, onFound) {
      let at = 0;
      let run = 0;
      let longest = 0;
      for (let index = from; index < to; index++) {
        const kind = kindOf(text.charCodeAt(index));
        at = table[at * KINDS + kind] ?? 0;
        if (hasEnds[at] === 1) for (const place of ends[at] ?? []) onFound(place, index + 1);
        run = isWord[kind] === 1 ? run + 1 : 0;
        if (run > longest) longest = run;
      }
      return longest;
    },
  };
}
