/** Wherever a request of any protocol has text that a model or a tool will see, rules see it, and nothing else changes. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { PIXEL } from "../conformance/caller";
import { tenantUnder } from "./rule-case";

let world: GatewayWorld;
let redacting: Tenant;
beforeAll(async () => {
  world = await startGatewayWorld();
  redacting = await tenantUnder(world, [
    { actions: [{ type: "redact_pii", categories: ["email"] }] },
    {
      actions: [
        { type: "redact_pii", categories: ["phone"] },
        { type: "find_replace", find: "Falcon", replace: "$1 [BIRD]" },
      ],
    },
  ]);
});
afterAll(() => world.stop());

let serial = 0;
/** Each a different address, so that a test can say which one was forgotten. */
const address = () => `person${++serial}.of.interest@mail.example.org`;
/** What has to be counted in more than one unit stands before what is found, and several things stand side by side. */
const text = () => `👩‍👩‍👧 漢字 Zoë: ${address()},${address()} (+1 415 555 0132) Falcon`;
const args = () => JSON.stringify({ to: address(), "key ü": [{ deep: `x\n"${address()}"` }], n: 1.5 });
const schema = () => ({
  type: "object",
  description: text(),
  properties: { to: { type: "string", description: text(), enum: [address()] } },
});
const image = `data:image/png;base64,${PIXEL}`;

const BODIES: Readonly<Record<string, { path: string; body: () => object }>> = {
  "chat completions": {
    path: "/v1/chat/completions",
    body: () => ({
      model: "gpt-fake",
      messages: [
        { role: "system", content: text() },
        { role: "developer", content: [{ type: "text", text: text() }] },
        {
          role: "user",
          content: [
            { type: "text", text: text() },
            { type: "image_url", image_url: { url: image } },
          ],
        },
        {
          role: "assistant",
          content: text(),
          tool_calls: [{ id: "call_1", type: "function", function: { name: "send", arguments: args() } }],
        },
        { role: "tool", tool_call_id: "call_1", content: args() },
        { role: "user", name: "ada", content: text() },
      ],
      tools: [{ type: "function", function: { name: "send", description: text(), parameters: schema() } }],
      response_format: {
        type: "json_schema",
        json_schema: { name: "n", description: text(), schema: schema() },
      },
      prediction: { type: "content", content: text() },
    }),
  },
  responses: {
    path: "/v1/responses",
    body: () => ({
      model: "gpt-fake",
      instructions: text(),
      input: [
        {
          role: "user",
          content: [
            { type: "input_text", text: text() },
            { type: "input_image", image_url: image },
          ],
        },
        {
          type: "message",
          role: "assistant",
          content: [{ type: "output_text", text: text(), annotations: [] }],
        },
        { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: text() }] },
        { type: "function_call", call_id: "call_1", name: "send", arguments: args() },
        { type: "function_call_output", call_id: "call_1", output: args() },
      ],
      tools: [{ type: "function", name: "send", description: text(), parameters: schema(), strict: false }],
      text: { format: { type: "json_schema", name: "n", description: text(), schema: schema() } },
    }),
  },
  messages: {
    path: "/v1/messages",
    body: () => ({
      model: "claude-fake",
      max_tokens: 10,
      system: [{ type: "text", text: text(), cache_control: { type: "ephemeral" } }],
      messages: [
        { role: "user", content: text() },
        {
          role: "assistant",
          content: [
            { type: "text", text: text() },
            { type: "tool_use", id: "toolu_1", name: "send", input: { to: address(), list: [text()] } },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "toolu_1", content: [{ type: "text", text: text() }] },
            {
              type: "document",
              source: { type: "text", media_type: "text/plain", data: text() },
              title: text(),
              context: text(),
            },
            { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } },
            { type: "text", text: text() },
          ],
        },
      ],
      tools: [{ name: "send", description: text(), input_schema: schema() }],
    }),
  },
  generateContent: {
    path: "/v1beta/models/gemini-fake:generateContent",
    body: () => ({
      systemInstruction: { parts: [{ text: text() }] },
      contents: [
        { role: "user", parts: [{ text: text() }, { inlineData: { mimeType: "image/png", data: PIXEL } }] },
        {
          role: "model",
          parts: [
            { text: text() },
            { functionCall: { name: "send", args: { to: address(), list: [text()] } } },
          ],
        },
        { role: "user", parts: [{ functionResponse: { name: "send", response: { result: text() } } }] },
      ],
      tools: [{ functionDeclarations: [{ name: "send", description: text(), parameters: schema() }] }],
      generationConfig: { responseMimeType: "application/json", responseJsonSchema: schema() },
    }),
  },
  "an Azure deployment": {
    path: "/openai/deployments/gpt-fake/chat/completions?api-version=2024-10-21",
    body: () => ({
      messages: [
        { role: "system", content: text() },
        { role: "user", content: text() },
      ],
    }),
  },
  embeddings: { path: "/v1/embeddings", body: () => ({ model: "embed-fake", input: [text(), text()] }) },
  "a single embedding": { path: "/v1/embeddings", body: () => ({ model: "embed-fake", input: text() }) },
  completions: {
    path: "/v1/completions",
    body: () => ({ model: "gpt-fake", prompt: [text()], suffix: text() }),
  },
  moderations: {
    path: "/v1/moderations",
    body: () => ({ model: "mod-fake", input: [{ type: "text", text: text() }] }),
  },
  "token counting": {
    path: "/v1/messages/count_tokens",
    body: () => ({ model: "claude-fake", system: text(), messages: [{ role: "user", content: text() }] }),
  },
  "Gemini's embeddings": {
    path: "/v1beta/models/embed-fake:embedContent",
    body: () => ({ content: { parts: [{ text: text() }] } }),
  },
};

