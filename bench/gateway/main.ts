/**
 * `npm run bench:gateway`: the warm chat completions endpoint next to a bare Node proxy, one that is tuned and, where npm
 * can fetch it, Portkey, in one run. `-- --memory` sends 200,000 requests instead and watches the server's memory.
 *
 * One core for each gateway (taskset), the provider and the load on the other; rounds alternate, so that a noisy
 * machine disturbs all alike. Only ratios and differences mean something. Every answer is checked.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadBuffered, loadStreamed, percentile, type Buffered, type Streamed } from "./load";
import {
  pin,
  startGrepture,
  startPortkey,
  startProvider,
  startProxy,
  stopAll,
  type Participant,
} from "./participants";

const CONNECTIONS = [1, 16, 64] as const;
const ROUNDS = 5;
const SECONDS = 3;
const WARM_UP = { connections: 16, seconds: 12 };
const BARE_NODE = "bare Node";
const UNDICI_PROXY = "undici proxy";
const STREAM_CONNECTIONS = 16;
const MEMORY_REQUESTS = 200_000;

const median = (values: readonly number[]) => percentile(values, 0.5);
const cell = (text: string | number) => String(text).padStart(12);

function row(name: string, cells: readonly (string | number)[]): void {
  console.log(name.padEnd(14) + cells.map(cell).join(""));
}

async function compareBuffered(compared: readonly Participant[], connections: number): Promise<void> {
  const rounds = new Map<string, Buffered[]>(compared.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const participant of compared) {
      rounds.get(participant.name)?.push(await loadBuffered(participant, { connections, seconds: SECONDS }));
    }
  }
  const rate = (name: string) => median((rounds.get(name) ?? []).map((one) => one.requestsPerSecond));
  console.log(`\nbuffered, ${connections} connection(s), ${ROUNDS} rounds of ${SECONDS} s`);
  row("", ["requests/s", "of Node", "of undici", connections === 1 ? "mean ms" : "p50 ms", "p99 ms"]);
  for (const [name, results] of rounds) {
    const p50 = median(results.map((one) => one.p50)).toFixed(2);
    const p99 = median(results.map((one) => one.p99)).toFixed(1);
    const ratios = [BARE_NODE, UNDICI_PROXY].map((proxy) => (rate(name) / rate(proxy)).toFixed(2));
    row(name, [Math.round(rate(name)), ...ratios, p50, p99]);
  }
}

async function compareStreamed(compared: readonly Participant[]): Promise<void> {
  const rounds = new Map<string, Streamed[]>(compared.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const participant of compared) {
      // A peer that loses a chunk is left out; of ours it ends the run.
      const streamed = loadStreamed(participant, STREAM_CONNECTIONS);
      const result = await (participant.name === "portkey" ? streamed.catch(() => null) : streamed);
      if (result) rounds.get(participant.name)?.push(result);
    }
  }
  console.log(`\nstreamed, ${STREAM_CONNECTIONS} streams of 100 chunks, ${ROUNDS} rounds`);
  row("", ["first ms", "p99 gap ms"]);
  for (const [name, results] of rounds) {
    if (results.length === 0) {
      row(name, ["lost chunks"]);
      continue;
    }
    row(name, [
      median(results.map((one) => one.firstToken)).toFixed(2),
      median(results.map((one) => one.gap)).toFixed(2),
    ]);
  }
}

/** Resident memory in MiB. */
function rss({ child }: Participant): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}

async function watchMemory(gateway: Participant): Promise<void> {
  console.log(`\nmemory over ${MEMORY_REQUESTS} requests`);
  const step = MEMORY_REQUESTS / 10;
  for (let sent = step; sent <= MEMORY_REQUESTS; sent += step) {
    await loadBuffered(gateway, { connections: 16, seconds: 0, amount: step });
    row(`${sent}`, [`${rss(gateway)} MiB`]);
  }
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "grepture-bench-"));
  // Run by root, PostgreSQL works as a user of its own, which must be able to enter.
  chmodSync(folder, 0o755);
  pin(process.pid, 1);
  const started: Participant[] = [];
  try {
    const provider = await startProvider();
    started.push(provider);
    const [traced, ruled] = await startGrepture(provider, path.join(folder, "data"));
    started.push(traced, ruled);
    if (process.argv.includes("--memory")) {
      await watchMemory(ruled);
      return;
    }
    started.push(await startProxy(provider, BARE_NODE, "node-proxy.ts"));
    started.push(await startProxy(provider, UNDICI_PROXY, "undici-proxy.ts"));
    const portkey = await startPortkey(provider, path.join(tmpdir(), "grepture-bench-portkey"));
    if (portkey) started.push(portkey);
    else console.log("portkey: npm could not fetch it; left out");
    for (const participant of started) await loadBuffered(participant, WARM_UP);
    for (const connections of CONNECTIONS) await compareBuffered(started, connections);
    await compareStreamed(started);
  } finally {
    await stopAll(started);
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
