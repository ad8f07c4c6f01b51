/**
 * A caller of Gemini's protocol whose request OpenAI answers. Every fixture is what Google's clients send, or OpenAI's
 * API answers, reduced to what the test is about.
 */
import { describe, expect, it } from "vitest";
import { translateAnswer, translateRequest, translateStream } from "tests/support/translation";
import { type JsonObject } from "../json-value";

const DIRECTION = { caller: "gemini", target: "openai" } as const;
const BUFFERED = { model: "gemini-2.5-pro", stream: false };
const STREAMED = { model: "gemini-2.5-pro", stream: true };

const user = (...parts: JsonObject[]) => ({ role: "user", parts });
const model = (...parts: JsonObject[]) => ({ role: "model", parts });
const text = (said: string) => ({ text: said });

const ask = (fields: JsonObject, target = "gpt-4o", route = BUFFERED) =>
  translateRequest(DIRECTION, { contents: [user(text("Hi"))], ...fields }, target, route);
const converse = (contents: JsonObject[]) => {
  const { value, warnings } = ask({ contents });
  return { messages: value.messages, warnings };
};
const called = (id: string, args: string, name = "f") => ({
  id,
  type: "function",
  function: { name, arguments: args },
});
const said = (role: string, content: unknown) => ({ role, content });
const answered = (tool_call_id: string, content: string) => ({ role: "tool", tool_call_id, content });
const part = (words: string) => ({ type: "text", text: words });

describe("messages", () => {
  it("begin with the instruction, in either spelling", () => {
    const instruction = { parts: [text("one"), text("two")] };
    const expected = [said("system", [part("one"), part("two")]), said("user", "Hi")];
    expect(ask({ systemInstruction: instruction }).value.messages).toEqual(expected);
    expect(ask({ system_instruction: instruction }).value.messages).toEqual(expected);
  });

  it("have ids made for calls that Google gave none, and for their results, by name and order", () => {
    const contents = [
      user(text("go")),
      model(
        text("Let me see."),
        { functionCall: { name: "f", args: { n: 1 } } },
        { functionCall: { name: "g" } },
        { functionCall: { name: "f", args: { n: 2 } } },
      ),
      user(
        { functionResponse: { name: "g", response: { result: "g" } } },
        { functionResponse: { name: "f", response: { n: 1 } } },
        { functionResponse: { name: "f", response: { error: "f2" } } },
        text("and?"),
      ),
    ];
    expect(converse(contents)).toEqual({
      messages: [
        said("user", "go"),
        {
          ...said("assistant", "Let me see."),
          tool_calls: [called("call_1", '{"n":1}'), called("call_2", "{}", "g"), called("call_3", '{"n":2}')],
        },
        answered("call_2", "g"),
        answered("call_1", '{"n":1}'),
        answered("call_3", "f2"),
        said("user", "and?"),
      ],
      warnings: ["messages[4]: the mark of a failed tool was left out"],
    });
    // The same history has the same ids however it goes on.
    const longer = converse([...contents, model(text("Done."))]).messages as JsonObject[];
    expect(longer.slice(0, -1)).toEqual(converse(contents).messages);
  });

  it("keep the ids that there are", () => {
    const contents = [
      model({ functionCall: { id: "lrf4r8dc", name: "f", args: {} } }),
      user({ functionResponse: { id: "lrf4r8dc", name: "f", response: { output: 1 } } }),
    ];
    expect(converse(contents).messages).toMatchObject([
      { tool_calls: [{ id: "lrf4r8dc" }] },
      answered("lrf4r8dc", '{"output":1}'),
    ]);
  });

  it("leave out thoughts and their signatures, and code that Google ran", () => {
    const contents = [
      user(text("go")),
      model({ text: "Hm", thought: true }, { text: "a", thoughtSignature: "c2ln" }),
      model({ executableCode: { language: "PYTHON", code: "1" } }),
      user(text("on")),
    ];
    expect(converse(contents)).toEqual({
      messages: [said("user", "go"), said("assistant", "a"), said("user", "on")],
      warnings: [
        "messages[1].content[0]: reasoning of an answer cannot be sent back to OpenAI; left out",
        "messages[1].content[2]: reasoning of an answer cannot be sent back to OpenAI; left out",
        "messages[2].content[0]: this part of an answer cannot be sent back to OpenAI; left out",
      ],
    });
  });
});

