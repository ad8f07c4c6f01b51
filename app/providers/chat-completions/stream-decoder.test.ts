import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chatObserver, type StreamObserver } from "../stream-observer";
import { encodeChatCompletion } from "./response";
import { chatChunkDecoder } from "./stream-decoder";

const chunk = (delta: object, finish: string | null = null, index = 0) =>
  JSON.stringify({ id: "c1", model: "gpt-served", choices: [{ index, delta, finish_reason: finish }] });

const observe = () => chatObserver(chatChunkDecoder(), encodeChatCompletion);
const frame = (data: string) => ({ event: null, data });

function read(...events: string[]): StreamObserver {
  const reader = observe();
  for (const event of events) reader.read(frame(event));
  return reader;
}

describe("a chat completion stream, read along", () => {
  it("assembles text, refusals and interleaved tool calls, each choice on its own", () => {
    const call = (index: number, id: string | undefined, args: string) => ({
      tool_calls: [
        {
          index,
          ...(id
            ? { id, function: { name: `f${index}`, arguments: args } }
            : { function: { arguments: args } }),
        },
      ],
    });
    const reader = read(
      chunk({ role: "assistant", content: "" }),
      chunk({ content: "Hel" }),
      chunk({ content: "lo" }),
      chunk({ content: "other" }, "stop", 1),
      chunk(call(0, "a", '{"x"')),
      chunk(call(1, "b", '{"y"')),
      chunk(call(0, undefined, ":1}")),
      chunk(call(1, undefined, ":2}")),
      chunk({}, "tool_calls"),
    );
    const answer = JSON.parse(reader.assemble()) as { choices: { message: object; finish_reason: string }[] };
    expect(answer.choices).toEqual([
      {
        index: 0,
        message: {
          role: "assistant",
          content: "Hello",
          refusal: null,
          tool_calls: [
            { id: "a", type: "function", function: { name: "f0", arguments: '{"x":1}' } },
            { id: "b", type: "function", function: { name: "f1", arguments: '{"y":2}' } },
          ],
        },
        logprobs: null,
        finish_reason: "tool_calls",
      },
      {
        index: 1,
        message: { role: "assistant", content: "other", refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ]);
    expect(reader.model).toBe("gpt-served");
  });

  it("tells the usage chunk from content, and keeps what it says", () => {
    const reader = observe();
    const usage = {
      prompt_tokens: 11,
      completion_tokens: 7,
      total_tokens: 18,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 2 },
    };
    expect(reader.read(frame(chunk({ content: "x" })))).toBe("content");
    expect(reader.read(frame(JSON.stringify({ choices: [], usage })))).toBe("usage_only");
    expect(reader.usage).toEqual({
      inputTokens: 11,
      outputTokens: 7,
      totalTokens: 18,
      cachedInputTokens: 4,
      cacheWriteTokens: null,
      reasoningTokens: 2,
    });
  });

  it("is complete with [DONE], or when every choice has its finish reason, and not before", () => {
    expect(read(chunk({ content: "x" })).isComplete).toBe(false);
    expect(read(chunk({ content: "x" }, "stop"), chunk({ content: "y" }, null, 1)).isComplete).toBe(false);
    expect(read(chunk({ content: "x" }, "stop")).isComplete).toBe(true);
    expect(read("[DONE]").isComplete).toBe(true);
    expect(observe().isComplete).toBe(false);
  });

  it("reports an error event inside a 200 stream", () => {
    const reader = observe();
    expect(
      reader.read(frame(JSON.stringify({ error: { message: "overloaded", code: "server_error" } }))),
    ).toBe("error");
    expect(reader.error).toMatchObject({ message: "overloaded", code: "server_error", status: 500 });
  });

  it("keeps a bounded part of an endless stream", () => {
    const reader = observe();
    for (let count = 0; count < 40; count++) reader.read(frame(chunk({ content: "a".repeat(100_000) })));
    expect(reader.assemble().length).toBeLessThan(1_000_000);
  });

  it("survives any data", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (events) => {
        const reader = read(...events);
        expect(() => JSON.parse(reader.assemble()) as unknown).not.toThrow();
      }),
    );
  });
});
