/** The admin command against a test's database, as the shell would run it. */
import { Readable } from "node:stream";
import { readText } from "~/admin/read-text";
import { runAdmin, type AdminInput, type AdminResult } from "~/admin/run-admin";
import { setDatabase, type Database } from "~/db/database";
import { parseEnv } from "~/env.server";
import { TEST_ENCRYPTION_KEY, TEST_SESSION_SECRET } from "./test-database";

export interface AdminCommandOptions extends Partial<AdminInput> {
  database: Database;
  /** For DATA_DIR. */
  folder: string;
  stdin?: string;
  /** More variables. */
  variables?: Record<string, string>;
}

/** @throws When the command warned of something. */
export async function runAdminCommand(
  args: readonly string[],
  { database, folder, stdin = "", variables = {}, ...input }: AdminCommandOptions,
): Promise<AdminResult> {
  const logged: string[] = [];
  const result = await runAdmin({
    args,
    env: () =>
      parseEnv({
        DATABASE_URL: database.url,
        DATA_DIR: folder,
        ENCRYPTION_KEY: TEST_ENCRYPTION_KEY,
        SESSION_SECRET: TEST_SESSION_SECRET,
        ...variables,
      }),
    readText: (source) => readText(source, Readable.from([stdin])),
    log: { write: (line) => logged.push(line) },
    ...input,
  });
  // The command brings a database of its own and stops it.
  setDatabase(database);
  if (logged.length > 0) throw new Error(`the command logged: ${logged.join("\n")}`);
  return result;
}
