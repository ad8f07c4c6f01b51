/** The built server with its own PostgreSQL and a data folder of its own, in front of the echo provider. */
import pg from "pg";
import { startEmbeddedPostgres } from "~/db/embedded/embedded-postgres";
import { startEchoProvider, type EchoProvider } from "~/demo/echo-provider";
import { createLogger } from "~/lib/logger";
import { ServerProcess } from "tests/support/server-process";
import { temporaryDataDir } from "tests/support/temporary-data-dir";

export interface AppServer {
  origin: string;
  /** What reached the provider. */
  provider: EchoProvider;
  /** Runs a statement in the server's database: for a state that no page and no request brings about. */
  query(sql: string, values: unknown[]): Promise<void>;
  stop(): Promise<void>;
}

async function runStatement(dataDir: string, sql: string, values: unknown[]): Promise<void> {
  const logger = createLogger("silent");
  const postgres = await startEmbeddedPostgres({ dataDir, purpose: "command", logger });
  const client = new pg.Client({ connectionString: postgres.url });
  try {
    await client.connect();
    await client.query(sql, values);
  } finally {
    await client.end();
    await postgres.stop();
  }
}

export async function startAppServer(): Promise<AppServer> {
  const [provider, dataDir] = [await startEchoProvider(), await temporaryDataDir()];
  const clean = async () => {
    await provider.close();
    await dataDir.remove();
  };
  try {
    const variables = { DATA_DIR: dataDir.path, OPENAI_BASE_URL: provider.origin, LOG_LEVEL: "warn" };
    const server = await ServerProcess.start(variables);
    return {
      origin: server.appOrigin,
      provider,
      query: (sql, values) => runStatement(dataDir.path, sql, values),
      stop: async () => {
        await server.stop();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
}
