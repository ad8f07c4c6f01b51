/** Everything between the environment and a database that is ready for use. */
import type { Env } from "~/env.server";
import type { Logger } from "~/lib/logger";
import { DatabaseStartError, type Database } from "./database";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded/embedded-postgres";
import { migrate, migrationsFolder, readMigrations } from "./migrate";
import { openDatabase, reasonOf } from "./open-database";
import { ensurePartitions, upcomingMonths } from "./partitions";

export { DatabaseStartError } from "./database";

export interface StartOptions {
  env: Pick<Env, "DATABASE_URL" | "DATA_DIR">;
  /** A "command" may run beside a "server"; of servers, one for each embedded database. */
  purpose: "server" | "command";
  logger: Logger;
}

/**
 * Starts or joins the embedded PostgreSQL, or uses DATABASE_URL; migrates; makes sure of the coming partitions.
 * Does not make it the process's database: that is `setDatabase`.
 * @throws {DatabaseStartError} with one line that says what to do; nothing is left running.
 */
export async function startDatabase({ env, purpose, logger }: StartOptions): Promise<Database> {
  if (env.DATABASE_URL) return prepare(env.DATABASE_URL, null, logger);
  const embedded = await startEmbeddedPostgres({ dataDir: env.DATA_DIR, purpose, logger });
  try {
    return await prepare(embedded.url, embedded, logger);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function prepare(url: string, embedded: EmbeddedPostgres | null, logger: Logger): Promise<Database> {
  const { prisma, pool, close } = await openDatabase(url, logger);
  try {
    await migrate(pool, await readMigrations(migrationsFolder()), logger);
    await ensurePartitions(pool, upcomingMonths(new Date()));
  } catch (error) {
    await close();
    if (error instanceof DatabaseStartError) throw error;
    throw new DatabaseStartError(
      `the database cannot be prepared (${reasonOf(error)}): check that its user may create tables and that the disk has space`,
    );
  }
  const stop = async () => {
    await close();
    await embedded?.stop();
  };
  let stopped: Promise<void> | undefined;
  return { prisma, pool, url, embedded: embedded !== null, stop: () => (stopped ??= stop()) };
}
