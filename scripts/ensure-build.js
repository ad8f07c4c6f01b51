/**
 * Makes sure that build/ and the generated Prisma client match the sources; quick and silent when they do.
 *
 * Everything is said on standard error: `npm run admin -- … --json` must print nothing but its JSON.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = path.resolve(import.meta.dirname, "..");
const STAMP = path.join(ROOT, "build/.sources");
/** Not below build/, which Remix's build removes as a whole when it begins. */
const LOCK = path.join(ROOT, "node_modules/.cache/grepture-build.lock");
const GENERATED_CLIENT = path.join(ROOT, "app/db/generated/client.ts");
const SCHEMA = path.join(ROOT, "prisma/schema.prisma");

/** What the bundles are made from. Tests and the generated client (made from the schema) are left out. */
const SOURCES = [
  "app",
  "prisma",
  "public",
  "server.ts",
  "package.json",
  "package-lock.json",
  "remix.config.js",
  "tailwind.config.ts",
  "tsconfig.json",
  "vite.config.ts",
];
const NOT_A_SOURCE = /\.test\.tsx?$|^app[\\/]db[\\/]generated/;
const LOCK_POLL_MS = 250;

/** @param {string} name Relative to the root. @returns {string[]} The files under it, in a stable order. */
function filesUnder(name) {
  if (NOT_A_SOURCE.test(name)) return [];
  const stats = statSync(path.join(ROOT, name), { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [name];
  return readdirSync(path.join(ROOT, name))
    .sort()
    .flatMap((entry) => filesUnder(path.join(name, entry)));
}

/** A digest of the sources' names and bytes: a deleted, renamed or older file counts as a change too. */
function fingerprint() {
  const hash = createHash("sha256").update(process.versions.node);
  for (const file of SOURCES.flatMap(filesUnder)) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}

/** @param {string} sources */
function isFresh(sources) {
  return (
    existsSync(STAMP) &&
    readFileSync(STAMP, "utf8") === sources &&
    existsSync(path.join(ROOT, "build/server/server.js")) &&
    existsSync(path.join(ROOT, "build/client"))
  );
}

/**
 * @param {string} what For the message when it fails.
 * @param {string} script A package's command line, run by this Node.
 * @param {string[]} args
 */
function run(what, script, args) {
  const result = spawnSync(process.execPath, [path.join(ROOT, "node_modules", script), ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production" },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return;
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`;
  throw new Error(`${what} failed:\n${output.trim()}\nIf packages are missing, run \`npm install\` first.`);
}

function ensurePrismaClient() {
  const generated = statSync(GENERATED_CLIENT, { throwIfNoEntry: false });
  if (generated && generated.mtimeMs >= statSync(SCHEMA).mtimeMs) return;
  run("Generating the Prisma client", "prisma/build/index.js", ["generate"]);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** One build at a time: a second command waits for the first one's result. A dead holder's lock is taken over. */
async function lock() {
  mkdirSync(path.dirname(LOCK), { recursive: true });
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: "wx" });
      return () => rmSync(LOCK, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = readHolder();
    if (holder !== null && !isAlive(holder)) rmSync(LOCK, { force: true });
    else await sleep(LOCK_POLL_MS);
  }
}

/** @returns {number | null} Null while the holder is still writing its id, or has just finished. */
function readHolder() {
  try {
    const pid = Number(readFileSync(LOCK, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** @throws {Error} With the build's own output, when it fails. */
export async function ensureBuild() {
  if (isFresh(fingerprint()) && existsSync(GENERATED_CLIENT)) return;
  const unlock = await lock();
  try {
    ensurePrismaClient();
    // Taken before the build: a source saved while it runs makes the result stale.
    const sources = fingerprint();
    if (isFresh(sources)) return;
    const startedAt = Date.now();
    process.stderr.write("Building Grepture…\n");
    rmSync(STAMP, { force: true });
    run("The build", "@remix-run/dev/dist/cli.js", ["vite:build"]);
    writeFileSync(STAMP, sources);
    process.stderr.write(`Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.\n`);
  } finally {
    unlock();
  }
}

if (realpathSync(process.argv[1]) === import.meta.filename) {
  await ensureBuild().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
