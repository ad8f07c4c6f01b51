import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateApiKey, hashApiKey } from "~/lib/api-key-format";
import { Cancellation } from "~/lib/cancellation";
import { createLogger } from "~/lib/logger";
import { compileRules } from "~/rules/compile";
import { type Trace } from "~/traces/trace";
import { KeyHealth } from "~/upstream/key-health";
import { UpstreamPools } from "~/upstream/pools";
import { TargetGuard } from "~/upstream/target-guard";
import { testRule } from "tests/support/factories";
import { handleRequest, type GatewayDependencies, type Stage } from "./handle-request";
import { TokenVault } from "./token-vault";
import { SnapshotCache } from "./snapshot-cache";

const ANSWER = '{"id":"chatcmpl-1","model":"gpt-fake","choices":[],"usage":{"prompt_tokens":1}}';
const EVENTS =
  'data: {"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
const STAGES: readonly Stage[] = ["read", "rules", "target", "attempt", "respond"];

let provider: Server;
let origin: string;
const received: Buffer[] = [];

beforeAll(async () => {
  provider = createServer((req, res) => {
    void buffer(req).then((body) => {
      received.push(body);
      const streams = body.includes('"stream":true');
      res.writeHead(200, { "content-type": streams ? "text/event-stream" : "application/json" });
      res.end(streams ? EVENTS : ANSWER);
    });
  }).listen(0, "127.0.0.1");
  await once(provider, "listening");
  origin = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
});
afterAll(() => {
  provider.closeAllConnections();
  provider.close();
});

/** The gateway with a failure of our own code at one stage. */
function createWorld(fallbackMode: "error" | "passthrough", failing: Stage) {
  const apiKey = generateApiKey();
  const rules = compileRules([{ id: "rule", version: 1, name: "rule", rule: testRule() }], Buffer.alloc(32));
  const traces: Trace[] = [];
  const logged: string[] = [];
  const pools = new UpstreamPools({ connectMs: 1000, firstByteMs: 1000, idleMs: 1000, totalMs: 5000 });
  const gateway: GatewayDependencies = {
    baseUrls: { openai: origin, anthropic: origin, gemini: origin },
    guard: new TargetGuard({ allowedHosts: [], trustedOrigins: [origin] }),
    snapshots: new SnapshotCache({
      findKey: (hash) =>
        Promise.resolve(
          hash.equals(hashApiKey(apiKey)) ? { id: "key", organizationId: "org", expiresAt: null } : null,
        ),
      loadSnapshot: (organizationId) =>
        Promise.resolve({ organizationId, zeroData: false, fallbackMode, providerKeys: [], rules }),
      onRenewalFailed: () => undefined,
    }),
    pools,
    keepAliveMs: 60_000,
    writeTrace: (trace) => traces.push(trace),
    onKeyUsed: () => undefined,
    health: new KeyHealth(),
    vault: new TokenVault(createLogger("fatal")),
    onStage: (stage) => {
      if (stage === failing) throw new TypeError(`our own bug, with jane@example.com in its message`);
    },
    logger: createLogger("trace", { write: (line: string) => logged.push(line) }),
  };
  const ask = async (body: string) => {
    received.length = 0;
    const answer = await handleRequest(gateway, {
      method: "POST",
      url: "/v1/chat/completions",
      headers: {
        authorization: `Bearer ${apiKey}`,
        "x-grepture-auth-forward": "sk-own",
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
      },
      hasBody: true,
      bodyStream: () => Readable.from([Buffer.from(body)]),
      readBody: () => Promise.resolve(Buffer.from(body)),
      clientGone: new Cancellation(),
    });
    const bytes = Buffer.isBuffer(answer.body) ? answer.body : await buffer(Readable.from(answer.body));
    return { ...answer, text: bytes.toString() };
  };
  return { ask, traces, logged, close: () => pools.close() };
}

const body = (stream: boolean) =>
  `{ "model":"gpt-fake", "stream":${stream},"messages":[{"role":"user","content":"I am jane@example.com"}]}`;

describe.each(STAGES)("our own code fails at %s", (failing) => {
  it.each([false, true])(
    "passthrough sends the original on and marks the trace (streamed: %s)",
    async (stream) => {
      const world = createWorld("passthrough", failing);
      const answer = await world.ask(body(stream));
      await world.close();
      expect(answer.status).toBe(200);
      expect(answer.text).toBe(stream ? EVENTS : ANSWER);
      expect(received).toHaveLength(1);
      // What had been asked already was asked by the rules' leave; before that, it is the original to the byte.
      if (failing !== "respond") expect(received[0]?.toString()).toBe(body(stream));
      expect(world.traces).toHaveLength(1);
      expect(world.traces[0]).toMatchObject({
        passedThrough: true,
        outcome: "ok",
        status: 200,
        requestBody: null,
        responseBody: null,
        attempts: [{ provider: "openai", status: 200 }],
      });
    },
  );

  it("error answers 502 in the caller's dialect and sends nothing more", async () => {
    const world = createWorld("error", failing);
    const answer = await world.ask(body(false));
    await world.close();
    expect(answer.status).toBe(502);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: "internal_error" } });
    expect(received).toHaveLength(failing === "respond" ? 1 : 0);
    expect(world.traces).toMatchObject([{ passedThrough: false, outcome: "gateway_error", status: 502 }]);
    expect(world.logged.join("")).toContain("the gateway failed");
    expect(world.logged.join("")).not.toContain("jane@example.com");
  });
});
