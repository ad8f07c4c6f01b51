import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "~/lib/ids";
import { createTestDatabase } from "tests/support/test-database";
import type { Database } from "./database";
import { ensurePartitions, PARTITIONED_TABLES, upcomingMonths } from "./partitions";

describe("partitions", () => {
  let db: Database;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.stop());

  const partitions = async (suffix: string) => {
    const { rows } = await db.pool.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r' AND relname LIKE $1 ORDER BY 1",
      [`%\\_${suffix}`],
    );
    return rows.map((row) => row.name);
  };
  const store = (startedAt: Date) =>
    db.prisma.request.create({
      data: {
        organizationId: newId(),
        startedAt,
        id: newId(),
        requestId: "r",
        method: "POST",
        outcome: "ok",
        durationMs: 1,
      },
    });

  it("takes rows of this month in a fresh database", async () => {
    const { id } = await store(new Date());
    expect(await db.prisma.request.count({ where: { id } })).toBe(1);
  });

  it("refuses a row of a month without partitions, and takes it after", async () => {
    const lastMoment = new Date("2031-12-31T23:59:59.999Z");
    await expect(store(lastMoment)).rejects.toThrow(/no partition of relation "requests" found/);
    await ensurePartitions(db.pool, [lastMoment]);
    await store(lastMoment);
    await store(new Date("2031-12-01T00:00:00.000Z"));
    await expect(store(new Date("2032-01-01T00:00:00.000Z"))).rejects.toThrow(/no partition/);
    expect(await partitions("2031_12")).toEqual(PARTITIONED_TABLES.map((table) => `${table}_2031_12`).sort());
  });

  it("stands many callers at once", async () => {
    const months = [0, 1, 2, 3].map((month) => new Date(Date.UTC(2033, month, 15)));
    await Promise.all(Array.from({ length: 8 }, () => ensurePartitions(db.pool, months)));
    for (const suffix of ["2033_01", "2033_02", "2033_03", "2033_04"]) {
      expect(await partitions(suffix)).toHaveLength(PARTITIONED_TABLES.length);
    }
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
  });

  it("names three months across a year's end, in UTC", () => {
    expect(
      upcomingMonths(new Date("2026-12-31T23:30:00Z")).map((month) => month.toISOString().slice(0, 7)),
    ).toEqual(["2026-12", "2027-01", "2027-02"]);
  });

  it("passes a failure on and keeps the pool usable", async () => {
    await db.pool.query("ALTER TABLE rule_hits RENAME TO rule_hits_away");
    await expect(ensurePartitions(db.pool, [new Date("2034-01-01T00:00:00Z")])).rejects.toThrow(/rule_hits/);
    await db.pool.query("ALTER TABLE rule_hits_away RENAME TO rule_hits");
    expect(await partitions("2034_01")).toEqual([]);
    await ensurePartitions(db.pool, [new Date("2034-01-01T00:00:00Z")]);
  });
});
