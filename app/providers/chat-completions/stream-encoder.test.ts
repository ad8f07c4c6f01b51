import { describe, expect, it } from "vitest";
import { type ChatStreamEvent } from "../chat";
import { type JsonObject } from "../json-value";
import { chatChunkEncoder } from "./stream-encoder";

const ENCODING = { id: "chatcmpl-abc", model: "gpt-x", created: 1, includeUsage: false };

function write(events: ChatStreamEvent[], includeUsage = false): (JsonObject | "[DONE]")[] {
  const encoder = chatChunkEncoder({ ...ENCODING, includeUsage });
  return events
    .flatMap((event) => encoder.write(event))
    .map(({ data }) => (data === "[DONE]" ? data : (JSON.parse(data) as JsonObject)));
}

const choicesOf = (chunks: (JsonObject | "[DONE]")[]) =>
  chunks.flatMap((chunk) => (chunk === "[DONE]" ? [] : (chunk.choices as JsonObject[])));
const deltasOf = (events: ChatStreamEvent[]) => choicesOf(write(events)).map(({ delta }) => delta);

const at = (block: number, choice = 0) => ({ choice, block });
const text = (said: string, block = 0, choice = 0): ChatStreamEvent => ({
  type: "text",
  ...at(block, choice),
  text: said,
});
const call = (block: number, id: string): ChatStreamEvent => ({
  type: "tool_call",
  ...at(block),
  id,
  name: "f",
  kind: "function",
  proof: null,
});
const args = (block: number, said: string): ChatStreamEvent => ({
  type: "tool_arguments",
  ...at(block),
  text: said,
});
const finish = (native: string | null): ChatStreamEvent => ({
  type: "finish",
  choice: 0,
  finish: null,
  nativeFinish: native,
  stopSequence: null,
});
const usage: ChatStreamEvent = {
  type: "usage",
  usage: {
    inputTokens: 3,
    outputTokens: 4,
    totalTokens: null,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
  },
};
const start: ChatStreamEvent = { type: "start", id: "msg_1", model: "claude", created: 9 };
const error: ChatStreamEvent = {
  type: "error",
  error: {
    kind: "overloaded",
    status: 529,
    message: "Overloaded",
    code: "overloaded_error",
    param: null,
    retryAfterMs: null,
  },
};

describe("a stream written as chat completion chunks", () => {
  it("names the role once for each choice, the caller's model, and an id of the caller's form", () => {
    const chunks = write([start, text("a"), text("b"), text("c", 0, 1)]);
    expect(chunks[0]).toEqual({
      id: "chatcmpl-abc",
      object: "chat.completion.chunk",
      created: 9,
      model: "gpt-x",
      choices: [{ index: 0, delta: { role: "assistant", content: "" }, logprobs: null, finish_reason: null }],
    });
    expect(choicesOf(chunks).map(({ index, delta }) => [index, delta])).toEqual([
      [0, { role: "assistant", content: "" }],
      [0, { content: "a" }],
      [0, { content: "b" }],
      [1, { role: "assistant", content: "" }],
      [1, { content: "c" }],
    ]);
  });

  it("writes nothing before there is content, so that another provider can still be asked", () => {
    expect(write([start, usage])).toEqual([]);
  });

  it("counts calls alone, names them once, and gives those without arguments none", () => {
    const deltas = deltasOf([text("a"), call(1, "x"), call(2, ""), args(1, "{}"), finish("tool_use")]);
    expect(deltas.slice(2)).toEqual([
      { tool_calls: [{ index: 0, id: "x", type: "function", function: { name: "f", arguments: "" } }] },
      {
        tool_calls: [
          { index: 1, id: "call_abc_0_1", type: "function", function: { name: "f", arguments: "" } },
        ],
      },
      { tool_calls: [{ index: 0, function: { arguments: "{}" } }] },
      { tool_calls: [{ index: 1, function: { arguments: "{}" } }] },
      {},
    ]);
  });

  it("begins an answer of calls without content", () => {
    expect(deltasOf([call(0, "x")])[0]).toEqual({ role: "assistant", content: null });
  });

  it("ends with a word that clients know", () => {
    const ends = (event: ChatStreamEvent) => choicesOf(write([text("a"), event])).at(-1)?.finish_reason;
    expect(ends(finish("length"))).toBe("length");
    expect(ends(finish("pause_turn"))).toBe("stop");
    expect(ends(finish(null))).toBe("stop");
  });

  it("tells the usage in a chunk of its own before the end, to those who asked", () => {
    const events = [text("a"), finish("stop"), usage, { type: "end" } as const];
    expect(write(events).slice(-2)).toEqual([
      expect.objectContaining({ choices: [expect.anything()] }),
      "[DONE]",
    ]);
    const told = write(events, true);
    expect(told.at(-1)).toBe("[DONE]");
    expect(told.at(-2)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
    });
    expect(told.slice(0, -2).every((chunk) => chunk !== "[DONE]" && chunk.usage === null)).toBe(true);
  });

  it("writes nothing after the end", () => {
    expect(write([text("a"), { type: "end" }, finish("stop"), { type: "end" }]).slice(2)).toEqual(["[DONE]"]);
  });

  it("writes nothing after an error, no end above all", () => {
    expect(write([text("a"), error, text("b"), { type: "end" }]).slice(2)).toEqual([
      { error: { message: "Overloaded", type: "server_error", param: null, code: "engine_overloaded" } },
    ]);
  });
});
