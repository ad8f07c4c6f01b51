import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BUFFERED_ANSWER, DONE, STREAM_CHUNKS, USAGE_CHUNK } from "tests/support/fake-provider/openai-chat";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";

let world: GatewayWorld;
let plain: Tenant;
let ruled: Tenant;

beforeAll(async () => {
  world = await startGatewayWorld();
  plain = await world.tenant();
  ruled = await world.tenant({ withRule: true });
});
afterAll(() => world.stop());

const hello = { model: "gpt-fake", messages: [{ role: "user" as const, content: "Hello" }] };

describe("a buffered chat completion", () => {
  it("reaches the official SDK, and leaves a trace with key, tokens and times", async () => {
    const { data, response } = await world.client(plain).chat.completions.create(hello).withResponse();
    expect(data.choices[0]?.message.content).toBe("café / ok");
    expect(response.headers.get("x-request-id")).toBeTruthy();
    expect(response.headers.get("x-grepture-rules-applied")).toBeNull();
    const { headers } = world.provider.last();
    expect(headers.authorization).toBe(`Bearer ${plain.providerKey}`);
    const trace = await world.trace(plain);
    expect(trace).toMatchObject({
      requestId: response.headers.get("x-request-id"),
      outcome: "ok",
      status: 200,
      streaming: false,
      requestedModel: "gpt-fake",
      servedModel: "gpt-fake-1",
      provider: "openai",
      apiKeyId: plain.apiKeyId,
      inputTokens: 21,
      outputTokens: 9,
      totalTokens: 30,
      cachedInputTokens: 8,
      reasoningTokens: null,
      attemptCount: 1,
      ruleHitCount: 0,
      responseBody: BUFFERED_ANSWER,
    });
    expect(trace.attempts).toMatchObject([
      { status: 200, provider: "openai", providerKeyId: trace.providerKeyId },
    ]);
    expect(trace.firstByteMs).toBeLessThanOrEqual(trace.durationMs);
  });

  it("passes both bodies on byte for byte when no rule matched", async () => {
    const body =
      '{ "model":"gpt-fake","temperature":1.0, "seed": 12345678901234567890,\n "messages":[{"role":"user","content":"caf\\u00e9 \\/"}] }';
    for (const tenant of [plain, ruled]) {
      const answer = await world.post(tenant, body);
      expect(await answer.text()).toBe(BUFFERED_ANSWER);
      expect(world.provider.last().body.toString()).toBe(body);
    }
  });

  it("sends neither our key nor the caller's cookies and forwarding headers to the provider", async () => {
    await world.post(plain, JSON.stringify(hello), {
      cookie: "session=abc",
      "x-grepture-label": "x",
      "x-forwarded-for": "10.1.2.3",
      "x-real-ip": "10.1.2.3",
      referer: "https://intern.example/",
    });
    const { headers } = world.provider.last();
    expect(JSON.stringify(headers)).not.toContain("grp_");
    for (const name of ["cookie", "x-grepture-label", "x-forwarded-for", "x-real-ip", "referer"]) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  it("uses the caller's own key when it brings one, and never stores it", async () => {
    const tenant = await world.tenant({ withProviderKey: false });
    const own = "sk-own-canary-8c1f";
    await world.post(tenant, JSON.stringify(hello), { "x-grepture-auth-forward": `Bearer ${own}` });
    expect(world.provider.last().headers.authorization).toBe(`Bearer ${own}`);
    const trace = await world.trace(tenant);
    expect(trace.providerKeyId).toBeNull();
    expect(JSON.stringify(trace)).not.toContain(own);
  });

  it("keeps a fit X-Request-Id and replaces an unfit one", async () => {
    const kept = await world.post(plain, JSON.stringify(hello), { "x-request-id": "job-42.a_b" });
    expect(kept.headers.get("x-request-id")).toBe("job-42.a_b");
    const replaced = await world.post(plain, JSON.stringify(hello), { "x-request-id": "a b<script>" });
    expect(replaced.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
  });

  it("reads a compressed answer for the trace and passes it on as it came", async () => {
    const tenant = await world.tenant();
    const answer = await world.post(tenant, JSON.stringify({ ...hello, model: "gzip" }));
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(await answer.text()).toBe(BUFFERED_ANSWER);
    expect(await world.trace(tenant)).toMatchObject({ totalTokens: 30, responseBody: BUFFERED_ANSWER });
  });
});

describe("a streamed chat completion", () => {
  it("reaches the official SDK, and leaves a trace with the assembled answer and tokens", async () => {
    const tenant = await world.tenant();
    const deltas: string[] = [];
    let sawUsage = false;
    for await (const chunk of await world
      .client(tenant)
      .chat.completions.create({ ...hello, stream: true })) {
      deltas.push(chunk.choices[0]?.delta.content ?? "");
      sawUsage ||= Boolean(chunk.usage);
    }
    expect(deltas.join("")).toBe("Grüße, 世界 🌍");
    expect(sawUsage).toBe(false);
    const trace = await world.trace(tenant);
    expect(trace).toMatchObject({
      streaming: true,
      outcome: "ok",
      status: 200,
      totalTokens: 30,
      servedModel: "gpt-fake-1",
    });
    const stored = JSON.parse(trace.responseBody ?? "") as { choices: unknown[] };
    expect(stored.choices).toMatchObject([{ message: { content: "Grüße, 世界 🌍" }, finish_reason: "stop" }]);
  });

  it("asks for the usage chunk, and takes exactly that out again", async () => {
    const source =
      '{"model":"gpt-fake","stream":true,"messages":[{"role":"user","content":"Hello"}],"seed":12345678901234567890}';
    const answer = await world.post(plain, source);
    expect(await answer.text()).toBe(STREAM_CHUNKS.join("") + DONE);
    expect(world.provider.last().body.toString()).toBe(
      `{"stream_options":{"include_usage":true},${source.slice(1)}`,
    );
  });

  it("passes the stream on byte for byte, usage included, when the caller asked for it", async () => {
    const source = JSON.stringify({ ...hello, stream: true, stream_options: { include_usage: true } });
    const answer = await world.post(plain, source);
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    expect(answer.headers.get("x-ratelimit-remaining-requests")).toBe("99");
    expect(await answer.text()).toBe(STREAM_CHUNKS.join("") + USAGE_CHUNK + DONE);
    expect(world.provider.last().body.toString()).toBe(source);
  });

  it.each(["cut-mid-stream", "end-mid-stream"])(
    "ends with an error event and no [DONE] when the provider does: %s",
    async (model) => {
      const tenant = await world.tenant();
      const text = await (await world.post(tenant, JSON.stringify({ ...hello, model, stream: true }))).text();
      expect(text.startsWith(STREAM_CHUNKS.slice(0, 3).join(""))).toBe(true);
      expect(text).not.toContain("[DONE]");
      const last = text.trim().split("\n\n").at(-1) ?? "";
      expect(JSON.parse(last.replace(/^data: /, ""))).toMatchObject({
        error: { code: "stream_interrupted", type: "server_error" },
      });
      expect(await world.trace(tenant)).toMatchObject({
        outcome: "truncated",
        status: 200,
        errorCode: "stream_interrupted",
      });
      const readToEnd = async () => {
        const stream = await world.client(tenant).chat.completions.create({ ...hello, model, stream: true });
        for await (const chunk of stream) expect(chunk.object).toBe("chat.completion.chunk");
      };
      await expect(readToEnd()).rejects.toThrow(/stream|broke off/i);
    },
  );

  it("passes an error event inside a 200 stream on, and does not call it a success", async () => {
    const tenant = await world.tenant();
    const text = await (
      await world.post(tenant, JSON.stringify({ ...hello, model: "error-mid-stream", stream: true }))
    ).text();
    expect(text).toContain('"code":"overloaded"');
    expect(text).not.toContain("stream_interrupted");
    expect(await world.trace(tenant)).toMatchObject({ outcome: "truncated", errorCode: "overloaded" });
  });
});

describe("rules", () => {
  const email = "jane.doe@example.com";
  const phone = "+1 (415) 555-0132";
  const ssn = "536-22-8145";
  const card = "4242 4242 4242 4242";

  it("redact wherever a model reads text, and say so in the header and on the trace", async () => {
    const tenant = await world.tenant({ withRule: true });
    const { response } = await world
      .client(tenant)
      .chat.completions.create({
        model: "gpt-fake",
        messages: [
          { role: "system", content: `Support line: ${phone}` },
          { role: "user", content: [{ type: "text", text: `🙂 I am ${email}, card ${card}` }] },
          {
            role: "assistant",
            content: null,
            tool_calls: [
              {
                id: "call_1",
                type: "function",
                function: { name: "lookup", arguments: JSON.stringify({ q: `"${email}"\n`, n: 1 }) },
              },
            ],
          },
          { role: "tool", tool_call_id: "call_1", content: `SSN ${ssn}` },
        ],
        tools: [
          {
            type: "function",
            function: { name: "lookup", description: `Ask ${email}`, parameters: { type: "object" } },
          },
        ],
      })
      .withResponse();
    const sent = JSON.parse(world.provider.last().body.toString()) as {
      messages: { content: unknown; tool_calls?: { function: { arguments: string } }[] }[];
      tools: { function: { description: string } }[];
    };
    expect(sent.messages.map((message) => message.content)).toEqual([
      "Support line: [REDACTED_PHONE]",
      [{ type: "text", text: "🙂 I am [REDACTED_EMAIL], card [REDACTED_CREDIT_CARD]" }],
      null,
      "SSN [REDACTED_SSN]",
    ]);
    expect(JSON.parse(sent.messages[2]?.tool_calls?.[0]?.function.arguments ?? "")).toEqual({
      q: '"[REDACTED_EMAIL]"\n',
      n: 1,
    });
    expect(sent.tools[0]?.function.description).toBe("Ask [REDACTED_EMAIL]");
    expect(response.headers.get("x-grepture-rules-applied")).toBe(tenant.ruleId);
    const trace = await world.trace(tenant);
    expect(trace.requestBody).toBe(world.provider.last().body.toString());
    for (const value of [email, phone, ssn, card]) expect(JSON.stringify(trace)).not.toContain(value);
    const hits = new Map(trace.ruleHits.map((hit) => [hit.category, hit.matchCount]));
    expect(Object.fromEntries(hits)).toEqual({ email: 3, phone: 1, ssn: 1, credit_card: 1 });
    expect(trace.ruleHits[0]).toMatchObject({
      ruleId: tenant.ruleId,
      ruleVersion: 1,
      direction: "input",
      action: "redact_pii",
    });
  });

  it("hold on streams, also when a body hides text in JSON escapes", async () => {
    const tenant = await world.tenant({ withRule: true });
    const body = `{"model":"gpt-fake","stream":true,"messages":[{"role":"user","content":"jane.doe\\u0040example.com"}]}`;
    await (await world.post(tenant, body)).text();
    expect(world.provider.last().body.toString()).toContain('"content":"[REDACTED_EMAIL]"');
    expect((await world.trace(tenant)).ruleHitCount).toBe(1);
  });

  it("refuse a body that one reader could understand otherwise than another", async () => {
    const tenant = await world.tenant({ withRule: true });
    const twice = `{"model":"gpt-fake","messages":[{"role":"user","content":"${email}"}],"messages":[]}`;
    const before = world.provider.received.length;
    const answer = await world.post(tenant, twice);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: "invalid_body" } });
    expect(world.provider.received.length).toBe(before);
    expect(await world.trace(tenant)).toMatchObject({ status: 400, requestBody: null });
  });
});
