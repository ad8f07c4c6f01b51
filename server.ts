/**
 * The Node entry: `npm start`. Checks the environment, starts the server, and stops it in order on a signal.
 * What a request goes through: docs/architecture.md.
 */
import { env } from "./app/env.server";
import { fail, stopOnSignals } from "./app/server/process-end";
import { startServer } from "./app/server/serve";

try {
  const starting = startServer(env());
  stopOnSignals(starting);
  await starting;
} catch (error) {
  fail(error);
}
