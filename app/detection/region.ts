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

  /** Regions come about in order: those that one overlaps or nearly touches are joined to it. */
  add({ from, to }: Region): void {
    const joined = { from, to };
    for (
      let last = this.regions.at(-1);
      last && joined.from <= last.to + MAX_GAP;
      last = this.regions.at(-1)
    ) {
      joined.from = Math.min(joined.from, last.from);
      joined.to = Math.max(joined.to, last.to);
      this.regions.pop();
    }
    this.regions.push(joined);
  }

  /** Takes those that nothing from an offset on can be joined to. */
  takeBefore(offset: number): Region[] {
    const first = this.regions.findIndex(({ to }) => to + MAX_GAP >= offset);
    return this.regions.splice(0, first < 0 ? this.regions.length : first);
  }
}
