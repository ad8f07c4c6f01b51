/** The built server, and the built admin command, as child processes. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { type Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

const START_TIMEOUT_MS = 60_000;

/** A loopback port that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** Only these variables, whatever the test run's own environment holds. */
function childEnvironment(variables: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", ...variables };
}

export const BUILT_SERVER: readonly string[] = ["build/server/server.js"];
/** The gateway behind web requests, as Remix's resource routes call it. */
export const ROUTE_ADAPTER: readonly string[] = ["--import", "tsx", "tests/support/route-adapter-host.ts"];

export class ServerProcess {
  private constructor(
    readonly origin: string,
    readonly child: ChildProcessByStdio<null, Readable, Readable>,
    private readonly printed: { text: string },
  ) {}

  /** Starts without waiting; for tests of a start that fails. */
  static async spawn(variables: Record<string, string>, entry = BUILT_SERVER): Promise<ServerProcess> {
    const port = variables.PORT ?? String(await freePort());
    const child = spawn(process.execPath, entry, {
      stdio: ["ignore", "pipe", "pipe"],
      env: childEnvironment({ ...variables, PORT: port }),
    });
    const printed = { text: "" };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (printed.text += text));
    }
    return new ServerProcess(`http://127.0.0.1:${port}`, child, printed);
  }

  static async start(variables: Record<string, string>, entry = BUILT_SERVER): Promise<ServerProcess> {
    const server = await ServerProcess.spawn(variables, entry);
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline && server.child.exitCode === null) {
      const ready = await fetch(`${server.origin}/readyz`).catch(() => null);
      if (ready?.ok) return server;
      await sleep(50);
    }
    await server.kill();
    throw new Error(`the server did not start:\n${server.output}`);
  }

  /** Who the server says it is: forms are taken from there alone. */
  get appOrigin(): string {
    return this.origin.replace("127.0.0.1", "localhost");
  }

  /** Everything printed so far, on both streams. */
  get output(): string {
    return this.printed.text;
  }

  /** Resident memory in bytes. */
  rss(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  }

  async exit(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, "exit");
    return this.child.exitCode;
  }

  /** @returns The exit code of an orderly stop. */
  async stop(): Promise<number | null> {
    if (this.child.exitCode === null) this.child.kill("SIGTERM");
    return this.exit();
  }

  async kill(): Promise<void> {
    if (this.child.exitCode === null) this.child.kill("SIGKILL");
    await this.exit();
  }
}

/** Runs the built admin command and reads the JSON that it prints. */
export async function runAdminCommand(
  variables: Record<string, string>,
  args: string[],
): Promise<{ exitCode: number | null; answer: unknown }> {
  const child = spawn(process.execPath, ["build/server/admin.js", ...args, "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: childEnvironment(variables),
  });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, answer: JSON.parse(stdout) as unknown };
}
