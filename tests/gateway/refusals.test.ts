import { request } from "node:http";
import { text } from "node:stream/consumers";
import { APIError, AuthenticationError, InternalServerError } from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateApiKey } from "~/lib/api-key-format";
import { revokeApiKey } from "~/models/api-key";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";

let world: GatewayWorld;
let tenant: Tenant;

beforeAll(async () => {
  world = await startGatewayWorld({
    UPSTREAM_CONNECT_TIMEOUT_MS: "500",
    UPSTREAM_FIRST_BYTE_TIMEOUT_MS: "400",
    UPSTREAM_IDLE_TIMEOUT_MS: "400",
  });
  tenant = await world.tenant({ withRule: true });
});
afterAll(() => world.stop());

const hello = { model: "gpt-fake", messages: [{ role: "user" as const, content: "Hello" }] };
const ask = (model: string, stream = false) => JSON.stringify({ ...hello, model, stream });

async function refusal(answer: Response): Promise<{ status: number; code: string; message: string }> {
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  const { error } = (await answer.json()) as {
    error: { message: string; type: string; code: string; param: null };
  };
  expect(error.type).toBeTruthy();
  return { status: answer.status, code: error.code, message: error.message };
}

describe("what the caller got wrong", () => {
  const get = (path: string, init?: RequestInit) => fetch(`${world.server.origin}${path}`, init);

  it("no key, an unknown one, a mistyped one, somebody else's", async () => {
    const path = "/v1/chat/completions";
    expect(await refusal(await get(path, { method: "POST" }))).toMatchObject({
      status: 401,
      code: "missing_api_key",
    });
    const attempts = { unknown: generateApiKey(), mistyped: `${tenant.apiKey.slice(0, -1)}_` };
    for (const apiKey of Object.values(attempts)) {
      const answer = await refusal(await world.post({ apiKey }, ask("gpt-fake")));
      expect(answer).toMatchObject({ status: 401, code: "invalid_api_key" });
      expect(answer.message).not.toContain(apiKey);
    }
    expect(await refusal(await world.post({ apiKey: "sk-somebody" }, ask("gpt-fake")))).toMatchObject({
      code: "missing_api_key",
    });
    await expect(world.client({ apiKey: attempts.unknown }).chat.completions.create(hello)).rejects.toThrow(
      AuthenticationError,
    );
  });

  it("a revoked key, within a second of its being revoked", async () => {
    const revoked = await world.tenant();
    expect((await world.post(revoked, ask("gpt-fake"))).status).toBe(200);
    await revokeApiKey({ organizationId: revoked.organizationId, id: revoked.apiKeyId });
    await expect
      .poll(async () => (await world.post(revoked, ask("gpt-fake"))).status, { timeout: 1_000 })
      .toBe(401);
  });

  it("no provider key stored", async () => {
    const keyless = await world.tenant({ withProviderKey: false });
    const answer = await refusal(await world.post(keyless, ask("gpt-fake")));
    expect(answer).toMatchObject({ status: 401, code: "no_provider_key" });
    expect(answer.message).toContain("Provider keys");
    expect(await world.trace(keyless)).toMatchObject({
      outcome: "gateway_error",
      errorCode: "no_provider_key",
      attemptCount: 0,
    });
  });

  it("a path that is not there, and a method that is not taken, in JSON and on the trace", async () => {
    const fresh = await world.tenant();
    const headers = { authorization: `Bearer ${fresh.apiKey}` };
    expect(await refusal(await get("/proxy/v1/models", { headers }))).toMatchObject({
      status: 404,
      code: "not_found",
    });
    expect(await refusal(await get("/proxy/v1/models"))).toMatchObject({ status: 404 });
    const wrong = await get("/v1/chat/completions", { method: "OPTIONS", headers });
    expect(wrong.headers.get("allow")).toContain("POST");
    expect(await refusal(wrong)).toMatchObject({ status: 405, code: "method_not_allowed" });
    expect(await world.trace(fresh, 2)).toMatchObject({ status: 405, method: "OPTIONS" });
  });

  it.each([
    ["not JSON", "{oops", 400, "invalid_json"],
    ["nothing", "", 400, "invalid_json"],
    [
      "nested beyond reading",
      `{"messages":[{"role":"user","content":${"[".repeat(2_000)}${"]".repeat(2_000)}}]}`,
      400,
      "invalid_body",
    ],
  ])("a body that is %s", async (_, body, status, code) => {
    const fresh = await world.tenant({ withRule: true });
    expect(await refusal(await world.post(fresh, body))).toMatchObject({ status, code });
    expect(await world.trace(fresh)).toMatchObject({ status, errorCode: code, outcome: "gateway_error" });
  });

  it("a body over 10 MiB, declared or not, and one in an encoding we cannot read", async () => {
    const fresh = await world.tenant();
    const big = Buffer.alloc(10 * 1024 * 1024 + 1, "x");
    expect(await refusal(await world.post(fresh, big))).toMatchObject({
      status: 413,
      code: "body_too_large",
    });
    const chunked = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const headers = { authorization: `Bearer ${fresh.apiKey}`, "transfer-encoding": "chunked" };
      const upload = request(
        `${world.server.origin}/v1/chat/completions`,
        { method: "POST", headers },
        (res) => {
          text(res).then((body) => resolve({ status: res.statusCode, body }), reject);
        },
      );
      upload.on("error", reject);
      upload.end(big);
    });
    expect(chunked.status).toBe(413);
    const encoded = await world.post(fresh, "x", { "content-encoding": "br" });
    expect(await refusal(encoded)).toMatchObject({ status: 415, code: "unsupported_encoding" });
    expect(await world.trace(fresh, 3)).toMatchObject({ status: 415 });
  });
});

