import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AssistantPart, type ChatResponse, type FinishReason } from "../chat";
import { anthropicCodec } from "./codec";
import { ANSWER_TOOL } from "./output-format";
import { summarizeAnswer } from "./response";

const ENCODING = { id: "made.1", model: "asked-model", created: 1, includeUsage: true };
const message = (more: object) => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-x",
  content: [],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 1, output_tokens: 2 },
  ...more,
});
const answer = (content: AssistantPart[], more: object = {}): ChatResponse => ({
  id: null,
  model: "other",
  created: null,
  choices: [
    { index: 0, content, finish: "stop", nativeFinish: "STOP", stopSequence: null, vendor: null, ...more },
  ],
  usage: null,
  vendor: null,
});

describe("a message as an answer", () => {
  it.each<[string, FinishReason | null]>([
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["pause_turn", "stop"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
    ["tool_use", "tool_calls"],
    ["refusal", "content_filter"],
    ["constructor", null],
  ])("that stops with %s", (reason, finish) => {
    const decoded = anthropicCodec.decodeResponse(message({ stop_reason: reason }));
    expect(decoded?.value.choices[0]).toMatchObject({ finish, nativeFinish: reason });
    expect(decoded?.warnings).toEqual(finish ? [] : ["stop_reason: a reason that is not known"]);
    const encoded = anthropicCodec.encodeResponse(decoded!.value, ENCODING);
    expect(encoded.value.stop_reason).toBe(finish ? reason : "end_turn");
  });

  it("counts all input, and tells the parts", () => {
    const usage = {
      input_tokens: 5,
      cache_read_input_tokens: 7,
      cache_creation_input_tokens: 11,
      cache_creation: { ephemeral_5m_input_tokens: 8, ephemeral_1h_input_tokens: 3 },
      output_tokens: 13,
      output_tokens_details: { thinking_tokens: 4 },
      server_tool_use: { web_search_requests: 1 },
      service_tier: "standard",
    };
    const { value } = anthropicCodec.decodeResponse(message({ usage, container: { id: "c" } }))!;
    expect(value.usage).toEqual({
      inputTokens: 23,
      outputTokens: 13,
      totalTokens: 36,
      cachedInputTokens: 7,
      cacheWriteTokens: 11,
      cacheWriteLongTokens: 3,
      reasoningTokens: 4,
    });
    expect(anthropicCodec.encodeResponse(value, ENCODING).value).toMatchObject({
      usage,
      container: { id: "c" },
    });
    expect(summarizeAnswer(message({ usage }))).toEqual({ model: "claude-x", usage: value.usage });
    expect(summarizeAnswer({ input_tokens: 9 })).toEqual({ model: null, usage: null });
  });

  it("is text when it is the call of our own tool", () => {
    const own = { type: "tool_use", id: "toolu_1", name: ANSWER_TOOL, input: { n: 1 } };
    const other = { type: "tool_use", id: "toolu_2", name: "f", input: {} };
    const alone = anthropicCodec.decodeResponse(message({ content: [own], stop_reason: "tool_use" }))!.value;
    expect(alone.choices[0]).toMatchObject({ content: [{ type: "text", text: '{"n":1}' }], finish: "stop" });
    expect(anthropicCodec.encodeResponse(alone, ENCODING).value.stop_reason).toBe("end_turn");
    const both = anthropicCodec.decodeResponse(message({ content: [own, other], stop_reason: "tool_use" }));
    expect(both?.value.choices[0]?.finish).toBe("tool_calls");
  });

  it("is none for another shape", () => {
    for (const body of [null, [], {}, { type: "error", error: {} }, { choices: [] }]) {
      expect(anthropicCodec.decodeResponse(body)).toBeNull();
    }
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (content) => {
        const decoded = anthropicCodec.decodeResponse({ content: [content], usage: content });
        expect(decoded?.value.choices).toHaveLength(1);
      }),
    );
  });
});

describe("an answer as a message", () => {
  it("of another vendor has everything that Anthropic's clients read", () => {
    const call = { type: "tool_call", name: "f", arguments: "", kind: "function", proof: null } as const;
    const content: AssistantPart[] = [
      { type: "reasoning", text: "Hm", proof: { provider: "gemini", kind: "signature", value: "x" } },
      { type: "text", text: "a" },
      { type: "refusal", text: "b" },
      { ...call, id: "" },
      { ...call, id: "", arguments: "[1]" },
    ];
    const { value, warnings } = anthropicCodec.encodeResponse(
      answer(content, { finish: "tool_calls" }),
      ENCODING,
    );
    expect(value).toEqual({
      id: "msg_made1",
      type: "message",
      role: "assistant",
      model: "asked-model",
      content: [
        { type: "thinking", thinking: "Hm", signature: "" },
        { type: "text", text: "a" },
        { type: "text", text: "b" },
        { type: "tool_use", id: "toolu_made1_0", name: "f", input: {} },
        { type: "tool_use", id: "toolu_made1_1", name: "f", input: { _raw: "[1]" } },
      ],
      stop_reason: "tool_use",
      stop_sequence: null,
      usage: {
        input_tokens: 0,
        output_tokens: 0,
        output_tokens_details: null,
        cache_creation: null,
        cache_creation_input_tokens: null,
        cache_read_input_tokens: null,
        service_tier: null,
      },
    });
    expect(warnings).toEqual([
      "content[0]: another vendor's proof of a thought was left out",
      "content[2]: a refusal was sent as text",
      "content[4].arguments: no JSON object; sent inside of one",
    ]);
  });

  it("is the first of several, and ends in Anthropic's words", () => {
    const one = answer([], { stopSequence: "END" });
    const two = { ...one, choices: [...one.choices, ...one.choices] };
    expect(anthropicCodec.encodeResponse(two, ENCODING)).toMatchObject({
      value: { stop_reason: "stop_sequence", stop_sequence: "END" },
      warnings: ["choices: only the first answer is given"],
    });
    const foreign = answer([], { finish: null, nativeFinish: "MALFORMED_FUNCTION_CALL" });
    expect(anthropicCodec.encodeResponse(foreign, ENCODING)).toMatchObject({
      value: { stop_reason: "end_turn" },
      warnings: ["finish_reason: there is no word for it; sent as end_turn"],
    });
    const unsaid = answer([], { finish: null, nativeFinish: null });
    expect(anthropicCodec.encodeResponse(unsaid, ENCODING).value.stop_reason).toBeNull();
  });
});
