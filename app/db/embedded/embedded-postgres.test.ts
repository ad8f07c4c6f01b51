import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdir, readFile, readdir, realpath, rm, stat, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { temporaryDataDir, type TemporaryDataDir } from "tests/support/temporary-data-dir";
import { isAlive } from "./postgres-home";
import { isPostmaster, readPostmaster } from "./postmaster";

const PROCESS = fileURLToPath(new URL("../../../tests/support/database-process.ts", import.meta.url));

// Several processes and clusters on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let bundle: string;
const processes: DatabaseProcess[] = [];

beforeAll(async () => {
  bundle = path.resolve(`node_modules/.cache/grepture-test-${process.pid}`);
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    resolve: { alias: { "~": path.resolve("app") } },
    build: { ssr: PROCESS, outDir: bundle, target: "es2022" },
  });
});
afterAll(() => rm(bundle, { recursive: true, force: true }));

async function stopProcesses() {
  await Promise.all(processes.splice(0).map((running) => running.stop()));
}

function start(dataDir: string, purpose: "server" | "command") {
  const started = new DatabaseProcess(path.join(bundle, "database-process.js"), dataDir, purpose);
  processes.push(started);
  return started;
}

const clusterOf = (dataDir: string) => path.join(dataDir, "postgres", "cluster");
const postmasterPid = async (dataDir: string) => (await readPostmaster(clusterOf(dataDir)))?.pid ?? 0;

/** A test that failed may have left PostgreSQL behind. */
async function endPostgres(dataDir: string) {
  const pid = await postmasterPid(dataDir);
  if (pid > 0 && (await isPostmaster(pid, await realpath(clusterOf(dataDir))))) process.kill(pid, "SIGKILL");
}

describe("the embedded PostgreSQL in one folder", () => {
  let folder: TemporaryDataDir;
  let dataDir: string;
  const server = () => start(dataDir, "server");
  const command = () => start(dataDir, "command");

  beforeAll(async () => {
    folder = await temporaryDataDir();
    dataDir = folder.path;
  });
  afterEach(stopProcesses);
  afterAll(async () => {
    await endPostgres(dataDir);
    await folder.remove();
  });

  it("serves one server and any number of commands, and stops with the last of them", async () => {
    const first = server();
    const url = await first.url();
    const beside = command();
    expect(await beside.url()).toBe(url);
    await query(url, "CREATE TABLE kept (id int)");

    const second = await server().answer();
    expect(second.error).toBe(
      `DatabaseStartError: DATA_DIR ${dataDir} is in use by another Grepture server (process ${first.pid}): stop that one first, or set another DATA_DIR`,
    );
    const pid = await postmasterPid(dataDir);
    await first.stop();
    expect(isAlive(pid)).toBe(true);
    await query(url, "SELECT FROM kept");
    await beside.stop();
    expect(await postmasterPid(dataDir)).toBe(0);
    await query(await command().url(), "SELECT FROM kept");
  });

  it("keeps its password to itself", async () => {
    const { mode } = await stat(path.join(dataDir, "postgres", "password"));
    expect(mode & 0o777).toBe(0o600);
  });

  it("is adopted after a kill of the server", async () => {
    const killed = server();
    const url = await killed.url();
    const pid = await postmasterPid(dataDir);
    await killed.kill();
    expect(isAlive(pid)).toBe(true);
    const next = server();
    expect(await next.url()).toBe(url);
    expect(await postmasterPid(dataDir)).toBe(pid);
    await next.stop();
    expect(await postmasterPid(dataDir)).toBe(0);
  });

  it("recovers when both were killed and another process got the old number", async () => {
    const killed = server();
    await query(await killed.url(), "CREATE TABLE kept_too (id int)");
    await killed.kill();
    killPostgres(await postmasterPid(dataDir));
    const pidFile = path.join(clusterOf(dataDir), "postmaster.pid");
    const [, ...rest] = (await readFile(pidFile, "utf8")).split("\n");
    await writeFile(pidFile, [process.pid, ...rest].join("\n"));
    await query(await server().url(), "SELECT FROM kept_too");
  });

  it("is started again at the same address when it is killed under a running server", async () => {
    const running = server();
    const url = await running.url();
    const pid = await postmasterPid(dataDir);
    killPostgres(pid);
    await eventually(() => query(url, "SELECT 1"));
    expect(await postmasterPid(dataDir)).not.toBe(pid);
    expect((await server().answer()).error).toContain(`(process ${running.pid})`);
    await running.stop();
    expect(await postmasterPid(dataDir)).toBe(0);
  });

  it.each([0, 90])("stays down when the server stops %i ms after it was killed", async (pause) => {
    const running = server();
    await running.url();
    killPostgres(await postmasterPid(dataDir));
    await sleep(pause);
    await running.stop();
    const left = await postmasterPid(dataDir);
    expect(left > 0 && (await isPostmaster(left, clusterOf(dataDir)))).toBe(false);
  });

  it("survives a stop and a start that cross", async () => {
    let previous = command();
    await previous.url();
    for (const pause of [0, 80]) {
      const next = command();
      await sleep(pause);
      await previous.stop();
      await query(await next.url(), "SELECT 1");
      previous = next;
    }
  });
});

