import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeProvider, type FakeProvider } from "tests/support/fake-provider/server";
import { freePort, runAdminCommand, ServerProcess } from "tests/support/server-process";
import { temporaryDataDir } from "tests/support/temporary-data-dir";

let provider: FakeProvider;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let variables: Record<string, string>;

beforeAll(async () => {
  provider = await startFakeProvider();
  dataDir = await temporaryDataDir();
  variables = { DATA_DIR: dataDir.path, OPENAI_BASE_URL: provider.origin, LOG_LEVEL: "warn" };
});
afterAll(async () => {
  await provider.close();
  await dataDir.remove();
});

async function admin(...args: string[]): Promise<Record<string, unknown>> {
  const { exitCode, answer } = await runAdminCommand(variables, args);
  expect(exitCode, JSON.stringify(answer)).toBe(0);
  return answer as Record<string, unknown>;
}

describe("the server with its own PostgreSQL, and the admin command beside it", () => {
  it("serves what the command made, survives kill -9 of the server, and keeps the traces", async () => {
    const account = ["--email", "ops@example.com", "--password", "nine unrelated kettles", "--name", "Ops"];
    const { organizationId } = await admin("user", "create", ...account);
    const organization = ["--organization", String(organizationId)];
    await admin("organization", "set-plan", ...organization, "--plan", "business");
    await admin("provider-key", "add", ...organization, "--provider", "openai", "--key", "sk-embedded-0042");
    const rules = path.join(dataDir.path, "rules.json");
    await writeFile(
      rules,
      JSON.stringify([{ name: "mail", actions: [{ type: "redact_pii", categories: ["email"] }] }]),
    );
    const { key } = await admin("api-key", "create", ...organization, "--name", "test");

    const send = (server: ServerProcess) =>
      fetch(`${server.origin}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${String(key)}`, "content-type": "application/json" },
        body: JSON.stringify({
          model: "gpt-fake",
          messages: [{ role: "user", content: "mail a@example.com" }],
        }),
      });
    const first = await ServerProcess.start(variables);
    expect((await send(first)).status).toBe(200);
    expect(await admin("rules", "import", ...organization, "--file", rules)).toEqual({ imported: 1 });
    await expect
      .poll(async () => {
        await send(first);
        return provider.last().body.toString();
      })
      .toContain("[REDACTED_EMAIL]");
    const second = await ServerProcess.spawn(variables);
    expect(await second.exit()).toBe(1);
    expect(second.output).toMatch(/^grepture: DATA_DIR .* is in use by another Grepture server/);
    await first.kill();

    const restarted = await ServerProcess.start(variables);
    expect((await send(restarted)).headers.get("x-grepture-rules-applied")).toBeTruthy();
    expect(await restarted.stop()).toBe(0);
    const { rows } = (await admin("traffic", "list", ...organization, "--limit", "1")) as {
      rows: { outcome: string; ruleHits: { category: string }[]; attempts: { status: number }[] }[];
    };
    expect(rows).toMatchObject([
      { outcome: "ok", ruleHits: [{ category: "email" }], attempts: [{ status: 200 }] },
    ]);
    const exported = await runAdminCommand(variables, ["rules", "export", ...organization]);
    expect(exported.answer).toMatchObject([
      { name: "mail", apply_to: "input", actions: [{ type: "redact_pii" }] },
    ]);
  }, 120_000);

  it("answers a wrong command with one JSON error and exit code 1", async () => {
    const { exitCode, answer } = await runAdminCommand(variables, ["api-key", "create", "--name", "x"]);
    expect(exitCode).toBe(1);
    expect(answer).toMatchObject({
      error: { message: expect.stringContaining("--organization") as unknown },
    });
  });
});

describe("the demo", () => {
  /** Runs it until it serves, hands over what it printed, and stops it. */
  async function runDemo(
    dataDirectory: string,
    whileServing: (printed: string) => Promise<void>,
  ): Promise<void> {
    const child = spawn(process.execPath, ["build/server/demo.js"], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        PORT: String(await freePort()),
        DATA_DIR: dataDirectory,
        // What a shell may hold for the real server: the demo must never seed its published login there.
        DATABASE_URL: "postgresql://user@127.0.0.1:1/production",
      },
    });
    try {
      let printed = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
      await expect.poll(() => printed, { timeout: 60_000 }).toContain("Ctrl-C stops everything");
      await whileServing(printed);
    } finally {
      child.kill("SIGINT");
      if (child.exitCode === null) await once(child, "exit");
    }
    expect(child.exitCode).toBe(0);
  }

  it("shows what was sent and what arrived, links to its trace, and works again on the same data", async () => {
    const own = await temporaryDataDir();
    const pages: string[] = [];
    for (let count = 0; count < 2; count++) {
      await runDemo(own.path, async (printed) => {
        expect(printed).toContain("jane.doe@example.com");
        expect(printed).toMatch(/The provider received\n.*\[REDACTED_EMAIL\].*\[REDACTED_PHONE\]/);
        const url = new URL(/Dashboard +(\S+)/.exec(printed)?.[1] ?? "");
        expect(url.pathname).toMatch(/^\/org\/demo\/traffic\/[0-9a-f-]{36}$/);
        pages.push(url.pathname);
        const page = await fetch(url, { redirect: "manual" });
        expect(page.status).toBe(302);
        expect(page.headers.get("location")).toContain("/login");
      });
    }
    expect(new Set(pages).size).toBe(2);
    await own.remove();
  }, 120_000);
});
