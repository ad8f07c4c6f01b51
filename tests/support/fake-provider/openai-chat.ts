/**
 * OpenAI chat completions, buffered and streamed.
 * https://platform.openai.com/docs/api-reference/chat/object and …/chat-streaming; `ChatCompletionChunk` of the SDK.
 */
import { EVENTS_TYPE, sse, wholeScript, type Script } from "./dialect";
import { contentOf, jsonPieces, type Scenario, type TokenCounts } from "./scenario";

const MODEL = "gpt-fake-1";
const CREATED = 1_700_000_000;

export function chatUsage(tokens: TokenCounts) {
  return {
    prompt_tokens: tokens.input,
    completion_tokens: tokens.output,
    total_tokens: tokens.input + tokens.output,
    prompt_tokens_details: { cached_tokens: tokens.cached, cache_write_tokens: tokens.written },
    ...(tokens.reasoning === 0 ? {} : { completion_tokens_details: { reasoning_tokens: tokens.reasoning } }),
  };
}

const TEXT_USAGE = chatUsage(contentOf("text", false).tokens);

/** Deliberately unlike what a JSON printer gives: spacing, escapes and numbers must survive the gateway. */
export const BUFFERED_ANSWER = `{ "id":"chatcmpl-1", "object":"chat.completion","created":1700000000, "model":"gpt-fake-1",
 "choices":[{"index":0,"message":{"role":"assistant","content":"caf\\u00e9 \\/ ok","refusal":null},"finish_reason":"stop","logprobs":null}],
 "usage":${JSON.stringify(TEXT_USAGE)}, "cost":1.0, "big":12345678901234567890 }`;

type Delta = Record<string, unknown>;

export function chatChunk(delta: Delta, finishReason: string | null = null, extra: object = {}): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason, ...extra }];
  return sse({ id: "chatcmpl-1", object: "chat.completion.chunk", created: CREATED, model: MODEL, choices });
}

/** A stream with everything that a pass-through may not touch: a comment, CRLF, an unknown event, odd spacing. */
const TEXT_OPENING = [": keep-alive\n\n", chatChunk({ role: "assistant", content: "" })];
const UNKNOWN_EVENT = 'event: vendor.extra\r\ndata:{"choices":[], "x" : 1}\r\n\r\n';
const TEXT_CONTENT = [chatChunk({ content: "Grüße, " }), UNKNOWN_EVENT, chatChunk({ content: "世界 🌍" })];
export const STREAM_CHUNKS = [...TEXT_OPENING, ...TEXT_CONTENT, chatChunk({}, "stop")];

const usageChunk = (tokens: TokenCounts) =>
  sse({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: CREATED,
    model: MODEL,
    choices: [],
    usage: chatUsage(tokens),
  });
export const USAGE_CHUNK = usageChunk(contentOf("text", true).tokens);
export const DONE = "data: [DONE]\n\n";

/** OpenAI's error inside a 200: an ordinary event with the envelope, and no [DONE] after it. */
export const CHAT_STREAM_ERROR = {
  error: { message: "The model is overloaded.", type: "server_error", param: null, code: "overloaded" },
};

/** The deltas of an answer. Parallel tool calls arrive interleaved: names first, then pieces of each in turn. */
export function chatDeltas(scenario: Scenario): Delta[] {
  const { textPieces, toolCalls } = contentOf(scenario, true);
  const openings = toolCalls.map(({ id, name }, index) => ({
    tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }],
  }));
  const pieces = toolCalls.map(({ args }) => jsonPieces(args, 3));
  const rounds = [0, 1, 2].flatMap((round) =>
    pieces.map((call, index) => ({ tool_calls: [{ index, function: { arguments: call[round] ?? "" } }] })),
  );
  return [...textPieces.map((content) => ({ content })), ...openings, ...rounds];
}

export function chatFinishReason(scenario: Scenario): string {
  return contentOf(scenario, true).toolCalls.length > 0 ? "tool_calls" : "stop";
}

export function chatStream(scenario: Scenario, includeUsage: boolean): Script {
  const { tokens } = contentOf(scenario, true);
  return {
    headers: { "content-type": EVENTS_TYPE, "x-ratelimit-remaining-requests": "99" },
    opening: TEXT_OPENING,
    content: scenario === "text" ? TEXT_CONTENT : chatDeltas(scenario).map((delta) => chatChunk(delta)),
    closing: [chatChunk({}, chatFinishReason(scenario)), ...(includeUsage ? [usageChunk(tokens)] : []), DONE],
    error: sse(CHAT_STREAM_ERROR),
    errorOf: (body) => `data: ${body}\n\n`,
    malformed: 'data: {"id":"chatcmpl-1","choi\n\n',
    filler: (content) => chatChunk({ content }),
  };
}

function chatMessage(scenario: Scenario) {
  const { textPieces, toolCalls } = contentOf(scenario, false);
  const calls = toolCalls.map(({ id, name, args }) => ({
    id,
    type: "function",
    function: { name, arguments: JSON.stringify(args) },
  }));
  return {
    role: "assistant",
    content: textPieces.length === 0 ? null : textPieces.join(""),
    refusal: null,
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

export function chatAnswer(scenario: Scenario): object {
  const choice = { index: 0, message: chatMessage(scenario), finish_reason: chatFinishReason(scenario) };
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: CREATED,
    model: MODEL,
    choices: [{ ...choice, logprobs: null }],
    usage: chatUsage(contentOf(scenario, false).tokens),
  };
}

export function chatWhole(scenario: Scenario): Script {
  const body = scenario === "text" ? BUFFERED_ANSWER : JSON.stringify(chatAnswer(scenario));
  return wholeScript(body, CHAT_STREAM_ERROR);
}
