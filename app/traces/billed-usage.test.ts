/** From the usage block that a vendor writes, buffered or streamed, to the dollars on the trace. */
import { describe, expect, it } from "vitest";
import { type Operation } from "~/providers/protocol";
import { type ProviderId, type Usage } from "~/providers/provider";
import { PROTOCOLS } from "~/providers/registry";
import { costOf } from "./cost";

const AT = Date.UTC(2026, 10, 24);

interface Billed {
  name: string;
  protocol: ProviderId;
  operation?: Operation;
  model: string;
  /** The answer as it comes whole. */
  whole: object;
  /** The data of its events. */
  events: object[];
  usage: Partial<Usage>;
  /** The vendor's list prices times its counts, by hand. */
  dollars: string;
}

// Counts as in the vendors' own examples: prompt caching and reasoning guides.
const CHAT_CACHED = {
  prompt_tokens: 2006,
  completion_tokens: 300,
  total_tokens: 2306,
  prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
};
const CHAT_REASONED = {
  prompt_tokens: 100,
  completion_tokens: 1186,
  total_tokens: 1286,
  prompt_tokens_details: { cached_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 1024 },
};
const RESPONSES_REASONED = {
  input_tokens: 100,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 1186,
  output_tokens_details: { reasoning_tokens: 1024 },
  total_tokens: 1286,
};
/** Written for five minutes and for an hour; `input_tokens` is what neither came from the cache nor went there. */
const MESSAGE_CACHED = {
  input_tokens: 1952,
  cache_read_input_tokens: 1800,
  cache_creation_input_tokens: 248,
  cache_creation: { ephemeral_5m_input_tokens: 148, ephemeral_1h_input_tokens: 100 },
  output_tokens: 700,
  output_tokens_details: { thinking_tokens: 600 },
};
const GEMINI_THOUGHT = {
  promptTokenCount: 13,
  candidatesTokenCount: 11,
  thoughtsTokenCount: 1050,
  totalTokenCount: 1074,
};
const GEMINI_CACHED = {
  promptTokenCount: 5000,
  cachedContentTokenCount: 4096,
  candidatesTokenCount: 12,
  totalTokenCount: 5012,
};

const chat = (model: string, usage: object) => ({
  model,
  whole: {
    object: "chat.completion",
    model,
    choices: [{ index: 0, message: { role: "assistant", content: "a" }, finish_reason: "stop" }],
    usage,
  },
  events: [
    { model, choices: [{ index: 0, delta: { content: "a" }, finish_reason: null }], usage: null },
    { model, choices: [{ index: 0, delta: {}, finish_reason: "stop" }], usage: null },
    { model, choices: [], usage },
  ],
});

const gemini = (modelVersion: string, usageMetadata: { promptTokenCount: number }) => {
  const candidate = { index: 0, content: { role: "model", parts: [{ text: "a" }] } };
  const { promptTokenCount } = usageMetadata;
  return {
    model: modelVersion,
    whole: { modelVersion, candidates: [{ ...candidate, finishReason: "STOP" }], usageMetadata },
    // Each event counts what came so far; the last one counts everything.
    events: [
      {
        modelVersion,
        candidates: [candidate],
        usageMetadata: { promptTokenCount, candidatesTokenCount: 1, totalTokenCount: promptTokenCount + 1 },
      },
      { modelVersion, candidates: [{ ...candidate, finishReason: "STOP" }], usageMetadata },
    ],
  };
};

const message = (model: string, usage: object) => ({
  model,
  whole: { type: "message", model, content: [{ type: "text", text: "a" }], stop_reason: "end_turn", usage },
  // The start knows the input; the end replaces the output and does not repeat the rest.
  events: [
    {
      type: "message_start",
      message: { model, content: [], usage: { ...usage, output_tokens: 2, output_tokens_details: null } },
    },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "a" } },
    { type: "content_block_stop", index: 0 },
    {
      type: "message_delta",
      delta: { stop_reason: "end_turn" },
      usage: { output_tokens: 700, output_tokens_details: { thinking_tokens: 600 } },
    },
    { type: "message_stop" },
  ],
});

