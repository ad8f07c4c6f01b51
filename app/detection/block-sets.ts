/**
 * About where short texts end in a stretch of a longer one: a bit for each block of the stretch. It takes the same memory
 * whatever comes.
 */

const BLOCK_BITS = 4;
/** UTF-16 units. */
export const BLOCK = 1 << BLOCK_BITS;
/** Of the integers that bits are kept in. */
const BITS = 5;

/** Sets of blocks by place; a set is empty until the first block is added to it. */
export class BlockSets {
  /** The places of the sets that are not empty, `count` of them. */
  readonly used: Int32Array;
  count = 0;
  private readonly isUsed: Uint8Array;
  private readonly bits: Int32Array;
  /** Integers of a set, and how many of them are in use. */
  private readonly width: number;
  private inUse = 0;

  /** @param longest The longest stretch, in UTF-16 units. */
  constructor(places: number, longest: number) {
    this.width = (longest >> (BLOCK_BITS + BITS)) + 1;
    this.bits = new Int32Array(places * this.width);
    this.used = new Int32Array(places);
    this.isUsed = new Uint8Array(places);
  }

  /** Empties all sets, for a stretch of a length. */
  reset(length: number): void {
    for (let index = 0; index < this.count; index++) {
      const place = this.used[index] ?? 0;
      this.isUsed[place] = 0;
      this.bits.fill(0, place * this.width, place * this.width + this.inUse);
    }
    this.count = 0;
    this.inUse = (length >> (BLOCK_BITS + BITS)) + 1;
  }

  has(place: number): boolean {
    return this.isUsed[place] === 1;
  }

  add(place: number, block: number): void {
    if (this.isUsed[place] === 0) {
      this.isUsed[place] = 1;
      this.used[this.count++] = place;
    }
    const at = place * this.width + (block >> BITS);
    this.bits[at] = (this.bits[at] ?? 0) | (1 << (block & 31));
  }

  /** The first block of a set at or after one, -1 when there is none. */
  next(place: number, block: number): number {
    const base = place * this.width;
    let at = Math.max(0, block) >> BITS;
    if (at >= this.inUse) return -1;
    let word = (this.bits[base + at] ?? 0) & (-1 << (Math.max(0, block) & 31));
    while (word === 0) {
      if (++at >= this.inUse) return -1;
      word = this.bits[base + at] ?? 0;
    }
    return (at << BITS) + 31 - Math.clz32(word & -word);
  }
}

/** @param offset In the stretch. */
export function blockOf(offset: number): number {
  return offset >> BLOCK_BITS;
}
