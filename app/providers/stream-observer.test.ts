import { describe, expect, it } from "vitest";
import { azureProtocol } from "./azure/protocol";
import { type Operation } from "./protocol";
import { type StreamFrameKind, type StreamObserver } from "./stream-observer";

function observe(operation: Operation, ...data: (object | string)[]): [StreamObserver, StreamFrameKind[]] {
  const observer = azureProtocol.observer(operation);
  if (!observer) throw new Error("no observer");
  const kinds = data.map((chunk) =>
    observer.read({ event: null, data: typeof chunk === "string" ? chunk : JSON.stringify(chunk) }),
  );
  return [observer, kinds];
}

const chunk = (delta: object, finish: string | null = null) => ({
  id: "c1",
  model: "gpt-4o-2024-11-20",
  created: 7,
  choices: [{ index: 0, delta, finish_reason: finish, content_filter_results: {} }],
});
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };

describe("a chat stream, read along", () => {
  it("tells Azure's frames apart", () => {
    const [observer, kinds] = observe(
      "chat",
      { id: "", model: "", created: 0, choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
      chunk({ role: "assistant", content: "" }),
      chunk({ content: "Hello" }),
      chunk({}, "stop"),
      {
        ...chunk({}),
        choices: [{ index: 0, finish_reason: null, content_filter_offsets: { end_offset: 5 } }],
      },
      { ...chunk({}), choices: [], usage },
      "[DONE]",
    );
    expect(kinds).toEqual(["other", "other", "content", "other", "other", "usage_only", "end"]);
    expect(observer).toMatchObject({ isComplete: true, model: "gpt-4o-2024-11-20", error: null });
    expect(JSON.parse(observer.assemble())).toEqual({
      id: "c1",
      object: "chat.completion",
      created: 7,
      model: "gpt-4o-2024-11-20",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Hello", refusal: null },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: {
        ...usage,
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
    });
  });

  it("does not take usage that comes with a choice for a chunk that may be left out", () => {
    const [observer, kinds] = observe("chat", { ...chunk({}), usage }, { ...chunk({ content: "a" }), usage });
    expect(kinds).toEqual(["other", "content"]);
    expect(observer.usage?.totalTokens).toBe(3);
  });

  it("tells what is no JSON from what it does not know", () => {
    expect(observe("chat", "{", '{"x":1}', "7", { choices: "?" })[1]).toEqual([
      "malformed",
      "other",
      "other",
      "other",
    ]);
  });

  it("reads an error, and is not complete then", () => {
    const [observer, kinds] = observe("chat", chunk({ content: "a" }), {
      error: { code: "content_filter", message: "blocked", param: "prompt", type: null },
    });
    expect(kinds).toEqual(["content", "error"]);
    expect(observer.isComplete).toBe(false);
    expect(observer.error).toMatchObject({ kind: "content_filter", status: 400, param: "prompt" });
  });
});

describe("a stream of the older completions, read along", () => {
  it("reads its text and its end", () => {
    const said = (text: string, finish: string | null = null) => ({
      id: "cmpl-1",
      object: "text_completion",
      model: "m",
      choices: [{ text, index: 0, finish_reason: finish }],
    });
    const [observer, kinds] = observe(
      "completions",
      said("Hel"),
      said("lo", "stop"),
      { choices: [], usage },
      "[DONE]",
    );
    expect(kinds).toEqual(["content", "content", "usage_only", "end"]);
    expect(observer.isComplete).toBe(true);
    expect(observer.assemble()).toContain("Hello");
  });
});