describe("the first start of the embedded PostgreSQL", () => {
  let folder: TemporaryDataDir;
  let dataDir: string;
  const server = () => start(dataDir, "server");

  beforeEach(async () => {
    folder = await temporaryDataDir();
    dataDir = folder.path;
  });
  afterEach(async () => {
    await stopProcesses();
    await endPostgres(dataDir);
    await folder.remove();
  });

  it("makes one database for several starters on an empty folder, and lets one server win", async () => {
    const command = start(dataDir, "command");
    const answers = await Promise.all([server().answer(), server().answer()]);
    const [winner] = answers.filter((answer) => answer.url);
    expect(answers.map((answer) => answer.error ?? "").sort()).toEqual([
      "",
      expect.stringContaining("is in use by another Grepture server"),
    ]);
    expect(await command.url()).toBe(winner?.url);
    expect(await readdir(dataDir)).toEqual(["postgres"]);
    await stopProcesses();
    expect(await postmasterPid(dataDir)).toBe(0);
  });

  it("begins anew after one that was killed half way", async () => {
    const interrupted = server();
    await eventually(async () => {
      expect((await readdir(dataDir)).some((name) => name.startsWith("postgres.tmp-"))).toBe(true);
    });
    await interrupted.kill();
    await server().url();
    expect(await readdir(dataDir)).toEqual(["postgres"]);
  });

  it("goes where PostgreSQL's user can go when DATA_DIR is closed to it", async () => {
    await chmod(path.dirname(dataDir), 0o700);
    const url = await server().url();
    const home = await realpath(path.join(dataDir, "postgres"));
    const closed = process.getuid?.() === 0;
    expect(home.startsWith(closed ? "/var/lib/grepture/data-" : dataDir)).toBe(true);
    expect(await start(dataDir, "command").url()).toBe(url);
  });

  it("says what to do when DATA_DIR cannot be made", async () => {
    const file = path.join(path.dirname(dataDir), "file");
    await writeFile(file, "");
    const { error } = await start(`${file}/data`, "server").answer();
    expect(error).toBe(
      `DatabaseStartError: DATA_DIR ${file}/data cannot be used (ENOTDIR: not a directory, mkdir '${file}/data'): set DATA_DIR to a folder that this user may create and write, or set DATABASE_URL`,
    );
  });

  it("says what to do when the folder is not a cluster", async () => {
    await mkdir(clusterOf(dataDir), { recursive: true });
    await writeFile(path.join(dataDir, "postgres", "password"), "wrong");
    const { error } = await server().answer();
    expect(error).toMatch(
      /^DatabaseStartError: the embedded PostgreSQL in .* does not start \(.+\): see .*postgres\.log/,
    );
  });
});

interface Answer {
  url?: string;
  error?: string;
}

/** tests/support/database-process.ts as a process. */
class DatabaseProcess {
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;
  private readonly answered: Promise<Answer>;

  constructor(script: string, dataDir: string, purpose: string) {
    this.child = spawn(process.execPath, [script, dataDir, purpose], { stdio: ["pipe", "pipe", "inherit"] });
    this.exited = new Promise((resolve) => this.child.once("exit", resolve));
    this.answered = new Promise((resolve) => {
      createInterface({ input: this.child.stdout! }).once("line", (line) =>
        resolve(JSON.parse(line) as Answer),
      );
      this.child.once("exit", () => resolve({ error: "ended without an answer" }));
    });
  }

  get pid() {
    return this.child.pid;
  }

  answer() {
    return this.answered;
  }

  async url(): Promise<string> {
    const { url, error } = await this.answered;
    expect(error).toBeUndefined();
    return url!;
  }

  async stop() {
    this.child.stdin?.end();
    await this.exited;
  }

  async kill() {
    this.child.kill("SIGKILL");
    await this.exited;
  }
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function killPostgres(pid: number) {
  expect(pid).toBeGreaterThan(1);
  process.kill(pid, "SIGKILL");
}

async function eventually(check: () => Promise<unknown>) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}
