/** The UTF-8 bytes of stretches of a text, as RE2 reads them. */
import { type Region } from "~/detection/region";
import { isHighSurrogate, isLowSurrogate } from "~/detection/text-units";

/** Shorter stretches are copied faster than they are cut out. */
export const MIN_SHARED = 2048;
/** UTF-16 units between two offsets that are kept. */
const STEP = 1024;

const isInsidePair = (text: string, at: number) =>
  isHighSurrogate(text.charCodeAt(at - 1)) && isLowSurrogate(text.charCodeAt(at));

/** How many bytes stand for a stretch; for a pair of surrogates all of them at the first. A surrogate alone becomes U+FFFD. */
function byteLength(text: string, from: number, to: number): number {
  let length = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) length++;
    else if (unit < 0x800) length += 2;
    else if (isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(at + 1))) length += 4;
    else if (!isInsidePair(text, at)) length += 3;
  }
  return length;
}

/** Of one text, for which many stretches are asked. */
export class TextBytes {
  private bytes: Buffer | null = null;
  /** The offsets of bytes at every STEP units. */
  private offsets: number[] | null = null;

  constructor(readonly text: string) {}

  /** Whether the bytes of a stretch are cut out of those of the text. */
  isShared({ from, to }: Region): boolean {
    return to - from >= MIN_SHARED && !isInsidePair(this.text, from) && !isInsidePair(this.text, to);
  }

  /** The same as those of the stretch when it is cut out. */
  in(stretch: Region): Buffer {
    const { from, to } = stretch;
    if (!this.isShared(stretch)) return Buffer.from(this.text.slice(from, to), "utf8");
    return this.all().subarray(this.offsetOf(from), this.offsetOf(to));
  }

  /** The UTF-16 offset of a character, given by where it begins in the bytes of a stretch that are shared. */
  unitAt({ from }: Region, byte: number): number {
    if (this.isAscii()) return from + byte;
    const offset = this.offsetOf(from) + byte;
    const offsets = this.offsetsByStep();
    let low = 0;
    for (let high = offsets.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((offsets[middle] ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    let at = low * STEP;
    for (let here = offsets[low] ?? 0; here < offset; at++) here += byteLength(this.text, at, at + 1);
    return isInsidePair(this.text, at) ? at + 1 : at;
  }

  private all(): Buffer {
    return (this.bytes ??= Buffer.from(this.text, "utf8"));
  }

  /** Then offsets are the same. */
  private isAscii(): boolean {
    return this.all().length === this.text.length;
  }

  private offsetOf(at: number): number {
    if (this.isAscii()) return at;
    const step = Math.floor(at / STEP);
    return (this.offsetsByStep()[step] ?? 0) + byteLength(this.text, step * STEP, at);
  }

  private offsetsByStep(): readonly number[] {
    if (this.offsets) return this.offsets;
    this.offsets = [0];
    for (let at = STEP; at <= this.text.length; at += STEP) {
      this.offsets.push((this.offsets.at(-1) ?? 0) + byteLength(this.text, at - STEP, at));
    }
    return this.offsets;
  }
}
