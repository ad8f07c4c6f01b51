import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chatObserver } from "../stream-observer";
import { encodeMessage } from "./response";
import { anthropicStreamDecoder } from "./stream-decoder";
import { decodeUsage, encodeUsage } from "./usage";

const frame = (data: object) => ({ event: null, data: JSON.stringify(data) });
const block = (index: number, content_block: object) =>
  frame({ type: "content_block_start", index, content_block });
const delta = (index: number, change: object) => frame({ type: "content_block_delta", index, delta: change });
const stop = (index: number) => frame({ type: "content_block_stop", index });

/** A thought with its signature, a text, and a tool call whose input comes in pieces; pings in between. */
const STREAM = [
  frame({
    type: "message_start",
    message: {
      id: "msg_1",
      model: "claude-fake-1",
      usage: { input_tokens: 5, cache_read_input_tokens: 8, output_tokens: 1 },
    },
  }),
  frame({ type: "ping" }),
  block(0, { type: "thinking", thinking: "" }),
  delta(0, { type: "thinking_delta", thinking: "Hm" }),
  delta(0, { type: "signature_delta", signature: "c2ln" }),
  stop(0),
  block(1, { type: "text", text: "" }),
  delta(1, { type: "text_delta", text: "Grüße, " }),
  delta(1, { type: "text_delta", text: "世界" }),
  stop(1),
  block(2, { type: "tool_use", id: "toolu_1", name: "send", input: {} }),
  delta(2, { type: "input_json_delta", partial_json: '{"to":' }),
  delta(2, { type: "input_json_delta", partial_json: '"me"}' }),
  stop(2),
  block(3, { type: "tool_use", id: "toolu_2", name: "now", input: {} }),
  stop(3),
  frame({
    type: "message_delta",
    delta: { stop_reason: "tool_use", stop_sequence: null },
    usage: { output_tokens: 30, output_tokens_details: { thinking_tokens: 4 } },
  }),
  frame({ type: "message_stop" }),
];

const observe = () => chatObserver(anthropicStreamDecoder(), encodeMessage, true);

describe("an Anthropic stream, read along", () => {
  it("is the buffered answer it would have been", () => {
    const observer = observe();
    const kinds = STREAM.map((one) => observer.read(one));
    expect(kinds.indexOf("content")).toBe(3);
    expect(kinds.at(-1)).toBe("end");
    expect(observer).toMatchObject({ isComplete: true, error: null, model: "claude-fake-1" });
    expect(JSON.parse(observer.assemble())).toMatchObject({
      id: "msg_1",
      type: "message",
      content: [
        { type: "thinking", thinking: "Hm", signature: "c2ln" },
        { type: "text", text: "Grüße, 世界" },
        { type: "tool_use", id: "toolu_1", name: "send", input: { to: "me" } },
        { type: "tool_use", id: "toolu_2", name: "now", input: {} },
      ],
      stop_reason: "tool_use",
    });
    expect(observer.usage).toEqual({
      inputTokens: 13,
      outputTokens: 30,
      totalTokens: 43,
      cachedInputTokens: 8,
      cacheWriteTokens: null,
      cacheWriteLongTokens: null,
      reasoningTokens: 4,
    });
  });

  it("is not complete before its own end, and an error event is an error", () => {
    const cut = observe();
    for (const one of STREAM.slice(0, -1)) cut.read(one);
    expect(cut.isComplete).toBe(false);
    const failed = observe();
    expect(failed.read(frame({ type: "error", error: { type: "overloaded_error", message: "busy" } }))).toBe(
      "error",
    );
    expect(failed.error).toMatchObject({ kind: "overloaded", status: 529, message: "busy" });
  });

  it("keeps a block that it does not know for what it is", () => {
    const observer = observe();
    observer.read(block(0, { type: "server_tool_use", id: "srv", name: "web_search" }));
    expect(JSON.parse(observer.assemble())).toMatchObject({
      content: [{ type: "server_tool_use", id: "srv" }],
    });
  });

  it("survives any data", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.json(), fc.constantFrom(...STREAM.map(({ data }) => data)))),
        (frames) => {
          const observer = observe();
          for (const data of frames) observer.read({ event: null, data });
          expect(() => JSON.parse(observer.assemble()) as unknown).not.toThrow();
        },
      ),
    );
  });
});

describe("usage", () => {
  it("counts cached input once, and goes back to the vendor's own counts", () => {
    const counts = fc.nat(1_000_000);
    fc.assert(
      fc.property(counts, counts, counts, counts, (input, read, written, output) => {
        const wire = {
          input_tokens: input,
          cache_read_input_tokens: read,
          cache_creation_input_tokens: written,
          output_tokens: output,
        };
        const usage = decodeUsage(wire);
        expect(usage).toMatchObject({
          inputTokens: input + read + written,
          totalTokens: input + read + written + output,
        });
        expect(encodeUsage(usage!)).toMatchObject(wire);
      }),
    );
  });

  it("is unknown where nothing is said", () => {
    expect(decodeUsage(undefined)).toBeNull();
    expect(decodeUsage({})).toMatchObject({ inputTokens: null, outputTokens: null, totalTokens: null });
  });
});
