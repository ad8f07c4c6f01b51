/**
 * A caller of Anthropic's protocol whose request Gemini answers. Every fixture is what Anthropic's clients send, or
 * Gemini's API answers, reduced to what the test is about.
 */
import { describe, expect, it } from "vitest";
import { translateAnswer, translateRequest, translateStream } from "tests/support/translation";
import { type JsonObject } from "../json-value";

const DIRECTION = { caller: "anthropic", target: "gemini" } as const;
const CURRENT = "gemini-2.5-pro";
const NEWER = "gemini-3.8-flash";

const text = (said: string) => ({ type: "text", text: said });
const user = (...content: JsonObject[]) => ({ role: "user", content });
const assistant = (...content: JsonObject[]) => ({ role: "assistant", content });
const toolUse = (id: string, input: JsonObject = {}, name = "f") => ({ type: "tool_use", id, name, input });
const toolResult = (id: string, content: unknown, more: JsonObject = {}) => ({
  type: "tool_result",
  tool_use_id: id,
  content,
  ...more,
});
const ask = (fields: JsonObject, model = CURRENT) =>
  translateRequest(
    DIRECTION,
    { model: "claude-sonnet-4-5", max_tokens: 100, messages: [user(text("Hi"))], ...fields },
    model,
  );

const part = (said: string) => ({ text: said });
const wireUser = (...parts: JsonObject[]) => ({ role: "user", parts });
const wireModel = (...parts: JsonObject[]) => ({ role: "model", parts });