const FOUND = /person\d+\.of\.interest@mail\.example\.org/g;
const expectedOf = (json: string) =>
  json
    .replaceAll(FOUND, "[REDACTED_EMAIL]")
    .replaceAll("+1 415 555 0132", "[REDACTED_PHONE]")
    .replaceAll("Falcon", "$1 [BIRD]");

const spansSchema = z.array(z.object({ path: z.string(), start: z.number(), end: z.number() }));

/** Null where no string is. */
function textAt(body: unknown, place: string): string | null {
  let value = body;
  for (const [, name, index] of place.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    const key = name ?? index ?? "";
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return typeof value === "string" ? value : null;
}

async function send(tenant: Tenant, path: string, body: string, headers: Record<string, string> = {}) {
  const id = `input-${++serial}`;
  const answer = await fetch(world.server.origin + path, {
    method: "POST",
    headers: {
      "x-grepture-api-key": "",
      authorization: `Bearer ${tenant.apiKey}`,
      "content-type": "application/json",
      "x-request-id": id,
      ...headers,
    },
    body,
  });
  return { answer, id, received: world.provider.received.at(-1) };
}

describe.each(Object.entries(BODIES))("%s", (_, { path, body }) => {
  it("has all of its text redacted, and nothing else of it changed", async () => {
    const sent = JSON.stringify(body());
    const count = sent.match(FOUND)?.length ?? 0;
    const { answer, id, received } = await send(redacting, path, sent);
    await answer.text();
    expect(answer.status).toBe(200);
    expect(received!.body.toString()).toBe(expectedOf(sent));
    const trace = await world.traceOf(redacting, id);
    expect(trace.requestBody).toBe(expectedOf(sent));
    const counts = trace.ruleHits.map(({ action, category, matchCount }) => [action, category, matchCount]);
    const others = sent.match(/Falcon/g)?.length ?? 0;
    expect(counts).toEqual([
      ["redact_pii", "email", count],
      ["redact_pii", "phone", others],
      ["find_replace", null, others],
    ]);
    // What was put in is where the trace says; within JSON in a string the path goes on.
    const put = trace.ruleHits
      .flatMap(({ spans }) => spansSchema.parse(spans))
      .flatMap(({ path: place, start, end }) => {
        const stored = textAt(JSON.parse(trace.requestBody ?? ""), place);
        return stored === null ? [] : stored.slice(start, end);
      });
    expect(new Set(put)).toEqual(new Set(["[REDACTED_EMAIL]", "[REDACTED_PHONE]", "$1 [BIRD]"]));
  });

  it("keeps its bytes where nothing is found", async () => {
    const sent = JSON.stringify(body(), null, 3)
      .replaceAll(FOUND, "no one")
      .replaceAll("+1 415 555 0132", "none")
      .replaceAll("Falcon", "1.0e3");
    const { answer, received } = await send(redacting, path, sent);
    await answer.text();
    expect(received!.body.toString()).toBe(sent);
  });
});

it("says that a rule on content was not applied where the content is not read", async () => {
  const { answer, id } = await send(redacting, "/v1/audio/transcriptions", "--x\r\n\r\nbinary\r\n--x--", {
    "content-type": "multipart/form-data; boundary=x",
  });
  await answer.text();
  const trace = await world.traceOf(redacting, id);
  expect(trace.ruleHits.length).toBeGreaterThan(0);
  for (const hit of trace.ruleHits)
    expect(hit).toMatchObject({ matchCount: 0, skippedBecause: expect.stringMatching(/not read/) as string });
});

it("blocks with the rule's own status and words, and sends nothing", async () => {
  const tenant = await tenantUnder(world, [
    {
      conditions: [{ conditions: [{ field: "body", operator: "contains", value: "top secret" }] }],
      actions: [{ type: "block_request", status_code: 422, message: "Not outside." }],
    },
  ]);
  const before = world.provider.received.length;
  const { answer, id } = await send(
    tenant,
    "/v1/chat/completions",
    JSON.stringify({ model: "m", messages: [{ role: "user", content: "This is TOP SECRET." }] }),
  );
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({
    error: { code: "blocked_by_rule", message: expect.stringContaining("Not outside.") as string },
  });
  expect(world.provider.received).toHaveLength(before);
  expect(await world.traceOf(tenant, id)).toMatchObject({
    outcome: "blocked",
    status: 422,
    requestBody: null,
  });
});

it("chooses by header, model and address, and samples the same way for the same request", async () => {
  const mask = {
    actions: [{ type: "redact_pii" as const, categories: ["email" as const], replacement: "mask" as const }],
  };
  const tenant = await tenantUnder(world, [
    {
      logic: "and",
      conditions: [
        { conditions: [{ field: "header", name: "X-Team", operator: "equals", value: "support" }] },
        { conditions: [{ field: "model", operator: "matches", value: "^gpt-" }] },
        { conditions: [{ field: "url", operator: "contains", value: "/chat/" }] },
      ],
      ...mask,
    },
  ]);
  const body = (model: string) =>
    JSON.stringify({ model, messages: [{ role: "user", content: "jane@example.com" }] });
  const heard = async (model: string, headers: Record<string, string>) =>
    (await send(tenant, "/v1/chat/completions", body(model), headers)).received!.body.toString();
  expect(await heard("gpt-x", { "x-team": "support" })).toContain("j**************m");
  expect(await heard("gpt-x", { "x-team": "sales" })).toContain("jane@example.com");
  expect(await heard("gpt-x", {})).toContain("jane@example.com");
  expect(await heard("o-1", { "x-team": "support" })).toContain("jane@example.com");
});
