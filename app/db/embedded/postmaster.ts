/** Starts, finds and stops the PostgreSQL server process of a cluster. */
import { open, readFile, rename, stat } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, lastLine, type PostgresHome } from "./postgres-home";
import { runAs } from "./run-as";

/** Above every system's largest process id, so surely dead. */
const NO_PROCESS = "4194305";
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const TIMEOUT_SECONDS = "60";
const POLL_MS = 20;

/** For one machine with a few connections; the values hold no spaces or quotes, they pass through a shell. */
const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=50",
  "shared_buffers=64MB",
  "timezone=UTC",
  "log_timezone=UTC",
  "log_checkpoints=off",
  "password_encryption=scram-sha-256",
];

export interface Postmaster {
  pid: number;
  /** Null while it is still starting. */
  port: number | null;
}

/** What postmaster.pid says, or null without such a file. A killed server leaves its file behind. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(pidFile(cluster), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  const port = Number.parseInt(lines[3] ?? "", 10);
  return pid > 0 ? { pid, port: port > 0 ? port : null } : null;
}

/** Whether this process is the server of this cluster, not a later process that got its number. */
export async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === "win32") return true;
  const command =
    process.platform === "linux"
      ? (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ")
      : `${(await runAs(null, "ps", ["-o", "command=", "-p", String(pid)])).output} `;
  return command.includes(`/postgres -D ${cluster} `);
}

/**
 * Starts the server and waits until it answers. It belongs to no terminal and survives this process.
 * @returns Null, or why it did not start.
 */
export async function startPostmaster(home: PostgresHome, port: number): Promise<string | null> {
  await disownPidFile(home.cluster);
  await rotateLog(home.log);
  const flags = [`-p ${port}`, ...SETTINGS.map((setting) => `-c ${setting}`)].join(" ");
  const args = ["start", "-w", "-t", TIMEOUT_SECONDS, "-D", home.cluster, "-l", home.log, "-o", flags];
  const logStart = (await stat(home.log).catch(() => null))?.size ?? 0;
  const { ok, output } = await runAs(home.user, home.binaries.pgCtl, args);
  if (ok) return null;
  const log = await readFile(home.log).catch(() => Buffer.alloc(0));
  return lastLine(log.subarray(logStart).toString("utf8") || output);
}

/**
 * Ends all its sessions and stops it cleanly. `pg_ctl` itself would wait for whoever is in the pid file, which may by
 * then be the server that another process has started since.
 */
export async function stopPostmaster(home: PostgresHome): Promise<void> {
  const running = await readPostmaster(home.cluster);
  const args = ["stop", "-W", "-m", "fast", "-D", home.cluster];
  await runAs(home.user, home.binaries.pgCtl, args);
  const deadline = Date.now() + Number(TIMEOUT_SECONDS) * 1_000;
  while (running && Date.now() < deadline && (await isPostmaster(running.pid, home.cluster))) {
    await sleep(POLL_MS);
  }
}

/** A port on the loopback interface that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("no free port on 127.0.0.1"));
      });
    });
  });
}

function pidFile(cluster: string): string {
  return path.join(cluster, "postmaster.pid");
}

/**
 * PostgreSQL refuses to start while the process named in its pid file lives. After a kill, a container's restart
 * say, that number may be another program's. The number is replaced rather than the file removed: by the shared
 * memory key in the file PostgreSQL still notices surviving sessions of the old server.
 */
async function disownPidFile(cluster: string): Promise<void> {
  const found = await readPostmaster(cluster);
  if (!found || !isAlive(found.pid) || (await isPostmaster(found.pid, cluster))) return;
  const file = await open(pidFile(cluster), "r+");
  try {
    const rest = (await file.readFile("utf8")).split("\n").slice(1);
    await file.truncate(0);
    await file.write([NO_PROCESS, ...rest].join("\n"), 0);
  } finally {
    await file.close();
  }
}

/** Keeps one older log. */
async function rotateLog(log: string): Promise<void> {
  const found = await stat(log).catch(() => null);
  if (found && found.size > LOG_LIMIT_BYTES) await rename(log, `${log}.1`);
}
