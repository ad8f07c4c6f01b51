import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Database } from "~/db/database";
import { type Prisma } from "~/db/generated/client";
import { ensurePartitions } from "~/db/partitions";
import { newId } from "~/lib/ids";
import { type ProviderId } from "~/providers/provider";
import { createTestDatabase } from "tests/support/test-database";
import {
  attemptCountSql,
  keyAttemptsByDay,
  keyStatistics,
  servedByDay,
  servedCountSql,
} from "./key-statistics";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
  await ensurePartitions(db.pool, [at("2026-10-01T00:00:00"), at("2026-11-01T00:00:00")]);
});
afterAll(() => db.stop());

const at = (text: string) => new Date(`${text}Z`);

interface Try {
  key: string | null;
  provider?: ProviderId | null;
  status: number;
}

/** One request with its attempts; the last one answered. */
async function trace(
  organizationId: string,
  startedAt: Date,
  tries: Try[],
  overrides: Partial<Prisma.RequestUncheckedCreateInput> = {},
) {
  const id = newId(startedAt.getTime());
  const last = tries.at(-1);
  await db.prisma.request.create({
    data: {
      organizationId,
      startedAt,
      id,
      requestId: id,
      method: "POST",
      outcome: last?.status === 200 ? "ok" : "upstream_error",
      durationMs: 5,
      provider: last?.provider === undefined ? "openai" : last.provider,
      providerKeyId: last?.key ?? null,
      ...overrides,
    },
  });
  await db.prisma.attempt.createMany({
    data: tries.map(({ key, provider, status }, position) => ({
      organizationId,
      requestStartedAt: startedAt,
      requestId: id,
      position,
      provider: provider === undefined ? "openai" : provider,
      providerKeyId: key,
      status,
      startedAt,
      durationMs: 5,
    })),
  });
}

