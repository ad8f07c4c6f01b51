import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileRules } from "~/rules/compile";
import { SnapshotCache } from "./snapshot-cache";

const rules = compileRules([], Buffer.alloc(32));
const hashOf = (key: string) => createHash("sha256").update(key).digest();

/** A store that answers like the database, counts what it is asked, and can be away. */
function createStore() {
  const keys = new Map<string, { id: string; organizationId: string; expiresAt: Date | null }>();
  const store = {
    keys,
    queries: 0,
    away: false,
    version: 1,
    now: 0,
    failures: 0,
    hold: null as Promise<void> | null,
  };
  const ask = async <T>(read: () => T): Promise<T> => {
    store.queries += 1;
    const answer = read();
    if (store.hold) await store.hold;
    if (store.away) throw new Error("away");
    return answer;
  };
  const cache = new SnapshotCache({
    findKey: (hash) => ask(() => keys.get(hash.toString("hex")) ?? null),
    loadSnapshot: (organizationId) =>
      ask(() => ({
        organizationId,
        zeroData: store.version % 2 === 0,
        fallbackMode: "error" as const,
        providerKeys: [],
        rules,
      })),
    onRenewalFailed: () => (store.failures += 1),
    ttlMs: 1_000,
    now: () => store.now,
  });
  const add = (key: string, organizationId: string, expiresAt: Date | null = null) =>
    keys.set(hashOf(key).toString("hex"), { id: `id-${key}`, organizationId, expiresAt });
  return { store, cache, add };
}

describe("SnapshotCache", () => {
  it("asks nothing for a warm key, and answers at once", async () => {
    const { store, cache, add } = createStore();
    add("a", "org");
    expect(await cache.resolve(hashOf("a"))).toMatchObject({ apiKeyId: "id-a" });
    const { queries } = store;
    for (let count = 0; count < 100; count++) expect(cache.resolve(hashOf("a"))).not.toBeInstanceOf(Promise);
    expect(store.queries).toBe(queries);
  });

  it("shares one read among requests that arrive together", async () => {
    const { store, cache, add } = createStore();
    add("a", "org");
    await Promise.all(Array.from({ length: 50 }, () => Promise.resolve(cache.resolve(hashOf("a")))));
    expect(store.queries).toBe(2);
  });

  it("forgets a revoked key with the notification, and an expired one by the clock", async () => {
    const { store, cache, add } = createStore();
    add("a", "org");
    add("b", "org", new Date(500));
    expect(await cache.resolve(hashOf("a"))).not.toBeNull();
    expect(await cache.resolve(hashOf("b"))).not.toBeNull();
    store.now = 500;
    expect(await cache.resolve(hashOf("b"))).toBeNull();
    store.keys.clear();
    cache.invalidate("org");
    expect(await cache.resolve(hashOf("a"))).toBeNull();
  });

  it("does not ask again at once for an unknown key, and finds it as soon as it is made", async () => {
    const { store, cache, add } = createStore();
    expect(await cache.resolve(hashOf("a"))).toBeNull();
    const { queries } = store;
    expect(await cache.resolve(hashOf("a"))).toBeNull();
    expect(store.queries).toBe(queries);
    add("a", "org");
    cache.invalidate("org");
    expect(await cache.resolve(hashOf("a"))).not.toBeNull();
  });

  it("serves a warm organization while the database is away, and renews it when it is back", async () => {
    const { store, cache, add } = createStore();
    add("a", "org");
    await cache.resolve(hashOf("a"));
    store.away = true;
    store.now = 5_000;
    expect(cache.resolve(hashOf("a"))).toMatchObject({ snapshot: { zeroData: false } });
    await new Promise(setImmediate);
    expect(store.failures).toBe(2);
    await expect(Promise.resolve(cache.resolve(hashOf("unknown")))).rejects.toThrow("away");
    store.away = false;
    store.version = 2;
    store.now = 10_000;
    await cache.resolve(hashOf("a"));
    await new Promise(setImmediate);
    expect(cache.resolve(hashOf("a"))).toMatchObject({ snapshot: { zeroData: true } });
  });

  it("reads again what changed while it was read, and is warm then", async () => {
    const { store, cache, add } = createStore();
    add("a", "org");
    let release = () => {};
    store.hold = new Promise((resolve) => (release = resolve));
    const early = cache.resolve(hashOf("a"));
    cache.invalidate("org");
    release();
    await early;
    expect(cache.resolve(hashOf("a"))).not.toBeInstanceOf(Promise);
  });

  it("does not store what was read before a change", async () => {
    const { store, cache, add } = createStore();
    add("a", "org");
    let release = () => {};
    store.hold = new Promise((resolve) => (release = resolve));
    const early = cache.resolve(hashOf("a"));
    store.keys.clear();
    cache.invalidate("org");
    release();
    store.hold = null;
    await early;
    expect(await cache.resolve(hashOf("a"))).toBeNull();
  });

  it("never serves a state older than the last notification (model)", async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("change" as const) }),
      fc.record({ kind: fc.constant("ask" as const) }),
      fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 3_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step), async (steps) => {
        const { store, cache, add } = createStore();
        add("a", "org");
        for (const one of steps) {
          if (one.kind === "change") {
            store.version += 1;
            cache.invalidate("org");
          } else if (one.kind === "wait") {
            store.now += one.ms;
          } else {
            const caller = await cache.resolve(hashOf("a"));
            expect(caller?.snapshot.zeroData).toBe(store.version % 2 === 0);
          }
        }
      }),
    );
  });
});
