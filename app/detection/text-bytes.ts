/** The UTF-8 bytes of stretches of a text, as RE2 reads them. */
import { type Region } from "~/detection/region";

/** Shorter stretches are copied faster than they are cut out. */
export const MIN_SHARED = 2048;
/** UTF-16 units between two offsets that are kept. */
const STEP = 1024;

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;
const isInsidePair = (text: string, at: number) =>
  isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));

/** How many bytes stand for a stretch; for a pair of surrogates all of them at the first. A surrogate alone becomes U+FFFD. */
function byteLength(text: string, from: number, to: number): number {
  let length = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) length++;
    else if (unit < 0x800) length += 2;
    else if (isHigh(unit) && isLow(text.charCodeAt(at + 1))) length += 4;
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

  /** The same as those of the stretch when it is cut out. */
  in({ from, to }: Region): Buffer {
    const { text } = this;
    if (to - from < MIN_SHARED || isInsidePair(text, from) || isInsidePair(text, to)) {
      return Buffer.from(text.slice(from, to), "utf8");
    }
    this.bytes ??= Buffer.from(text, "utf8");
    // Of ASCII alone offsets are the same.
    if (this.bytes.length === text.length) return this.bytes.subarray(from, to);
    return this.bytes.subarray(this.offsetOf(from), this.offsetOf(to));
  }

  private offsetOf(at: number): number {
    this.offsets ??= this.readOffsets();
    const step = Math.floor(at / STEP);
    return (this.offsets[step] ?? 0) + byteLength(this.text, step * STEP, at);
  }

  private readOffsets(): number[] {
    const offsets = [0];
    for (let at = STEP; at <= this.text.length; at += STEP) {
      offsets.push((offsets.at(-1) ?? 0) + byteLength(this.text, at - STEP, at));
    }
    return offsets;
  }
}
