/**
 * Links between keys: each names at most one other to try when it fails. Followed from key to key they are a chain.
 * Browser-safe, so that the form shows what the model will check.
 */
export interface Linked {
  id: string;
  /** Null: nothing is tried after it. */
  fallbackKeyId: string | null;
}

/**
 * The keys that a request may be sent with: the links from `start` on, each key once. A link to a key that is not in
 * `all` ends the chain, and so does a cycle: both are refused, and two changes at the same moment may still show them.
 */
export function followChain<Key extends Linked>(start: Key, all: readonly Key[]): Key[] {
  const byId = new Map(all.map((key) => [key.id, key]));
  const chain = new Map<string, Key>();
  let next: Key | undefined = start;
  while (next && !chain.has(next.id)) {
    chain.set(next.id, next);
    next = next.fallbackKeyId === null ? undefined : byId.get(next.fallbackKeyId);
  }
  return [...chain.values()];
}

/** The keys that are tried after `id`, in their order; none when there is no such key. */
export function fallbackChain<Key extends Linked>(keys: readonly Key[], id: string): Key[] {
  const start = keys.find((key) => key.id === id);
  return start ? followChain(start, keys).slice(1) : [];
}

/** The keys from `id` back to itself, `id` first and not repeated; null when its chain comes to an end. */
export function loopThrough<Key extends Linked>(keys: readonly Key[], id: string): Key[] | null {
  const key = keys.find((candidate) => candidate.id === id);
  if (!key) return null;
  const loop = [key, ...fallbackChain(keys, id)];
  return loop.at(-1)?.fallbackKeyId === id ? loop : null;
}

/** What else a chain needs to know of a key. */
export interface ChainKey<Provider extends string = string> extends Linked {
  provider: Provider;
  /** The model that a request of another provider is sent to. */
  defaultModel: string | null;
}

/** A request that begins at `from` reaches `key`, another provider's, and finds no model to ask there. */
export interface MissingModel<Key> {
  from: Key;
  key: Key;
}

/** One entry for each key that lacks a model, told from the nearest key that needs it to have one. */
export function missingModels<Key extends ChainKey>(keys: readonly Key[]): MissingModel<Key>[] {
  const nearest = new Map<string, MissingModel<Key> & { distance: number }>();
  for (const from of keys) {
    fallbackChain(keys, from.id).forEach((key, distance) => {
      if (key.provider === from.provider || key.defaultModel !== null) return;
      const known = nearest.get(key.id);
      if (!known || distance < known.distance) nearest.set(key.id, { from, key, distance });
    });
  }
  return [...nearest.values()].map(({ from, key }) => ({ from, key }));
}
