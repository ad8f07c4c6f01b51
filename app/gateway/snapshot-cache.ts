/**
 * From the digest of an API key to its caller, without a query on a warm request.
 *
 * Changes arrive by notification and drop what they touch. A time to live is the safety net for a notification that
 * was lost: an entry older than that is still served while it is renewed in the background, so that a database that
 * is away does not stop organizations that are warm.
 */
import { BoundedMap } from "~/lib/bounded-map";
import { type OrganizationSnapshot } from "./organization-snapshot";

export interface Caller {
  apiKeyId: string;
  snapshot: OrganizationSnapshot;
}

interface KeyRecord {
  id: string;
  organizationId: string;
  expiresAt: Date | null;
}

interface SnapshotCacheOptions {
  /** Null: unknown, revoked or expired. */
  findKey(hash: Buffer): Promise<KeyRecord | null>;
  loadSnapshot(organizationId: string): Promise<OrganizationSnapshot | null>;
  /** A renewal in the background failed; the old entry stays. */
  onRenewalFailed(error: unknown): void;
  ttlMs?: number;
  now?: () => number;
}

interface Entry<T> {
  value: T;
  loadedAt: number;
  renewing: boolean;
}

const TTL_MS = 30_000;
/** An unknown key is asked for again after this long. */
const UNKNOWN_TTL_MS = 5_000;
const MAX_ENTRIES = 50_000;
/** What was read while something changed is read again, at most this often; then it serves one request only. */
const MAX_READS = 3;

export class SnapshotCache {
  private readonly keys = new BoundedMap<Entry<KeyRecord>>(MAX_ENTRIES);
  private readonly unknown = new BoundedMap<number>(MAX_ENTRIES);
  private readonly snapshots = new BoundedMap<Entry<OrganizationSnapshot>>(MAX_ENTRIES);
  private readonly loading = new Map<string, Promise<unknown>>();
  /** Counts invalidations: what was read before one is not stored after it. */
  private epoch = 0;
  private readonly ttlMs: number;
  private readonly now: () => number;

  constructor(private readonly options: SnapshotCacheOptions) {
    this.ttlMs = options.ttlMs ?? TTL_MS;
    this.now = options.now ?? Date.now;
  }

  /**
   * @returns Null when the key is unknown, revoked or expired. Synchronous when warm.
   * @throws What the database throws, when nothing is cached.
   */
  resolve(hash: Buffer): Caller | null | Promise<Caller | null> {
    const digest = hash.toString("latin1");
    const key = this.fresh(this.keys, digest, () => this.loadKey(digest, hash));
    if (!key) return this.resolveCold(digest, hash);
    if (key.expiresAt && key.expiresAt.getTime() <= this.now()) return null;
    const snapshot = this.fresh(this.snapshots, key.organizationId, () =>
      this.loadSnapshot(key.organizationId),
    );
    return snapshot ? { apiKeyId: key.id, snapshot } : this.resolveCold(digest, hash);
  }

  /** @param organizationId `*`: anything may have changed. */
  invalidate(organizationId: string): void {
    this.epoch += 1;
    this.unknown.clear();
    if (organizationId === "*") {
      this.keys.clear();
      this.snapshots.clear();
      return;
    }
    this.snapshots.delete(organizationId);
    for (const [digest, { value }] of this.keys) {
      if (value.organizationId === organizationId) this.keys.delete(digest);
    }
  }

  private async resolveCold(digest: string, hash: Buffer): Promise<Caller | null> {
    if ((this.unknown.get(digest) ?? 0) > this.now()) return null;
    const key = this.keys.get(digest)?.value ?? (await this.once(digest, () => this.loadKey(digest, hash)));
    if (!key) {
      this.unknown.set(digest, this.now() + UNKNOWN_TTL_MS);
      return null;
    }
    const { organizationId } = key;
    const snapshot =
      this.snapshots.get(organizationId)?.value ??
      (await this.once(organizationId, () => this.loadSnapshot(organizationId)));
    return snapshot ? { apiKeyId: key.id, snapshot } : null;
  }

  private fresh<T>(entries: BoundedMap<Entry<T>>, name: string, renew: () => Promise<unknown>): T | null {
    const entry = entries.get(name);
    if (!entry) return null;
    if (this.now() - entry.loadedAt > this.ttlMs && !entry.renewing) {
      entry.renewing = true;
      renew()
        .catch((error: unknown) => {
          entry.loadedAt = this.now();
          this.options.onRenewalFailed(error);
        })
        .finally(() => (entry.renewing = false));
    }
    return entry.value;
  }

  private loadKey(digest: string, hash: Buffer): Promise<KeyRecord | null> {
    return this.load(this.keys, digest, () => this.options.findKey(hash));
  }

  private loadSnapshot(organizationId: string): Promise<OrganizationSnapshot | null> {
    return this.load(this.snapshots, organizationId, () => this.options.loadSnapshot(organizationId));
  }

  private async load<T>(
    entries: BoundedMap<Entry<T>>,
    name: string,
    read: () => Promise<T | null>,
  ): Promise<T | null> {
    let value: T | null = null;
    for (let attempt = 0; attempt < MAX_READS; attempt++) {
      const { epoch } = this;
      value = await read();
      if (epoch !== this.epoch) continue;
      if (value === null) entries.delete(name);
      else entries.set(name, { value, loadedAt: this.now(), renewing: false });
      break;
    }
    return value;
  }

  /** Requests that arrive together while something is cold share one read. */
  private once<T>(name: string, read: () => Promise<T>): Promise<T> {
    const running = this.loading.get(name);
    // The name decides what is read: digests and organization ids never coincide.
    if (running) return running as Promise<T>;
    const started = read().finally(() => this.loading.delete(name));
    this.loading.set(name, started);
    return started;
  }
}
