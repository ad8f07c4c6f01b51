import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chatStreamArbitrary } from "tests/support/chat-response-arbitraries";
import { ResponseAssembler } from "./assemble-response";
import { type ChatStreamEvent } from "./chat";

function assemble(events: readonly ChatStreamEvent[]): ResponseAssembler {
  const assembler = new ResponseAssembler();
  for (const event of events) assembler.add(event);
  return assembler;
}

const text = (said: string, choice = 0, block = 0): ChatStreamEvent => ({
  type: "text",
  choice,
  block,
  text: said,
});
const finish = (choice: number): ChatStreamEvent => ({
  type: "finish",
  choice,
  finish: "stop",
  nativeFinish: null,
  stopSequence: null,
});
const call = (block: number, kind: "function" | "custom"): ChatStreamEvent => ({
  type: "tool_call",
  choice: 0,
  block,
  id: `c${block}`,
  name: "f",
  kind,
  proof: null,
});

describe("ResponseAssembler", () => {
  it("says what the buffered answer says, with every kind of part, in any order of deltas", () => {
    const streams = chatStreamArbitrary({
      maxChoices: 3,
      manyTexts: true,
      refusals: true,
      customTools: true,
      reasoning: { proof: { provider: "anthropic", kind: "signature", value: "c2ln" } },
      interleaved: true,
    });
    fc.assert(
      fc.property(streams, ({ response, events }) => {
        expect(assemble(events).response).toEqual(response);
      }),
    );
  });

  it("is complete with the end, or when every choice has finished", () => {
    expect(assemble([]).isComplete).toBe(false);
    expect(assemble([text("a"), text("b", 1), finish(0)]).isComplete).toBe(false);
    expect(assemble([text("a"), text("b", 1), finish(0), finish(1)]).isComplete).toBe(true);
    expect(assemble([{ type: "end" }]).isComplete).toBe(true);
  });

  it("takes a call without arguments for one with none", () => {
    const { choices } = assemble([call(0, "function"), call(1, "custom")]).response;
    expect(choices[0]?.content).toMatchObject([{ arguments: "{}" }, { arguments: "" }]);
  });

  it("keeps the first error and the last usage", () => {
    const failed = (message: string): ChatStreamEvent => ({
      type: "error",
      error: { kind: "overloaded", status: 503, message, code: null, param: null, retryAfterMs: null },
    });
    const used = (outputTokens: number): ChatStreamEvent => ({
      type: "usage",
      usage: {
        inputTokens: 1,
        outputTokens,
        totalTokens: null,
        cachedInputTokens: null,
        cacheWriteTokens: null,
        reasoningTokens: null,
      },
    });
    const assembler = assemble([used(1), failed("first"), failed("second"), used(2)]);
    expect(assembler.error?.message).toBe("first");
    expect(assembler.usage?.outputTokens).toBe(2);
  });

  it.each<[string, (index: number) => ChatStreamEvent]>([
    ["text", () => text("a".repeat(10_000))],
    ["blocks", (index) => text("", 0, index)],
    ["choices", (index) => finish(index)],
  ])("keeps a bounded part of endless %s", (_, event) => {
    const assembler = new ResponseAssembler();
    for (let index = 0; index < 20_000; index++) assembler.add(event(index));
    expect(JSON.stringify(assembler.response).length).toBeLessThan(2_000_000);
  });
});
