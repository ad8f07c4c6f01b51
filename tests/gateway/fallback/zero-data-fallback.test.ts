/** Zero-data mode over a chain: the request is said again in another's words, and nothing of either is kept. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { setPlan } from "~/models/organization";
import { setOrganizationSettings } from "~/models/organization-settings";
import { type ProviderId } from "~/providers/provider";
import { wholeDatabase, wholeDisk } from "tests/support/kept";
import { type ChainLink, startGatewayWorld, type GatewayWorld } from "tests/support/gateway-world";
import { CHAT_VENDORS, linkTo, PROVIDERS } from "./chain-case";

const CANARY = "canary7d3f";

let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

async function zeroDataChain(links: readonly ChainLink[]) {
  const tenant = await world.chain(links, { withRule: true });
  await setPlan(tenant.organizationId, "business");
  await setOrganizationSettings({ organizationId: tenant.organizationId, zeroData: true });
  return tenant;
}

const text = `I am ${CANARY}@example.com, and ${CANARY} is my secret`;
const schema = { type: "object", properties: { [CANARY]: { type: "string", description: CANARY } } };
const call = { name: CANARY, arguments: JSON.stringify({ [CANARY]: CANARY }) };

/** A conversation with everything that a translation reads, warns of or leaves out. */
function requestOf(provider: ProviderId, stream: boolean): { path: string; body: object } {
  const chat = {
    stream,
    user: CANARY,
    [CANARY]: CANARY,
    seed: 7,
    logit_bias: { [CANARY]: 1 },
    messages: [
      { role: "system", content: text },
      { role: "user", name: CANARY, content: [{ type: "text", text, [CANARY]: CANARY }] },
      { role: "assistant", content: null, tool_calls: [{ id: CANARY, type: "function", function: call }] },
      { role: "tool", tool_call_id: CANARY, content: text },
    ],
    tools: [{ type: "function", function: { name: CANARY, description: text, parameters: schema } }],
    response_format: { type: "json_schema", json_schema: { name: CANARY, schema } },
  };
  switch (provider) {
    case "openai":
      return { path: "/v1/chat/completions?", body: { model: `fake.${CANARY}`, ...chat } };
    case "azure":
      return {
        path: `/openai/deployments/fake.${CANARY}/chat/completions?api-version=2024-10-21&`,
        body: chat,
      };
    case "anthropic":
      return {
        path: "/v1/messages?",
        body: {
          model: `fake.${CANARY}`,
          max_tokens: 64,
          stream,
          [CANARY]: CANARY,
          system: [{ type: "text", text, [CANARY]: CANARY }],
          metadata: { user_id: CANARY },
          messages: [
            { role: "user", content: text },
            {
              role: "assistant",
              content: [{ type: "tool_use", id: CANARY, name: CANARY, input: { a: CANARY } }],
            },
            { role: "user", content: [{ type: "tool_result", tool_use_id: CANARY, content: text }] },
          ],
          tools: [{ name: CANARY, description: text, input_schema: schema }],
        },
      };
    case "gemini":
      return {
        path: `/v1beta/models/fake.${CANARY}:${stream ? "streamGenerateContent?alt=sse&" : "generateContent?"}`,
        body: {
          [CANARY]: CANARY,
          systemInstruction: { parts: [{ text }] },
          contents: [
            { role: "user", parts: [{ text, [CANARY]: CANARY }] },
            { role: "model", parts: [{ functionCall: { name: CANARY, args: { [CANARY]: CANARY } } }] },
            { role: "user", parts: [{ functionResponse: { name: CANARY, response: { [CANARY]: text } } }] },
          ],
          tools: [{ functionDeclarations: [{ name: CANARY, description: text, parameters: schema }] }],
          generationConfig: { seed: 7, [CANARY]: CANARY },
          labels: { [CANARY]: CANARY },
        },
      };
  }
}

async function send(apiKey: string, provider: ProviderId, stream: boolean): Promise<Response> {
  const { path, body } = requestOf(provider, stream);
  return fetch(`${world.server.origin}${path}${CANARY}=${CANARY}`, {
    method: "POST",
    headers: {
      "x-grepture-api-key": apiKey,
      "content-type": "application/json",
      "x-custom": CANARY,
      "user-agent": CANARY,
      "x-grepture-label": CANARY,
      "x-grepture-metadata": JSON.stringify({ [CANARY]: CANARY }),
    },
    body: JSON.stringify(body),
  });
}

/** What the model of the chain's last key says, when it answers. */
const SAYS = /café|Grüße|get_weather/;

it("answers of every other provider arrive, and nothing of what was said is kept", async () => {
  const cells = CHAT_VENDORS.flatMap(({ caller: { protocol } }) =>
    PROVIDERS.filter((from) => from !== protocol).map((from) => ({ protocol, from })),
  );
  let warned = 0;
  await Promise.all(
    cells.map(async ({ protocol, from }) => {
      // What a failing provider says may quote the request.
      const tenant = await zeroDataChain([
        { provider: protocol, words: "status-503-echo" },
        { ...linkTo(protocol, "text"), words: "status-500-echo" },
        linkTo(from, "tools"),
      ]);
      for (const stream of [false, true]) {
        const answer = await send(tenant.apiKey, protocol, stream);
        const said = await answer.text();
        expect(answer.status, said).toBe(200);
        expect(said).toMatch(SAYS);
        expect(answer.headers.get("x-grepture-attempts")).toBe(`${protocol}:503,${protocol}:500,${from}:200`);
        if (answer.headers.has("x-grepture-warnings")) warned += 1;
      }
      const trace = await world.trace(tenant, 2);
      expect(trace).toMatchObject({
        zeroData: true,
        provider: from,
        outcome: "ok",
        url: null,
        label: null,
        metadata: null,
        requestBody: null,
        responseBody: null,
      });
      expect(trace.totalTokens).toBeGreaterThan(0);
      expect(trace.attempts).toMatchObject([
        { status: 503, errorMessage: null, movedOnBecause: "http_503" },
        { errorMessage: null },
        { provider: from, status: 200, translated: true },
      ]);
      // The caller is told; of its members' names none is kept.
      expect(trace.warnings).toEqual([]);
    }),
  );
  // The translations had something to say, or this would prove little.
  expect(warned).toBeGreaterThan(0);
  await expectNothingKept();
});

it("neither is anything of chains that fail, or of answers that break off", async () => {
  await Promise.all(
    CHAT_VENDORS.flatMap(({ caller: { protocol } }) =>
      ["status-400-echo", "status-429-echo", "cut-after-1", "error-after-1", "untyped"].map(async (words) => {
        const from = PROVIDERS.find((provider) => provider !== protocol) ?? protocol;
        const tenant = await zeroDataChain([
          { provider: protocol, words: "status-503-echo" },
          { ...linkTo(from, "text"), words },
          { provider: from },
        ]);
        for (const stream of [false, true]) {
          const answer = await send(tenant.apiKey, protocol, stream).catch(() => null);
          await answer?.text().catch(() => "");
        }
        expect(await world.trace(tenant, 2)).toMatchObject({ requestBody: null, responseBody: null });
      }),
    ),
  );
  await expectNothingKept();
});

/** The names of models are the organization's own settings, and the caller's: what operations need to know. */
const MODEL = new RegExp(`fake\\.${CANARY}`, "g");

async function expectNothingKept(): Promise<void> {
  const rows = await wholeDatabase(world);
  expect(rows.replaceAll(MODEL, "")).not.toContain(CANARY);
  expect(await wholeDisk(world)).not.toContain(CANARY);
  expect(world.server.output).not.toContain(CANARY);
}
