/**
 * One transaction for a whole batch: requests, attempts, rule hits and bodies go in together or not at all.
 *
 * By COPY, which knows no ON CONFLICT: a batch that may have been stored before is first taken out again, in the
 * same transaction, so that a replay is harmless.
 */
import { finished } from "node:stream/promises";
import { type Pool, type PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { withClient } from "~/db/with-client";
import { type TraceRows } from "./trace-rows";

const STORED_BEFORE = "unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) AS before (organization, at, trace)";
const TAKE_OUT = [
  `DELETE FROM requests USING ${STORED_BEFORE} WHERE organization_id = organization AND started_at = at AND id = trace`,
  ...["attempts", "rule_hits", "request_bodies"].map(
    (table) =>
      `DELETE FROM ${table} USING ${STORED_BEFORE} WHERE organization_id = organization AND request_started_at = at AND request_id = trace`,
  ),
];

async function takeOut(client: PoolClient, rows: TraceRows): Promise<void> {
  const keys = rows.keys();
  const columns = [0, 1, 2].map((column) => keys.map((key) => key[column]));
  for (const statement of TAKE_OUT) await client.query(statement, columns);
}

/**
 * Stores a batch. The partitions of its months must exist.
 * @param again Some of it may have been stored before.
 */
export async function insertTraces(pool: Pool, rows: TraceRows, again: boolean): Promise<void> {
  await withClient(pool, async (client) => {
    await client.query("BEGIN");
    if (again) await takeOut(client, rows);
    for (const [statement, input] of rows.copies()) {
      const copy = client.query(copyFrom(statement));
      for (const piece of input) copy.write(piece);
      copy.end();
      await finished(copy);
    }
    await client.query("COMMIT");
  });
}
