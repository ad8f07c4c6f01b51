/**
 * A caller of Gemini's protocol whose request Anthropic answers. Every fixture is what Google's clients send, or
 * Anthropic's API answers, reduced to what the test is about.
 */
import { describe, expect, it } from "vitest";
import { translateAnswer, translateRequest, translateStream } from "tests/support/translation";
import { type JsonObject } from "../json-value";

const DIRECTION = { caller: "gemini", target: "anthropic" } as const;
const MODEL = "claude-sonnet-4-5";

const user = (...parts: JsonObject[]) => ({ role: "user", parts });
const model = (...parts: JsonObject[]) => ({ role: "model", parts });
const text = (said: string) => ({ text: said });
const ask = (fields: JsonObject, target = MODEL) =>
  translateRequest(DIRECTION, { contents: [user(text("Hi"))], ...fields }, target, {
    model: "gemini-2.5-pro",
    stream: false,
  });

const block = (said: string) => ({ type: "text", text: said });
const wireUser = (...content: JsonObject[]) => ({ role: "user", content });
const wireAssistant = (...content: JsonObject[]) => ({ role: "assistant", content });

describe("requests", () => {
  it("put calls without ids and their results together by name and order, failures marked", () => {
    const contents = [
      user(text("go")),
      model(
        { text: "Hm", thought: true },
        text("Let me see."),
        { functionCall: { name: "f", args: { n: 1 } }, thoughtSignature: "c2ln" },
        { functionCall: { name: "f", args: { n: 2 } } },
      ),
      user(
        text("by the way"),
        { functionResponse: { name: "f", response: { error: "one" } } },
        { functionResponse: { name: "f", response: { n: 2 } } },
      ),
    ];
    const tools = [{ functionDeclarations: [{ name: "f" }] }];
    const { value, warnings } = ask({ contents, tools, systemInstruction: { parts: [text("S")] } });
    expect(value).toEqual({
      model: MODEL,
      max_tokens: 64_000,
      system: [block("S")],
      messages: [
        wireUser(block("go")),
        wireAssistant(
          block("Let me see."),
          { type: "tool_use", id: "call_1", name: "f", input: { n: 1 } },
          { type: "tool_use", id: "call_2", name: "f", input: { n: 2 } },
        ),
        // Results are the first blocks of the turn, whatever was said before them.
        wireUser(
          { type: "tool_result", tool_use_id: "call_1", content: "one", is_error: true },
          { type: "tool_result", tool_use_id: "call_2", content: '{"n":2}' },
          block("by the way"),
        ),
      ],
      tools: [{ name: "f", input_schema: { type: "object" } }],
    });
    expect(warnings).toEqual([
      "messages[2].content[0]: thoughts without a proof cannot be sent back; left out",
      "messages[2].content[2]: only Google Gemini knows its proof; left out",
    ]);
  });

  it("keep to what Anthropic takes, and name the rest", () => {
    const generationConfig = {
      maxOutputTokens: 100_000,
      temperature: 1.7,
      topK: 5,
      candidateCount: 3,
      seed: 7,
      presencePenalty: 0.5,
      stopSequences: ["a", "b", "c", "d", "e"],
      responseLogprobs: true,
    };
    const { value, warnings } = ask({ generationConfig, safetySettings: [{}] });
    expect(value).toMatchObject({
      max_tokens: 64_000,
      temperature: 1,
      top_k: 5,
      stop_sequences: ["a", "b", "c", "d", "e"],
    });
    expect(warnings).toEqual([
      "max_tokens: the model's limit is 64000",
      "seed: Anthropic does not know it; left out",
      "presence_penalty: Anthropic does not know it; left out",
      "choices: Anthropic gives one answer",
      "safetySettings: only Google Gemini knows it; left out",
      "generationConfig.responseLogprobs: only Google Gemini knows it; left out",
      "temperature: must be from 0 to 1; sent as 1",
    ]);
  });

  it.each<[JsonObject, string, unknown, unknown]>([
    [{ thinkingBudget: 5_000 }, MODEL, { type: "enabled", budget_tokens: 5_000 }, undefined],
    [{ thinkingBudget: 100 }, MODEL, { type: "enabled", budget_tokens: 1_024 }, undefined],
    [{ thinkingBudget: 0 }, "claude-sonnet-5", { type: "disabled" }, undefined],
    [{ thinkingBudget: 20_000 }, "claude-opus-4-8", { type: "adaptive" }, { effort: "high" }],
    [
      { thinkingLevel: "LOW", includeThoughts: true },
      "claude-opus-4-8",
      { type: "adaptive", display: "summarized" },
      { effort: "low" },
    ],
    [{ thinkingLevel: "HIGH" }, "claude-3-5-haiku-latest", undefined, undefined],
  ])("think as %j at %s", (thinkingConfig, target, thinking, output) => {
    const { value } = ask({ generationConfig: { thinkingConfig } }, target);
    expect([value.thinking, value.output_config]).toEqual([thinking, output]);
  });

  it("ask for JSON by a schema of Google's, or in words", () => {
    const responseSchema = { type: "OBJECT", properties: { n: { type: "INTEGER", minimum: 1 } } };
    const json = { responseMimeType: "application/json" };
    expect(ask({ generationConfig: { ...json, responseSchema } }).value.output_config).toEqual({
      format: {
        type: "json_schema",
        schema: {
          type: "object",
          properties: { n: { type: "integer", description: "(minimum: 1)" } },
          additionalProperties: false,
        },
      },
    });
    expect(ask({ generationConfig: json }).warnings).toEqual([
      "response_format: there is no JSON mode; the model is told to answer in JSON",
    ]);
  });

  it.each<[JsonObject, unknown, string[]]>([
    [{ mode: "ANY" }, { type: "any" }, ["f", "g"]],
    [{ mode: "ANY", allowedFunctionNames: ["g"] }, { type: "tool", name: "g" }, ["f", "g"]],
    [{ mode: "VALIDATED", allowedFunctionNames: ["g"] }, { type: "auto" }, ["g"]],
    [{ mode: "NONE" }, { type: "none" }, ["f", "g"]],
  ])("choose tools by %j", (functionCallingConfig, choice, names) => {
    const tools = [{ functionDeclarations: [{ name: "f" }, { name: "g" }] }];
    const { value, warnings } = ask({ tools, toolConfig: { functionCallingConfig } });
    expect(value.tool_choice).toEqual(choice);
    expect((value.tools as JsonObject[]).map(({ name }) => name)).toEqual(names);
    expect(warnings).toEqual([]);
  });
});

