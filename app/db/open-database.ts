/** From a URL to a pool and Prisma over it. The same for the embedded PostgreSQL and for DATABASE_URL. */
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Logger } from "~/lib/logger";
import { DatabaseStartError } from "./database";
import { PrismaClient } from "./generated/client";

/** The oldest release that PostgreSQL still maintains. */
const OLDEST_SERVER = 14;
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** Safety net against a statement that never ends; batch work sets its own. */
const STATEMENT_TIMEOUT_MS = 60_000;

export interface OpenDatabase {
  prisma: PrismaClient;
  pool: pg.Pool;
  close: () => Promise<void>;
}

/**
 * Connects, and checks that the server answers and is new enough.
 * @throws {DatabaseStartError} naming host, port and database, never the password.
 */
export async function openDatabase(url: string, logger: Logger): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: "grepture",
  });
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on("error", (error) => logger.warn({ reason: error.message }, "lost an idle database connection"));
  try {
    await checkServer(pool, url);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { prisma, pool, close: () => (closing ??= close()) };
}

async function checkServer(pool: pg.Pool, url: string): Promise<void> {
  let version: number;
  try {
    const result = await pool.query<{ major: number }>(
      "SELECT current_setting('server_version_num')::int / 10000 AS major",
    );
    version = result.rows[0]?.major ?? 0;
  } catch (error) {
    throw new DatabaseStartError(
      `the database at ${placeOf(url)} cannot be used (${reasonOf(error)}): check DATABASE_URL and that PostgreSQL runs there`,
    );
  }
  if (version < OLDEST_SERVER) {
    throw new DatabaseStartError(
      `the database at ${placeOf(url)} is PostgreSQL ${version}: Grepture needs ${OLDEST_SERVER} or newer`,
    );
  }
}

/** Host, port and database of a URL, without its credentials and options. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || "5432"}${pathname}`;
}

/** What went wrong, in words. Node reports a host with several addresses as an AggregateError without a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return "unknown error";
  return error.message || ("code" in error && typeof error.code === "string" ? error.code : error.name);
}
