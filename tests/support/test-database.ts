/** A database of its own for one test file. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { setDatabase, type Database } from "~/db/database";
import { openDatabase } from "~/db/open-database";
import { createKeyring } from "~/lib/encryption";
import { createLogger } from "~/lib/logger";
import { setSecrets } from "~/secrets.server";
import { TEMPLATE_DATABASE } from "./global-setup";

/** Fixed, so that a failure can be repeated. */
export const TEST_ENCRYPTION_KEY = "0123456789abcdef".repeat(4);
export const TEST_SESSION_SECRET = "fedcba9876543210".repeat(4);

/**
 * A fresh copy of the migrated schema, made the process's database together with fixed test secrets.
 * Call `stop()` in `afterAll`: it drops the database.
 */
export async function createTestDatabase(): Promise<Database> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onMaintenance(`CREATE DATABASE "${name}" TEMPLATE "${TEMPLATE_DATABASE}"`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  const { prisma, pool, close } = await openDatabase(url.href, createLogger("silent"));
  const database: Database = {
    prisma,
    pool,
    url: url.href,
    embedded: false,
    stop: async () => {
      await close();
      await dropDatabase(name);
    },
  };
  setDatabase(database);
  setSecrets({
    keyring: createKeyring(TEST_ENCRYPTION_KEY),
    sessionSecret: Buffer.from(TEST_SESSION_SECRET, "hex"),
  });
  return database;
}

/** An empty database without the schema, for tests of the migrations themselves. Drop it with `drop()`. */
export async function createEmptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `empty_${randomBytes(8).toString("hex")}`;
  await onMaintenance(`CREATE DATABASE "${name}"`);
  const url = new URL(inject("postgresUrl"));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(name) };
}

/**
 * A closed pool's connections end a moment later: to be thrown out in that moment would be an error that nobody is there
 * to hear. What is still connected after a while is thrown out.
 */
async function dropDatabase(name: string): Promise<void> {
  await onMaintenance(`
    DO $$ BEGIN
      FOR attempt IN 1..100 LOOP
        EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '${name}');
        PERFORM pg_sleep(0.02), pg_stat_clear_snapshot();
      END LOOP;
    END $$`);
  await onMaintenance(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

async function onMaintenance(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