describe("requests", () => {
  const thinking = { type: "thinking", thinking: "Hm", signature: "c2ln" };
  const messages = [
    user(text("go")),
    assistant(thinking, text("Let me see."), toolUse("toolu_1", { a: 1 }), toolUse("toolu_2", {}, "g")),
    user(
      toolResult("toolu_2", [text("tw"), text("o")]),
      toolResult("toolu_1", "one", { is_error: true }),
      text("and?"),
    ),
  ];

  it("name results by the call, in the order of the calls; a failure is an error; thoughts stay at home", () => {
    const { value, warnings } = ask({ system: [text("S")], messages });
    expect(value).toEqual({
      systemInstruction: { parts: [part("S")] },
      contents: [
        wireUser(part("go")),
        wireModel(
          part("Let me see."),
          { functionCall: { name: "f", args: { a: 1 } } },
          { functionCall: { name: "g", args: {} } },
        ),
        wireUser(
          { functionResponse: { name: "f", response: { error: "one" } } },
          { functionResponse: { name: "g", response: { result: "two" } } },
          part("and?"),
        ),
      ],
      generationConfig: { maxOutputTokens: 100 },
    });
    expect(warnings).toEqual(["messages[2].content[0]: Anthropic's thoughts cannot be sent back; left out"]);
  });

  it("have ids, a stand-in for a signature, and text before results, where the model wants them so", () => {
    expect(ask({ messages }, NEWER).value.contents).toMatchObject([
      {},
      wireModel(
        {},
        { functionCall: { id: "toolu_1" }, thoughtSignature: "skip_thought_signature_validator" },
        { functionCall: { id: "toolu_2" } },
      ),
      wireUser(
        part("and?"),
        { functionResponse: { id: "toolu_1" } },
        { functionResponse: { id: "toolu_2" } },
      ),
    ]);
  });

  it("put the media of a result inside of it, or behind the results", () => {
    const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } };
    const seen = [
      user(text("go")),
      assistant(toolUse("toolu_1")),
      user(toolResult("toolu_1", [text("see"), image])),
    ];
    const inlineData = { mimeType: "image/png", data: "AAAA" };
    expect(ask({ messages: seen }).value.contents).toMatchObject([
      {},
      {},
      wireUser(
        { functionResponse: { name: "f", response: { result: "see" } } },
        part("From the result of f:"),
        { inlineData },
      ),
    ]);
    expect(ask({ messages: seen }, NEWER).value.contents).toMatchObject([
      {},
      {},
      { parts: [{ functionResponse: { response: { result: "see" }, parts: [{ inlineData }] } }] },
    ]);
  });

  it("keep to what Gemini takes, and name the rest", () => {
    const { value, warnings } = ask({
      max_tokens: 100_000,
      temperature: 0.5,
      top_k: 5,
      stop_sequences: ["a", "b", "c", "d", "e", "f"],
      metadata: { user_id: "u-1" },
      tools: [
        { name: "f", input_schema: { type: "object" } },
        { type: "bash_20250124", name: "bash" },
      ],
      tool_choice: { type: "any", disable_parallel_tool_use: true },
      container: "c",
    });
    expect(value).toMatchObject({
      tools: [{ functionDeclarations: [{ name: "f", parametersJsonSchema: { type: "object" } }] }],
      toolConfig: { functionCallingConfig: { mode: "ANY" } },
      generationConfig: {
        maxOutputTokens: 65_535,
        temperature: 0.5,
        topK: 5,
        stopSequences: ["a", "b", "c", "d", "e"],
      },
    });
    expect(warnings).toEqual([
      "tools[1]: only Anthropic has this kind of tool; left out",
      "user: Gemini has no place for it; left out",
      "parallel_tool_calls: Gemini cannot be told; it may call several tools at once",
      "container: only Anthropic knows it; left out",
      "max_tokens: the model's limit is 65535",
      "stop: only 5 sequences are taken; the rest left out",
    ]);
  });

  it.each<[JsonObject, string, unknown]>([
    [{ thinking: { type: "enabled", budget_tokens: 5_000 } }, CURRENT, { thinkingBudget: 5_000 }],
    [{ thinking: { type: "enabled", budget_tokens: 5_000 } }, NEWER, { thinkingLevel: "MEDIUM" }],
    [{ thinking: { type: "disabled" } }, "gemini-2.5-flash", { thinkingBudget: 0 }],
    [{ thinking: { type: "disabled" } }, CURRENT, { thinkingBudget: 128 }],
    [
      { thinking: { type: "adaptive", display: "summarized" } },
      CURRENT,
      { thinkingBudget: -1, includeThoughts: true },
    ],
    [{ output_config: { effort: "max" } }, NEWER, { thinkingLevel: "HIGH" }],
  ])("think as %j at %s", (fields, model, thinkingConfig) => {
    const { value } = ask({ max_tokens: 10_000, ...fields }, model);
    expect(value.generationConfig).toMatchObject({ thinkingConfig });
  });
});

const answer = (parts: JsonObject[], finishReason: string | null = "STOP", more: JsonObject = {}) => ({
  candidates: [{ content: { role: "model", parts }, index: 0, ...(finishReason ? { finishReason } : {}) }],
  modelVersion: "gemini-2.5-pro",
  responseId: "mAitaLmkHPPlz7IPvtfUqQ4",
  ...more,
});

