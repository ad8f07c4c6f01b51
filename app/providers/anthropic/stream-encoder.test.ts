import { MessageStream } from "@anthropic-ai/sdk/lib/MessageStream";
import { describe, expect, it } from "vitest";
import { type ChatStreamEvent } from "../chat";
import { anthropicCodec } from "./codec";
import { ANSWER_TOOL } from "./output-format";

const ENCODING = { id: "msg_made", model: "asked-model", created: 1, includeUsage: true };
const AT = { choice: 0 };
const textEvent = (block: number, text: string) => ({ type: "text" as const, ...AT, block, text });
const callEvent = (block: number, id: string) =>
  ({ type: "tool_call", ...AT, block, id, name: "f", kind: "function", proof: null }) as const;
const argumentsEvent = (block: number, text: string) => ({
  type: "tool_arguments" as const,
  ...AT,
  block,
  text,
});
const FINISH: ChatStreamEvent = {
  type: "finish",
  ...AT,
  finish: "stop",
  nativeFinish: "stop",
  stopSequence: null,
};
const USAGE = {
  inputTokens: 10,
  outputTokens: 5,
  totalTokens: 15,
  cachedInputTokens: 4,
  cacheWriteTokens: null,
  reasoningTokens: null,
};

/** Each step's frames in short: `start 0 text`, `delta 0 …`, `stop 0`. */
function write(events: readonly ChatStreamEvent[]): string[][] {
  const encoder = anthropicCodec.streamEncoder(ENCODING);
  return events.map((event) => encoder.write(event).map(({ data }) => short(JSON.parse(data))));
}

interface Said {
  type: string;
  index: number;
  delta: Record<string, unknown>;
  content_block: Record<string, unknown>;
  usage: Record<string, unknown>;
  error?: Record<string, unknown>;
}

function short(value: unknown): string {
  const { type, index, delta, content_block, usage, error } = value as Said;
  switch (type) {
    case "content_block_start":
      return `start ${index} ${String(content_block.type)}`;
    case "content_block_delta": {
      const { type: kind, ...said } = delta;
      return `${String(kind)} ${index} ${String(Object.values(said)[0])}`;
    }
    case "content_block_stop":
      return `stop ${index}`;
    case "message_delta":
      return `${type} ${String(delta.stop_reason)} ${String(usage.input_tokens)}+${String(usage.cache_read_input_tokens)}`;
    default:
      return error ? `error ${String(error.type)}` : type;
  }
}

describe("a written stream", () => {
  it("opens a block at each change and tells the true input at the end", () => {
    const steps = write([
      { type: "start", id: "chatcmpl-1", model: "other", created: 1 },
      { type: "reasoning", ...AT, block: 0, text: "Hm" },
      textEvent(1, ""),
      textEvent(1, "So"),
      FINISH,
      { type: "usage", usage: USAGE },
      { type: "end" },
    ]);
    expect(steps).toEqual([
      ["message_start"],
      ["start 0 thinking", "thinking_delta 0 Hm"],
      [],
      ["stop 0", "start 1 text", "text_delta 1 So"],
      ["stop 1"],
      [],
      ["message_delta end_turn 6+4", "message_stop"],
    ]);
  });

  it("writes calls one after the other, the current one as it comes", () => {
    const steps = write([
      callEvent(0, "a"),
      callEvent(1, "b"),
      argumentsEvent(0, '{"x":"}'),
      argumentsEvent(1, '{"y":'),
      argumentsEvent(0, '"}'),
      argumentsEvent(1, "1}"),
      textEvent(2, "done"),
      { ...FINISH, finish: "tool_calls" },
      { type: "end" },
    ]);
    expect(steps).toEqual([
      ["message_start", "start 0 tool_use"],
      [],
      ['input_json_delta 0 {"x":"}'],
      [],
      ['input_json_delta 0 "}', "stop 0", "start 1 tool_use", 'input_json_delta 1 {"y":'],
      ["input_json_delta 1 1}"],
      ["stop 1", "start 2 text", "text_delta 2 done"],
      ["stop 2"],
      ["message_delta tool_use 0+null", "message_stop"],
    ]);
  });

  it("writes what still waits when the answer ends", () => {
    const steps = write([callEvent(0, "a"), callEvent(1, ""), argumentsEvent(1, '{"cut'), { type: "end" }]);
    expect(steps.at(-1)).toEqual([
      "stop 0",
      "start 1 tool_use",
      'input_json_delta 1 {"cut',
      "stop 1",
      "message_delta null 0+null",
      "message_stop",
    ]);
  });

  it("makes an object of a custom tool's text", () => {
    const custom = { ...callEvent(0, "a"), kind: "custom" as const };
    const steps = write([custom, argumentsEvent(0, 'say "'), argumentsEvent(0, 'hi"'), FINISH]);
    expect(steps.slice(1)).toEqual([[], [], ['input_json_delta 0 {"_raw":"say \\"hi\\""}', "stop 0"]]);
  });

  it("carries own proofs and parts, and leaves out those of others", () => {
    const own = { provider: "anthropic", kind: "signature", value: "c2ln" } as const;
    const redacted = { provider: "anthropic", kind: "redacted", value: "ZGF0YQ" } as const;
    const part = (provider: "anthropic" | "gemini", block: number) =>
      ({
        type: "part",
        ...AT,
        block,
        part: { type: "vendor", vendor: { provider, fields: { type: "server_tool_use" } } },
      }) as const;
    const steps = write([
      { type: "reasoning_proof", ...AT, block: 0, proof: own },
      { type: "reasoning_proof", ...AT, block: 1, proof: redacted },
      { type: "reasoning_proof", ...AT, block: 2, proof: { ...own, provider: "gemini" } },
      part("gemini", 3),
      part("anthropic", 4),
      { ...textEvent(0, "another answer's"), choice: 1 },
    ]);
    expect(steps).toEqual([
      ["message_start", "start 0 thinking", "signature_delta 0 c2ln"],
      ["stop 0", "start 1 redacted_thinking"],
      [],
      [],
      ["stop 1", "start 2 server_tool_use"],
      [],
    ]);
  });

  it("ends with an error, and nothing after it", () => {
    const error = {
      kind: "overloaded",
      status: 529,
      message: "busy",
      code: null,
      param: null,
      retryAfterMs: null,
    } as const;
    expect(write([textEvent(0, "a"), { type: "error", error }, FINISH, { type: "end" }])).toEqual([
      ["message_start", "start 0 text", "text_delta 0 a"],
      ["error overloaded_error"],
      [],
      [],
    ]);
  });
});

