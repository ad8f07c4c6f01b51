/** The built server as a child process, with a data folder of its own, in front of the echo provider. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { startEchoProvider, type EchoProvider } from "~/demo/echo-provider";
import { temporaryDataDir } from "tests/support/temporary-data-dir";

export interface AppServer {
  origin: string;
  /** What reached the provider. */
  provider: EchoProvider;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

async function untilReady(origin: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const ready = await fetch(`${origin}/readyz`).catch(() => null);
    if (ready?.ok) return;
    await sleep(100);
  }
  throw new Error(`the server did not start:\n${output()}`);
}

export async function startAppServer(): Promise<AppServer> {
  const [port, provider, dataDir] = [await freePort(), await startEchoProvider(), await temporaryDataDir()];
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["build/server/server.js"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      PORT: String(port),
      DATA_DIR: dataDir.path,
      OPENAI_BASE_URL: provider.origin,
      LOG_LEVEL: "warn",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await provider.close();
    await dataDir.remove();
  };
  try {
    await untilReady(origin, child, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, provider, stop };
}
