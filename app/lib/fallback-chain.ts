/**
 * Links between keys: each names at most one other to try when it fails. Followed from key to key they are a chain.
 * Browser-safe, so that the form shows what the model will check.
 */
export interface Linked {
  id: string;
  /** Null: nothing is tried after it. */
  fallbackKeyId: string | null;
}

/** The keys that are tried after `id`, in their order, each once. A link to a key that is not there ends it. */
export function fallbackChain<Key extends Linked>(keys: readonly Key[], id: string): Key[] {
  const byId = new Map(keys.map((key) => [key.id, key]));
  const seen = new Set([id]);
  const chain: Key[] = [];
  for (let next = nextOf(byId, byId.get(id)); next && !seen.has(next.id); next = nextOf(byId, next)) {
    seen.add(next.id);
    chain.push(next);
  }
  return chain;
}

function nextOf<Key extends Linked>(byId: ReadonlyMap<string, Key>, key: Key | undefined): Key | undefined {
  return key?.fallbackKeyId == null ? undefined : byId.get(key.fallbackKeyId);
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
