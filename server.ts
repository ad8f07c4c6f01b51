/**
 * The Node entry: `npm start`. Checks the environment, starts the server, and stops it in order on a signal.
 * What a request goes through: docs/architecture.md.
 */
import { EnvError, env } from "./app/env.server";
import { DatabaseStartError } from "./app/db/start-database";
import { SecretsError } from "./app/secrets.server";
import { logger } from "./app/lib/logger";
import { ServerStartError, startServer, type RunningServer } from "./app/server/serve";

/** Failures that the operator can mend: one line, no stack. */
const OPERATOR_ERRORS = [EnvError, ServerStartError, DatabaseStartError, SecretsError];

function fail(error: unknown): never {
  const known = OPERATOR_ERRORS.some((kind) => error instanceof kind);
  const text =
    error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`grepture: ${text}\n`);
  process.exit(1);
}

/** A signal while the server is still starting stops it as soon as it has started. */
function stopOnSignals(starting: Promise<RunningServer>): void {
  const stop = async (exitCode: number) => {
    await (await starting).stop();
    process.exit(exitCode);
  };
  process.on("SIGINT", () => void stop(0).catch(fail));
  process.on("SIGTERM", () => void stop(0).catch(fail));
  process.on("uncaughtException", (error) => {
    logger().fatal({ stack: error.stack }, "uncaught exception");
    void stop(1).catch(fail);
  });
}

try {
  const starting = startServer(env());
  stopOnSignals(starting);
  await starting;
} catch (error) {
  fail(error);
}
