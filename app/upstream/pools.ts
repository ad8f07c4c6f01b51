/** One keep-alive connection pool per origin, shared by every request of the process. */
import { Pool } from "undici";

export interface UpstreamTimeouts {
  /** TCP and TLS. */
  connectMs: number;
  /** From the request's last byte to the answer's headers. */
  firstByteMs: number;
  /** Between two chunks of the answer. */
  idleMs: number;
  /** The whole attempt. */
  totalMs: number;
}

/** Providers close idle connections after a minute or more; a little less avoids racing them. */
const KEEP_ALIVE_MS = 30_000;

export class UpstreamPools {
  private readonly pools = new Map<string, Pool>();

  constructor(readonly timeouts: UpstreamTimeouts) {}

  /** @param origin Scheme, host and port; configured or guarded, so that the number of pools is bounded. */
  get(origin: string): Pool {
    let pool = this.pools.get(origin);
    if (!pool) {
      pool = new Pool(origin, {
        connect: { timeout: this.timeouts.connectMs },
        headersTimeout: this.timeouts.firstByteMs,
        bodyTimeout: this.timeouts.idleMs,
        keepAliveTimeout: KEEP_ALIVE_MS,
        pipelining: 1,
      });
      this.pools.set(origin, pool);
    }
    return pool;
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
    this.pools.clear();
  }
}
