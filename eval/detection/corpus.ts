/**
 * The corpus: texts that people send, with what must be found in them. `corpus/*.txt`, our own writing, every value made
 * up. `corpus/README.md` describes the format.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { findCategory, type Category } from "~/rules/categories";

/** A stretch that must be found. UTF-16 offsets, end exclusive. */
export interface Expected {
  /** It is counted under the first; a finding under any of them is right. */
  categories: readonly [Category, ...Category[]];
  start: number;
  end: number;
  /** What a finding may take along: the town after the street. Equal to start and end where nothing. */
  outerStart: number;
  outerEnd: number;
  /** It may be found or not, neither counts: `«?api_key:…»` around an identifier that is no secret. */
  isOptional: boolean;
}

export interface CorpusCase {
  /** File without its ending, and the line that the case begins in. */
  id: string;
  file: string;
  text: string;
  expected: Expected[];
}

const CORPUS = path.join(import.meta.dirname, "corpus");
const COMMENT = ";; ";
const BLOCK_START = "<<<";
const BLOCK_END = ">>>";

/** Marks and escapes; what lies between them is text. */
const MARKUP = /«(\??[a-z_|]+):|»|[⟨⟩]|\{\+\}|\{([«»⟨⟩])\}|\{U\+([0-9A-F]{4,6})\}/gu;

function readCategories(names: string, id: string): [Category, ...Category[]] {
  const [first, ...others] = names.split("|").map((name) => {
    const info = findCategory(name);
    if (!info) throw new Error(`${id}: no category is called ${name}`);
    return info.id;
  });
  if (!first) throw new Error(`${id}: a mark without a category`);
  return [first, ...others];
}

/** Reads marks as they come. */
class CaseReader {
  text = "";
  readonly expected: Expected[] = [];
  private open: Expected | null = null;
  private optionalFrom: number | null = null;

  constructor(private readonly id: string) {}

  fail(problem: string): never {
    throw new Error(`${this.id}: ${problem}`);
  }

  begin(names: string): void {
    if (this.open) this.fail("a mark within a mark");
    const at = this.text.length;
    const isOptional = names.startsWith("?");
    const categories = readCategories(isOptional ? names.slice(1) : names, this.id);
    this.open = { categories, start: at, end: at, outerStart: at, outerEnd: at, isOptional };
  }

  finish(): void {
    if (!this.open || this.optionalFrom !== null) this.fail("a mark ends that never began, or within ⟨⟩");
    const { open } = this;
    open.outerEnd = this.text.length;
    if (open.end === open.outerStart) open.end = open.outerEnd;
    if (open.end <= open.start) this.fail("a mark around nothing");
    this.expected.push(open);
    this.open = null;
  }

  beginOptional(): void {
    if (!this.open || this.optionalFrom !== null) this.fail("⟨ outside of a mark");
    this.optionalFrom = this.text.length;
  }

  /** At the mark's beginning the value starts behind it; elsewhere the value ends before it. */
  finishOptional(): void {
    if (!this.open || this.optionalFrom === null) this.fail("⟩ without ⟨");
    if (this.optionalFrom === this.open.outerStart) this.open.start = this.text.length;
    else this.open.end = this.optionalFrom;
    this.optionalFrom = null;
  }

  markup(mark: string, [names, literal, code]: (string | undefined)[]): void {
    if (names !== undefined) this.begin(names);
    else if (mark === "»") this.finish();
    else if (mark === "⟨") this.beginOptional();
    else if (mark === "⟩") this.finishOptional();
    else if (literal !== undefined) this.text += literal;
    else if (code !== undefined) this.text += String.fromCodePoint(parseInt(code, 16));
  }

  end(): void {
    if (this.open) this.fail("a mark that never ends");
  }
}

/** @throws {Error} naming the case, when a mark is not well-formed. */
export function readCase(id: string, file: string, source: string): CorpusCase {
  const reader = new CaseReader(id);
  let read = 0;
  for (const match of source.matchAll(MARKUP)) {
    reader.text += source.slice(read, match.index);
    reader.markup(match[0], match.slice(1));
    read = match.index + match[0].length;
  }
  reader.text += source.slice(read);
  reader.end();
  return { id, file, text: reader.text, expected: reader.expected };
}

/** The cases of one file: a line each, or the lines between `<<<` and `>>>`. */
export function readCases(file: string, content: string): CorpusCase[] {
  const cases: CorpusCase[] = [];
  let block: { from: number; lines: string[] } | null = null;
  for (const [index, line] of content.split("\n").entries()) {
    if (block && line === BLOCK_END) {
      cases.push(readCase(`${file}:${block.from}`, file, block.lines.join("\n")));
      block = null;
    } else if (block) block.lines.push(line);
    else if (line === BLOCK_START) block = { from: index + 2, lines: [] };
    else if (line !== "" && !line.startsWith(COMMENT))
      cases.push(readCase(`${file}:${index + 1}`, file, line));
  }
  if (block) throw new Error(`${file}:${block.from}: a block that never ends`);
  return cases;
}

export function readCorpus(): CorpusCase[] {
  return readdirSync(CORPUS)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .flatMap((name) => readCases(name.slice(0, -4), readFileSync(path.join(CORPUS, name), "utf8")));
}
