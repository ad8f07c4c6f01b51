/**
 * A process that starts the embedded PostgreSQL and holds it until standard input ends, for tests that kill
 * processes. Arguments: DATA_DIR and the purpose. Prints one JSON line: `{ url }` when ready, `{ error }` when refused.
 */
import { startEmbeddedPostgres } from "~/db/embedded/embedded-postgres";
import { createLogger } from "~/lib/logger";

const [dataDir = "", purpose] = process.argv.slice(2);
const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const postgres = await startEmbeddedPostgres({
    dataDir,
    purpose: purpose === "server" ? "server" : "command",
    logger: createLogger("silent"),
  });
  say({ url: postgres.url });
  await new Promise((resolve) => process.stdin.once("end", resolve).resume());
  await postgres.stop();
} catch (error) {
  say({ error: error instanceof Error ? `${error.name}: ${error.message}` : "unknown" });
}
