/**
 * One PostgreSQL for a whole test run, with a migrated template that every test file copies (test-database.ts).
 * It is the product's own embedded server in a temporary folder.
 */
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startDatabase } from "~/db/start-database";
import { createLogger } from "~/lib/logger";
import { temporaryDataDir } from "./temporary-data-dir";

declare module "vitest" {
  export interface ProvidedContext {
    /** The test cluster's maintenance database. */
    postgresUrl: string;
  }
}

export const TEMPLATE_DATABASE = "grepture_template";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await temporaryDataDir();
  const database = await startDatabase({
    env: { DATABASE_URL: undefined, DATA_DIR: dataDir.path },
    purpose: "server",
    logger: createLogger("silent"),
  });
  await makeTemplate(database.url);
  const maintenance = new URL(database.url);
  maintenance.pathname = "/postgres";
  project.provide("postgresUrl", maintenance.href);
  return async () => {
    await database.stop();
    await dataDir.remove();
  };
}

/** The migrated database itself cannot be the template: its own pool is connected to it. */
async function makeTemplate(url: string): Promise<void> {
  const maintenance = new URL(url);
  const source = maintenance.pathname.slice(1);
  maintenance.pathname = "/postgres";
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  // What a test writes need not survive a power failure.
  for (const setting of ["fsync", "full_page_writes", "synchronous_commit"]) {
    await client.query(`ALTER SYSTEM SET ${setting} = off`);
  }
  await client.query("SELECT pg_reload_conf()");
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [source]);
  await client.query(`ALTER DATABASE "${source}" RENAME TO "${TEMPLATE_DATABASE}"`);
  await client.end();
}
