import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { request, type IncomingMessage } from "node:http";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listRequests } from "~/traces/queries";
import { createTestRule } from "tests/support/factories";
import { ServerProcess } from "tests/support/server-process";
import { startGatewayWorld, type GatewayWorld } from "tests/support/gateway-world";

let world: GatewayWorld;

beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

const ask = (model: string) =>
  JSON.stringify({ model, stream: true, messages: [{ role: "user", content: "Hello" }] });

/** A caller that decides itself when it reads: `fetch` would read ahead. */
async function open(origin: string, apiKey: string, model: string): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  const upload = request(`${origin}/v1/chat/completions`, { method: "POST", headers });
  upload.end(ask(model));
  const [answer] = (await once(upload, "response")) as [IncomingMessage];
  return answer;
}

describe("a caller that leaves", () => {
  it("in mid-stream closes the provider's connection within a second, and what was said is on the trace", async () => {
    const fresh = await world.tenant();
    const answer = await open(world.server.origin, fresh.apiKey, "endless-stream");
    await once(answer, "data");
    const left = Date.now();
    answer.destroy();
    const entry = world.provider.last();
    await expect.poll(() => entry.closedAt).not.toBeNull();
    expect(Number(entry.closedAt) - left).toBeLessThan(1_000);
    const trace = await world.trace(fresh);
    expect(trace.outcome).toBe("client_closed");
    expect(trace.responseBody).toContain("tick");
  });

  it("before the first byte does so too", async () => {
    const fresh = await world.tenant();
    const count = world.provider.received.length;
    const headers = { authorization: `Bearer ${fresh.apiKey}`, "content-type": "application/json" };
    const upload = request(`${world.server.origin}/v1/chat/completions`, { method: "POST", headers });
    upload.on("error", () => undefined);
    upload.end(ask("silent"));
    await expect.poll(() => world.provider.received.length).toBe(count + 1);
    const left = Date.now();
    upload.destroy();
    const entry = world.provider.last();
    await expect.poll(() => entry.closedAt).not.toBeNull();
    expect(Number(entry.closedAt) - left).toBeLessThan(1_000);
    expect(await world.trace(fresh)).toMatchObject({ outcome: "client_closed", status: null });
  });
});

describe("a warm request", () => {
  it("asks the database nothing", async () => {
    const fresh = await world.tenant({ withRule: true });
    const body = JSON.stringify({
      model: "gpt-fake",
      messages: [{ role: "user", content: "mail a@example.com" }],
    });
    await world.post(fresh, body);
    await world.trace(fresh);
    world.line.statements.length = 0;
    for (let count = 0; count < 50; count++) expect((await world.post(fresh, body)).status).toBe(200);
    await world.trace(fresh, 51);
    // Off the path of a request: traces in batches, when a key was last used, the listener's own probe.
    const background =
      /^(BEGIN|COMMIT|SELECT 1)$|^COPY (requests|attempts|rule_hits|request_bodies) |UPDATE .*api_keys.* SET .*last_used_at/is;
    const questions = () => world.line.statements.filter((one) => !background.test(one));
    expect(questions()).toEqual([]);
    await world.post(await world.tenant(), body);
    expect(questions().length).toBeGreaterThan(0);
  });
});

describe("traces", () => {
  it("as many are stored as requests were sent, and an outage of the database loses none", async () => {
    const fresh = await world.tenant();
    const body = JSON.stringify({ model: "gpt-fake", messages: [{ role: "user", content: "Hello" }] });
    const send = async (count: number) => {
      const answers = await Promise.all(Array.from({ length: count }, () => world.post(fresh, body)));
      expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: count }, () => 200));
    };
    await send(40);
    world.line.setOpen(false);
    await send(40);
    expect(await fetch(`${world.server.origin}/readyz`).then((answer) => answer.status)).toBe(503);
    const stranger = await world.tenant();
    expect((await world.post(stranger, body)).status).toBe(503);
    await sleep(500);
    world.line.setOpen(true);
    await send(20);
    const stored = async () =>
      (await listRequests({ organizationId: fresh.organizationId, limit: 200 })).rows.length;
    await expect.poll(stored, { timeout: 15_000 }).toBe(100);
  });
});

