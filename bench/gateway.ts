/**
 * `npm run bench:gateway`: the warm /v1/chat/completions next to a bare Node proxy, in one run.
 *
 * Both have one core to themselves (taskset), the provider and the load generator share the other; 16 connections;
 * rounds alternate, so that a noisy machine disturbs both alike. Only the ratio means something. A round with an
 * error or an answer that is not 2xx does not count.
 */
import { execFileSync, fork, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import autocannon from "autocannon";

const CONNECTIONS = 16;
const ROUNDS = 5;
const SECONDS = 6;
const WARM_UP_SECONDS = 5;

const body = JSON.stringify({
  model: "gpt-bench",
  messages: [
    { role: "system", content: "You are a support assistant of a parcel service. ".repeat(8) },
    {
      role: "user",
      content: `Where is my parcel? ${"It was sent last week and I have not heard of it since. ".repeat(8)}`,
    },
  ],
});

interface Round {
  requestsPerSecond: number;
  p50: number;
  p99: number;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** A file of this folder in a process of its own, on the given core. */
function startScript(file: string, args: string[], core: number): Promise<ChildProcess> {
  const child = fork(path.join(import.meta.dirname, file), args, {
    stdio: "inherit",
    execArgv: ["--import", "tsx"],
  });
  pin(child, core);
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(child));
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code ?? "a signal"}`)));
  });
}

function pin(child: ChildProcess, core: number): void {
  execFileSync("taskset", ["-acp", String(core), String(child.pid)], { stdio: "ignore" });
}

async function startGateway(port: number, upstream: string, dataDir: string): Promise<ChildProcess> {
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    OPENAI_BASE_URL: upstream,
    LOG_LEVEL: "warn",
  };
  const child = spawn("node", ["build/server/server.js"], { env, stdio: "inherit" });
  for (let attempt = 0; attempt < 300; attempt++) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) {
      pin(child, 0);
      return child;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the gateway did not become ready");
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

/** An organization with a provider key and one rule over every category; returns an API key. */
function seed(dataDir: string): string {
  const account = ["--email", "bench@example.com", "--password", "a long bench password", "--name", "Bench"];
  const organization = ["--organization", admin(dataDir, "organizationId", ["user", "create", ...account])];
  admin(dataDir, "id", ["provider-key", "add", ...organization, "--provider", "openai", "--key", "sk-bench"]);
  const categories = ["email", "phone", "ssn", "credit_card"];
  const rules = JSON.stringify([
    { name: "redact", apply_to: "input", actions: [{ type: "redact_pii", categories }] },
  ]);
  admin(dataDir, "imported", ["rules", "import", ...organization, "--file", "-"], rules);
  return admin(dataDir, "key", ["api-key", "create", ...organization, "--name", "bench"]);
}

async function load(port: number, key: string, seconds: number): Promise<Round> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/v1/chat/completions`,
    method: "POST",
    connections: CONNECTIONS,
    duration: seconds,
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body,
  });
  if (result.errors > 0 || result.non2xx > 0 || result["2xx"] === 0) {
    throw new Error(`not a fair round: ${result.errors} errors, ${result.non2xx} answers that are not 2xx`);
  }
  return { requestsPerSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "grepture-bench-"));
  // Run by root, PostgreSQL works as a user of its own, which must be able to enter.
  chmodSync(dataDir, 0o755);
  const [providerPort, proxyPort, gatewayPort] = [await freePort(), await freePort(), await freePort()];
  const upstream = `http://127.0.0.1:${providerPort}`;
  execFileSync("taskset", ["-acp", "1", String(process.pid)], { stdio: "ignore" });
  const children = [await startScript("fixed-provider.ts", [String(providerPort)], 1)];
  children.push(await startScript("bare-proxy.ts", [String(proxyPort), upstream], 0));
  children.push(await startGateway(gatewayPort, upstream, dataDir));
  try {
    const key = seed(dataDir);
    const targets = { provider: providerPort, "bare proxy": proxyPort, gateway: gatewayPort };
    const rounds = new Map<string, Round[]>(Object.keys(targets).map((name) => [name, []]));
    for (const port of Object.values(targets)) await load(port, key, WARM_UP_SECONDS);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, port] of Object.entries(targets))
        rounds.get(name)?.push(await load(port, key, SECONDS));
    }
    report(rounds);
  } finally {
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(
      children.map(
        (child) =>
          new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve(null))),
      ),
    );
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function report(rounds: Map<string, Round[]>): void {
  const rate = (name: string) => median((rounds.get(name) ?? []).map((round) => round.requestsPerSecond));
  for (const [name, results] of rounds) {
    const rates = results.map((round) => Math.round(round.requestsPerSecond)).join(" ");
    const p50 = median(results.map((round) => round.p50));
    const p99 = median(results.map((round) => round.p99));
    console.log(
      `${name.padEnd(11)} median ${Math.round(rate(name))} requests/s  p50 ${p50} ms  p99 ${p99} ms  (rounds: ${rates})`,
    );
  }
  console.log(`gateway / bare proxy = ${(rate("gateway") / rate("bare proxy")).toFixed(2)}`);
}

await main();
