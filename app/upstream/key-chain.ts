/** The keys that a request may be sent with: one, and what it falls back to. */

interface LinkedKey {
  readonly id: string;
  readonly fallbackKeyId: string | null;
}

/**
 * The links from `start` on, each key once. A link to a key that is not in `all` ends the chain, and so does a cycle:
 * the database forbids both, and two changes at the same moment may still show them.
 */
export function followChain<K extends LinkedKey>(start: K, all: readonly K[]): K[] {
  const byId = new Map(all.map((key) => [key.id, key]));
  const chain = new Map<string, K>();
  let next: K | undefined = start;
  while (next && !chain.has(next.id)) {
    chain.set(next.id, next);
    next = next.fallbackKeyId === null ? undefined : byId.get(next.fallbackKeyId);
  }
  return [...chain.values()];
}
