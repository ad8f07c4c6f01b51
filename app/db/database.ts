/** The process's database: set once at start, read everywhere below the models. */
import type pg from "pg";
import type { PrismaClient } from "./generated/client";

export interface Database {
  prisma: PrismaClient;
  /** The pool under Prisma, for statements that Prisma cannot express. Shared: take a client only briefly. */
  pool: pg.Pool;
  /** Holds the password: for connections of our own, never for logs. */
  url: string;
  /** Whether this is the PostgreSQL in DATA_DIR rather than the one of DATABASE_URL. */
  embedded: boolean;
  /** Closes every connection; the last process that uses the embedded PostgreSQL stops it. May be called twice. */
  stop(): Promise<void>;
}

/** The database cannot be used. The message is one line that says what to do and holds no secret. */
export class DatabaseStartError extends Error {
  override name = "DatabaseStartError";
}

let current: Database | undefined;

export function setDatabase(db: Database): void {
  current = db;
}

/** @throws when nothing has called `setDatabase`: a mistake in the order of the start, not in a request. */
export function database(): Database {
  if (!current) throw new Error("the database is not started: call startDatabase and setDatabase first");
  return current;
}

export function prisma(): PrismaClient {
  return database().prisma;
}
