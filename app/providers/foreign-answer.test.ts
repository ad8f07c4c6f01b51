import { describe, expect, it } from "vitest";
import { type ChatResponse } from "./chat";
import { foreignEvent, foreignResponse } from "./foreign-answer";

const call = (id: string) =>
  ({ type: "tool_call", id, name: "look", kind: "function", arguments: "{}", proof: null }) as const;

/** What Azure says beside the answer itself. */
const ANSWER: ChatResponse = {
  id: "chatcmpl-1",
  model: "gpt-x",
  created: 1,
  choices: [
    {
      index: 0,
      content: [call("call_abc"), call("toolu_call_1"), call("own")],
      finish: "tool_calls",
      nativeFinish: "tool_calls",
      stopSequence: null,
      vendor: { provider: "azure", fields: { content_filter_results: {}, logprobs: null } },
    },
  ],
  usage: null,
  vendor: { provider: "azure", fields: { prompt_filter_results: [], system_fingerprint: "fp" } },
};

describe("an answer for another vendor's caller", () => {
  it("has no id, no model and no verdicts of its own, and says what was left out", () => {
    const { value, warnings } = foreignResponse(ANSWER, "openai");
    expect(value).toMatchObject({
      id: null,
      model: null,
      vendor: { fields: { system_fingerprint: "fp" } },
      choices: [{ vendor: { fields: { logprobs: null } }, content: ANSWER.choices[0]?.content }],
    });
    expect(JSON.stringify(value)).not.toContain("filter_results");
    expect(warnings).toEqual([
      "choices[0].content_filter_results: only Azure OpenAI knows it; left out",
      "prompt_filter_results: only Azure OpenAI knows it; left out",
    ]);
  });

  it("has calls without another's prefix for Gemini, buffered and streamed", () => {
    const [choice] = foreignResponse(ANSWER, "gemini").value.choices;
    expect(choice?.content.map((part) => part.type === "tool_call" && part.id)).toEqual(["abc", "1", "own"]);
    const event = { ...call("call_abc"), choice: 0, block: 0 };
    expect(foreignEvent(event, "gemini")).toMatchObject({ id: "abc" });
    expect(foreignEvent(event, "openai")).toMatchObject({ id: "call_abc" });
    expect(foreignEvent({ type: "end" }, "gemini")).toEqual({ type: "end" });
  });
});