describe("answers", () => {
  it("have everything that Anthropic's clients read, with ids for calls that had none", () => {
    const usageMetadata = {
      promptTokenCount: 100,
      cachedContentTokenCount: 64,
      candidatesTokenCount: 40,
      thoughtsTokenCount: 24,
      totalTokenCount: 164,
    };
    const parts = [
      { text: "Hm", thought: true, thoughtSignature: "c2ln" },
      part("Hello"),
      { functionCall: { name: "f", args: { a: 1 } } },
      { functionCall: { id: "lrf4r8dc", name: "g" } },
    ];
    expect(translateAnswer(DIRECTION, answer(parts, "STOP", { usageMetadata }))).toEqual({
      value: {
        id: "msg_made1",
        type: "message",
        role: "assistant",
        model: "asked-model",
        content: [
          { type: "thinking", thinking: "Hm", signature: "" },
          text("Hello"),
          toolUse("toolu_made1_0", { a: 1 }),
          toolUse("lrf4r8dc", {}, "g"),
        ],
        stop_reason: "tool_use",
        stop_sequence: null,
        usage: {
          input_tokens: 36,
          cache_read_input_tokens: 64,
          cache_creation_input_tokens: null,
          cache_creation: null,
          output_tokens: 64,
          output_tokens_details: { thinking_tokens: 24 },
          service_tier: null,
        },
      },
      warnings: ["content[0]: another vendor's proof of a thought was left out"],
    });
  });

  it.each([
    ["STOP", "end_turn"],
    ["MAX_TOKENS", "max_tokens"],
    ["RECITATION", "refusal"],
    ["MALFORMED_FUNCTION_CALL", "end_turn"],
  ])("that finished with %s stopped for %s", (reason, expected) => {
    const { value, warnings } = translateAnswer(DIRECTION, answer([part("a")], reason));
    expect(value.stop_reason).toBe(expected);
    expect(warnings).toHaveLength(reason === "MALFORMED_FUNCTION_CALL" ? 2 : 0);
  });

  it("of a blocked prompt are a refusal without content", () => {
    const blocked = { promptFeedback: { blockReason: "SAFETY" }, modelVersion: "gemini-2.5-pro" };
    expect(translateAnswer(DIRECTION, blocked).value).toMatchObject({ content: [], stop_reason: "refusal" });
    const { said } = translateStream(DIRECTION, [blocked]);
    expect(said).toMatchObject([
      { type: "message_start" },
      { type: "message_delta", delta: { stop_reason: "refusal" } },
      { type: "message_stop" },
    ]);
  });

  it("stream as Anthropic's events", () => {
    const counts = (candidatesTokenCount: number) => ({
      usageMetadata: { promptTokenCount: 10, candidatesTokenCount },
    });
    const { said, warnings } = translateStream(DIRECTION, [
      answer([{ text: "Hm", thought: true }], null, counts(1)),
      answer([{ text: "", thought: true, thoughtSignature: "c2ln" }, part("Hi")], null, counts(2)),
      answer(
        [{ functionCall: { name: "f", args: { a: 1 } } }, { functionCall: { name: "g" } }],
        null,
        counts(3),
      ),
      answer([part("")], "STOP", counts(4)),
    ]);
    const opened = (index: number, content_block: JsonObject) => ({
      type: "content_block_start",
      index,
      content_block,
    });
    const spoken = (index: number, delta: JsonObject) => ({ type: "content_block_delta", index, delta });
    const closed = (index: number) => ({ type: "content_block_stop", index });
    expect(said).toMatchObject([
      { type: "message_start", message: { id: "msg_made1", model: "asked-model" } },
      opened(0, { type: "thinking" }),
      spoken(0, { type: "thinking_delta", thinking: "Hm" }),
      closed(0),
      opened(1, { type: "text" }),
      spoken(1, { type: "text_delta", text: "Hi" }),
      closed(1),
      opened(2, { type: "tool_use", id: "toolu_made1_0", name: "f", input: {} }),
      spoken(2, { type: "input_json_delta", partial_json: '{"a":1}' }),
      closed(2),
      opened(3, { type: "tool_use", id: "toolu_made1_1", name: "g" }),
      spoken(3, { type: "input_json_delta", partial_json: "{}" }),
      closed(3),
      {
        type: "message_delta",
        delta: { stop_reason: "tool_use" },
        usage: { input_tokens: 10, output_tokens: 4 },
      },
      { type: "message_stop" },
    ]);
    expect(warnings).toEqual(["content[0]: another vendor's proof of a thought was left out"]);
  });

  it("stream an error as one, and no end", () => {
    const error = { error: { code: 429, message: "Slow down", status: "RESOURCE_EXHAUSTED" } };
    const { said } = translateStream(DIRECTION, [answer([part("a")], null), error, answer([], "STOP")]);
    expect(said.at(-1)).toEqual({ type: "error", error: { type: "rate_limit_error", message: "Slow down" } });
  });
});
