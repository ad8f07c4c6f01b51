/**
 * Brings a database to the schema of this version, at start.
 *
 * Applies prisma/migrations and keeps the books in `_prisma_migrations` exactly as `prisma migrate deploy` does, so
 * that either can continue where the other stopped. It does not use Prisma's engine for this: over the pg adapter
 * the engine cuts a script at every semicolon, so a function body breaks and a failure leaves half a migration
 * (adapter-pg 7.10, executeScript). Here a migration and its row in the books are one transaction: applied or not,
 * also when the process is killed. Therefore a migration cannot hold what PostgreSQL refuses in a transaction
 * (CREATE INDEX CONCURRENTLY).
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { Logger } from "~/lib/logger";
import { ADVISORY_LOCKS } from "./advisory-locks";
import { DatabaseStartError } from "./database";
import { withClient } from "./with-client";

/** How long to wait for another instance that is migrating. */
const LOCK_TIMEOUT = "10min";
const LOCK_NOT_AVAILABLE = "55P03";

/** As Prisma's engine creates it. */
const MIGRATIONS_TABLE = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

export interface Migration {
  name: string;
  sql: string;
}

/**
 * The folder prisma/migrations above this module: in the source tree and in build/server alike, whatever the
 * working directory is.
 */
export function migrationsFolder(): string {
  const start = path.dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, "prisma", "migrations");
    if (existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) {
      throw new DatabaseStartError(
        `no prisma/migrations folder above ${start}: keep build/ inside the project folder`,
      );
    }
  }
}

/** All migrations in the order of their names, which begin with a UTC timestamp. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names
      .sort()
      .map(async (name) => ({ name, sql: await readFile(path.join(folder, name, "migration.sql"), "utf8") })),
  );
}

/**
 * Applies what is missing. Instances that start together wait for each other; when nothing is missing, one plain
 * query is all that happens.
 * @returns The names of the migrations that this call applied.
 * @throws {DatabaseStartError} when the database is newer than the code, or a migration fails.
 */
export async function migrate(pool: pg.Pool, migrations: Migration[], logger: Logger): Promise<string[]> {
  if ((await missing(pool, migrations)).length === 0) return [];
  return withClient(pool, async (client) => {
    await client.query("SET statement_timeout = 0");
    await lock(client);
    // Another instance may have done the work while this one waited.
    const todo = await missing(client, migrations);
    if (todo.length > 0) await client.query(MIGRATIONS_TABLE);
    for (const migration of todo) {
      await apply(client, migration);
      logger.info({ migration: migration.name }, "applied a database migration");
    }
    await client.query("RESET statement_timeout");
    await client.query("RESET lock_timeout");
    await client.query("SELECT pg_advisory_unlock($1)", [ADVISORY_LOCKS.migrations]);
    return todo.map((migration) => migration.name);
  });
}

/** Vanishes with the connection when something fails. */
async function lock(client: pg.PoolClient): Promise<void> {
  await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCKS.migrations]);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== LOCK_NOT_AVAILABLE) throw error;
    throw new DatabaseStartError(
      `another instance has held the migration lock for ${LOCK_TIMEOUT}: check what it is doing, then start again`,
    );
  }
}

interface Entry {
  migration_name: string;
  finished: boolean;
}

/** What the books lack. */
async function missing(db: pg.Pool | pg.PoolClient, migrations: Migration[]): Promise<Migration[]> {
  const books = await db.query<{ table: string | null }>(
    "SELECT to_regclass('_prisma_migrations')::text AS table",
  );
  if (!books.rows[0]?.table) return migrations;
  const { rows } = await db.query<Entry>(
    "SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name",
  );
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = rows.findLast((row) => !known.has(row.migration_name));
  if (unknown) {
    throw new DatabaseStartError(
      `the database is newer than this version of Grepture: migration ${unknown.migration_name} is unknown; start the newer version`,
    );
  }
  const unfinished = rows.find((row) => !row.finished);
  if (unfinished) {
    throw new DatabaseStartError(
      `migration ${unfinished.migration_name} was begun by another tool and never finished: repair the database, mark it with \`prisma migrate resolve\`, then start again`,
    );
  }
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

async function apply(client: pg.PoolClient, { name, sql }: Migration): Promise<void> {
  const startedAt = new Date();
  const checksum = createHash("sha256").update(sql).digest("hex");
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, startedAt],
    );
    await client.query("COMMIT");
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown error";
    throw new DatabaseStartError(
      `migration ${name} failed and changed nothing (${reason}): the database stays usable by the previous version`,
    );
  }
}
