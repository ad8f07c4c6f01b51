/** A connection of its own for statements that belong together: a transaction, a session lock. */
import type pg from "pg";

/**
 * Runs `work` on one connection of the pool. When it fails, the connection is closed rather than given back: it may
 * be in an open transaction. A connection that breaks meanwhile fails the running query and nothing else; without
 * the listener it would end the process.
 */
export async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const ignore = () => undefined;
  client.on("error", ignore);
  let failed = true;
  try {
    const result = await work(client);
    failed = false;
    return result;
  } finally {
    client.removeListener("error", ignore);
    // `release` puts the pool's own listener in place.
    client.release(failed);
  }
}
