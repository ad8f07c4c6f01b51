/**
 * Anthropic's API: messages, token counting, models.
 * https://docs.anthropic.com/en/api/messages and …/messages-streaming; `RawMessageStreamEvent` of the SDK.
 */
import {
  EVENTS_TYPE,
  isStreaming,
  modelOf,
  wholeScript,
  type Asked,
  type Dialect,
  type Script,
} from "./dialect";
import { contentOf, jsonPieces, type Content, type Scenario, type TokenCounts } from "./scenario";

const MODEL = "claude-fake-1";

/** Anthropic's input_tokens count neither cached nor written tokens; thinking is part of the output. */
export function messageUsage(tokens: TokenCounts) {
  return {
    input_tokens: tokens.input - tokens.cached - tokens.written,
    cache_creation_input_tokens: tokens.written,
    cache_read_input_tokens: tokens.cached,
    cache_creation: { ephemeral_5m_input_tokens: tokens.written, ephemeral_1h_input_tokens: 0 },
    output_tokens: tokens.output,
    output_tokens_details: tokens.reasoning === 0 ? null : { thinking_tokens: tokens.reasoning },
    service_tier: "standard",
  };
}

type Block = Record<string, unknown>;

function contentBlocks({ textPieces, toolCalls, reasoning }: Content): Block[] {
  return [
    ...(reasoning
      ? [{ type: "thinking", thinking: reasoning.pieces.join(""), signature: reasoning.signature }]
      : []),
    ...(textPieces.length > 0 ? [{ type: "text", text: textPieces.join("") }] : []),
    ...toolCalls.map(({ id, name, args }) => ({ type: "tool_use", id: `toolu_${id}`, name, input: args })),
  ];
}

const stopReason = ({ toolCalls }: Content) => (toolCalls.length > 0 ? "tool_use" : "end_turn");

function message(content: readonly Block[], stop_reason: string | null, usage: object) {
  return {
    id: "msg_fake_1",
    type: "message",
    role: "assistant",
    model: MODEL,
    content,
    stop_reason,
    stop_sequence: null,
    usage,
  };
}

const OVERLOADED = {
  type: "error",
  error: { type: "overloaded_error", message: "Overloaded" },
  request_id: "req_anthropic_fake",
};

const frame = (event: { type: string }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const delta = (index: number, value: Block) =>
  frame({ type: "content_block_delta", ...{ index, delta: value } });
const start = (index: number, block: Block) =>
  frame({ type: "content_block_start", ...{ index, content_block: block } });
const stop = (index: number) => frame({ type: "content_block_stop", ...{ index } });

/**
 * Blocks one after the other, as Anthropic writes them: here alone parallel calls never overlap. The start of a first
 * text or thinking block says nothing yet, so it belongs to the opening.
 */
function blockFrames({ textPieces, toolCalls, reasoning }: Content): {
  opening: string[];
  content: string[];
} {
  const frames: string[] = [];
  let index = 0;
  const add = (block: Block, deltas: Block[]) => {
    frames.push(start(index, block), ...deltas.map((value) => delta(index, value)), stop(index));
    index += 1;
  };
  if (reasoning) {
    add({ type: "thinking", thinking: "", signature: "" }, [
      ...reasoning.pieces.map((thinking) => ({ type: "thinking_delta", thinking })),
      { type: "signature_delta", signature: reasoning.signature },
    ]);
  }
  if (textPieces.length > 0) {
    const pieces = textPieces.map((text) => ({ type: "text_delta", text }));
    add({ type: "text", text: "" }, pieces);
  }
  for (const { id, name, args } of toolCalls) {
    // The first delta of a call is empty.
    const pieces = ["", ...jsonPieces(args, 3)].map((partial_json) => ({
      type: "input_json_delta",
      partial_json,
    }));
    add({ type: "tool_use", id: `toolu_${id}`, name, input: {} }, pieces);
  }
  const silent = toolCalls.length === 0 ? 1 : 0;
  return { opening: frames.slice(0, silent), content: frames.slice(silent) };
}

function messageStream(scenario: Scenario): Script {
  const content = contentOf(scenario, true);
  const usage = messageUsage(content.tokens);
  const blocks = blockFrames(content);
  const started = message([], null, { ...usage, output_tokens: 1, output_tokens_details: null });
  const ended = { delta: { stop_reason: stopReason(content), stop_sequence: null }, usage };
  return {
    headers: { "content-type": EVENTS_TYPE, "request-id": "req_anthropic_fake" },
    opening: [
      frame({ type: "message_start", ...{ message: started } }),
      frame({ type: "ping" }),
      ...blocks.opening,
    ],
    content: blocks.content,
    closing: [frame({ type: "message_delta", ...ended }), frame({ type: "message_stop" })],
    error: frame(OVERLOADED),
    errorOf: (body) => `event: error\ndata: ${body}\n\n`,
    malformed: 'event: content_block_delta\ndata: {"type":"content_bl\n\n',
    filler: (text) => delta(0, { type: "text_delta", text }),
  };
}

function messages(asked: Asked, scenario: Scenario): Script {
  if (isStreaming(asked)) return messageStream(scenario);
  const content = contentOf(scenario, false);
  const answer = message(contentBlocks(content), stopReason(content), messageUsage(content.tokens));
  return wholeScript(JSON.stringify(answer), OVERLOADED, { "request-id": "req_anthropic_fake" });
}

function models(): Script {
  const model = (id: string) => ({
    type: "model",
    id,
    display_name: id,
    created_at: "2026-01-01T00:00:00Z",
  });
  const data = [model("claude-fake-1"), model("claude-fake-2")];
  const page = { data, has_more: false, first_id: "claude-fake-1", last_id: "claude-fake-2" };
  return wholeScript(JSON.stringify(page), OVERLOADED);
}

const countTokens = () => wholeScript(JSON.stringify({ input_tokens: 21 }), OVERLOADED);

/** https://docs.anthropic.com/en/api/errors */
const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  408: "timeout_error",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

export const anthropic: Dialect = {
  operation(asked) {
    const operations: Record<string, (scenario: Scenario) => Script> = {
      "POST /v1/messages": (scenario) => messages(asked, scenario),
      "POST /v1/messages/count_tokens": countTokens,
      "GET /v1/models": models,
    };
    const script = operations[`${asked.method} ${asked.path}`];
    return script ? { model: modelOf(asked), script } : null;
  },
  failure: (status, quoted) => ({
    headers: { "request-id": "req_anthropic_fake" },
    body: JSON.stringify({
      type: "error",
      error: {
        type: TYPES[status] ?? "api_error",
        message: `failed with ${status}${quoted ? `: ${quoted}` : ""}`,
      },
      request_id: "req_anthropic_fake",
    }),
  }),
};
