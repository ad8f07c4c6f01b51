/**
 * The process's one runtime: environment, secrets, database, gateway. Started once, whoever asks first: the
 * product's server, or Remix itself in development.
 */
import { setDatabase } from "./db/database";
import { ensurePartitions, upcomingMonths } from "./db/partitions";
import { startDatabase } from "./db/start-database";
import { type Env, env as processEnv, setEnv } from "./env.server";
import { createGateway, type Gateway } from "./gateway/gateway";
import { createLogger, setLogger, type Logger } from "./lib/logger";
import { loadSecrets, setSecrets } from "./secrets.server";

export interface Runtime {
  env: Env;
  gateway: Gateway;
  logger: Logger;
  /** Whether the database answers. */
  isReady(): Promise<boolean>;
  /** Flushes traces, closes connections, stops an embedded database. No request may be running. */
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Survives the module reloads of development: a second database or gateway must never start beside the first. */
const holder = globalThis as typeof globalThis & { grepture?: Promise<Runtime> | undefined };

/** @param env The process's environment when left out. */
export function startRuntime(env?: Env): Promise<Runtime> {
  holder.grepture ??= start(env ?? processEnv()).catch((error: unknown) => {
    holder.grepture = undefined;
    throw error;
  });
  return holder.grepture;
}

async function start(env: Env): Promise<Runtime> {
  setEnv(env);
  const logger = createLogger(env.LOG_LEVEL);
  setLogger(logger);
  const database = await startDatabase({ env, purpose: "server", logger });
  setDatabase(database);
  setSecrets(loadSecrets(env));
  const gateway = await createGateway({ env, database, logger });
  const partitions = setInterval(() => {
    ensurePartitions(database.pool, upcomingMonths(new Date())).catch(() => {
      logger.warn("the coming months' partitions could not be made; trying again tomorrow");
    });
  }, DAY_MS);
  partitions.unref();
  const runtime: Runtime = {
    env,
    gateway,
    logger,
    isReady: () =>
      database.pool.query("SELECT 1").then(
        () => true,
        () => false,
      ),
    async stop() {
      holder.grepture = undefined;
      clearInterval(partitions);
      await gateway.close();
      await database.stop();
    },
  };
  if (import.meta.env.DEV) stopOnSignals(runtime);
  return runtime;
}

/** Vite's development server knows nothing of the database that it would leave running. */
function stopOnSignals(runtime: Runtime): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void runtime.stop().finally(() => process.exit());
    });
  }
}
