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

describe("servers that speak the protocol in their own way", () => {
  type Call = Record<string, unknown> & { function: { name?: string; arguments?: unknown } };
  const first = (n: number, rest: object = {}): Call => ({
    index: n,
    id: `id${n}`,
    type: "function",
    function: { name: `f${n}`, arguments: "" },
    ...rest,
  });
  const more = (n: number, text: string): Call => ({ index: n, function: { arguments: text } });
  const without = (call: Call, ...keys: string[]) =>
    Object.fromEntries(Object.entries(call).filter(([key]) => !keys.includes(key)));
  const plain = [first(0), more(0, '{"a"'), more(0, ":1}"), first(1), more(1, '{"b":2}')];

  function callsOf(chunks: object[]): unknown {
    const reader = read(...chunks.map((call) => chunk({ tool_calls: [call] })), chunk({}, "tool_calls"));
    const answer = JSON.parse(reader.assemble()) as { choices: { message: { tool_calls: unknown } }[] };
    return answer.choices[0]?.message.tool_calls;
  }

  const expected = [
    { id: "id0", type: "function", function: { name: "f0", arguments: '{"a":1}' } },
    { id: "id1", type: "function", function: { name: "f1", arguments: '{"b":2}' } },
  ];

  it.each<[string, object[]]>([
    ["as OpenAI does", plain],
    ["without indexes", plain.map((call) => without(call, "index"))],
    ["without types", plain.map((call) => without(call, "type"))],
    ["with the id in every chunk", plain.map((call) => ({ ...call, id: `id${String(call.index)}` }))],
    [
      "with the id and the name in every chunk",
      plain.map((call) => ({
        ...call,
        id: `id${String(call.index)}`,
        function: { ...call.function, name: `f${String(call.index)}` },
      })),
    ],
    ["with every call the first", plain.map((call) => ({ ...call, index: 0 }))],
    [
      "with all arguments at once",
      [
        first(0, { function: { name: "f0", arguments: '{"a":1}' } }),
        first(1, { function: { name: "f1", arguments: { b: 2 } } }),
      ],
    ],
    [
      "with the name after the id",
      [
        { index: 0, id: "id0", function: { arguments: '{"a"' } },
        { index: 0, function: { name: "f0", arguments: ":1}" } },
        ...plain.slice(3),
      ],
    ],
  ])("%s", (_, chunks) => {
    expect(callsOf(chunks)).toEqual(expected);
  });

  it("tells calls without indexes and ids apart by their names", () => {
    expect(callsOf(plain.map((call) => without(call, "index", "id")))).toMatchObject([
      { function: { name: "f0", arguments: '{"a":1}' } },
      { function: { name: "f1", arguments: '{"b":2}' } },
    ]);
  });

  it("begins a new block when text goes on after a call, and joins them in the answer", () => {
    const decoder = chatChunkDecoder();
    const events = [chunk({ content: "a" }), chunk({ tool_calls: [first(0)] }), chunk({ content: "b" })]
      .flatMap((data) => decoder.read(frame(data)))
      .flatMap((event) => ("block" in event ? [[event.type, event.block]] : []));
    expect(events).toEqual([
      ["text", 0],
      ["tool_call", 1],
      ["text", 2],
    ]);
  });

  it("takes a stop after a call for the call, and ends each choice once", () => {
    const decoder = chatChunkDecoder();
    const chunks = [chunk({ tool_calls: [first(0)] }), chunk({}, "stop"), chunk({}, "stop")];
    const ends = chunks.flatMap((data) => decoder.read(frame(data))).filter(({ type }) => type === "finish");
    expect(ends).toEqual([
      { type: "finish", choice: 0, finish: "tool_calls", nativeFinish: "stop", stopSequence: null },
    ]);
  });

  it("reads the older function_call", () => {
    const reader = read(
      chunk({ function_call: { name: "f", arguments: '{"a"' } }),
      chunk({ function_call: { arguments: ":1}" } }),
      chunk({}, "function_call"),
    );
    expect(JSON.parse(reader.assemble())).toMatchObject({
      choices: [
        { message: { function_call: { name: "f", arguments: '{"a":1}' } }, finish_reason: "function_call" },
      ],
    });
  });

  it("keeps thoughts apart from the answer", () => {
    const reader = read(
      chunk({ reasoning_content: "h" }),
      chunk({ reasoning: "m" }),
      chunk({ content: "a" }),
    );
    expect(JSON.parse(reader.assemble())).toMatchObject({
      choices: [{ message: { content: "a", reasoning_content: "hm" } }],
    });
  });
});
