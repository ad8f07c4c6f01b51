// @ts-check
/**
 * npm run db:migration -- <name>
 *
 * Writes prisma/migrations/<UTC time>_<name>/ with the SQL that leads from the newest migration's schema to
 * prisma/schema.prisma, and a copy of that schema, from which the next migration starts. Needs no database and
 * downloads nothing. Read the SQL before committing it: what the schema language cannot say (partitions, checks,
 * triggers, moving data) is added by hand. The server applies it at its next start.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { NO_FILTERS, openSchemaEngine } from "./schema-engine.js";

const NAME = /^[a-z0-9]+(_[a-z0-9]+)*$/;
const USAGE =
  "usage: npm run db:migration -- <name>, the name in lower case with underscores, such as add_prompt_tags";

/** Two schema files are compared without a database; all that the engine asks one for is its version. */
const offline = {
  provider: "postgres",
  adapterName: "offline",
  connect: async () => ({ ok: true, value: offlineConnection }),
};
const VERSION_ROW = { columnNames: ["exists", "version", "numeric_version"], columnTypes: [5, 7, 0] };
const refuse = async () => {
  throw new Error("the schema engine wanted a database to compare two files");
};
const offlineConnection = {
  provider: "postgres",
  adapterName: "offline",
  queryRaw: async () => ({ ok: true, value: { ...VERSION_ROW, rows: [[true, "PostgreSQL 18.0", 180_000]] } }),
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  dispose: async () => ({ ok: true, value: undefined }),
};

/** @param {string} folder @returns {Promise<string | null>} The schema that the newest migration leads to. */
async function newestSnapshot(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const newest = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .at(-1);
  return newest ? readFile(path.join(folder, newest, "schema.prisma"), "utf8") : null;
}

/** @param {string | null} from @param {string} to @returns {Promise<string | null>} SQL, or null when they are equal. */
async function difference(from, to) {
  /** @param {string} content */
  const datamodel = (content) => ({
    tag: /** @type {const} */ ("schemaDatamodel"),
    files: [{ path: "schema.prisma", content }],
  });
  const engine = await openSchemaEngine(offline, [["schema.prisma", to]]);
  const result = await engine.diff({
    from: from === null ? { tag: "empty" } : datamodel(from),
    to: datamodel(to),
    script: true,
    exitCode: true,
    filters: NO_FILTERS,
  });
  // A change of an enum comes with a transaction of its own; each migration runs in one already.
  return result.exitCode === 2 ? (result.stdout ?? "").replaceAll(/^(BEGIN|COMMIT);\n/gm, "") : null;
}

/** @param {Date} at @returns {string} As Prisma names migrations: 20261122093000. */
function timestamp(at) {
  return at.toISOString().replaceAll(/\D/g, "").slice(0, 14);
}

async function main() {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [name, ...rest] = positionals;
  if (!name || rest.length > 0 || !NAME.test(name)) throw new Error(USAGE);
  const migrations = path.resolve("prisma/migrations");
  const schema = await readFile("prisma/schema.prisma", "utf8");
  const sql = await difference(await newestSnapshot(migrations), schema);
  if (sql === null) {
    console.log("prisma/schema.prisma is what the newest migration leads to: nothing to write");
    return;
  }
  const folder = path.join(migrations, `${timestamp(new Date())}_${name}`);
  await mkdir(folder);
  await writeFile(path.join(folder, "migration.sql"), sql);
  await writeFile(path.join(folder, "schema.prisma"), schema);
  console.log(`wrote ${path.relative(".", folder)}: read migration.sql, then start the server to apply it`);
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
