import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLogger } from "~/lib/logger";
import { NO_FILTERS, openSchemaEngine } from "../../scripts/schema-engine.js";
import { createEmptyDatabase } from "tests/support/test-database";
import { migrate, migrationsFolder, readMigrations, type Migration } from "./migrate";

/** The engine wants one. */
const DATAMODEL: [string, string][] = [["schema.prisma", 'datasource db {\n  provider = "postgresql"\n}\n']];
const logger = createLogger("silent");
const FIRST = { name: "20260101000000_first", sql: "CREATE TABLE a (id int);\nCREATE TABLE b (id int);\n" };
const SECOND = { name: "20260201000000_second", sql: "ALTER TABLE a ADD COLUMN name text;\n" };
const BROKEN = { name: "20260301000000_broken", sql: "CREATE TABLE c (id int); SELECT 1 / 0;\n" };

describe("migrate", () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let pool: pg.Pool;
  const books = async () =>
    (await pool.query<Record<string, unknown>>("SELECT * FROM _prisma_migrations ORDER BY migration_name"))
      .rows;
  const exists = async (table: string) =>
    (await pool.query<{ found: boolean }>("SELECT to_regclass($1) IS NOT NULL AS found", [table])).rows[0]
      ?.found;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    pool = new pg.Pool({ connectionString: database.url });
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  it("applies what is missing, in order, once", async () => {
    expect(await migrate(pool, [FIRST], logger)).toEqual([FIRST.name]);
    expect(await migrate(pool, [FIRST, SECOND], logger)).toEqual([SECOND.name]);
    expect(await migrate(pool, [FIRST, SECOND], logger)).toEqual([]);
    await pool.query("SELECT name FROM a");
  });

  it("applies the product's own migrations", async () => {
    const migrations = await readMigrations(migrationsFolder());
    expect(await migrate(pool, migrations, logger)).toEqual(migrations.map((migration) => migration.name));
    expect(
      migrations.map(({ sql }) =>
        /^\s*(BEGIN|COMMIT|ROLLBACK)\b.*;/im.test(sql.replaceAll(/\$\$.*?\$\$/gs, "")),
      ),
    ).not.toContain(true);
  });

  it("keeps the books as Prisma's engine does", async () => {
    await migrate(pool, [FIRST, SECOND], logger);
    const ours = await books();
    const columns = await columnsOfBooks(pool);

    const other = await createEmptyDatabase();
    const otherPool = new pg.Pool({ connectionString: other.url });
    try {
      const engine = await openSchemaEngine(boundAdapter(other.url), DATAMODEL);
      await engine.applyMigrations({ migrationsList: asList([FIRST, SECOND]), filters: NO_FILTERS });
      const theirs = (
        await otherPool.query<Record<string, unknown>>(
          "SELECT * FROM _prisma_migrations ORDER BY migration_name",
        )
      ).rows;
      expect(await columnsOfBooks(otherPool)).toEqual(columns);
      expect(ours.map(withoutChance)).toEqual(theirs.map(withoutChance));
      engine.free();
    } finally {
      await otherPool.end();
      await other.drop();
    }
  });

  it("hands a database to Prisma's engine, which finds nothing to do", async () => {
    await migrate(pool, [FIRST], logger);
    const engine = await openSchemaEngine(boundAdapter(database.url), DATAMODEL);
    const diagnosis = await engine.diagnoseMigrationHistory({
      migrationsList: asList([FIRST]),
      optInToShadowDatabase: false,
      filters: NO_FILTERS,
    });
    expect(diagnosis).toMatchObject({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
    });
    expect(
      await engine.applyMigrations({ migrationsList: asList([FIRST, SECOND]), filters: NO_FILTERS }),
    ).toEqual({ appliedMigrationNames: [SECOND.name] });
    engine.free();
    expect(await migrate(pool, [FIRST, SECOND], logger)).toEqual([]);
  });

  it("lets one of several instances that start together do the work", async () => {
    const slow = { ...FIRST, sql: `${FIRST.sql} SELECT pg_sleep(0.3);` };
    const results = await Promise.all([1, 2, 3].map(() => migrate(pool, [slow, SECOND], logger)));
    expect(results.map((names) => names.length).sort()).toEqual([0, 0, 2]);
    expect(await books()).toHaveLength(2);
  });

  it("changes nothing when a migration fails, and tries again at the next start", async () => {
    await expect(migrate(pool, [FIRST, BROKEN], logger)).rejects.toThrow(
      /migration 20260301000000_broken failed and changed nothing \(division by zero\)/,
    );
    expect(await exists("a")).toBe(true);
    expect(await exists("c")).toBe(false);
    const repaired = { ...BROKEN, sql: "CREATE TABLE c (id int);" };
    expect(await migrate(pool, [FIRST, repaired], logger)).toEqual([BROKEN.name]);
  });

  it("stands the loss of its connection, and leaves the lock and the pool free", async () => {
    const slow = { ...FIRST, sql: `${FIRST.sql} SELECT pg_sleep(10);` };
    const attempt = migrate(pool, [slow], logger);
    const outcome = expect(attempt).rejects.toThrow(/failed and changed nothing \(terminating connection/);
    await vi.waitFor(async () => {
      const { rowCount } = await pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(10)%' AND pid <> pg_backend_pid()",
      );
      expect(rowCount).toBe(1);
    });
    await outcome;
    expect(await migrate(pool, [FIRST], logger)).toEqual([FIRST.name]);
    const { rows } = await pool.query(
      "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    expect(rows).toEqual([]);
  });

  it("refuses a database that is newer than the code", async () => {
    await migrate(pool, [FIRST, SECOND], logger);
    await expect(migrate(pool, [FIRST], logger)).rejects.toThrow(
      "the database is newer than this version of Grepture: migration 20260201000000_second is unknown; start the newer version",
    );
  });

  it("refuses a database where another tool left a migration half done", async () => {
    await migrate(pool, [FIRST], logger);
    await pool.query("UPDATE _prisma_migrations SET finished_at = NULL");
    await expect(migrate(pool, [FIRST], logger)).rejects.toThrow(/never finished: repair the database/);
    await pool.query("UPDATE _prisma_migrations SET rolled_back_at = now()");
    await pool.query("DROP TABLE a, b");
    expect(await migrate(pool, [FIRST], logger)).toEqual([FIRST.name]);
  });
});

