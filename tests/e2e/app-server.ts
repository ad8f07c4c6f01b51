/** The built server with its own PostgreSQL and a data folder of its own, in front of the echo provider. */
import { startEchoProvider, type EchoProvider } from "~/demo/echo-provider";
import { ServerProcess } from "tests/support/server-process";
import { temporaryDataDir } from "tests/support/temporary-data-dir";

export interface AppServer {
  origin: string;
  /** What reached the provider. */
  provider: EchoProvider;
  stop(): Promise<void>;
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