describe("what the provider got wrong", () => {
  it("keeps its status and its JSON error, as the SDK expects it", async () => {
    const codes = new Map([
      [400, "invalid_value"],
      [401, "invalid_api_key"],
      [429, "rate_limit_exceeded"],
      [503, "service_unavailable"],
    ]);
    for (const [status, code] of codes) {
      const fresh = await world.tenant();
      const failing = world.client(fresh).chat.completions.create({ ...hello, model: `status-${status}` });
      const error = await failing.then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(APIError);
      expect(error).toMatchObject({ status, code });
      const trace = await world.trace(fresh);
      expect(trace).toMatchObject({
        outcome: "upstream_error",
        status,
        errorCode: code,
        errorMessage: `failed with ${status}`,
      });
      expect(trace.attempts).toMatchObject([{ status, errorClass: `http_${status}` }]);
    }
    const limited = await world.post(tenant, ask("status-429"));
    expect(limited.headers.get("retry-after")).toBe("7");
  });

  it("puts an HTML error into the caller's dialect, with its status", async () => {
    const fresh = await world.tenant();
    const answer = await refusal(await world.post(fresh, ask("status-500-html")));
    expect(answer).toMatchObject({ status: 500, code: "upstream_invalid_response" });
    expect(answer.message).toContain("text/html");
    expect(await world.trace(fresh)).toMatchObject({
      outcome: "upstream_error",
      responseBody: "<h1>Bad gateway</h1>",
    });
    await expect(
      world.client(fresh).chat.completions.create({ ...hello, model: "status-500-html" }),
    ).rejects.toThrow(InternalServerError);
  });

  it("is a 200 without an answer in it", async () => {
    const fresh = await world.tenant();
    expect(await refusal(await world.post(fresh, ask("malformed")))).toMatchObject({
      status: 502,
      code: "upstream_invalid_response",
    });
    expect(await world.trace(fresh)).toMatchObject({ outcome: "upstream_error", status: 502 });
  });

  it("hangs: 504 before the first byte, an error event after it, and both on the trace", async () => {
    const silent = await world.tenant();
    expect(await refusal(await world.post(silent, ask("silent")))).toMatchObject({
      status: 504,
      code: "upstream_timeout",
    });
    expect(await world.trace(silent)).toMatchObject({
      status: 504,
      attempts: [{ errorClass: "first_byte_timeout", status: null }],
    });
    await expect.poll(() => world.provider.last().closedAt).not.toBeNull();

    const stalled = await world.tenant();
    const body = await (await world.post(stalled, ask("stall-mid-stream", true))).text();
    expect(body).toContain('"code":"stream_interrupted"');
    expect(body).not.toContain("[DONE]");
    expect(await world.trace(stalled)).toMatchObject({ outcome: "truncated" });
  });

  it("resets the connection", async () => {
    const fresh = await world.tenant();
    expect(await refusal(await world.post(fresh, ask("reset")))).toMatchObject({
      status: 502,
      code: "upstream_unreachable",
    });
    expect(await world.trace(fresh)).toMatchObject({
      outcome: "upstream_error",
      attempts: [{ errorClass: "reset" }],
    });
  });

  it("is not there", async () => {
    const gone = await startGatewayWorld({ OPENAI_BASE_URL: "http://127.0.0.1:1" });
    try {
      const fresh = await gone.tenant();
      const answer = await refusal(await gone.post(fresh, ask("gpt-fake")));
      expect(answer).toMatchObject({ status: 502, code: "upstream_unreachable" });
      expect(await gone.trace(fresh)).toMatchObject({
        outcome: "upstream_error",
        attempts: [{ errorClass: "unreachable" }],
      });
    } finally {
      await gone.stop();
    }
  });
});
