/**
 * The monthly partitions of the trace tables, named `requests_2026_11`, months in UTC. There is no default
 * partition: a row of a month without one fails (SQLSTATE 23514), and whoever writes it creates the month first.
 */
import type pg from "pg";
import { ADVISORY_LOCKS } from "./advisory-locks";
import { withClient } from "./with-client";

export const PARTITIONED_TABLES = ["requests", "attempts", "rule_hits", "request_bodies"] as const;

interface Partition {
  table: (typeof PARTITIONED_TABLES)[number];
  name: string;
  from: string;
  to: string;
}

/** The months that a running server needs without further thought: the one of `at` and the next two. */
export function upcomingMonths(at: Date): Date[] {
  return [0, 1, 2].map((ahead) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + ahead)));
}

/**
 * Makes sure that rows of these months can be stored. Any number of processes may call it at once.
 * One plain query when nothing is missing; creating a partition waits for running statements on its table.
 * @param months Any moment of each month.
 */
export async function ensurePartitions(pool: pg.Pool, months: Date[]): Promise<void> {
  const wanted = months.flatMap(partitionsOf);
  if (wanted.length === 0 || (await withoutExisting(pool, wanted)).length === 0) return;
  await withClient(pool, async (client) => {
    await client.query("BEGIN");
    // IF NOT EXISTS alone does not stand a race: two sessions may both find the name free.
    await client.query("SELECT pg_advisory_xact_lock($1)", [ADVISORY_LOCKS.partitions]);
    for (const { name, table, from, to } of await withoutExisting(client, wanted)) {
      await client.query(
        `CREATE TABLE IF NOT EXISTS "${name}" PARTITION OF "${table}" FOR VALUES FROM ('${from}') TO ('${to}')`,
      );
    }
    await client.query("COMMIT");
  });
}

function partitionsOf(month: Date): Partition[] {
  const start = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth()));
  const end = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1));
  const suffix = `${start.getUTCFullYear()}_${String(start.getUTCMonth() + 1).padStart(2, "0")}`;
  return PARTITIONED_TABLES.map((table) => ({
    table,
    name: `${table}_${suffix}`,
    from: start.toISOString(),
    to: end.toISOString(),
  }));
}

async function withoutExisting(db: pg.Pool | pg.PoolClient, partitions: Partition[]): Promise<Partition[]> {
  const { rows } = await db.query<{ name: string }>(
    "SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(quote_ident(name)) IS NULL",
    [partitions.map((partition) => partition.name)],
  );
  const absent = new Set(rows.map((row) => row.name));
  return partitions.filter((partition) => absent.has(partition.name));
}