const response = { object: "response", model: "o3-mini-2025-01-31", output: [], usage: RESPONSES_REASONED };

const CASES: readonly Billed[] = [
  {
    name: "cached input of a chat completion",
    protocol: "openai",
    ...chat("gpt-4o-2024-08-06", CHAT_CACHED),
    usage: { inputTokens: 2006, cachedInputTokens: 1920, outputTokens: 300, reasoningTokens: 0 },
    dollars: "0.005615",
  },
  {
    name: "cached input of a deployment",
    protocol: "azure",
    ...chat("gpt-4o-2024-08-06", CHAT_CACHED),
    usage: { inputTokens: 2006, cachedInputTokens: 1920, outputTokens: 300 },
    dollars: "0.005615",
  },
  {
    name: "reasoning of a chat completion, inside its output",
    protocol: "openai",
    ...chat("o3-mini-2025-01-31", CHAT_REASONED),
    usage: { inputTokens: 100, outputTokens: 1186, reasoningTokens: 1024, totalTokens: 1286 },
    dollars: "0.0053284",
  },
  {
    name: "reasoning of a response, inside its output",
    protocol: "openai",
    operation: "responses",
    model: response.model,
    whole: response,
    events: [
      { type: "response.created", response: { ...response, usage: null } },
      { type: "response.completed", response },
    ],
    usage: { inputTokens: 100, outputTokens: 1186, reasoningTokens: 1024, totalTokens: 1286 },
    dollars: "0.0053284",
  },
  {
    name: "cache reads, writes for five minutes and for an hour, and thinking of a message",
    protocol: "anthropic",
    ...message("claude-opus-4-5-20251101", MESSAGE_CACHED),
    usage: {
      inputTokens: 4000,
      cachedInputTokens: 1800,
      cacheWriteTokens: 248,
      cacheWriteLongTokens: 100,
      outputTokens: 700,
      reasoningTokens: 600,
    },
    dollars: "0.030085",
  },
  {
    name: "thoughts of Gemini, beside its candidates",
    protocol: "gemini",
    ...gemini("gemini-2.5-flash", GEMINI_THOUGHT),
    usage: { inputTokens: 13, outputTokens: 1061, reasoningTokens: 1050, totalTokens: 1074 },
    dollars: "0.0026564",
  },
  {
    name: "an implicit cache of Gemini, inside its prompt",
    protocol: "gemini",
    ...gemini("gemini-2.5-pro", GEMINI_CACHED),
    usage: { inputTokens: 5000, cachedInputTokens: 4096, outputTokens: 12 },
    dollars: "0.001762",
  },
];

describe("a usage block", () => {
  it.each(CASES)(
    "$protocol: $name",
    ({ protocol, operation = "chat", model, whole, events, ...expected }) => {
      const summary = PROTOCOLS[protocol].summarize(whole);
      const observer = PROTOCOLS[protocol].observer(operation)!;
      for (const event of events) observer.read({ event: null, data: JSON.stringify(event) });
      for (const said of [summary, { model: observer.model, usage: observer.usage }]) {
        expect(said).toMatchObject({ model, usage: expected.usage });
        expect(costOf({ provider: protocol, model, usage: said.usage!, at: AT })).toBe(expected.dollars);
      }
      expect(observer.usage).toEqual(summary.usage);
    },
  );

  it.each(CASES)("$protocol: $name, and nothing is known of one that is not there", (one) => {
    const { protocol, operation = "chat", whole, events } = one;
    const mute = (value: object): object =>
      JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
        key === "usage" || key === "usageMetadata" ? undefined : inner,
      ) as object;
    const observer = PROTOCOLS[protocol].observer(operation)!;
    for (const event of events) observer.read({ event: null, data: JSON.stringify(mute(event)) });
    expect(PROTOCOLS[protocol].summarize(mute(whole)).usage).toBeNull();
    // Unknown, and not a row of zeros.
    expect(Object.values(observer.usage ?? {}).filter((count) => count !== null)).toEqual([]);
  });
});
