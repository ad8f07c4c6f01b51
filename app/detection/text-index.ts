/**
 * Tells in one pass over a text which of many short texts occur in it, and about where.
 */
import { blockOf, BlockSets, BlockUnions } from "~/detection/block-sets";
import { longRuns } from "~/detection/long-runs";
import { type Region } from "~/detection/region";
import { buildAutomaton, type Automaton } from "~/detection/text-automaton";
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
  private readonly folded: Automaton;
  private readonly shape: Automaton;
  private readonly words: Automaton;
  private readonly run: number;
  private readonly longest: number;
  /** By the number of a text, the places that it is noted at. */
  private readonly places: number[][] = [];
  /** By the number of a text, where it ended and no longer one. */
  private readonly ended: BlockSets;

  /** @param texts None empty. @param places So many sets. */
  constructor(texts: readonly ViewedText[], places: number) {
    const automatonOf = (view: View) =>
      buildAutomaton(
        texts.filter((text) => text.view === view),
        view,
        this.places,
      );
    this.folded = automatonOf(FOLDED);
    this.shape = automatonOf(SHAPE);
    this.words = automatonOf(WORDS);
    const ofWords = texts.filter(({ view }) => view === WORDS);
    this.run = longestRun(ofWords);
    this.longest = Math.max(0, ...ofWords.map(({ text }) => text.length));
    this.ended = new BlockSets(this.places.length);
    this.occurrences = new BlockUnions(places, this.ended);
  }

  /** Looks at a stretch: for texts that begin and end in it. */
  scan(units: Uint16Array, from: number, to: number): void {
    const { ended, occurrences } = this;
    occurrences.reset(to - from);
    this.scanCharacters(units, from, to);
    if (this.run === 0) this.scanWords(units, { from, to }, from);
    else if (this.run < Infinity) {
      // Ordinary text has few of them.
      for (const region of longRuns(units, { from, to }, this.run, this.longest))
        this.scanWords(units, region, from);
    }
    for (let index = 0; index < ended.count; index++) {
      const number = ended.used[index] ?? 0;
      for (const place of this.places[number] ?? []) occurrences.add(place, number);
    }
  }

  /** Two automata side by side in one loop: each waits for memory, and they wait together. */
  private scanCharacters(units: Uint16Array, from: number, to: number): void {
    const { folded, shape, ended } = this;
    const { columns: columnsA, table: tableA } = folded;
    const { columns: columnsB, table: tableB } = shape;
    let [rowA, rowB] = [0, 0];
    for (let index = from; index < to; index++) {
      const unit = units[index] ?? 0;
      rowA = tableA[rowA + (columnsA[unit] ?? 0)] ?? 0;
      rowB = tableB[rowB + (columnsB[unit] ?? 0)] ?? 0;
      if (rowA < 0) {
        rowA = ~rowA;
        ended.add(tableA[rowA] ?? 0, blockOf(index - from));
      }
      if (rowB < 0) {
        rowB = ~rowB;
        ended.add(tableB[rowB] ?? 0, blockOf(index - from));
      }
    }
  }

  /** @param start Where the pass began. */
  private scanWords(units: Uint16Array, { from, to }: Region, start: number): void {
    const { words, ended } = this;
    const { columns, table } = words;
    let row = 0;
    for (let index = from; index < to; index++) {
      row = table[row + (columns[units[index] ?? 0] ?? 0)] ?? 0;
      if (row < 0) {
        row = ~row;
        ended.add(table[row] ?? 0, blockOf(index - start));
      }
    }
  }
}
