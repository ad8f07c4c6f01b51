/**
 * Server-sent events as bytes: cuts a stream into events without changing a byte, and writes events.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 *
 * Every byte is looked at once, and an event that came in one chunk is a view of it, not a copy: a chunk must not be
 * written to after it was pushed.
 */

const LF = 0x0a;
const CR = 0x0d;
const BYTE_ORDER_MARK = "\ufeff";
const LINE_END = /\r\n|\r|\n/;

const DEFAULT_MAX_EVENT_BYTES = 8 * 1024 * 1024;

export interface SseEvent {
  /** The exact bytes, closing blank line included. All of them in a row are the stream. */
  raw: Buffer;
  /** The data lines joined by a line feed; null when there are none (comments, empty events). */
  data: string | null;
  /** The name; null when there is none. */
  event: string | null;
}

export class SseEventTooLargeError extends Error {
  override name = "SseEventTooLargeError";
  constructor(maxBytes: number) {
    super(`an event of the stream is larger than ${maxBytes} bytes`);
  }
}

/** A line's field and value; a comment has the empty field. */
function readLine(line: string): { field: string; value: string } {
  const colon = line.indexOf(":");
  if (colon < 0) return { field: line, value: "" };
  return { field: line.slice(0, colon), value: line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1) };
}

function readEvent(raw: Buffer, isFirst: boolean): SseEvent {
  const text = raw.toString("utf8");
  const data: string[] = [];
  let event: string | null = null;
  for (const line of (isFirst && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).split(LINE_END)) {
    const { field, value } = readLine(line);
    if (field === "data") data.push(value);
    else if (field === "event") event = value === "" ? null : value;
  }
  return { raw, data: data.length > 0 ? data.join("\n") : null, event };
}

/** Where the lines of a chunk end. Each search goes on where the last one found something. */
class LineEnds {
  #nextLf = -1;
  #nextCr = -1;

  constructor(private readonly chunk: Buffer) {}

  /** The first CR or LF at or after `from`, or -1. `from` only grows. */
  find(from: number): number {
    this.#nextLf = this.#search(LF, this.#nextLf, from);
    this.#nextCr = this.#search(CR, this.#nextCr, from);
    const end = Math.min(this.#nextLf, this.#nextCr);
    return end < this.chunk.length ? end : -1;
  }

  #search(byte: number, known: number, from: number): number {
    if (known >= from) return known;
    const found = this.chunk.indexOf(byte, from);
    return found < 0 ? this.chunk.length : found;
  }
}

function afterLineEnd(buffer: Buffer, end: number): number {
  return buffer[end] === CR && buffer[end + 1] === LF ? end + 2 : end + 1;
}

export class SseSplitter {
  /** What came of the current event in earlier chunks. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  #isFirst = true;
  #lineIsEmpty = true;
  /** The last byte was a CR: a LF that follows belongs to it. */
  #afterCr = false;
  /** That CR closed the event, which waits for the possible LF. */
  #isComplete = false;

  constructor(private readonly maxEventBytes = DEFAULT_MAX_EVENT_BYTES) {}

  /**
   * The events that this chunk completes. How the stream is cut makes no difference; an event that ends in a bare CR
   * is given out with the byte after it.
   *
   * @throws {SseEventTooLargeError} The splitter is of no use afterwards.
   */
  push(chunk: Uint8Array): SseEvent[] {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const events: SseEvent[] = [];
    if (buffer.length === 0) return events;
    let position = this.#finishCr(buffer, events);
    let eventStart = events.length > 0 ? position : 0;
    const lineEnds = new LineEnds(buffer);
    for (let end = lineEnds.find(position); end >= 0; end = lineEnds.find(position)) {
      const isBlank = this.#lineIsEmpty && end === position;
      position = afterLineEnd(buffer, end);
      const isOpenCr = position === buffer.length && buffer[position - 1] === CR;
      this.#lineIsEmpty = true;
      this.#afterCr = isOpenCr;
      if (isBlank && isOpenCr) this.#isComplete = true;
      else if (isBlank) {
        events.push(this.#take(buffer.subarray(eventStart, position)));
        eventStart = position;
      }
    }
    if (position < buffer.length) this.#lineIsEmpty = false;
    this.#hold(buffer.subarray(eventStart));
    return events;
  }

  /** Takes the LF that belongs to a CR at the end of the last chunk, and gives out the event that waited for it. */
  #finishCr(buffer: Buffer, events: SseEvent[]): number {
    const position = this.#afterCr && buffer[0] === LF ? 1 : 0;
    this.#afterCr = false;
    if (this.#isComplete) events.push(this.#take(buffer.subarray(0, position)));
    return position;
  }

  /** What is left when the stream ends: an event without its blank line, or nothing. */
  flush(): SseEvent[] {
    return this.#heldBytes === 0 ? [] : [this.#take(Buffer.alloc(0))];
  }

  #hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > this.maxEventBytes) throw new SseEventTooLargeError(this.maxEventBytes);
  }

  /** Closes the current event with its last bytes. */
  #take(last: Buffer): SseEvent {
    this.#hold(last);
    const [only = last] = this.#held;
    const raw = this.#held.length > 1 ? Buffer.concat(this.#held, this.#heldBytes) : only;
    const event = readEvent(raw, this.#isFirst);
    this.#held = [];
    this.#heldBytes = 0;
    this.#isFirst = false;
    this.#isComplete = false;
    return event;
  }
}

/** @throws {TypeError} when the event's name has a line break in it. */
export function encodeSseEvent({ event, data }: { event?: string; data: string }): Buffer {
  if (event !== undefined && LINE_END.test(event)) throw new TypeError("an event's name is one line");
  const name = event === undefined ? "" : `event: ${event}\n`;
  const lines = data.split(LINE_END).map((line) => `data: ${line}\n`);
  return Buffer.from(`${name}${lines.join("")}\n`, "utf8");
}
