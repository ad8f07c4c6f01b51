import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type StreamFrameKind, type StreamObserver } from "../stream-observer";
import { responsesObserver } from "./responses-observer";

function observe(...events: object[]): { observer: StreamObserver; kinds: StreamFrameKind[] } {
  const observer = responsesObserver();
  const kinds = events.map((event) => observer.read({ event: null, data: JSON.stringify(event) }));
  return { observer, kinds };
}

const created = { type: "response.created", response: { id: "resp_1", model: "gpt-served", usage: null } };
const message = (text: string) => ({
  type: "message",
  id: "msg_1",
  role: "assistant",
  content: [{ type: "output_text", text }],
});
const delta = (text: string, index = 0) => ({
  type: "response.output_text.delta",
  output_index: index,
  delta: text,
});

describe("a Responses stream, read along", () => {
  it("ends with the whole response, its usage and its model", () => {
    const usage = {
      input_tokens: 11,
      input_tokens_details: { cached_tokens: 4 },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 2 },
      total_tokens: 18,
    };
    const response = { id: "resp_1", model: "gpt-served", output: [message("Hello")], usage };
    const { observer, kinds } = observe(
      created,
      { type: "response.output_item.added", output_index: 0, item: { type: "message" } },
      delta("Hel"),
      delta("lo"),
      { type: "response.completed", response },
    );
    expect(kinds).toEqual(["other", "other", "content", "content", "end"]);
    expect(observer).toMatchObject({ isComplete: true, error: null, model: "gpt-served" });
    expect(observer.usage).toEqual({
      inputTokens: 11,
      outputTokens: 7,
      totalTokens: 18,
      cachedInputTokens: 4,
      cacheWriteTokens: null,
      reasoningTokens: 2,
    });
    expect(JSON.parse(observer.assemble())).toEqual(response);
  });

  it("keeps what came of an answer that broke off", () => {
    const call = { type: "function_call", call_id: "call_1", name: "f", arguments: "" };
    const { observer } = observe(
      created,
      { type: "response.output_item.added", output_index: 0, item: message("") },
      delta("Let me see."),
      { type: "response.output_item.added", output_index: 1, item: call },
      { type: "response.function_call_arguments.delta", output_index: 1, delta: '{"a"' },
    );
    expect(observer.isComplete).toBe(false);
    expect(JSON.parse(observer.assemble())).toEqual({
      id: "resp_1",
      object: "response",
      status: "in_progress",
      model: "gpt-served",
      output: [message("Let me see."), { ...call, arguments: '{"a"' }],
    });
  });

  it.each([
    [{ type: "error", code: "rate_limit_exceeded", message: "slow down", param: null }, 429],
    [{ type: "error", error: { code: "server_error", message: "slow down" } }, 500],
    [{ type: "response.failed", response: { error: { code: "server_error", message: "slow down" } } }, 500],
    [{ error: { code: "server_error", message: "slow down" } }, 500],
  ])("takes %j for an error", (event, status) => {
    const { observer, kinds } = observe(created, event);
    expect(kinds[1]).toBe("error");
    expect(observer.error).toMatchObject({ message: "slow down", status });
    expect(observer.isComplete).toBe(false);
  });

  it("is complete when the answer was cut short on purpose", () => {
    const { observer } = observe(created, { type: "response.incomplete", response: { model: "m" } });
    expect(observer.isComplete).toBe(true);
  });

  it("keeps a bounded part of an endless stream", () => {
    const { observer } = observe(...Array.from({ length: 40 }, () => delta("a".repeat(100_000))));
    expect(observer.assemble().length).toBeLessThan(1_000_000);
  });

  it("survives any data", () => {
    const event = fc.record(
      {
        type: fc.constantFrom(
          "response.completed",
          "response.failed",
          "error",
          "response.output_item.added",
          "x.delta",
        ),
        response: fc.jsonValue(),
        item: fc.jsonValue(),
        delta: fc.jsonValue(),
        error: fc.jsonValue(),
        output_index: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const data = fc.oneof(
      fc.string(),
      fc.json(),
      event.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(fc.array(data), (events) => {
        const observer = responsesObserver();
        for (const text of events) observer.read({ event: null, data: text });
        expect(() => JSON.parse(observer.assemble()) as unknown).not.toThrow();
      }),
    );
  });
});