describe("two servers on one database", () => {
  it("both follow a change within a second", async () => {
    const second = await ServerProcess.start({
      ...world.variables,
      DATA_DIR: `${world.variables.DATA_DIR}-2`,
    });
    try {
      const fresh = await world.tenant();
      const send = (origin: string) =>
        fetch(`${origin}/v1/chat/completions`, {
          method: "POST",
          headers: { authorization: `Bearer ${fresh.apiKey}`, "content-type": "application/json" },
          body: JSON.stringify({
            model: "gpt-fake",
            messages: [{ role: "user", content: "mail a@example.com" }],
          }),
        });
      for (const origin of [world.server.origin, second.origin]) {
        await send(origin);
        expect(world.provider.last().body.toString()).toContain("a@example.com");
      }
      await createTestRule(fresh.organizationId);
      for (const origin of [world.server.origin, second.origin]) {
        const redacted = async () => {
          await send(origin);
          return world.provider.last().body.toString().includes("[REDACTED_EMAIL]");
        };
        await expect.poll(redacted, { timeout: 1_000 }).toBe(true);
      }
    } finally {
      expect(await second.stop()).toBe(0);
    }
  });
});

describe("stopping", () => {
  it("lets a running stream finish, refuses new requests, and stores the trace", async () => {
    const own = await ServerProcess.start({ ...world.variables, DATA_DIR: `${world.variables.DATA_DIR}-3` });
    const fresh = await world.tenant();
    const answer = await open(own.origin, fresh.apiKey, "slow-stream");
    let said = "";
    answer.setEncoding("utf8").on("data", (part: string) => (said += part));
    await once(answer, "data");
    const stopping = own.stop();
    await sleep(300);
    await expect(fetch(`${own.origin}/readyz`)).rejects.toThrow();
    await once(answer, "end");
    expect(said).toContain("[DONE]");
    expect(await stopping).toBe(0);
    expect(await world.trace(fresh)).toMatchObject({ outcome: "ok", streaming: true });
  });
});

describe("stopping with connections on which nothing runs", () => {
  it.each([
    ["that never said anything", ""],
    ["that said half of a request's head", "GET /healthz HTTP/1.1\r\nhost: x\r\n"],
    ["that keeps itself for the next request", "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n"],
  ])("does not wait for one %s", async (_, said) => {
    const own = await ServerProcess.start({ ...world.variables, DATA_DIR: `${world.variables.DATA_DIR}-4` });
    const socket = connect(Number(new URL(own.origin).port), "127.0.0.1").resume();
    socket.on("error", () => undefined);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    try {
      await once(socket, "connect");
      socket.write(said);
      // Connections are accepted in the order in which they were made.
      await fetch(`${own.origin}/healthz`);
      const stopping = own.stop();
      // A running request would have half a minute.
      await expect.poll(() => own.child.exitCode, { timeout: 15_000 }).toBe(0);
      await Promise.all([stopping, closed]);
    } finally {
      socket.destroy();
      await own.kill();
    }
  });
});

describe("starting", () => {
  const failure = async (variables: Record<string, string>) => {
    const failed = await ServerProcess.spawn({ ...world.variables, ...variables });
    expect(await failed.exit()).toBe(1);
    return failed.output.trim();
  };

  it("says so when the port is taken", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const address = holder.address();
    const port = String(typeof address === "object" && address?.port);
    expect(await failure({ PORT: port })).toMatch(
      new RegExp(`^grepture: PORT: 127.0.0.1:${port} is already in use`),
    );
    holder.close();
  });

  it("says so when the data folder cannot be written", async () => {
    const file = `${world.variables.DATA_DIR}/file`;
    await writeFile(file, "");
    // An empty variable counts as none: the embedded PostgreSQL.
    const failed = await ServerProcess.spawn({
      ...world.variables,
      DATABASE_URL: "",
      DATA_DIR: `${file}/data`,
    });
    expect(await failed.exit()).toBe(1);
    expect(failed.output).toMatch(/^grepture: DATA_DIR .* cannot be used .*set DATA_DIR to a folder/);
  });

  it.each([
    ["PORT", { PORT: "notaport" }, /^grepture: PORT: /],
    [
      "ENCRYPTION_KEY",
      { ENCRYPTION_KEY: "too short" },
      /^grepture: ENCRYPTION_KEY: must be 64 hexadecimal digits/,
    ],
    ["OPENAI_BASE_URL", { OPENAI_BASE_URL: "ftp://x" }, /^grepture: OPENAI_BASE_URL: /],
    ["DATABASE_URL", { DATABASE_URL: "mysql://x" }, /^grepture: DATABASE_URL: /],
    [
      "DATABASE_URL that nobody answers",
      { DATABASE_URL: "postgresql://user:canary@127.0.0.1:1/x" },
      /^grepture: the database at 127\.0\.0\.1:1\/x cannot be used/,
    ],
  ])("names the wrong variable in one line: %s", async (_, variables, expected) => {
    const line = await failure(variables);
    expect(line).toMatch(expected);
    expect(line.split("\n")).toHaveLength(1);
    expect(line).not.toContain("canary");
  });
});
