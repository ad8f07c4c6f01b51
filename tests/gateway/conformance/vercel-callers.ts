/** The Vercel AI SDK, which reaches OpenAI and Anthropic by its own providers, again by the base URL alone. */
import { generateText, jsonSchema, streamText, tool, type LanguageModel, type ToolSet } from "ai";
import { type ProviderId } from "~/providers/provider";
import { contentOf, type Scenario } from "tests/support/fake-provider/scenario";
import { sdkClients, type Door } from "tests/support/sdk-clients";
import { PIXEL, TOOL_PARAMETERS, type Heard, type Question } from "./caller";

interface VercelCaller {
  name: string;
  protocol: ProviderId;
  path: string;
  model: (door: Door, words: string) => LanguageModel;
  ask: (door: Door, question: Question) => Promise<Heard>;
}

const TOOLS: ToolSet = {
  get_weather: tool({ inputSchema: jsonSchema({ ...TOOL_PARAMETERS.get_weather, required: ["city"] }) }),
  get_time: tool({ inputSchema: jsonSchema({ ...TOOL_PARAMETERS.get_time, required: ["zone"] }) }),
};

export function vercelRequest(model: LanguageModel, scenario: Scenario, words = "Hello") {
  const text = { type: "text", text: words } as const;
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

async function hear(model: LanguageModel, { scenario, streamed, tag }: Question): Promise<Heard> {
  const request = vercelRequest(model, scenario, `Hello from ${tag}`);
  const result = streamed ? streamText(request) : await generateText(request);
  const calls = await result.toolCalls;
  return {
    text: await result.text,
    toolCalls: calls.map(({ toolName, input }) => ({ name: toolName, args: input })),
    reasoning: null,
    signature: null,
    finish: await result.finishReason,
    usage: await result.usage,
  };
}

/** What is told of an answer in every protocol that this SDK speaks. */
export function vercelAnswer({ scenario, streamed }: Question) {
  const { textPieces, toolCalls, tokens } = contentOf(scenario, streamed);
  return {
    text: textPieces.join(""),
    toolCalls: toolCalls.map(({ name, args }) => ({ name, args })),
    usage: { inputTokens: tokens.input, outputTokens: tokens.output },
  };
}

function caller(how: Omit<VercelCaller, "ask">): VercelCaller {
  return { ...how, ask: (door, question) => hear(how.model(door, question.model), question) };
}

export const VERCEL_CALLERS: readonly VercelCaller[] = [
  caller({
    name: "OpenAI chat completions",
    protocol: "openai",
    path: "/v1/chat/completions",
    model: (door, words) => sdkClients.vercelOpenai(door).chat(words),
  }),
  caller({
    name: "OpenAI responses",
    protocol: "openai",
    path: "/v1/responses",
    model: (door, words) => sdkClients.vercelOpenai(door).responses(words),
  }),
  caller({
    name: "Anthropic",
    protocol: "anthropic",
    path: "/v1/messages",
    model: (door, words) => sdkClients.vercelAnthropic(door)(words),
  }),
];