describe("Anthropic's own client", () => {
  it("reads what was written", async () => {
    const encoder = anthropicCodec.streamEncoder(ENCODING);
    const events: ChatStreamEvent[] = [
      { type: "start", id: "chatcmpl-1", model: "other", created: 1 },
      { type: "reasoning", ...AT, block: 0, text: "Hm" },
      textEvent(1, "Grüße, "),
      textEvent(1, "世界"),
      callEvent(2, "a"),
      callEvent(3, "b"),
      argumentsEvent(3, '{"y":2}'),
      argumentsEvent(2, '{"x":1}'),
      { ...FINISH, finish: "tool_calls" },
      { type: "usage", usage: USAGE },
      { type: "end" },
    ];
    const lines = events.flatMap((event) => encoder.write(event).map(({ data }) => `${data}\n`));
    const source = new Blob(lines).stream();
    const message = await MessageStream.fromReadableStream(source).finalMessage();
    expect(message).toMatchObject({
      id: "msg_made",
      model: "asked-model",
      content: [
        { type: "thinking", thinking: "Hm" },
        { type: "text", text: "Grüße, 世界" },
        { type: "tool_use", id: "a", input: { x: 1 } },
        { type: "tool_use", id: "b", input: { y: 2 } },
      ],
      stop_reason: "tool_use",
      usage: { input_tokens: 6, cache_read_input_tokens: 4, output_tokens: 5 },
    });
  });
});

describe("a stream that is read", () => {
  const read = (...frames: object[]) => {
    const decoder = anthropicCodec.streamDecoder();
    return frames.flatMap((frame) => decoder.read({ event: null, data: JSON.stringify(frame) }));
  };
  const start = (content_block: object, index = 0) => ({ type: "content_block_start", index, content_block });
  const delta = (change: object, index = 0) => ({ type: "content_block_delta", index, delta: change });
  const stop = (index = 0) => ({ type: "content_block_stop", index });
  const json = (partial_json: string, index = 0) => delta({ type: "input_json_delta", partial_json }, index);
  const toolUse = (name: string, input: object = {}) => ({ type: "tool_use", id: "toolu_1", name, input });

  it("gives a call without input an empty one, and takes an input that is whole at the start", () => {
    expect(read(start(toolUse("f")), json(""), stop()).slice(1)).toEqual([argumentsEvent(0, "{}")]);
    expect(read(start(toolUse("f", { a: 1 })), stop()).slice(1)).toEqual([argumentsEvent(0, '{"a":1}')]);
  });

  it("reads our own tool as the answer's text", () => {
    const ended = { type: "message_delta", delta: { stop_reason: "tool_use", stop_sequence: null } };
    expect(read(start(toolUse(ANSWER_TOOL)), json('{"n"'), json(":1}"), stop(), ended)).toEqual([
      textEvent(0, '{"n"'),
      textEvent(0, ":1}"),
      { type: "finish", choice: 0, finish: "stop", nativeFinish: "tool_use", stopSequence: null },
    ]);
  });

  it("puts the input of a server's tool together", () => {
    const block = { type: "server_tool_use", id: "srv", name: "web_search", input: {} };
    const fields = { ...block, input: { query: "q" } };
    expect(read(start(block), json('{"que'), json('ry":"q"}'), stop())).toEqual([
      {
        type: "part",
        choice: 0,
        block: 0,
        part: { type: "vendor", vendor: { provider: "anthropic", fields } },
      },
    ]);
  });

  it("takes later counts for the whole, and those that are absent for unchanged", () => {
    const usage = { input_tokens: 3, cache_read_input_tokens: 2, output_tokens: 1 };
    const events = read(
      { type: "message_start", message: { id: "msg_1", model: "m", usage } },
      {
        type: "message_delta",
        delta: {},
        usage: { input_tokens: 4, cache_read_input_tokens: null, output_tokens: 9 },
      },
      { type: "message_stop" },
    );
    expect(events.at(-2)).toMatchObject({
      usage: { inputTokens: 6, cachedInputTokens: 2, outputTokens: 9, totalTokens: 15 },
    });
    expect(events.at(-1)).toEqual({ type: "end" });
  });
});
