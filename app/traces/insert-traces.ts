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
import { type Trace } from "./trace";
import { ATTEMPTS, BODIES, REQUESTS, RULE_HITS, timestamp } from "./trace-tables";

const STORED_BEFORE = "unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) AS before (organization, at, trace)";
const TAKE_OUT = [
  `DELETE FROM requests USING ${STORED_BEFORE} WHERE organization_id = organization AND started_at = at AND id = trace`,
  ...["attempts", "rule_hits", "request_bodies"].map(
    (table) =>
      `DELETE FROM ${table} USING ${STORED_BEFORE} WHERE organization_id = organization AND request_started_at = at AND request_id = trace`,
  ),
];

async function takeOut(client: PoolClient, traces: readonly Trace[]): Promise<void> {
  const keys = [
    traces.map(({ organizationId }) => organizationId),
    traces.map(({ startedAt }) => new Date(startedAt)),
    traces.map(({ id }) => id),
  ];
  for (const statement of TAKE_OUT) await client.query(statement, keys);
}

/** The lines of a batch for each table. */
function linesOf(traces: readonly Trace[]): Map<string, string> {
  let [requests, attempts, hits, bodies] = ["", "", "", ""];
  for (const trace of traces) {
    const at = timestamp(trace.startedAt);
    requests += REQUESTS.line({ trace, at });
    trace.attempts.forEach((part, position) => (attempts += ATTEMPTS.line({ trace, at, position, part })));
    trace.ruleHits.forEach((part, position) => (hits += RULE_HITS.line({ trace, at, position, part })));
    if (trace.requestBody !== null || trace.responseBody !== null) bodies += BODIES.line({ trace, at });
  }
  return new Map([
    [REQUESTS.statement, requests],
    [ATTEMPTS.statement, attempts],
    [RULE_HITS.statement, hits],
    [BODIES.statement, bodies],
  ]);
}

/**
 * Stores a batch. The partitions of its months must exist.
 * @param again Some of it may have been stored before.
 */
export async function insertTraces(pool: Pool, traces: readonly Trace[], again: boolean): Promise<void> {
  const tables = linesOf(traces);
  await withClient(pool, async (client) => {
    await client.query("BEGIN");
    if (again) await takeOut(client, traces);
    for (const [statement, lines] of tables) {
      if (lines === "") continue;
      const copy = client.query(copyFrom(statement));
      copy.end(lines);
      await finished(copy);
    }
    await client.query("COMMIT");
  });
}
