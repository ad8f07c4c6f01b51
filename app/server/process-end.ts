/** How a process of ours ends: in order on a signal, and with a line that says why when it cannot go on. */
import { DatabaseStartError } from "~/db/start-database";
import { EnvError } from "~/env.server";
import { logger } from "~/lib/logger";
import { SecretsError } from "~/secrets.server";
import { ServerStartError, type RunningServer } from "./serve";

/** Failures that the operator can mend: one line, no stack. */
const OPERATOR_ERRORS = [EnvError, ServerStartError, DatabaseStartError, SecretsError];

/** Says why on standard error and ends the process. */
export function fail(error: unknown): never {
  const known = OPERATOR_ERRORS.some((kind) => error instanceof kind);
  const reason =
    error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`grepture: ${reason}\n`);
  process.exit(1);
}

/**
 * A signal while the server is still starting stops it as soon as it has started.
 * @param after What else there is to stop, once the server has.
 * @returns Stops everything and ends the process.
 */
export function stopOnSignals(
  starting: Promise<RunningServer>,
  after: () => Promise<void> = () => Promise.resolve(),
): (exitCode: number) => Promise<void> {
  const stop = async (exitCode: number) => {
    await (await starting).stop();
    await after();
    process.exit(exitCode);
  };
  process.on("SIGINT", () => void stop(0).catch(fail));
  process.on("SIGTERM", () => void stop(0).catch(fail));
  process.on("uncaughtException", (error) => {
    logger().fatal({ stack: error.stack }, "uncaught exception");
    void stop(1).catch(fail);
  });
  return stop;
}
