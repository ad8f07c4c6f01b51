/**
 * The folder of the embedded PostgreSQL, DATA_DIR/postgres: the cluster, the password of its only user, its log.
 *
 * It is made whole in a temporary sibling and then renamed, so that an interrupted first start leaves nothing half
 * done, and of two starters one wins and the other takes over what the winner made. Where PostgreSQL's user cannot
 * enter DATA_DIR (root's home is closed), DATA_DIR/postgres is a link to a folder below /var/lib/grepture.
 */
import { randomBytes } from "node:crypto";
import {
  chown,
  lstat,
  mkdir,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import type { Logger } from "~/lib/logger";
import { DatabaseStartError } from "../database";
import { locateBinaries, SYSTEM_FOLDER, type Binaries } from "./binaries";
import { runAs, type ServiceUser } from "./run-as";
import { canEnter, serviceUser } from "./service-user";

export const EMBEDDED_USER = "grepture";
const TEMPORARY = "postgres.tmp-";

export interface PostgresHome {
  dataDir: string;
  cluster: string;
  log: string;
  password: string;
  binaries: Binaries;
  /** Null: PostgreSQL runs as the same user as this process. */
  user: ServiceUser | null;
}

/** Finds the folder, or makes it. Takes about a second the first time. @throws {DatabaseStartError} */
export async function preparePostgresHome(dataDir: string, logger: Logger): Promise<PostgresHome> {
  const link = path.join(dataDir, "postgres");
  try {
    await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    const user = await serviceUser(link);
    const binaries = await locateBinaries(user, logger);
    const folder = (await existingFolder(link)) ?? (await createFolder(link, { user, binaries, logger }));
    const password = (await readFile(path.join(folder, "password"), "utf8")).trim();
    if (!(await canEnter(user, folder))) {
      throw new DatabaseStartError(
        `the database in ${folder} cannot be reached by the user that owns it: open the folders above it for passing through (chmod o+x), or move it`,
      );
    }
    return {
      dataDir,
      cluster: path.join(folder, "cluster"),
      log: path.join(folder, "postgres.log"),
      password,
      binaries,
      user,
    };
  } catch (error) {
    throw asStartError(error, dataDir);
  }
}

async function existingFolder(link: string): Promise<string | null> {
  const found = await lstat(link).catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  });
  return found && realpath(link);
}

interface Creation {
  user: ServiceUser | null;
  binaries: Binaries;
  logger: Logger;
}

async function createFolder(link: string, { user, binaries, logger }: Creation): Promise<string> {
  const dataDir = path.dirname(link);
  logger.info({ folder: link }, "creating the database");
  const inPlace = await canEnter(user, dataDir);
  const parent = inPlace ? dataDir : SYSTEM_FOLDER;
  await mkdir(parent, { recursive: true, mode: 0o755 });
  await removeLeftovers(parent);
  const temporary = path.join(parent, `${TEMPORARY}${process.pid}-${randomBytes(4).toString("hex")}`);
  try {
    await initialize(temporary, user, binaries);
    if (inPlace) {
      await rename(temporary, link);
    } else {
      const home = path.join(parent, `data-${randomBytes(8).toString("hex")}`);
      await rename(temporary, home);
      await symlink(home, link).catch(async (error: unknown) => {
        await rm(home, { recursive: true, force: true });
        throw error;
      });
      logger.warn(
        { folder: home, link },
        "PostgreSQL's user cannot enter DATA_DIR: the database lies elsewhere",
      );
    }
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Another process was faster; both clusters were empty, and the other one is in use.
    if (!(await existingFolder(link))) throw error;
  }
  return realpath(link);
}

async function initialize(folder: string, user: ServiceUser | null, binaries: Binaries): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  const password = path.join(folder, "password");
  await writeFile(password, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
  if (user) {
    await chown(folder, user.uid, user.gid);
    await chown(password, user.uid, user.gid);
  }
  const { ok, output } = await runAs(user, binaries.initdb, [
    `--pgdata=${path.join(folder, "cluster")}`,
    `--username=${EMBEDDED_USER}`,
    `--pwfile=${password}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    // Sorts by code point and knows Unicode's cases, the same on every platform.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ]);
  if (ok) return;
  const advice = /no space left/i.test(output)
    ? "free some disk space, or put DATA_DIR on another disk"
    : "see whether the folder can be written to and the disk has space, or set DATABASE_URL";
  throw new DatabaseStartError(
    `PostgreSQL could not create its database in ${path.dirname(folder)} (${lastLine(output)}): ${advice}`,
  );
}

/** What a killed first start left behind. Its initdb may still be writing for a moment, hence the retries. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(TEMPORARY) ? Number.parseInt(name.slice(TEMPORARY.length), 10) : Number.NaN;
    if (!(pid > 0) || isAlive(pid)) continue;
    const options = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };
    await rm(path.join(parent, name), options).catch(() => undefined);
  }
}

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/** The line of a program's output that says what went wrong: an error line, else the last one. */
export function lastLine(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.findLast((line) => /error|fatal|panic/i.test(line)) ?? lines.at(-1) ?? "no output";
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function asStartError(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseStartError || !("syscall" in error)) return error;
  const reason = hasCode(error, "ENOSPC") ? "the disk is full" : error.message;
  return new DatabaseStartError(
    `DATA_DIR ${dataDir} cannot be used (${reason}): set DATA_DIR to a folder that this user may create and write, or set DATABASE_URL`,
  );
}
