/**
 * Tells in one pass over a text which of many short texts occur in it, and about where.
 */
import { blockOf, BlockSets } from "~/detection/block-sets";
import { longRuns } from "~/detection/long-runs";
import { type Region } from "~/detection/region";
import {
  buildAutomaton,
  FACTS,
  FIRST_END,
  LAST_END,
  NOTED,
  SHORTER,
  type Automaton,
} from "~/detection/text-automaton";
import { FOLDED, SHAPE, WORDS, type View } from "~/detection/text-views";

/** A text of kinds, and in which set it is noted. */
export interface ViewedText {
  view: View;
  text: string;
  place: number;
}

/** So long a run is in every text of words. Infinity where there are no texts. */
function longestRun(texts: readonly ViewedText[]): number {
  const runs = texts.map(({ text }) => Math.max(...text.split("\0").map(({ length }) => length)));
  return Math.min(...runs);
}

export class TextIndex {
  /** By place, where its texts ended between two offsets. Valid until the next pass. */
  readonly occurrences: BlockSets;
  private readonly folded: Automaton;
  private readonly shape: Automaton;
  private readonly words: Automaton;
  private readonly run: number;
  private readonly longest: number;
  /** Blocks of all passes so far. */
  private blocksBefore = 1;

  /** @param texts None empty. @param places So many sets. @param longestScan No pass is longer, in UTF-16 units. */
  constructor(texts: readonly ViewedText[], places: number, longestScan: number) {
    const automatonOf = (view: View) =>
      buildAutomaton(
        texts.filter((text) => text.view === view),
        view,
      );
    this.folded = automatonOf(FOLDED);
    this.shape = automatonOf(SHAPE);
    this.words = automatonOf(WORDS);
    const ofWords = texts.filter(({ view }) => view === WORDS);
    this.run = longestRun(ofWords);
    this.longest = Math.max(0, ...ofWords.map(({ text }) => text.length));
    this.occurrences = new BlockSets(places, longestScan);
  }

  /** Looks at a stretch: for texts that begin and end in it. */
  scan(text: string, from: number, to: number): void {
    this.occurrences.reset(to - from);
    this.scanCharacters(text, from, to);
    if (this.run === 0) this.scanWords(text, { from, to }, from);
    else if (this.run < Infinity) {
      // Ordinary text has few of them.
      for (const region of longRuns(text, { from, to }, this.run, this.longest))
        this.scanWords(text, region, from);
    }
    this.blocksBefore += blockOf(to - from) + 1;
  }

  private note({ width, ends, facts }: Automaton, row: number, offset: number): void {
    const block = blockOf(offset);
    const here = this.blocksBefore + block;
    let at = (row / width) * FACTS;
    while (at > 0 && facts[at + NOTED] !== here) {
      facts[at + NOTED] = here;
      const behind = facts[at + LAST_END] ?? 0;
      for (let end = facts[at + FIRST_END] ?? 0; end < behind; end++)
        this.occurrences.add(ends[end] ?? 0, block);
      at = (facts[at + SHORTER] ?? 0) * FACTS;
    }
  }

  /** Two automata side by side in one loop: each waits for memory, and they wait together. */
  private scanCharacters(text: string, from: number, to: number): void {
    const { folded, shape } = this;
    const { columns: columnsA, table: tableA } = folded;
    const { columns: columnsB, table: tableB } = shape;
    let [rowA, rowB] = [0, 0];
    for (let index = from; index < to; index++) {
      const unit = text.charCodeAt(index);
      rowA = tableA[rowA + (columnsA[unit] ?? 0)] ?? 0;
      rowB = tableB[rowB + (columnsB[unit] ?? 0)] ?? 0;
      if (rowA < 0) {
        rowA = ~rowA;
        this.note(folded, rowA, index - from);
      }
      if (rowB < 0) {
        rowB = ~rowB;
        this.note(shape, rowB, index - from);
      }
    }
  }

  /** @param start Where the pass began. */
  private scanWords(text: string, { from, to }: Region, start: number): void {
    const { words } = this;
    const { columns, table } = words;
    let row = 0;
    for (let index = from; index < to; index++) {
      row = table[row + (columns[text.charCodeAt(index)] ?? 0)] ?? 0;
      if (row < 0) {
        row = ~row;
        this.note(words, row, index - start);
      }
    }
  }
}