const message = (content: JsonObject[], stop_reason: string | null, usage: JsonObject = {}) => ({
  id: "msg_01XFDUDYJgAACzvnptvVoYEL",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5-20250929",
  content,
  stop_reason,
  stop_sequence: null,
  usage: { input_tokens: 10, output_tokens: 40, ...usage },
});

describe("answers", () => {
  it("have everything that Google's clients read", () => {
    const content = [
      { type: "thinking", thinking: "Hm", signature: "c2ln" },
      block("Hello"),
      { type: "tool_use", id: "toolu_01A", name: "f", input: {} },
    ];
    const usage = {
      cache_read_input_tokens: 20,
      cache_creation_input_tokens: 30,
      output_tokens_details: { thinking_tokens: 15 },
      service_tier: "standard",
    };
    expect(translateAnswer(DIRECTION, message(content, "tool_use", usage))).toEqual({
      value: {
        candidates: [
          {
            content: {
              role: "model",
              parts: [
                { text: "Hm", thought: true },
                text("Hello"),
                { functionCall: { id: "toolu_01A", name: "f", args: {} } },
              ],
            },
            finishReason: "STOP",
            index: 0,
          },
        ],
        usageMetadata: {
          promptTokenCount: 60,
          candidatesTokenCount: 25,
          thoughtsTokenCount: 15,
          cachedContentTokenCount: 20,
          totalTokenCount: 100,
        },
        modelVersion: "asked-model",
        responseId: "made1",
      },
      warnings: ["choices[0].content[0]: the proof of a thought is bound to Anthropic; left out"],
    });
  });

  it.each([
    ["end_turn", "STOP"],
    ["stop_sequence", "STOP"],
    ["max_tokens", "MAX_TOKENS"],
    ["refusal", "SAFETY"],
    ["newer_than_us", "OTHER"],
  ])("that stopped for %s finish with %s", (reason, expected) => {
    const { value } = translateAnswer(DIRECTION, message([block("a")], reason));
    expect(value.candidates).toMatchObject([{ finishReason: expected }]);
  });

  it("stream as Gemini's chunks, with the revised counts in the last one", () => {
    const { said, warnings } = translateStream(DIRECTION, [
      { type: "message_start", message: message([], null, { output_tokens: 1 }) },
      { type: "ping" },
      {
        type: "content_block_start",
        index: 0,
        content_block: { type: "thinking", thinking: "", signature: "" },
      },
      { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "Hm" } },
      { type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature: "c2ln" } },
      { type: "content_block_stop", index: 0 },
      {
        type: "content_block_start",
        index: 1,
        content_block: { type: "tool_use", id: "toolu_1", name: "f", input: {} },
      },
      { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: '{"a":1}' } },
      { type: "content_block_stop", index: 1 },
      {
        type: "message_delta",
        delta: { stop_reason: "tool_use" },
        usage: { input_tokens: 12, output_tokens: 9 },
      },
      { type: "message_stop" },
    ]);
    const same = { modelVersion: "asked-model", responseId: "made1" };
    expect(said).toEqual([
      {
        candidates: [{ content: { role: "model", parts: [{ text: "Hm", thought: true }] }, index: 0 }],
        ...same,
      },
      {
        candidates: [
          {
            content: {
              role: "model",
              parts: [{ functionCall: { id: "toolu_1", name: "f", args: { a: 1 } } }],
            },
            finishReason: "STOP",
            index: 0,
          },
        ],
        usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 9, totalTokenCount: 21 },
        ...same,
      },
    ]);
    expect(warnings).toEqual([
      "choices[0].content[0]: the proof of a thought is bound to Anthropic; left out",
    ]);
  });
});
