/** The user that PostgreSQL runs as when we are root. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { DatabaseStartError } from "../database";
import { runAs, type ServiceUser } from "./run-as";

const CREATED_USER = "grepture";

/**
 * Null when this process is no root and PostgreSQL can run as the same user. Else the owner of the data that is
 * already there, so that a folder stays with the user that began it; else `postgres`, or a user of our own.
 * @param dataFolder May not exist yet.
 */
export async function serviceUser(dataFolder: string): Promise<ServiceUser | null> {
  if (process.getuid?.() !== 0) return null;
  const existing = await stat(dataFolder).catch(() => null);
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  return (await findUser("postgres")) ?? (await findUser(CREATED_USER)) ?? (await createUser());
}

async function findUser(name: string): Promise<ServiceUser | null> {
  const [uid, gid] = await Promise.all([runAs(null, "id", ["-u", name]), runAs(null, "id", ["-g", name])]);
  return uid.ok && gid.ok ? { uid: Number(uid.output), gid: Number(gid.output) } : null;
}

async function createUser(): Promise<ServiceUser> {
  const flags = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"];
  const created = await runAs(null, "useradd", [...flags, CREATED_USER]);
  const user = await findUser(CREATED_USER);
  if (user) return user;
  throw new DatabaseStartError(
    `PostgreSQL does not run as root, and the user ${CREATED_USER} could not be created (${created.output || "useradd failed"}): run Grepture as an ordinary user, or set DATABASE_URL`,
  );
}

/** Whether the user can pass through every folder on the way to this one, and enter it. */
export async function canEnter(user: ServiceUser | null, folder: string): Promise<boolean> {
  if (!user) return true;
  return (await runAs(user, "/bin/sh", ["-c", 'cd "$1"', "sh", path.resolve(folder)])).ok;
}
