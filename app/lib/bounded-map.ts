/** A map that forgets its oldest entry beyond a bound. */
export class BoundedMap<T> extends Map<string, T> {
  constructor(private readonly maxEntries: number) {
    super();
  }

  override set(key: string, value: T): this {
    const oldest = this.size >= this.maxEntries && !this.has(key) ? this.keys().next() : undefined;
    if (oldest?.done === false) this.delete(oldest.value);
    return super.set(key, value);
  }
}
