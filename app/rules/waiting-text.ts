import { type OpenText } from "~/detection/hold-back";

/** What is kept of text that has gone on, for what is found beside it: context words, boundaries. UTF-16 units. */
const LOOK_BACK = 1024;

/** A text that comes in pieces: what has gone on, as far as it is looked back at, and what waits. */
export class WaitingText implements OpenText {
  /** Both together. */
  text = "";
  /** Where the waiting part begins. */
  from = 0;

  get waiting(): string {
    return this.text.slice(this.from);
  }

  add(piece: string): void {
    this.text += piece;
  }

  /** Lets the text go on up to an offset. */
  release(to: number): string {
    const released = this.text.slice(this.from, to);
    const kept = Math.max(0, to - LOOK_BACK);
    if (kept > 0) this.text = this.text.slice(kept);
    this.from = to - kept;
    return released;
  }

  clear(): void {
    this.text = "";
    this.from = 0;
  }
}
