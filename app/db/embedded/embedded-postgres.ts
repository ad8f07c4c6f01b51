/**
 * The PostgreSQL that comes with Grepture, for a machine without DATABASE_URL.
 *
 * It is a process of its own: it survives a kill of the server, and whoever comes next finds it by its pid file.
 * One keeper connection for each process holds the locks: every user of the database a shared one, the server an
 * exclusive one on top. Who can turn the shared lock into an exclusive one at its end is the last and stops
 * PostgreSQL. Locks of a killed process vanish with its connection, so nothing needs cleaning up.
 *
 * Limit: all users of a folder see the same processes. Two containers on one volume do not, and PostgreSQL cannot
 * tell either; several machines or containers share a database through DATABASE_URL.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "~/lib/logger";
import { ADVISORY_LOCKS } from "../advisory-locks";
import { DatabaseStartError } from "../database";
import { EMBEDDED_USER, isAlive, preparePostgresHome, type PostgresHome } from "./postgres-home";
import { freePort, isPostmaster, readPostmaster, startPostmaster, stopPostmaster } from "./postmaster";

/** Two starters, or a starter while another process stops the server, settle within a few rounds. */
const ATTACH_TIMEOUT_MS = 90_000;
const START_ATTEMPTS = 4;
const POLL_MS = 50;
const REVIVE_PAUSE_MS = 1000;
const LIVE_HOLDER_PATIENCE_MS = 300;
const DEAD_HOLDER_PATIENCE_MS = 10_000;
const APPLICATION_NAME = "grepture";
const DATABASE = "grepture";

export interface EmbeddedPostgres {
  url: string;
  /** Gives up the locks; stops PostgreSQL when nobody else uses it. Close all other connections before. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  /** One "server" for each data folder; any number of "command"s beside it. */
  purpose: "server" | "command";
  logger: Logger;
}

