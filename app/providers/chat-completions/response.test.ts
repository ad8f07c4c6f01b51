import { describe, expect, it } from "vitest";
import { type AssistantPart, type ChatChoice, type ChatResponse } from "../chat";
import { chatCompletionsCodec } from "./codec";

const openaiCodec = chatCompletionsCodec({ provider: "openai", refuses: new Set() });
const azureCodec = chatCompletionsCodec({ provider: "azure", refuses: new Set(["web_search_options"]) });

const ENCODING = { id: "chatcmpl-abc", model: "gpt-x", created: 1, includeUsage: false };

function answer(content: AssistantPart[], ended: Partial<ChatChoice> = {}): ChatResponse {
  const choice = { index: 0, content, finish: null, nativeFinish: null, stopSequence: null, vendor: null };
  return {
    id: null,
    model: "claude",
    created: null,
    choices: [{ ...choice, ...ended }],
    usage: null,
    vendor: null,
  };
}

describe("encodeResponse", () => {
  it("gives the caller an id, a time, the model that he asked for and the ids of calls", () => {
    const call = {
      type: "tool_call",
      id: "",
      name: "f",
      arguments: "{}",
      kind: "function",
      proof: null,
    } as const;
    const { value } = openaiCodec.encodeResponse(answer([call], { finish: "tool_calls" }), ENCODING);
    expect(value).toEqual({
      id: "chatcmpl-abc",
      object: "chat.completion",
      created: 1,
      model: "gpt-x",
      choices: [
        {
          index: 0,
          message: {
            role: "assistant",
            content: null,
            refusal: null,
            tool_calls: [{ id: "call_abc_0_0", type: "function", function: { name: "f", arguments: "{}" } }],
          },
          logprobs: null,
          finish_reason: "tool_calls",
        },
      ],
    });
  });

  it("joins texts with nothing between, and warns of what has no place", () => {
    const proof = { provider: "anthropic", kind: "signature", value: "c2ln" } as const;
    const { value, warnings } = openaiCodec.encodeResponse(
      answer(
        [
          { type: "reasoning", text: "hm", proof },
          { type: "text", text: "a" },
          { type: "text", text: "b" },
          {
            type: "media",
            kind: "image",
            source: { from: "base64", mediaType: "image/png", data: "AAAA" },
            fileName: null,
          },
          { type: "vendor", vendor: { provider: "anthropic", fields: { type: "server_tool_use" } } },
        ],
        { nativeFinish: "pause_turn" },
      ),
      ENCODING,
    );
    expect(value).toMatchObject({
      choices: [{ message: { content: "ab", reasoning_content: "hm" }, finish_reason: "stop" }],
    });
    expect(warnings).toEqual([
      "choices[0]: the proof of a thought has no place here; left out",
      "choices[0]: image has no place in a chat completion; left out",
      "choices[0]: only Anthropic knows this kind of part; left out",
      "choices[0]: its finish reason is not known; sent as stop",
    ]);
  });
});

describe("what Azure said beside the answer", () => {
  it("reaches a caller who speaks the same protocol", () => {
    const body = {
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1,
      model: "gpt-4o",
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }],
      system_fingerprint: "fp_1",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "a", refusal: null, context: { citations: [] } },
          logprobs: null,
          content_filter_results: { hate: { filtered: false } },
          finish_reason: "stop",
        },
      ],
    };
    const decoded = azureCodec.decodeResponse(body);
    const written = openaiCodec.encodeResponse(decoded!.value, { ...ENCODING, model: "gpt-4o" });
    expect(written).toEqual({ value: body, warnings: [] });
  });
});