describe("key statistics", () => {
  const organizationId = newId();
  const [primary, backup] = [newId(), newId()].sort();
  const range = { organizationId, from: at("2026-11-03T00:00:00"), to: at("2026-11-06T00:00:00") };
  const claude = { key: backup!, provider: "anthropic" as const };

  beforeAll(async () => {
    const one = (status: number) => ({ key: primary!, status });
    await trace(organizationId, at("2026-11-02T23:59:59.999"), [one(429)]);
    await trace(organizationId, at("2026-11-03T00:00:00"), [one(429), { ...claude, status: 200 }]);
    await trace(organizationId, at("2026-11-03T12:00:00"), [one(200)]);
    await trace(organizationId, at("2026-11-03T23:59:59.999"), [one(200)]);
    await trace(organizationId, at("2026-11-04T00:00:00"), [one(429), { ...claude, status: 500 }]);
    await trace(organizationId, at("2026-11-05T10:00:00"), [{ key: null, status: 200 }]);
    await trace(organizationId, at("2026-11-05T11:00:00"), [{ key: null, provider: null, status: 429 }]);
    await trace(organizationId, at("2026-11-05T12:00:00"), [], { outcome: "blocked" });
    await trace(organizationId, at("2026-11-05T13:00:00"), [], { outcome: "ok", source: "ingest" });
    await trace(organizationId, at("2026-11-06T00:00:00"), [one(200)]);
    await trace(newId(), at("2026-11-03T12:00:00"), [one(429), { ...claude, status: 200 }]);
  });

  it("count attempts and those that were rate-limited, by UTC day and stored key", async () => {
    expect(await keyAttemptsByDay(range)).toEqual([
      { day: "2026-11-03", providerKeyId: primary, attempts: 3, rateLimited: 1, rateLimitedShare: 1 / 3 },
      { day: "2026-11-03", providerKeyId: backup, attempts: 1, rateLimited: 0, rateLimitedShare: 0 },
      { day: "2026-11-04", providerKeyId: primary, attempts: 1, rateLimited: 1, rateLimitedShare: 1 },
      { day: "2026-11-04", providerKeyId: backup, attempts: 1, rateLimited: 0, rateLimitedShare: 0 },
    ]);
  });

  it("tell which share of the served requests each key and provider served", async () => {
    expect(await servedByDay(range)).toEqual([
      { day: "2026-11-03", providerKeyId: primary, provider: "openai", served: 2, share: 2 / 3 },
      { day: "2026-11-03", providerKeyId: backup, provider: "anthropic", served: 1, share: 1 / 3 },
      { day: "2026-11-05", providerKeyId: null, provider: "openai", served: 1, share: 1 },
    ]);
  });

  it("add up over a range", async () => {
    const { byKey, servedShareByProvider } = await keyStatistics(range);
    expect(Object.fromEntries(byKey)).toEqual({
      [primary!]: { served: 2, servedShare: 0.5, attempts: 4, rateLimited: 2, rateLimitedShare: 0.5 },
      [backup!]: { served: 1, servedShare: 0.25, attempts: 2, rateLimited: 0, rateLimitedShare: 0 },
    });
    expect(Object.fromEntries(servedShareByProvider)).toEqual({ openai: 0.75, anthropic: 0.25 });
    const nothing = await keyStatistics({ ...range, organizationId: newId() });
    expect([nothing.byKey.size, nothing.servedShareByProvider.size]).toEqual([0, 0]);
  });

  it("are the same in any time zone of the database", async () => {
    const expected = await servedByDay(range);
    const rows = await db.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL TIME ZONE 'Asia/Tokyo'`;
      return tx.$queryRaw(servedCountSql(range));
    });
    expect(rows).toEqual(
      expected.map(({ day, providerKeyId, provider, served }) => ({ day, providerKeyId, provider, served })),
    );
  });
});

interface Plan {
  "Node Type": string;
  "Relation Name"?: string | undefined;
  "Heap Fetches"?: number | undefined;
  Plans?: Plan[] | undefined;
}
const planSchema: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    "Node Type": z.string(),
    "Relation Name": z.string().optional(),
    "Heap Fetches": z.number().optional(),
    Plans: z.array(planSchema).optional(),
  }),
);

describe("their plans", () => {
  const busy = newId();

  /** 6,000 requests of three organizations over 60 days, each with two attempts and a body. */
  beforeAll(async () => {
    const ids = [busy, newId(), newId()];
    const keys = Array.from({ length: 4 }, () => newId());
    const start = at("2026-10-01T00:00:00");
    const client = await db.pool.connect();
    // VACUUM marks a page as visible to all once the commits of its rows are on disk, and the test cluster's lag.
    await client.query("SET synchronous_commit = on");
    await client.query(
      `WITH made AS (
         SELECT ($1::uuid[])[1 + n % 3] AS organization, $3::timestamptz + n * interval '14 minutes' AS moment,
           gen_random_uuid() AS id, ($2::uuid[])[1 + n % 4] AS key, n
         FROM generate_series(0, 5999) AS n
       ), request AS (
         INSERT INTO requests (organization_id, started_at, id, request_id, method, provider, provider_key_id, outcome, duration_ms)
         SELECT organization, moment, id, id::text, 'POST', 'openai', key, CASE WHEN n % 10 = 0 THEN 'upstream_error' ELSE 'ok' END::request_outcome, 5 FROM made
       ), attempt AS (
         INSERT INTO attempts (organization_id, request_started_at, request_id, position, provider, provider_key_id, status, started_at, duration_ms)
         SELECT organization, moment, id, position, 'openai', key, 200 + 229 * (1 - position), moment, 5 FROM made, generate_series(0, 1) AS position
       )
       INSERT INTO request_bodies (organization_id, request_started_at, request_id, request_body)
       SELECT organization, moment, id, repeat('x', 400) FROM made`,
      [ids, keys, start],
    );
    await client.query("VACUUM ANALYZE requests, attempts, request_bodies");
    client.release(true);
  });

  async function scansOf(sql: Prisma.Sql): Promise<Plan[]> {
    const { rows } = await db.pool.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql.text}`, [...sql.values]);
    const [row] = z.array(z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: planSchema })]) })).parse(rows);
    const walk = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(walk)];
    return walk(row!["QUERY PLAN"][0].Plan).filter((plan) => plan["Relation Name"] !== undefined);
  }

  it.each([
    ["attempts", attemptCountSql],
    ["requests", servedCountSql],
  ])("read the index of %s alone, in the months of the range alone", async (table, sqlOf) => {
    const range = { organizationId: busy, from: at("2026-11-10T00:00:00"), to: at("2026-11-17T00:00:00") };
    const scans = await scansOf(sqlOf(range));
    expect(scans).toEqual([
      expect.objectContaining({
        "Node Type": "Index Only Scan",
        "Relation Name": `${table}_2026_11`,
        "Heap Fetches": 0,
      }),
    ]);
  });
});