/** @throws {DatabaseStartError} */
export async function startEmbeddedPostgres({
  dataDir,
  purpose,
  logger,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = await preparePostgresHome(dataDir, logger);
  let stopping = false;
  const isStopping = () => stopping;
  let keeper = await attach(home, null);

  const claim = async () => {
    try {
      if (purpose === "server") await holdServerLock(keeper.client, dataDir);
      await ensureDatabase(keeper.client);
    } catch (error) {
      await detach(home, keeper.client);
      throw error;
    }
    watching = keeper.ended.then(revive);
  };
  /** PostgreSQL died under us: start it again on the same port, where the pools look for it. */
  const revive = async () => {
    while (!isStopping()) {
      try {
        logger.error("the embedded PostgreSQL ended unexpectedly: starting it again");
        keeper = await attach(home, keeper.port);
        await (isStopping() ? detach(home, keeper.client) : claim());
        return;
      } catch (error) {
        logger.error(
          { reason: error instanceof Error ? error.message : "unknown" },
          "the embedded PostgreSQL is down",
        );
        await sleep(REVIVE_PAUSE_MS);
      }
    }
  };
  let watching: Promise<void> = Promise.resolve();
  await claim();
  return {
    url: urlOf(home, keeper.port, DATABASE),
    stop: async () => {
      if (stopping) return;
      stopping = true;
      await detach(home, keeper.client);
      await watching;
    },
  };
}

interface Keeper {
  client: pg.Client;
  port: number;
  /** Settles when the connection is gone, whoever ended it. */
  ended: Promise<void>;
}

/** Connects to the running server of this folder, or starts it, and takes the shared lock. */
async function attach(home: PostgresHome, preferredPort: number | null): Promise<Keeper> {
  const deadline = Date.now() + ATTACH_TIMEOUT_MS;
  let failure = "it did not become ready";
  for (let starts = 0; starts < START_ATTEMPTS && Date.now() < deadline;) {
    const running = await readPostmaster(home.cluster);
    if (running && (await isPostmaster(running.pid, home.cluster))) {
      const keeper = running.port === null ? null : await connectKeeper(home, running.port);
      if (keeper) return keeper;
      await sleep(POLL_MS);
      continue;
    }
    const problem = await startPostmaster(home, preferredPort ?? (await freePort()));
    if (problem) {
      failure = problem;
      starts += 1;
      await sleep(POLL_MS * 2 ** starts);
    }
  }
  throw new DatabaseStartError(
    `the embedded PostgreSQL in ${home.dataDir} does not start (${failure}): see ${home.log}, or set DATABASE_URL`,
  );
}

/** Null when the server is starting, stopping or going away: look again. */
async function connectKeeper(home: PostgresHome, port: number): Promise<Keeper | null> {
  const client = new pg.Client({
    connectionString: urlOf(home, port, "postgres"),
    application_name: `${APPLICATION_NAME} ${process.pid}`,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  const ended = new Promise<void>((resolve) => client.once("end", () => resolve()));
  // Every failure ends the connection too, and that is what is acted upon.
  client.on("error", () => undefined);
  try {
    await client.connect();
    // Waits while a stopping process holds the lock alone; its shutdown then ends this connection.
    await client.query("SELECT pg_advisory_lock_shared($1)", [ADVISORY_LOCKS.embeddedUsers]);
    return { client, port, ended };
  } catch (error) {
    await client.end().catch(() => undefined);
    if (error instanceof pg.DatabaseError && error.code === "28P01") {
      throw new DatabaseStartError(
        `the PostgreSQL that runs on ${home.cluster} does not accept the password in ${home.dataDir}/postgres/password: restore that file, or move the folder away to begin anew`,
      );
    }
    return null;
  }
}

async function holdServerLock(client: pg.Client, dataDir: string): Promise<void> {
  const begun = Date.now();
  for (;;) {
    const { rows } = await client.query<{ held: boolean }>("SELECT pg_try_advisory_lock($1) AS held", [
      ADVISORY_LOCKS.embeddedServer,
    ]);
    if (rows[0]?.held) return;
    const pid = await serverPid(client);
    // PostgreSQL may be about to notice that the holder was just killed.
    const patience = pid !== null && isAlive(pid) ? LIVE_HOLDER_PATIENCE_MS : DEAD_HOLDER_PATIENCE_MS;
    if (Date.now() - begun > patience) {
      const holder = pid === null ? "" : ` (process ${pid})`;
      throw new DatabaseStartError(
        `DATA_DIR ${dataDir} is in use by another Grepture server${holder}: stop that one first, or set another DATA_DIR`,
      );
    }
    await sleep(POLL_MS);
  }
}

async function serverPid(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND classid = 0 AND objid = $1 AND granted`,
    [ADVISORY_LOCKS.embeddedServer],
  );
  const pid = Number.parseInt(rows[0]?.name.slice(APPLICATION_NAME.length) ?? "", 10);
  return pid > 0 ? pid : null;
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
  if (rowCount) return;
  try {
    await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    // Another process created it in this moment (duplicate_database, or a collision in the catalogue's index).
    if (!(error instanceof pg.DatabaseError) || !["42P04", "23505"].includes(error.code ?? "")) throw error;
  }
}

async function detach(home: PostgresHome, client: pg.Client): Promise<void> {
  try {
    await client.query("SELECT pg_advisory_unlock_shared($1)", [ADVISORY_LOCKS.embeddedUsers]);
    const { rows } = await client.query<{ last: boolean }>("SELECT pg_try_advisory_lock($1) AS last", [
      ADVISORY_LOCKS.embeddedUsers,
    ]);
    if (rows[0]?.last) await stopPostmaster(home);
  } catch {
    // The connection is gone, so PostgreSQL is: nothing is left to stop.
  } finally {
    await client.end().catch(() => undefined);
  }
}

function urlOf(home: PostgresHome, port: number, database: string): string {
  return `postgresql://${EMBEDDED_USER}:${home.password}@127.0.0.1:${port}/${database}`;
}
