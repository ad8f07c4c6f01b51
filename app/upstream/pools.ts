/** One keep-alive connection pool per origin, shared by every request of the process. */
import { lookup } from "node:dns";
import { Pool } from "undici";
import { checkedLookup, type Resolve } from "./checked-lookup";

export interface UpstreamTimeouts {
  /** DNS, TCP and TLS. */
  connectMs: number;
  /** From the request's last byte to the answer's headers. */
  firstByteMs: number;
  /** Between two chunks of the answer, while we are reading. */
  idleMs: number;
  /** The whole attempt. */
  totalMs: number;
}

/** Providers close idle connections after a minute or more; a little less avoids racing them. */
const KEEP_ALIVE_MS = 30_000;
/** Callers choose the origins of checked pools, so their number is bounded; the one used longest ago goes first. */
const MOST_CHECKED_POOLS = 256;

export class UpstreamPools {
  private readonly trusted = new Map<string, Pool>();
  /** Apart from the trusted ones: a connection whose address was not checked never serves a caller's target. */
  private readonly checked = new Map<string, Pool>();
  /** Evicted, with requests in flight. */
  private readonly closing = new Set<Pool>();

  constructor(
    readonly timeouts: UpstreamTimeouts,
    private readonly resolve: Resolve = lookup,
  ) {}

  /**
   * Dispatch to the pool at once; it may be closed to new requests later.
   * @param origin Scheme, host and port.
   * @param publicOnly Connect to public addresses alone. Without it, origins must come from the configuration.
   */
  get(origin: string, publicOnly = false): Pool {
    if (publicOnly) return this.getChecked(origin);
    let pool = this.trusted.get(origin);
    if (!pool) {
      pool = this.open(origin);
      this.trusted.set(origin, pool);
    }
    return pool;
  }

  private getChecked(origin: string): Pool {
    const pool = this.checked.get(origin) ?? this.open(origin, checkedLookup(this.resolve));
    // A Map keeps the order of insertion: the last used is the last.
    this.checked.delete(origin);
    this.checked.set(origin, pool);
    if (this.checked.size > MOST_CHECKED_POOLS) this.evictOldest();
    return pool;
  }

  private evictOldest(): void {
    for (const [origin, pool] of this.checked) {
      this.checked.delete(origin);
      this.closing.add(pool);
      // Requests in flight are finished first.
      void pool.close().finally(() => this.closing.delete(pool));
      return;
    }
  }

  private open(origin: string, checking?: ReturnType<typeof checkedLookup>): Pool {
    return new Pool(origin, {
      connect: { timeout: this.timeouts.connectMs, ...(checking ? { lookup: checking } : {}) },
      headersTimeout: this.timeouts.firstByteMs,
      bodyTimeout: this.timeouts.idleMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
      pipelining: 1,
    });
  }

  async close(): Promise<void> {
    const pools = [...this.trusted.values(), ...this.checked.values(), ...this.closing];
    await Promise.all(pools.map((pool) => pool.destroy()));
    this.trusted.clear();
    this.checked.clear();
  }
}
