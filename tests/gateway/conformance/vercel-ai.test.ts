/** The Vercel AI SDK, which reaches OpenAI and Anthropic by its own providers, again by the base URL alone. */
import { generateText, jsonSchema, streamText, tool, type LanguageModel, type ToolSet } from "ai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentOf, SCENARIOS, type Scenario } from "tests/support/fake-provider/scenario";
import { startGatewayWorld, type GatewayWorld, type Tenant } from "tests/support/gateway-world";
import { type ProviderId } from "~/providers/provider";
import { PIXEL, TOOL_PARAMETERS } from "./caller";

let world: GatewayWorld;
beforeAll(async () => {
  world = await startGatewayWorld();
});
afterAll(() => world.stop());

interface Way {
  name: string;
  protocol: ProviderId;
  path: string;
  model: (tenant: Tenant, words: string) => LanguageModel;
}

const WAYS: readonly Way[] = [
  {
    name: "OpenAI chat completions",
    protocol: "openai",
    path: "/v1/chat/completions",
    model: (tenant, words) => world.sdk("vercelOpenai", tenant).chat(words),
  },
  {
    name: "OpenAI responses",
    protocol: "openai",
    path: "/v1/responses",
    model: (tenant, words) => world.sdk("vercelOpenai", tenant).responses(words),
  },
  {
    name: "Anthropic",
    protocol: "anthropic",
    path: "/v1/messages",
    model: (tenant, words) => world.sdk("vercelAnthropic", tenant)(words),
  },
];

const TOOLS: ToolSet = {
  get_weather: tool({ inputSchema: jsonSchema({ ...TOOL_PARAMETERS.get_weather, required: ["city"] }) }),
  get_time: tool({ inputSchema: jsonSchema({ ...TOOL_PARAMETERS.get_time, required: ["zone"] }) }),
};

function request(model: LanguageModel, scenario: Scenario) {
  const text = { type: "text", text: "Hello" } as const;
  const image = { type: "image", image: PIXEL, mediaType: "image/png" } as const;
  return {
    model,
    maxRetries: 0,
    // Else the SDK warns that it does not know the model.
    maxOutputTokens: 1_024,
    messages: [{ role: "user" as const, content: scenario === "image" ? [text, image] : [text] }],
    ...(scenario.endsWith("tools") ? { tools: TOOLS } : {}),
  };
}

describe.concurrent.each(WAYS)("$name", ({ protocol, path, model }) => {
  it.each(SCENARIOS)("%s, buffered and streamed", async (scenario) => {
    for (const streamed of [false, true]) {
      const tenant = await world.tenant({ providers: [protocol] });
      const asked = request(model(tenant, `fake.${scenario}`), scenario);
      const result = streamed ? streamText(asked) : await generateText(asked);
      const [text, calls, usage] = [await result.text, await result.toolCalls, await result.usage];
      const said = contentOf(scenario, streamed);
      expect(text).toBe(said.textPieces.join(""));
      expect(calls.map(({ toolName, input }) => ({ name: toolName, args: input }))).toEqual(
        said.toolCalls.map(({ name, args }) => ({ name, args })),
      );
      expect(usage).toMatchObject({ inputTokens: said.tokens.input, outputTokens: said.tokens.output });
      expect(world.provider.withKey(tenant.providerKey).map(({ url }) => url)).toEqual([path]);
      expect(await world.trace(tenant)).toMatchObject({
        protocol,
        outcome: "ok",
        streaming: streamed,
        totalTokens: said.tokens.input + said.tokens.output,
      });
    }
  });

  it("a failure, and a stream that breaks, are errors", async () => {
    const tenant = await world.tenant({ providers: [protocol] });
    const failing = generateText(request(model(tenant, "fake.status-429"), "text"));
    await expect(failing).rejects.toMatchObject({ name: "AI_APICallError", statusCode: 429 });
    for (const words of ["cut-mid-stream", "end-mid-stream", "error-mid-stream"]) {
      const errors: unknown[] = [];
      const result = streamText({
        ...request(model(tenant, `fake.${words}`), "text"),
        onError: ({ error }) => void errors.push(error),
      });
      await result.consumeStream();
      expect(errors, words).not.toEqual([]);
    }
  });
});
