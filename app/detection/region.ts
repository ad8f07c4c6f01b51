/** A stretch of a text; UTF-16 offsets, end exclusive. */
export interface Region {
  from: number;
  to: number;
}

/** Looking at two that are so near as one is cheaper. */
const MAX_GAP = 256;

/** Regions to be searched, disjoint and in order of their start. */
export class RegionQueue {
  private regions: Region[] = [];

  /** Those that it overlaps or nearly touches are joined to it. Most regions come in order. */
  add({ from, to }: Region): void {
    const joined = { from, to };
    const { regions } = this;
    let behind = regions.length;
    while ((regions[behind - 1]?.from ?? -Infinity) > to + MAX_GAP) behind--;
    let first = behind;
    for (
      let last = regions[first - 1];
      last && last.to + MAX_GAP >= joined.from;
      last = regions[--first - 1]
    ) {
      joined.from = Math.min(joined.from, last.from);
      joined.to = Math.max(joined.to, last.to);
    }
    regions.splice(first, behind - first, joined);
  }

  /** Takes those that nothing from an offset on can be joined to. */
  takeBefore(offset: number): Region[] {
    const first = this.regions.findIndex(({ to }) => to + MAX_GAP >= offset);
    return this.regions.splice(0, first < 0 ? this.regions.length : first);
  }
}
