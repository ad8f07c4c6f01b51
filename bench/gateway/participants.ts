/** The servers that are compared, each in a process of its own on one core; all but the provider on core 0. */
import { execFileSync, fork, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";

export interface Participant {
  name: string;
  port: number;
  headers: Record<string, string>;
  child: ChildProcess;
}

const PORTKEY = "@portkey-ai/gateway@1.15.2";
const START_TRIES = 300;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

export function pin(pid: number | undefined, core: number): void {
  execFileSync("taskset", ["-acp", String(core), String(pid)], { stdio: "ignore" });
}

/** A file of this folder, once it says that it is ready. */
async function startScript(file: string, args: string[], core: number): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, file), args, {
    stdio: "inherit",
    execArgv: ["--import", "tsx"],
  });
  pin(child.pid, core);
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code ?? "a signal"}`)));
  });
  return child;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < START_TRIES && child.exitCode === null; attempt++) {
    const ready = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not become ready`);
}

export async function startProvider(): Promise<Participant> {
  const port = await freePort();
  return {
    name: "provider",
    port,
    headers: {},
    child: await startScript("fixed-provider.ts", [String(port)], 1),
  };
}

/** A proxy that does nothing of what a gateway does. */
export async function startProxy(provider: Participant, name: string, file: string): Promise<Participant> {
  const port = await freePort();
  const child = await startScript(file, [String(port), origin(provider)], 0);
  return { name, port, headers: {}, child };
}

export function origin({ port }: Pick<Participant, "port">): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * Our built server with its embedded database, as two participants: auth and traces with bodies, and the same with a
 * rule over every category. The database works beside the load: "one core" is the gateway's.
 */
export async function startGrepture(
  provider: Participant,
  dataDir: string,
): Promise<[traced: Participant, ruled: Participant]> {
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    OPENAI_BASE_URL: origin(provider),
    LOG_LEVEL: "warn",
  };
  // On the load's core first, where PostgreSQL stays when the server itself moves.
  const command = ["-c", "1", "node", "build/server/server.js"];
  const child = spawn("taskset", command, { env, stdio: "inherit" });
  await untilReady(`${origin({ port })}/readyz`, child);
  pin(child.pid, 0);
  const participant = (name: string, withRule: boolean): Participant => {
    const headers = { authorization: `Bearer ${seed(dataDir, name, withRule)}` };
    return { name, port, headers, child };
  };
  return [participant("traced", false), participant("with rule", true)];
}

/** The one Node peer, without auth and logs, which its open source does not have. Null where npm cannot fetch it. */
export async function startPortkey(provider: Participant, folder: string): Promise<Participant | null> {
  mkdirSync(folder, { recursive: true });
  const server = path.join(folder, "node_modules/@portkey-ai/gateway/build/start-server.js");
  try {
    if (!existsSync(server)) {
      const args = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", PORTKEY];
      execFileSync("npm", args, { stdio: "ignore", timeout: 180_000 });
    }
  } catch {
    return null;
  }
  const port = await freePort();
  const env = { ...process.env, TRUSTED_CUSTOM_HOSTS: "127.0.0.1,localhost" };
  const child = spawn("node", [server, "--headless", `--port=${port}`], { env, stdio: "ignore" });
  await untilReady(`${origin({ port })}/`, child);
  pin(child.pid, 0);
  const headers = {
    authorization: "Bearer sk-bench",
    "x-portkey-provider": "openai",
    "x-portkey-custom-host": `${origin(provider)}/v1`,
  };
  return { name: "portkey", port, headers, child };
}

/** Runs an admin command and gives one field of what it prints. */
function admin(dataDir: string, field: string, args: string[], input = ""): string {
  const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: "silent" };
  const printed = execFileSync("node", ["build/server/admin.js", ...args, "--json"], {
    env,
    input,
    encoding: "utf8",
  });
  const answer = JSON.parse(printed) as Record<string, unknown>;
  return String(answer[field]);
}

/** An organization with a provider key; returns an API key. */
function seed(dataDir: string, name: string, withRule: boolean): string {
  const email = `${name.replace(" ", "-")}@example.com`;
  const account = ["--email", email, "--password", "a long bench password", "--name", "Bench"];
  const organization = ["--organization", admin(dataDir, "organizationId", ["user", "create", ...account])];
  admin(dataDir, "id", ["provider-key", "add", ...organization, "--provider", "openai", "--key", "sk-bench"]);
  if (withRule) {
    const categories = ["email", "phone", "ssn", "credit_card"];
    const rules = JSON.stringify([
      { name: "redact", apply_to: "input", actions: [{ type: "redact_pii", categories }] },
    ]);
    admin(dataDir, "imported", ["rules", "import", ...organization, "--file", "-"], rules);
  }
  return admin(dataDir, "key", ["api-key", "create", ...organization, "--name", "bench"]);
}

export async function stopAll(participants: readonly Participant[]): Promise<void> {
  const children = new Set(participants.map(({ child }) => child));
  for (const child of children) child.kill("SIGTERM");
  await Promise.all(
    [...children].map(
      (child) =>
        new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve(null))),
    ),
  );
}
