/** What a broken or hostile client can send, and what a strange provider can answer: a clear result, nothing hung. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";

let world: GatewayWorld;
let tenant: Tenant;

beforeAll(async () => {
  world = await startGatewayWorld();
  tenant = await world.tenant({ withRule: true, providers: ["openai", "anthropic", "gemini", "azure"] });
});
afterAll(() => world.stop());

const BODY = JSON.stringify({ model: "gpt-fake", messages: [{ role: "user", content: "Hello" }] });

function open(): Socket {
  const { hostname, port } = new URL(world.server.origin);
  return connect(Number(port), hostname);
}

/** Bytes in, everything that comes back out; ends when the server closes or nothing comes for a while. */
async function raw(...pieces: (string | Buffer)[]): Promise<string> {
  const socket = open();
  let heard = "";
  socket.setEncoding("utf8").on("data", (text: string) => (heard += text));
  socket.on("error", () => undefined);
  const closed = once(socket, "close");
  for (const piece of pieces) {
    socket.write(piece);
    await sleep(30);
  }
  let lastLength = -1;
  const settled = async () => {
    // Something came, and nothing more for a while.
    while (heard === "" || heard.length > lastLength) {
      lastLength = heard.length;
      await sleep(400);
    }
  };
  await Promise.race([closed, settled(), sleep(10_000)]);
  socket.destroy();
  return heard;
}

const head = (lines: string[], version = "1.1") =>
  [
    `POST /v1/chat/completions HTTP/${version}`,
    "host: x",
    `authorization: Bearer ${tenant.apiKey}`,
    ...lines,
  ].join("\r\n") + "\r\n\r\n";
const sized = (...lines: string[]) =>
  head(["content-type: application/json", `content-length: ${BODY.length}`, ...lines]);

describe("HTTP itself", () => {
  it("HTTP/1.0 is answered and the connection closed", async () => {
    const heard = await raw(
      head([`content-length: ${BODY.length}`, "content-type: application/json"], "1.0") + BODY,
    );
    expect(heard).toMatch(/^HTTP\/1\.1 200 /);
    expect(heard).toContain("chatcmpl-");
  });

  it("pipelined requests are answered in order", async () => {
    const heard = await raw(sized("x-request-id: first") + BODY + sized("x-request-id: second") + BODY);
    const ids = [...heard.matchAll(/x-request-id: (\w+)/gi)].map(([, id]) => id);
    expect(ids).toEqual(["first", "second"]);
  });

  it("Expect: 100-continue is continued", async () => {
    const heard = await raw(sized("expect: 100-continue"), BODY);
    expect(heard).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    expect(world.provider.last().headers.expect).toBeUndefined();
  });

  it.each([
    ["two lengths", ["content-length: 5", "content-length: 6"]],
    ["a length and chunks", ["content-length: 5", "transfer-encoding: chunked"]],
    ["an obscured encoding", ["transfer-encoding: xchunked"]],
    ["a negative length", ["content-length: -1"]],
  ])("smuggling by %s is refused and the connection closed", async (_name, lines) => {
    const asked = world.provider.received.length;
    const heard = await raw(head(lines) + `0\r\n\r\n${sized()}${BODY}`);
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(world.provider.received.length).toBe(asked);
  });

  it("a client that sends slowly is waited for, one that leaves half way is forgotten", async () => {
    const slow = await raw(sized(), BODY.slice(0, 10), BODY.slice(10, 20), BODY.slice(20));
    expect(slow).toMatch(/^HTTP\/1\.1 200 /);
    const asked = world.provider.received.length;
    const socket = open();
    socket.write(sized() + BODY.slice(0, 10));
    await sleep(50);
    socket.destroy();
    await sleep(100);
    expect(world.provider.received.length).toBe(asked);
  });

  it("headers given twice do not confuse who is calling", async () => {
    const heard = await raw(
      sized("authorization: Bearer grp_other", "x-grepture-target: a", "x-grepture-target: b") + BODY,
    );
    // Node joins repeated headers or keeps the first: either way the answer is one of ours, and nothing is guessed.
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard).toContain("invalid_target");
  });
});

describe("bodies", () => {
  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(world.server.origin + path, {
      method: "POST",
      headers: { authorization: `Bearer ${tenant.apiKey}`, "content-type": "application/json", ...headers },
      body: new Uint8Array(Buffer.from(body)),
    });

  it.each(["[]", '"text"', "17", "null", '{"messages":7}', '{"unexpected":{"shape":[1,2,3]}}'])(
    "valid JSON that is no chat request is the provider's to refuse: %s",
    async (body) => {
      const answer = await post("/v1/chat/completions", body);
      expect(answer.status).toBe(200);
      expect(world.provider.last().body.toString()).toBe(body);
    },
  );

  it.each([
    ["/v1/chat/completions", { error: { code: "invalid_json" } }],
    ["/v1/messages", { type: "error", error: { type: "invalid_request_error" } }],
    ["/v1beta/models/m:generateContent", { error: { code: 400, status: "INVALID_ARGUMENT" } }],
    ["/openai/deployments/d/chat/completions", { error: { code: "invalid_json" } }],
  ])("invalid UTF-8 at %s is a 400 in that dialect", async (path, expected) => {
    const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const answer = await post(path, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject(expected);
  });

  it.each(["/v1/chat/completions", "/v1/messages", "/v1beta/models/m:generateContent", "/v1/responses"])(
    "absurd nesting at %s is bounded",
    async (path) => {
      for (const depth of [5_000, 1_000_000]) {
        const answer = await post(path, `{"messages":${"[".repeat(depth)}${"]".repeat(depth)}}`);
        expect(answer.status).toBe(400);
      }
      expect((await fetch(`${world.server.origin}/healthz`)).status).toBe(200);
    },
  );
});
