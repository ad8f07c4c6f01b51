/**
 * The rows of a batch of traces, in the text format of COPY: as they go to the database, and as they wait on disk.
 *
 * A trace becomes text as soon as it is closed and is kept in buffers, outside of JavaScript's heap: as objects, traces
 * that wait outlive the young generation, and collecting them there costs more than making their rows.
 */
import { type Trace } from "./trace";
import { ATTEMPTS, BODIES, REQUESTS, RULE_HITS, timestamp } from "./trace-tables";

const PIECE_BYTES = 64 * 1024;
/** UTF-8 of one UTF-16 unit. */
const MOST_BYTES = 3;
const STATEMENT = /^COPY (requests|attempts|rule_hits|request_bodies) \([a-z_, ]+\) FROM STDIN$/;
/** The table in which a trace has exactly one row, with the columns of today or of a batch that waited on disk. */
const OF_REQUESTS = /^COPY requests /;
/** Ends the rows of a statement, as a line of its own. Rows begin with an id. */
const END_OF_ROWS = "\\.\n";

/** Text that grows, as bytes. */
class CopyInput {
  private readonly filled: Buffer[] = [];
  private last = Buffer.alloc(0);
  private used = 0;
  private size = 0;

  get byteLength(): number {
    return this.size;
  }

  /** @param text Well-formed. */
  append(text: string): void {
    const most = text.length * MOST_BYTES;
    if (this.used + most > this.last.length) {
      if (this.used > 0) this.filled.push(this.last.subarray(0, this.used));
      this.last = Buffer.allocUnsafeSlow(Math.max(PIECE_BYTES, most));
      this.used = 0;
    }
    const written = this.last.write(text, this.used);
    this.used += written;
    this.size += written;
  }

  pieces(): Buffer[] {
    return [...this.filled, this.last.subarray(0, this.used)];
  }

  /** Without their ends. */
  lines(): string[] {
    return Buffer.concat(this.pieces()).toString("utf8").split("\n").slice(0, -1);
  }
}

/** What the columns of every table begin with: organization, start and id of the trace. */
function keyOf(line: string): readonly string[] {
  return line.split("\t", 3);
}

export class TraceRows {
  private size = 0;
  private readonly begun = new Set<string>();
  /** By the statement that takes them. */
  private readonly texts = new Map<string, CopyInput>();

  /** Of traces. */
  get count(): number {
    return this.size;
  }

  get byteLength(): number {
    let sum = 0;
    for (const text of this.texts.values()) sum += text.byteLength;
    return sum;
  }

  /** In which the traces began: `2026-11`. */
  get months(): ReadonlySet<string> {
    return this.begun;
  }

  /** All of a trace's rows, or none. @throws For a trace that cannot be written down. */
  add(trace: Trace): void {
    const at = timestamp(trace.startedAt);
    const request = REQUESTS.line({ trace, at });
    let [attempts, hits] = ["", ""];
    trace.attempts.forEach((part, position) => (attempts += ATTEMPTS.line({ trace, at, position, part })));
    trace.ruleHits.forEach((part, position) => (hits += RULE_HITS.line({ trace, at, position, part })));
    const hasBody = trace.requestBody !== null || trace.responseBody !== null;
    const bodies = hasBody ? BODIES.line({ trace, at }) : "";
    this.append(REQUESTS.statement, request);
    this.append(ATTEMPTS.statement, attempts);
    this.append(RULE_HITS.statement, hits);
    this.append(BODIES.statement, bodies);
    this.countOne(at);
  }

  private countOne(startedAt: string): void {
    this.size += 1;
    this.begun.add(startedAt.slice(0, "2026-11".length));
  }

  private append(statement: string, lines: string): void {
    if (lines === "") return;
    let text = this.texts.get(statement);
    if (!text) this.texts.set(statement, (text = new CopyInput()));
    text.append(lines);
  }

  /** The COPY statements, requests first, each with its input. */
  *copies(): Generator<[statement: string, input: readonly Buffer[]]> {
    for (const [statement, text] of this.texts) yield [statement, text.pieces()];
  }

  /** What the rows of each trace are found by: organization, start and id. */
  keys(): (readonly string[])[] {
    const requests = [...this.texts].filter(([statement]) => OF_REQUESTS.test(statement));
    return requests.flatMap(([, text]) => text.lines().map(keyOf));
  }

  /** Two batches of half the traces each. */
  halved(): [TraceRows, TraceRows] {
    const halves: [TraceRows, TraceRows] = [new TraceRows(), new TraceRows()];
    const first = new Set(
      this.keys()
        .slice(0, this.size >> 1)
        .map(String),
    );
    for (const [statement, text] of this.texts) {
      for (const line of text.lines()) halves[first.has(String(keyOf(line))) ? 0 : 1].take(statement, line);
    }
    return halves;
  }

  private take(statement: string, line: string): void {
    this.append(statement, `${line}\n`);
    if (OF_REQUESTS.test(statement)) this.countOne(keyOf(line)[1] ?? "");
  }

  /** A script that psql could run. */
  toScript(): Buffer {
    const end = Buffer.from(END_OF_ROWS);
    return Buffer.concat(
      Array.from(this.copies(), ([statement, input]) => [
        Buffer.from(`${statement};\n`),
        ...input,
        end,
      ]).flat(),
    );
  }

  /** The batch of a script. Null when it is none, or not whole. */
  static fromScript(script: string): TraceRows | null {
    const rows = new TraceRows();
    let statement: string | null = null;
    const lines = script.split("\n");
    if (lines.pop() !== "") return null;
    for (const line of lines) {
      if (statement === null) {
        statement = line.slice(0, -1);
        if (!line.endsWith(";") || !STATEMENT.test(statement)) return null;
      } else if (line === "\\.") statement = null;
      else rows.take(statement, line);
    }
    return statement === null && rows.count > 0 ? rows : null;
  }
}