describe("settings", () => {
  const generationConfig = {
    maxOutputTokens: 50,
    temperature: 1.7,
    topP: 0.5,
    topK: 5,
    candidateCount: 2,
    seed: 7,
    stopSequences: ["a", "b", "c", "d", "e"],
    frequencyPenalty: 0.5,
    presencePenalty: 0.25,
    responseModalities: ["TEXT"],
  };

  it("that OpenAI has other words for; what only Google knows is named", () => {
    const { value, warnings } = ask(
      { generationConfig, safetySettings: [{}], cachedContent: "cachedContents/1" },
      "gpt-4o",
      STREAMED,
    );
    expect(value).toEqual({
      model: "gpt-4o",
      messages: [said("user", "Hi")],
      max_completion_tokens: 50,
      temperature: 1.7,
      top_p: 0.5,
      frequency_penalty: 0.5,
      presence_penalty: 0.25,
      seed: 7,
      stop: ["a", "b", "c", "d"],
      n: 2,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(warnings).toEqual([
      "safetySettings: only Google Gemini knows it; left out",
      "cachedContent: only Google Gemini knows it; left out",
      "generationConfig.responseModalities: only Google Gemini knows it; left out",
      "top_k: OpenAI does not know it; left out",
      "stop: only 4 sequences are taken; the rest left out",
    ]);
  });

  it.each<[JsonObject, string, string | undefined, string[]]>([
    [{ thinkingBudget: 0 }, "gpt-5.1", "none", ["reasoning.budgetTokens: sent as the effort none"]],
    [{ thinkingBudget: -1 }, "gpt-5", undefined, []],
    [{ thinkingLevel: "LOW" }, "gpt-5", "low", []],
    [
      { thinkingLevel: "HIGH", includeThoughts: true },
      "o3",
      "high",
      ["reasoning: thoughts are not shown by this protocol"],
    ],
    [{ thinkingBudget: 0 }, "gpt-4o", undefined, []],
  ])("think as %j at %s with the effort %s", (thinkingConfig, target, effort, expected) => {
    const { value, warnings } = ask({ generationConfig: { thinkingConfig } }, target);
    expect(value.reasoning_effort).toBe(effort);
    expect(warnings).toEqual(expected);
  });

  it("JSON mode is refused where no message says JSON: then one does", () => {
    const config = { generationConfig: { responseMimeType: "application/json" } };
    expect(ask(config)).toEqual({
      value: {
        model: "gpt-4o",
        messages: [said("system", "Answer in JSON."), said("user", "Hi")],
        response_format: { type: "json_object" },
      },
      warnings: ["response_format: no message says that the answer is JSON; one was put before them"],
    });
    expect(ask({ ...config, contents: [user(text("Give me json"))] }).warnings).toEqual([]);
  });

  it("a schema of Google's is JSON Schema for OpenAI", () => {
    const schema = {
      type: "OBJECT",
      properties: {
        n: { type: "INTEGER", nullable: true },
        a: { type: "ARRAY", items: { type: "STRING" }, minItems: "1" },
      },
      required: ["n"],
      propertyOrdering: ["n", "a"],
    };
    const { value } = ask({
      generationConfig: { responseMimeType: "application/json", responseSchema: schema },
    });
    expect(value.response_format).toEqual({
      type: "json_schema",
      json_schema: {
        name: "response",
        schema: {
          type: "object",
          properties: {
            n: { type: ["integer", "null"] },
            a: { type: "array", items: { type: "string" }, minItems: 1 },
          },
          required: ["n"],
          propertyOrdering: ["n", "a"],
        },
      },
    });
  });
});

describe("tools", () => {
  const tools = [
    {
      functionDeclarations: [{ name: "f", description: "d", parameters: { type: "OBJECT", properties: {} } }],
    },
    { googleSearch: {} },
    { functionDeclarations: [{ name: "g" }] },
  ];

  it.each<[JsonObject, unknown]>([
    [{ mode: "AUTO" }, "auto"],
    [{ mode: "NONE" }, "none"],
    [{ mode: "ANY" }, "required"],
    [
      { mode: "ANY", allowedFunctionNames: ["g"] },
      { type: "function", function: { name: "g" } },
    ],
    [
      { mode: "VALIDATED", allowedFunctionNames: ["f"] },
      {
        type: "allowed_tools",
        allowed_tools: { mode: "auto", tools: [{ type: "function", function: { name: "f" } }] },
      },
    ],
  ])("chosen by %j", (functionCallingConfig, expected) => {
    const { value, warnings } = ask({ tools, toolConfig: { functionCallingConfig } });
    expect(value.tools).toEqual([
      {
        type: "function",
        function: { name: "f", description: "d", parameters: { type: "object", properties: {} } },
      },
      { type: "function", function: { name: "g" } },
    ]);
    expect(value.tool_choice).toEqual(expected);
    expect(warnings).toEqual(["tools[1]: only Google Gemini has this kind of tool; left out"]);
  });
});

const completion = (message: JsonObject, finish_reason: string, more: JsonObject = {}) => ({
  id: "chatcmpl-B9MBs8",
  object: "chat.completion",
  created: 1_741_569_952,
  model: "gpt-4o-2024-08-06",
  choices: [
    { index: 0, message: { role: "assistant", refusal: null, ...message }, logprobs: null, finish_reason },
  ],
  system_fingerprint: "fp_1",
  ...more,
});

describe("answers", () => {
  it("have everything that Google's clients read, with calls as objects and thoughts counted beside the answer", () => {
    const message = {
      content: "Hello",
      reasoning_content: "Hm",
      tool_calls: [called("call_a", '{"a":1}'), called("call_b", "", "g")],
    };
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 40,
      total_tokens: 140,
      prompt_tokens_details: { cached_tokens: 64 },
      completion_tokens_details: { reasoning_tokens: 24 },
    };
    expect(translateAnswer(DIRECTION, completion(message, "tool_calls", { usage }))).toEqual({
      value: {
        candidates: [
          {
            content: {
              role: "model",
              parts: [
                { text: "Hm", thought: true },
                text("Hello"),
                { functionCall: { id: "call_a", name: "f", args: { a: 1 } } },
                { functionCall: { id: "call_b", name: "g", args: {} } },
              ],
            },
            finishReason: "STOP",
            index: 0,
          },
        ],
        usageMetadata: {
          promptTokenCount: 100,
          candidatesTokenCount: 16,
          thoughtsTokenCount: 24,
          cachedContentTokenCount: 64,
          totalTokenCount: 140,
        },
        modelVersion: "asked-model",
        responseId: "made1",
      },
      warnings: [],
    });
  });

  it.each([
    ["stop", "STOP"],
    ["length", "MAX_TOKENS"],
    ["tool_calls", "STOP"],
    ["content_filter", "SAFETY"],
    ["newer_than_us", "OTHER"],
  ])("that finished with %s finish with %s", (reason, expected) => {
    const { value, warnings } = translateAnswer(DIRECTION, completion({ content: "a" }, reason));
    expect(value.candidates).toMatchObject([{ finishReason: expected }]);
    expect(warnings).toEqual(
      expected === "OTHER" ? ["choices[0]: its finish reason is not known; sent as OTHER"] : [],
    );
  });

  it("say a refusal as text, with a word about it", () => {
    const { value, warnings } = translateAnswer(
      DIRECTION,
      completion({ content: null, refusal: "No." }, "stop"),
    );
    expect(value.candidates).toMatchObject([{ content: { parts: [text("No.")] } }]);
    expect(warnings).toEqual(["choices[0].content[0]: a refusal was sent as text"]);
  });

  it("keep several answers apart", () => {
    const answer = completion({ content: "a" }, "stop");
    const choices = [...answer.choices, { ...answer.choices[0], index: 1 }];
    expect(translateAnswer(DIRECTION, { ...answer, choices }).value.candidates).toMatchObject([
      { index: 0 },
      { index: 1 },
    ]);
  });
});

describe("streams", () => {
  const chunk = (delta: JsonObject, finish_reason: string | null = null, more: JsonObject = {}) => ({
    id: "chatcmpl-B9MBs8",
    object: "chat.completion.chunk",
    created: 1_741_569_952,
    model: "gpt-4o",
    choices: [{ index: 0, delta, finish_reason }],
    ...more,
  });
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const call = (index: number, more: JsonObject) => chunk({ tool_calls: [{ index, ...more }] });
  const sent = [
    chunk({ role: "assistant", content: "" }),
    chunk({ content: "Hel" }),
    chunk({ content: "lo" }),
    call(0, { id: "call_a", type: "function", function: { name: "f", arguments: "" } }),
    call(1, { id: "call_b", type: "function", function: { name: "g", arguments: "" } }),
    call(0, { function: { arguments: '{"a"' } }),
    call(0, { function: { arguments: ":1}" } }),
    chunk({}, "tool_calls"),
    chunk({}, null, { choices: [], usage }),
  ];

  it("say text at once, calls whole, and the finish with the counts in the last chunk: it is the only end", () => {
    const { steps, isComplete } = translateStream(DIRECTION, [...sent, "[DONE]"]);
    const written = (parts: JsonObject[], more: JsonObject = {}) => ({
      candidates: [{ content: { role: "model", parts }, index: 0, ...more }],
      modelVersion: "asked-model",
      responseId: "made1",
    });
    const last = written(
      [
        { functionCall: { id: "call_a", name: "f", args: { a: 1 } } },
        { functionCall: { id: "call_b", name: "g", args: {} } },
      ],
      { finishReason: "STOP" },
    );
    const usageMetadata = { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 };
    expect(steps.filter((frames) => frames.length > 0)).toEqual([
      [written([text("Hel")])],
      [written([text("lo")])],
      [{ ...last, usageMetadata }],
    ]);
    expect(isComplete).toBe(true);
  });

  it("have no finish when there was no end, and say an error as Google does", () => {
    expect(JSON.stringify(translateStream(DIRECTION, sent).said)).not.toContain("finishReason");
    const error = { error: { message: "Slow down", type: "requests", code: "rate_limit_exceeded" } };
    const { said } = translateStream(DIRECTION, [sent[1]!, error, ...sent.slice(2), "[DONE]"]);
    expect(said.slice(1)).toEqual([
      { error: { code: 429, message: "Slow down", status: "RESOURCE_EXHAUSTED" } },
    ]);
  });
});
