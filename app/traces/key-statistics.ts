/**
 * Two questions that every organization with fallback chains asks: how often is a key rate-limited, and which key
 * and provider serve how much. Counted per day (UTC) from indexes made for it: no row of a trace is read, no body
 * ever.
 */
import { prisma } from "~/db/database";
import { Prisma } from "~/db/generated/client";
import { type ProviderId } from "~/providers/provider";

export interface StatisticsRange {
  organizationId: string;
  /** Inclusive, by the start of the request. */
  from: Date;
  /** Exclusive. */
  to: Date;
}

interface AttemptCount {
  /** UTC, as 2026-11-25. */
  day: string;
  providerKeyId: string;
  attempts: number;
  /** Answered 429. */
  rateLimited: number;
}

interface ServedCount {
  /** UTC, as 2026-11-25. */
  day: string;
  /** Null: the caller's own key. */
  providerKeyId: string | null;
  /** Null: a target that is none of them. */
  provider: ProviderId | null;
  /** Requests that ended well with this key's answer. */
  served: number;
}

export interface KeyAttemptsOfDay extends AttemptCount {
  /** Of the day's attempts with this key, from 0 to 1. */
  rateLimitedShare: number;
}

export interface ServedOfDay extends ServedCount {
  /** Of the requests that were served that day, by whomever, from 0 to 1. */
  share: number;
}

/** Exported for the test that asks PostgreSQL for its plan. */
export function attemptCountSql({ organizationId, from, to }: StatisticsRange): Prisma.Sql {
  return Prisma.sql`
    SELECT to_char(request_started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "day",
      provider_key_id::text AS "providerKeyId",
      count(*)::int AS "attempts",
      count(*) FILTER (WHERE status = 429)::int AS "rateLimited"
    FROM attempts
    WHERE organization_id = ${organizationId}::uuid AND provider_key_id IS NOT NULL
      AND request_started_at >= ${from}::timestamptz AND request_started_at < ${to}::timestamptz
    GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** What callers reported themselves (source ingest) passed no key of ours. */
export function servedCountSql({ organizationId, from, to }: StatisticsRange): Prisma.Sql {
  return Prisma.sql`
    SELECT to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "day",
      provider_key_id::text AS "providerKeyId",
      provider::text AS "provider",
      count(*)::int AS "served"
    FROM requests
    WHERE organization_id = ${organizationId}::uuid AND outcome = 'ok' AND source = 'gateway'
      AND started_at >= ${from}::timestamptz AND started_at < ${to}::timestamptz
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
}

/** By day and key, oldest first; days without an attempt are left out. */
export async function keyAttemptsByDay(range: StatisticsRange): Promise<KeyAttemptsOfDay[]> {
  const rows = await prisma().$queryRaw<AttemptCount[]>(attemptCountSql(range));
  return rows.map((row) => ({ ...row, rateLimitedShare: row.rateLimited / row.attempts }));
}

/** By day, key and provider, oldest first; the shares of a day add up to 1. */
export async function servedByDay(range: StatisticsRange): Promise<ServedOfDay[]> {
  const rows = await prisma().$queryRaw<ServedCount[]>(servedCountSql(range));
  const totals = new Map<string, number>();
  for (const { day, served } of rows) totals.set(day, (totals.get(day) ?? 0) + served);
  return rows.map((row) => ({ ...row, share: row.served / (totals.get(row.day) ?? row.served) }));
}

export interface KeyStatistics {
  served: number;
  /** Of all served requests, from 0 to 1. */
  servedShare: number;
  attempts: number;
  rateLimited: number;
  /** Of the attempts, from 0 to 1. */
  rateLimitedShare: number;
}

export interface ProviderStatistics {
  byKey: ReadonlyMap<string, KeyStatistics>;
  /** Of all served requests, from 0 to 1; the callers' own keys count for the provider too. */
  servedShareByProvider: ReadonlyMap<ProviderId, number>;
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/** The days of a range added up. */
function sumStatistics(
  attempts: readonly AttemptCount[],
  served: readonly ServedCount[],
): ProviderStatistics {
  const total = served.reduce((sum, row) => sum + row.served, 0);
  const counts = new Map<string, Pick<KeyStatistics, "served" | "attempts" | "rateLimited">>();
  const countsOf = (id: string) => {
    const known = counts.get(id) ?? { served: 0, attempts: 0, rateLimited: 0 };
    counts.set(id, known);
    return known;
  };
  for (const row of attempts) {
    const count = countsOf(row.providerKeyId);
    count.attempts += row.attempts;
    count.rateLimited += row.rateLimited;
  }
  const byProvider = new Map<ProviderId, number>();
  for (const row of served) {
    if (row.providerKeyId !== null) countsOf(row.providerKeyId).served += row.served;
    if (row.provider !== null) byProvider.set(row.provider, (byProvider.get(row.provider) ?? 0) + row.served);
  }
  return {
    byKey: new Map(
      [...counts].map(([id, count]) => [
        id,
        {
          ...count,
          servedShare: share(count.served, total),
          rateLimitedShare: share(count.rateLimited, count.attempts),
        },
      ]),
    ),
    servedShareByProvider: new Map([...byProvider].map(([id, count]) => [id, share(count, total)])),
  };
}

/** What the keys did in a range. */
export async function keyStatistics(range: StatisticsRange): Promise<ProviderStatistics> {
  const [attempts, served] = await Promise.all([keyAttemptsByDay(range), servedByDay(range)]);
  return sumStatistics(attempts, served);
}
