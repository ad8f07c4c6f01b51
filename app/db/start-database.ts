/** Everything between the environment and a database that is ready for use. */
import type { Env } from "~/env.server";
import type { Logger } from "~/lib/logger";
import type { Database } from "./database";
import { startEmbeddedPostgres } from "./embedded/embedded-postgres";
import { migrate, migrationsFolder, readMigrations } from "./migrate";
import { openDatabase } from "./open-database";
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
  const embedded = env.DATABASE_URL
    ? null
    : await startEmbeddedPostgres({ dataDir: env.DATA_DIR, purpose, logger });
  const url = embedded?.url ?? env.DATABASE_URL ?? "";
  try {
    const { prisma, pool, close } = await openDatabase(url, logger);
    const stop = async () => {
      await close();
      await embedded?.stop();
    };
    try {
      await migrate(pool, await readMigrations(migrationsFolder()), logger);
      await ensurePartitions(pool, upcomingMonths(new Date()));
    } catch (error) {
      await close();
      throw error;
    }
    return { prisma, pool, url, embedded: embedded !== null, stop };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
