import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, readdir, realpath, rm, stat, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isAlive } from "./postgres-home";
import { readPostmaster } from "./postmaster";

/** Real processes on real clusters: each test kills what a machine may kill. */
describe("the embedded PostgreSQL", () => {
  let bundle: string;
  let folder: string;
  let dataDir: string;
  const processes: DatabaseProcess[] = [];

  beforeAll(async () => {
    bundle = path.resolve(`node_modules/.cache/grepture-test-${process.pid}`);
    await build({
      configFile: false,
      logLevel: "warn",
      publicDir: false,
      resolve: { alias: { "~": path.resolve("app") } },
      build: { ssr: "tests/support/database-process.ts", outDir: bundle, target: "es2022" },
    });
  });
  afterAll(() => rm(bundle, { recursive: true, force: true }));

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "grepture-embedded-"));
    await chmod(folder, 0o755);
    dataDir = path.join(folder, "data");
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((running) => running.stop()));
    const postmaster = await readPostmaster(cluster());
    if (postmaster && isAlive(postmaster.pid)) process.kill(postmaster.pid, "SIGKILL");
    const home = await realpath(path.join(dataDir, "postgres")).catch(() => null);
    if (home) await rm(home, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });

  const cluster = () => path.join(dataDir, "postgres", "cluster");
  const start = (purpose: "server" | "command", directory = dataDir) => {
    const started = new DatabaseProcess(path.join(bundle, "database-process.js"), directory, purpose);
    processes.push(started);
    return started;
  };
  const postmasterPid = async () => (await readPostmaster(cluster()))?.pid ?? 0;

  it("serves one server and any number of commands, and stops with the last of them", async () => {
    const server = start("server");
    const url = await server.url();
    const command = start("command");
    expect(await command.url()).toBe(url);
    await query(url, "CREATE TABLE kept (id int)");

    const second = await start("server").answer();
    expect(second.error).toBe(
      `DatabaseStartError: DATA_DIR ${dataDir} is in use by another Grepture server (process ${server.pid}): stop that one first, or set another DATA_DIR`,
    );
    const pid = await postmasterPid();
    await server.stop();
    expect(isAlive(pid)).toBe(true);
    await query(url, "SELECT FROM kept");
    await command.stop();
    expect(await postmasterPid()).toBe(0);

    const restarted = await start("command").url();
    await query(restarted, "SELECT FROM kept");
  });

  it("is adopted after a kill of the server", async () => {
    const server = start("server");
    const url = await server.url();
    const pid = await postmasterPid();
    await server.kill();
    expect(isAlive(pid)).toBe(true);
    const next = start("server");
    expect(await next.url()).toBe(url);
    expect(await postmasterPid()).toBe(pid);
    await next.stop();
    expect(await postmasterPid()).toBe(0);
  });

  it("recovers when both were killed and another process got the old number", async () => {
    const server = start("server");
    await query(await server.url(), "CREATE TABLE kept (id int)");
    await server.kill();
    await killPostgres(await postmasterPid());
    const pidFile = path.join(cluster(), "postmaster.pid");
    const [, ...rest] = (await readFile(pidFile, "utf8")).split("\n");
    await writeFile(pidFile, [process.pid, ...rest].join("\n"));
    await query(await start("server").url(), "SELECT FROM kept");
  });

  it("is started again at the same address when it is killed under a running server", async () => {
    const server = start("server");
    const url = await server.url();
    const pid = await postmasterPid();
    await killPostgres(pid);
    await eventually(() => query(url, "SELECT 1"));
    expect(await postmasterPid()).not.toBe(pid);
    const { error } = await start("server").answer();
    expect(error).toContain(`(process ${server.pid})`);
    await server.stop();
    expect(await postmasterPid()).toBe(0);
  });

  it("is made once by two starters on an empty folder", async () => {
    const [first, second, third] = [start("server"), start("command"), start("command")];
    const urls = await Promise.all([first.url(), second.url(), third.url()]);
    expect(new Set(urls).size).toBe(1);
    expect(await readdir(dataDir)).toEqual(["postgres"]);
    await Promise.all([first.stop(), second.stop(), third.stop()]);
    expect(await postmasterPid()).toBe(0);
  });

  it("lets one of two servers win that start together", async () => {
    const answers = await Promise.all([start("server").answer(), start("server").answer()]);
    expect(answers.filter((answer) => answer.url)).toHaveLength(1);
    expect(answers.find((answer) => answer.error)?.error).toContain("is in use by another Grepture server");
  });

  it("survives a stop and a start that cross", async () => {
    await start("command").url();
    for (let round = 0; round < 4; round += 1) {
      const next = start("command");
      await sleep(round * 40);
      await processes[0]?.stop();
      processes.shift();
      await query(await next.url(), "SELECT 1");
    }
  });

  it("begins anew after a first start that was killed half way", async () => {
    const interrupted = start("server");
    await eventually(async () => {
      expect((await readdir(dataDir)).some((name) => name.startsWith("postgres.tmp-"))).toBe(true);
    });
    await interrupted.kill();
    await start("server").url();
    await eventually(async () => expect(await readdir(dataDir)).toEqual(["postgres"]));
  });

  it("lies where PostgreSQL's user can go when DATA_DIR is closed to it", async () => {
    await chmod(folder, 0o700);
    const server = start("server");
    await query(await server.url(), "SELECT 1");
    const home = await realpath(path.join(dataDir, "postgres"));
    const closed = process.getuid?.() === 0;
    expect(home.startsWith(closed ? "/var/lib/grepture/data-" : dataDir)).toBe(true);
    const url = await server.url();
    expect(await start("command").url()).toBe(url);
  });

  it("keeps its password to itself", async () => {
    await start("server").url();
    const { mode } = await stat(path.join(dataDir, "postgres", "password"));
    expect(mode & 0o777).toBe(0o600);
  });

  it("says what to do when DATA_DIR cannot be made", async () => {
    await writeFile(path.join(folder, "file"), "");
    const inside = path.join(folder, "file", "data");
    const { error } = await start("server", inside).answer();
    expect(error).toBe(
      `DatabaseStartError: DATA_DIR ${inside} cannot be used (ENOTDIR: not a directory, mkdir '${inside}'): set DATA_DIR to a folder that this user may create and write, or set DATABASE_URL`,
    );
  });

  it("says what to do when its folder is not a cluster", async () => {
    await mkdir(path.join(dataDir, "postgres", "cluster"), { recursive: true });
    await writeFile(path.join(dataDir, "postgres", "password"), "wrong");
    await Promise.all([dataDir, path.join(dataDir, "postgres")].map((directory) => chmod(directory, 0o755)));
    const { error } = await start("server").answer();
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

async function killPostgres(pid: number) {
  expect(pid).toBeGreaterThan(1);
  process.kill(pid, "SIGKILL");
  await sleep(50);
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
