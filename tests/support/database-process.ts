/**
 * A process that starts the database and holds it until standard input ends, for tests that kill processes.
 * Arguments: DATA_DIR and the purpose. Prints JSON lines: `{ url }` when ready, `{ error }` when refused.
 */
import { startDatabase } from "~/db/start-database";
import { createLogger } from "~/lib/logger";

const [dataDir = "", purpose] = process.argv.slice(2);
const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const database = await startDatabase({
    env: { DATABASE_URL: undefined, DATA_DIR: dataDir },
    purpose: purpose === "server" ? "server" : "command",
    logger: createLogger("silent"),
  });
  say({ url: database.url });
  await new Promise((resolve) => process.stdin.once("end", resolve).resume());
  await database.stop();
} catch (error) {
  say({ error: error instanceof Error ? `${error.name}: ${error.message}` : "unknown" });
}
