/** Values that are made when they are asked for first. Beyond a number of them the one unused for longest is forgotten. */
export class RecentlyUsed<Value> {
  private readonly known = new Map<string, { value: Value }>();

  constructor(private readonly most: number) {}

  /** What `make` throws is thrown, and nothing is remembered. */
  get(key: string, make: () => Value): Value {
    const found = this.known.get(key) ?? { value: make() };
    this.known.delete(key);
    this.known.set(key, found);
    const [oldest] = this.known.keys();
    if (this.known.size > this.most && oldest !== undefined) this.known.delete(oldest);
    return found.value;
  }
}
