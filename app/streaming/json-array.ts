/**
 * A stream that is one JSON array, cut into its elements without changing a byte: what Gemini's streams are without
 * `alt=sse`. Each byte is looked at once, and no element is parsed here.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

const DEFAULT_MAX_ELEMENT_BYTES = 8 * 1024 * 1024;

export interface JsonArrayItem {
  /** The exact bytes, with the punctuation before the element. All of them in a row are the stream. */
  raw: Buffer;
  /** The element's source; null for what holds none, such as the closing bracket. */
  data: string | null;
}

export class JsonArrayElementTooLargeError extends Error {
  override name = "JsonArrayElementTooLargeError";
  constructor(maxBytes: number) {
    super(`an element of the stream is larger than ${maxBytes} bytes`);
  }
}

export class JsonArraySplitter {
  #held: Buffer[] = [];
  #heldBytes = 0;
  /** Where the element begins in what is held; -1 before it has begun. */
  #elementStart = -1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The first byte was not a bracket: this is no array, and nothing of it is cut. */
  #isOther = false;
  #isOpened = false;

  constructor(private readonly maxElementBytes = DEFAULT_MAX_ELEMENT_BYTES) {}

  /**
   * The elements that this chunk completes, and the punctuation after the last one. How the stream is cut makes no
   * difference to the elements.
   *
   * @throws {JsonArrayElementTooLargeError} The splitter is of no use afterwards.
   */
  push(chunk: Uint8Array): JsonArrayItem[] {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const items: JsonArrayItem[] = [];
    let start = 0;
    for (let position = 0; position < buffer.length; position++) {
      if (this.#isOther) break;
      if (!this.#step(buffer[position] ?? 0, this.#heldBytes + position - start)) continue;
      items.push(this.#take(buffer.subarray(start, position + 1), true));
      start = position + 1;
    }
    this.#hold(buffer.subarray(start));
    // Outside of elements there is only punctuation, and no reason to wait with it.
    if (this.#heldBytes > 0 && this.#elementStart === -1) items.push(this.#take(Buffer.alloc(0), false));
    return items;
  }

  /** What is left when the stream ends: half an element, or nothing. */
  flush(): JsonArrayItem[] {
    return this.#heldBytes === 0 ? [] : [this.#take(Buffer.alloc(0), false)];
  }

  /** @returns Whether the byte completes an element. */
  #step(byte: number, offset: number): boolean {
    if (this.#inString) {
      this.#stepInString(byte);
      return false;
    }
    if (SPACE.has(byte)) return false;
    if (!this.#isOpened) {
      this.#isOpened = true;
      this.#isOther = byte !== 0x5b;
      return false;
    }
    if (this.#depth === 0 && (byte === COMMA || CLOSE.has(byte))) {
      // What ends here and was not bracketed is a bare value: none of ours, and passed on as punctuation.
      this.#elementStart = -1;
      return false;
    }
    if (this.#elementStart === -1) this.#elementStart = offset;
    if (byte === QUOTE) this.#inString = true;
    else if (OPEN.has(byte)) this.#depth++;
    else if (CLOSE.has(byte)) this.#depth--;
    return this.#depth === 0 && CLOSE.has(byte);
  }

  #stepInString(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
  }

  #hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > this.maxElementBytes) throw new JsonArrayElementTooLargeError(this.maxElementBytes);
  }

  #take(last: Buffer, isElement: boolean): JsonArrayItem {
    this.#hold(last);
    const [only = last] = this.#held;
    const raw = this.#held.length > 1 ? Buffer.concat(this.#held, this.#heldBytes) : only;
    const data = isElement ? raw.toString("utf8", this.#elementStart) : null;
    this.#held = [];
    this.#heldBytes = 0;
    this.#elementStart = -1;
    return { raw, data };
  }
}
