/**
 * About where short texts end in a stretch of a longer one: a bit for each block of the stretch. The memory it takes depends
 * on how many different texts do.
 */
import { grown } from "~/lib/grown";

const BLOCK_BITS = 3;
/** UTF-16 units. */
export const BLOCK = 1 << BLOCK_BITS;
/** Of the integers that bits are kept in. */
const BITS = 5;
const FIRST_INTEGERS = 1024;

/** Sets of blocks by place; a set is empty until the first block is added to it. */
export class BlockSets {
  /** The places of the sets that are not empty, `count` of them, in the order of their first blocks. */
  readonly used: Int32Array;
  count = 0;
  /** By place, which of the used sets it is, counted from one. */
  private readonly numbers: Int32Array;
  /** Of the used sets, one after the other. */
  private bits = new Int32Array(FIRST_INTEGERS);
  /** Integers of a set. */
  private width = 1;

  constructor(places: number) {
    this.used = new Int32Array(places);
    this.numbers = new Int32Array(places);
  }

  /** Empties all sets, for a stretch of a length. */
  reset(length: number): void {
    for (let index = 0; index < this.count; index++) this.numbers[this.used[index] ?? 0] = 0;
    this.bits.fill(0, 0, this.count * this.width);
    this.count = 0;
    this.width = (length >> (BLOCK_BITS + BITS)) + 1;
  }

  /** Where the bits of a place begin, which is used from now on. */
  private use(place: number): number {
    this.used[this.count++] = place;
    this.numbers[place] = this.count;
    const end = this.count * this.width;
    if (end > this.bits.length) this.bits = grown(this.bits, end);
    return end - this.width;
  }

  private baseOf(place: number): number {
    const number = this.numbers[place] ?? 0;
    return number === 0 ? this.use(place) : (number - 1) * this.width;
  }

  has(place: number): boolean {
    return this.numbers[place] !== 0;
  }

  add(place: number, block: number): void {
    const at = this.baseOf(place) + (block >> BITS);
    this.bits[at] = (this.bits[at] ?? 0) | (1 << (block & 31));
  }

  /** Adds a set of others that is not empty; all were reset for the same length. */
  addAll(place: number, others: BlockSets, other: number): void {
    const base = this.baseOf(place);
    const otherBase = others.baseOf(other);
    const { bits, width } = this;
    const { bits: added } = others;
    for (let at = 0; at < width; at++)
      bits[base + at] = (bits[base + at] ?? 0) | (added[otherBase + at] ?? 0);
  }

  /** The first block of a set at or after one, -1 when there is none. */
  next(place: number, block: number): number {
    return this.find(place, block, 0);
  }

  /** The first block behind one of a set that is not in it; there may be none before the end of the stretch. */
  gap(place: number, block: number): number {
    const gap = this.find(place, block, -1);
    return gap < 0 ? this.width << BITS : gap;
  }

  /** @param inverted All bits when what is sought is a block that is not there. */
  private find(place: number, block: number, inverted: 0 | -1): number {
    const number = this.numbers[place] ?? 0;
    let at = Math.max(0, block) >> BITS;
    if (number === 0 || at >= this.width) return -1;
    const { bits, width } = this;
    const base = (number - 1) * width;
    let word = ((bits[base + at] ?? 0) ^ inverted) & (-1 << (Math.max(0, block) & 31));
    while (word === 0) {
      if (++at >= width) return -1;
      word = (bits[base + at] ?? 0) ^ inverted;
    }
    return (at << BITS) + 31 - Math.clz32(word & -word);
  }
}

const FIRST_LINKS = 256;
/** In the place of a link. */
const MADE = -1;

/** Unions of such sets by place; most are never asked for, and only then are they made. */
export class BlockUnions {
  /** The places of the unions that are not empty, `count` of them. */
  readonly used: Int32Array;
  count = 0;
  private readonly made: BlockSets;
  /** By part, the places of the unions that have it, one after the other, and where they begin. */
  private readonly unions: Int32Array;
  private readonly begins: Int32Array;
  /** By place, its last link, counted from one; 0 when it is empty, MADE when it is made. */
  private readonly lastLinks: Int32Array;
  /** A part, and the link before this. */
  private links = new Int32Array(2 * FIRST_LINKS);

  /** @param unionsOf By part, the places of the unions that have it. @param places So many unions. */
  constructor(
    private readonly parts: BlockSets,
    unionsOf: readonly (readonly number[])[],
    places: number,
  ) {
    this.used = new Int32Array(places);
    this.lastLinks = new Int32Array(places);
    this.made = new BlockSets(places);
    this.unions = Int32Array.from(unionsOf.flat());
    let end = 0;
    this.begins = Int32Array.from([0, ...unionsOf.map(({ length }) => (end += length))]);
  }

  /** Empties all unions and their parts, for a stretch of a length. */
  reset(length: number): void {
    for (let index = 0; index < this.count; index++) this.lastLinks[this.used[index] ?? 0] = 0;
    this.count = 0;
    this.made.reset(length);
    this.parts.reset(length);
  }

  /** Notes the parts of all unions, when all have been added. */
  unite(): void {
    const { parts, unions, begins, used, lastLinks } = this;
    let { links } = this;
    let linkCount = 0;
    let count = 0;
    for (let index = 0; index < parts.count; index++) {
      const part = parts.used[index] ?? 0;
      const end = begins[part + 1] ?? 0;
      for (let at = begins[part] ?? 0; at < end; at++) {
        const place = unions[at] ?? 0;
        const last = lastLinks[place] ?? 0;
        if (last === 0) used[count++] = place;
        if (2 * linkCount === links.length) links = grown(links, 0);
        links[2 * linkCount] = part;
        links[2 * linkCount + 1] = last;
        lastLinks[place] = ++linkCount;
      }
    }
    this.links = links;
    this.count = count;
  }

  has(place: number): boolean {
    return this.lastLinks[place] !== 0;
  }

  /** The first block of a union at or after one, -1 when there is none. */
  next(place: number, block: number): number {
    const last = this.lastLinks[place] ?? 0;
    if (last > 0) this.make(place, last);
    return this.made.next(place, block);
  }

  /** The first block that is not in a union behind one that is. */
  gap(place: number, block: number): number {
    return this.made.gap(place, block);
  }

  private make(place: number, last: number): void {
    const { made, parts, links } = this;
    for (let link = last; link > 0; link = links[2 * link - 1] ?? 0) {
      made.addAll(place, parts, links[2 * link - 2] ?? 0);
    }
    this.lastLinks[place] = MADE;
  }
}

/** @param offset In the stretch. */
export function blockOf(offset: number): number {
  return offset >> BLOCK_BITS;
}
