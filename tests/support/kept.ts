/** Everything that a server under test has kept, as one text to search for what it must not hold. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type GatewayWorld } from "./gateway-world";

/** Every value of every row of every table. */
export async function wholeDatabase({ database: { pool } }: GatewayWorld): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    "SELECT format('%I', relname) AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
  );
  const dumps = await Promise.all(
    tables.map(({ name }) => pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)),
  );
  return dumps.flatMap(({ rows }) => rows.map(({ row }) => row)).join("\n");
}

/** Every file of its data folder. */
export async function wholeDisk({ variables }: GatewayWorld): Promise<string> {
  const entries = await readdir(variables.DATA_DIR ?? "", { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, "latin1")))).join("\n");
}