/** Ids and times differ from run to run. */
function withoutChance(row: Record<string, unknown>) {
  const { id, started_at: startedAt, finished_at: finishedAt, ...rest } = row;
  expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(startedAt).toBeInstanceOf(Date);
  expect(finishedAt).toBeInstanceOf(Date);
  return rest;
}

async function columnsOfBooks(pool: pg.Pool) {
  const { rows } = await pool.query(
    `SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
     FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
  );
  return rows as unknown;
}

function asList(migrations: Migration[]) {
  return {
    baseDir: "/migrations",
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: sql } },
    })),
  };
}

/** Prisma's adapter in the form that the engine calls: results wrapped, failures never expected here. */
function boundAdapter(url: string): object {
  const factory = new PrismaPg({ connectionString: url });
  const wrap =
    <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
    async (...args: A) => ({ ok: true, value: await method(...args) });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      const value = {
        provider: adapter.provider,
        adapterName: adapter.adapterName,
        queryRaw: wrap(adapter.queryRaw.bind(adapter)),
        executeRaw: wrap(adapter.executeRaw.bind(adapter)),
        executeScript: wrap(adapter.executeScript.bind(adapter)),
        startTransaction: wrap(adapter.startTransaction.bind(adapter)),
        dispose: wrap(adapter.dispose.bind(adapter)),
      };
      return { ok: true, value };
    },
  };
}
