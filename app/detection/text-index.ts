/**
 * Tells in one pass over a text which of many short texts occur in it, and about where.
 */
import { blockOf, BlockSets, BlockUnions } from "~/detection/block-sets";
import { longRuns } from "~/detection/long-runs";
import { type Region } from "~/detection/region";
import { AutomatonTable, rowOf, type Automaton } from "~/detection/text-automaton";
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
  readonly occurrences: BlockUnions;
  private readonly cells: Int16Array;
  /** The first states of the two automata for characters. */
  private readonly firstFolded: number;
  private readonly firstShape: number;
  private readonly words: Automaton;
  /** By UTF-16 unit, its columns in the folded view, a byte, and in the view of shapes. */
  private readonly columns: Uint16Array;
  private readonly run: number;
  private readonly longest: number;
  /** By the number of a text, where it ended and no longer one. */
  private readonly ended: BlockSets;

  /** @param texts None empty. @param places So many sets. */
  constructor(texts: readonly ViewedText[], places: number) {
    const automata = new AutomatonTable();
    const add = (view: View) =>
      automata.add(
        texts.filter((text) => text.view === view),
        view,
      );
    const folded = add(FOLDED);
    const shape = add(SHAPE);
    this.words = add(WORDS);
    this.cells = automata.cells;
    this.firstFolded = folded.start;
    this.firstShape = shape.start;
    this.columns = Uint16Array.from(
      folded.columns,
      (column, unit) => column | ((shape.columns[unit] ?? 0) << 8),
    );
    const ofWords = texts.filter(({ view }) => view === WORDS);
    this.run = longestRun(ofWords);
    this.longest = Math.max(0, ...ofWords.map(({ text }) => text.length));
    this.ended = new BlockSets(automata.places.length);
    this.occurrences = new BlockUnions(this.ended, automata.places, places);
  }

  /** Looks at a stretch: for texts that begin and end in it. */
  scan(units: Uint16Array, from: number, to: number): void {
    const { occurrences } = this;
    occurrences.reset(to - from);
    this.scanCharacters(units, from, to);
    if (this.run === 0) this.scanWords(units, { from, to }, from);
    else if (this.run < Infinity) {
      // Ordinary text has few of them.
      for (const region of longRuns(units, { from, to }, this.run, this.longest))
        this.scanWords(units, region, from);
    }
    occurrences.unite();
  }

  /** Two automata side by side in one loop: each waits for memory, and they wait together. */
  private scanCharacters(units: Uint16Array, from: number, to: number): void {
    const { columns, cells, ended } = this;
    let folded = this.firstFolded;
    let shape = this.firstShape;
    for (let index = from; index < to; index++) {
      const both = columns[units[index] ?? 0] ?? 0;
      folded = cells[rowOf(folded) + (both & 0xff)] ?? 0;
      shape = cells[rowOf(shape) + (both >> 8)] ?? 0;
      if (folded < 0) {
        folded = ~folded;
        ended.add(cells[rowOf(folded)] ?? 0, blockOf(index - from));
      }
      if (shape < 0) {
        shape = ~shape;
        ended.add(cells[rowOf(shape)] ?? 0, blockOf(index - from));
      }
    }
  }

  /** @param start Where the pass began. */
  private scanWords(units: Uint16Array, { from, to }: Region, start: number): void {
    const { words, cells, ended } = this;
    const { columns } = words;
    let state = words.start;
    for (let index = from; index < to; index++) {
      state = cells[rowOf(state) + (columns[units[index] ?? 0] ?? 0)] ?? 0;
      if (state < 0) {
        state = ~state;
        ended.add(cells[rowOf(state)] ?? 0, blockOf(index - start));
      }
    }
  }
}
