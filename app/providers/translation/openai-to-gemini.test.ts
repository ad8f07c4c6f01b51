/**
 * A caller of OpenAI's protocol whose request Gemini answers. Every fixture is what OpenAI's clients send, or Gemini's
 * API answers, reduced to what the test is about.
 */
import { describe, expect, it } from "vitest";
import { translateAnswer, translateRequest, translateStream } from "tests/support/translation";
import { type JsonObject } from "../json-value";

const DIRECTION = { caller: "openai", target: "gemini" } as const;
/** Takes OpenAPI's schemas alone, and no ids of calls. */
const OLDER = "gemini-2.0-flash";
const CURRENT = "gemini-2.5-flash";
/** Wants signatures, and the user to have the last word. */
const NEWER = "gemini-3.8-flash";

const ask = (fields: JsonObject, model = CURRENT) =>
  translateRequest(
    DIRECTION,
    { model: "gpt-4o", messages: [{ role: "user", content: "Hi" }], ...fields },
    model,
  );
const converse = (messages: JsonObject[], model = CURRENT, fields: JsonObject = {}) => {
  const { value, warnings } = ask({ ...fields, messages }, model);
  return { system: value.systemInstruction, contents: value.contents, warnings };
};
const configOf = (fields: JsonObject, model = CURRENT) => {
  const { value, warnings } = ask(fields, model);
  return { config: value.generationConfig, warnings };
};
const user = (content: unknown) => ({ role: "user", content });
const call = (id: string, args: string, name = "f") => ({
  id,
  type: "function",
  function: { name, arguments: args },
});
const calls = (content: string | null, ...tool_calls: JsonObject[]) => ({
  role: "assistant",
  content,
  tool_calls,
});
const result = (tool_call_id: string, content: unknown = "done") => ({ role: "tool", tool_call_id, content });
const tool = (name: string, parameters?: JsonObject) => ({
  type: "function",
  function: { name, ...(parameters ? { parameters } : {}) },
});

const wireUser = (...parts: JsonObject[]) => ({ role: "user", parts });
const wireModel = (...parts: JsonObject[]) => ({ role: "model", parts });
const text = (said: string) => ({ text: said });
const functionCall = (name: string, args: JsonObject = {}, id?: string) => ({
  functionCall: { ...(id === undefined ? {} : { id }), name, args },
});
const functionResponse = (name: string, response: JsonObject, id?: string) => ({
  functionResponse: { ...(id === undefined ? {} : { id }), name, response },
});

describe("messages", () => {
  it("are the user's and the model's in turn, with every instruction beside them", () => {
    const said = [
      { role: "system", content: "one" },
      {
        role: "developer",
        content: [
          { type: "text", text: "two" },
          { type: "text", text: "three" },
        ],
      },
      user("a"),
      user("b"),
      { role: "assistant", content: "c" },
      { role: "assistant", content: "d" },
      { role: "system", content: "late" },
      user("e"),
    ];
    expect(converse(said)).toEqual({
      system: { parts: ["one", "two", "three", "late"].map(text) },
      contents: [wireUser(text("a"), text("b")), wireModel(text("c"), text("d")), wireUser(text("e"))],
      warnings: ["messages[6]: instructions have one place, at the beginning; moved there"],
    });
  });

  it("keep text with its calls, and name each result after its call, in the order of the calls", () => {
    const said = [
      user("go"),
      calls("Let me see.", call("call_1", '{"a":1}', "f"), call("call_2", "", "g")),
      result("call_2", "two"),
      result("call_1", '{"n":1}'),
      user("and?"),
    ];
    const expected = [
      wireUser(text("go")),
      wireModel(text("Let me see."), functionCall("f", { a: 1 }), functionCall("g")),
      wireUser(functionResponse("f", { n: 1 }), functionResponse("g", { result: "two" }), text("and?")),
    ];
    expect(converse(said)).toMatchObject({ contents: expected, warnings: [] });
  });

  it("carry ids and a signature that stands for none, where the model wants them; text goes before results", () => {
    const said = [
      user("go"),
      calls(null, call("call_1", "{}"), call("call_2", "{}", "g")),
      result("call_1"),
      result("call_2"),
      user("and?"),
    ];
    expect(converse(said, NEWER)).toMatchObject({
      contents: [
        wireUser(text("go")),
        wireModel(
          { ...functionCall("f", {}, "call_1"), thoughtSignature: "skip_thought_signature_validator" },
          functionCall("g", {}, "call_2"),
        ),
        // "Requests ending with a model turn are not supported": what stands behind results is refused.
        wireUser(
          text("and?"),
          functionResponse("f", { result: "done" }, "call_1"),
          functionResponse("g", { result: "done" }, "call_2"),
        ),
      ],
      warnings: [],
    });
  });

  it("name a result after its call, whatever the client calls it", () => {
    const said = [user("go"), calls(null, call("c", "{}")), { ...result("c"), name: "somebody" }];
    expect(converse(said).contents).toMatchObject([
      {},
      {},
      wireUser(functionResponse("f", { result: "done" })),
    ]);
  });

  it.each<[string, unknown, JsonObject]>([
    ["an object", '{"n":1}', { n: 1 }],
    ["a list", "[1,2]", { result: "[1,2]" }],
    ["a text", "sunny", { result: "sunny" }],
    [
      "a number that JavaScript would round",
      '{"id":12345678901234567890}',
      { result: '{"id":12345678901234567890}' },
    ],
    ["what reads like a wrapper", '{"result":"x"}', { result: '{"result":"x"}' }],
    ["nothing", "", { result: "" }],
    [
      "parts",
      [
        { type: "text", text: "a" },
        { type: "text", text: "b" },
      ],
      { result: "ab" },
    ],
  ])("have a result that is %s as an object", (_, content, response) => {
    const { contents } = converse([user("go"), calls(null, call("c", "{}")), result("c", content)]);
    expect(contents).toMatchObject([{}, {}, wireUser(functionResponse("f", response))]);
  });

  it.each<[string, JsonObject, number]>([
    ["", {}, 0],
    ['{"cut":"o', { text: '{"cut":"o' }, 1],
    ["[1]", { value: [1] }, 1],
  ])("have the arguments %j as an object", (args, expected, warned) => {
    const { contents, warnings } = converse([user("go"), calls(null, call("c", args)), result("c")]);
    expect(contents).toMatchObject([{}, wireModel(functionCall("f", expected)), {}]);
    expect(warnings).toHaveLength(warned);
  });

  it("answer a call that has no result, and leave out a result that answers none", () => {
    const missing = functionResponse("f", { error: "the function gave no result" });
    expect(converse([user("go"), calls(null, call("c", "{}")), user("stop"), result("x")])).toMatchObject({
      contents: [{}, {}, wireUser(missing, text("stop"))],
      warnings: [
        "messages: a call has no result in the next turn; one that says so was added",
        "messages[3]: answers no call of the turn before; left out",
      ],
    });
    expect(converse([user("go"), calls(null, call("c", "{}"))]).contents).toMatchObject([
      {},
      {},
      wireUser(missing),
    ]);
  });

  it("begin with a user's turn before a call, which is refused elsewhere", () => {
    expect(converse([calls(null, call("c", "{}")), result("c")])).toMatchObject({
      contents: [
        wireUser(text("(The conversation begins with the next message.)")),
        wireModel(functionCall("f")),
        wireUser(functionResponse("f", { result: "done" })),
      ],
      warnings: ["messages: must begin with the user's; one was put before them"],
    });
  });

  it("end with a begun answer where the model goes on with it; others are asked to continue", () => {
    const begun = [user("Count"), { role: "assistant", content: "1, 2," }];
    expect(converse(begun).contents).toEqual([wireUser(text("Count")), wireModel(text("1, 2,"))]);
    expect(converse(begun, NEWER)).toMatchObject({
      contents: [
        {},
        wireModel(text("1, 2,")),
        wireUser(text("Continue exactly where your last message ends.")),
      ],
      warnings: ["messages: the model cannot go on with a begun answer; it is asked to continue"],
    });
  });

  it("hold images as data; those at an address only where Gemini fetches them", () => {
    const image = (url: string) => ({ type: "image_url", image_url: { url } });
    const said = [user([image("data:image/png;base64,AAAA"), image("https://example.com/a.png")])];
    const inline = { inlineData: { mimeType: "image/png", data: "AAAA" } };
    expect(converse(said, OLDER)).toMatchObject({
      contents: [wireUser(inline)],
      warnings: ["messages[0].content[1]: media skipped: Gemini cannot fetch it"],
    });
    expect(converse(said)).toMatchObject({
      contents: [
        wireUser(inline, { fileData: { fileUri: "https://example.com/a.png", mimeType: "image/png" } }),
      ],
      warnings: [],
    });
  });
});

describe("settings", () => {
  it("that Gemini has other words for", () => {
    const { value, warnings } = ask(
      {
        max_tokens: 50,
        temperature: 1.7,
        top_p: 0.5,
        stop: "END",
        n: 2,
        seed: 7,
        frequency_penalty: 0.5,
        presence_penalty: 0.25,
        user: "u-1",
        logit_bias: { "1": 1 },
        stream: true,
        stream_options: { include_usage: true },
      },
      OLDER,
    );
    // The model and whether to stream are in the path.
    expect(value).toEqual({
      contents: [wireUser(text("Hi"))],
      generationConfig: {
        maxOutputTokens: 50,
        temperature: 1.7,
        topP: 0.5,
        frequencyPenalty: 0.5,
        presencePenalty: 0.25,
        seed: 7,
        stopSequences: ["END"],
        candidateCount: 2,
      },
    });
    expect(warnings).toEqual([
      "user: Gemini has no place for it; left out",
      "logit_bias: only OpenAI knows it; left out",
    ]);
    expect(configOf({ frequency_penalty: 0.5, presence_penalty: 0 })).toEqual({
      config: undefined,
      warnings: ["frequency_penalty: the model knows no penalties; left out"],
    });
  });

  it.each([
    [20_000, OLDER, 8_192],
    [100_000, CURRENT, 65_535],
    [100_000, "tunedModels/mine", 100_000],
  ])("a limit of %d for %s is %d", (max_completion_tokens, model, expected) => {
    const { config, warnings } = configOf({ max_completion_tokens }, model);
    expect(config).toEqual({ maxOutputTokens: expected });
    expect(warnings).toHaveLength(expected === max_completion_tokens ? 0 : 1);
  });

  it.each<[string, string, unknown, number]>([
    [CURRENT, "none", { thinkingBudget: 0 }, 0],
    [CURRENT, "high", { thinkingBudget: 24_576 }, 0],
    ["gemini-2.5-pro", "none", { thinkingBudget: 128 }, 1],
    [NEWER, "low", { thinkingLevel: "LOW" }, 0],
    [NEWER, "xhigh", { thinkingLevel: "HIGH" }, 1],
    [OLDER, "high", undefined, 1],
  ])("%s thinks with the effort %s as %j", (model, reasoning_effort, expected, warned) => {
    const { config, warnings } = configOf({ reasoning_effort }, model);
    expect((config as JsonObject | undefined)?.thinkingConfig).toEqual(expected);
    expect(warnings).toHaveLength(warned);
  });
});

describe("tools", () => {
  const named = (name: string) => ({ type: "function", function: { name } });
  const allowed = (mode: string, ...names: string[]) => ({
    type: "allowed_tools",
    allowed_tools: { mode, tools: names.map(named) },
  });

  it.each<[unknown, JsonObject]>([
    ["auto", { mode: "AUTO" }],
    ["none", { mode: "NONE" }],
    ["required", { mode: "ANY" }],
    [named("g"), { mode: "ANY", allowedFunctionNames: ["g"] }],
    [allowed("required", "f", "g"), { mode: "ANY", allowedFunctionNames: ["f", "g"] }],
    [allowed("auto", "f"), { mode: "VALIDATED", allowedFunctionNames: ["f"] }],
  ])("chosen by %j", (tool_choice, functionCallingConfig) => {
    const { value, warnings } = ask({ tools: [tool("g"), tool("f")], tool_choice });
    expect(value.toolConfig).toEqual({ functionCallingConfig });
    // In their order, which prompt caches depend on; a function without parameters says none.
    expect(value.tools).toEqual([{ functionDeclarations: [{ name: "g" }, { name: "f" }] }]);
    expect(warnings).toEqual([]);
  });

  it("cannot be called one at a time, and that is told", () => {
    expect(ask({ tools: [tool("f")], parallel_tool_calls: false }).warnings).toEqual([
      "parallel_tool_calls: Gemini cannot be told; it may call several tools at once",
    ]);
  });

  it("keep JSON Schema whole where the model takes it", () => {
    const parameters = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: { a: { $ref: "#/$defs/A" }, b: { type: ["string", "null"] } },
      $defs: { A: { const: "x" } },
      additionalProperties: false,
    };
    expect(ask({ tools: [tool("f", parameters)] })).toMatchObject({
      value: { tools: [{ functionDeclarations: [{ name: "f", parametersJsonSchema: parameters }] }] },
      warnings: [],
    });
  });

  /** What gateways are known to have been refused for: each schema, and what an older model is sent instead. */
  it.each<[string, JsonObject, JsonObject | undefined, string[]]>([
    ["an object without properties", { type: "object", properties: {} }, undefined, []],
    [
      "closed objects and dialect marks",
      object({ a: { type: "string", $comment: "c" } }, { $schema: "s", additionalProperties: false }),
      open({ a: { type: "STRING" } }),
      ["additionalProperties is not known to this model; left out"],
    ],
    [
      "a reference, inlined",
      object({ a: { $ref: "#/$defs/A" } }, { $defs: { A: { type: "integer", minimum: 1 } } }),
      open({ a: { type: "INTEGER", minimum: 1 } }),
      [],
    ],
    [
      "a cycle, cut",
      object({ next: { $ref: "#" }, a: { type: "string" } }),
      open({ next: { type: "OBJECT", properties: { a: { type: "STRING" } } }, a: { type: "STRING" } }),
      ["a reference to itself or to elsewhere was left out"],
    ],
    ["a constant", object({ a: { const: "x" } }), open({ a: { type: "STRING", enum: ["x"] } }), []],
    [
      "a type or null",
      object({ a: { type: ["string", "null"] } }),
      open({ a: { type: "STRING", nullable: true } }),
      [],
    ],
    [
      "one of two types",
      object({ a: { type: ["string", "integer"] } }),
      open({ a: { anyOf: [{ type: "STRING" }, { type: "INTEGER" }] } }),
      [],
    ],
    [
      "numbers to choose from",
      object({ a: { type: "integer", enum: [1, 2] } }),
      open({ a: { type: "INTEGER" } }),
      ["only strings can be listed; other values were left out"],
    ],
    [
      "required members that are not there",
      object({ a: { type: "string" } }, { required: ["a", "b"] }),
      open({ a: { type: "STRING" } }, { required: ["a"] }),
      [],
    ],
    [
      "a list of anything",
      object({ a: { type: "array" } }),
      open({ a: { type: "ARRAY", items: { type: "STRING" } } }),
      ["a value of any type is said to be a string"],
    ],
    [
      "exclusive bounds",
      object({ a: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 9 } }),
      open({ a: { type: "NUMBER" } }),
      [
        "exclusiveMinimum is not known to this model; left out",
        "exclusiveMaximum is not known to this model; left out",
      ],
    ],
    [
      "items by position and names by pattern",
      object({
        a: { type: "array", prefixItems: [{ type: "string" }], items: { type: "string" } },
        b: { type: "object", patternProperties: { "^x": {} }, properties: { c: { type: "boolean" } } },
      }),
      open({
        a: { type: "ARRAY", items: { type: "STRING" } },
        b: { type: "OBJECT", properties: { c: { type: "BOOLEAN" } } },
      }),
      [
        "prefixItems is not known to this model; left out",
        "patternProperties is not known to this model; left out",
      ],
    ],
    [
      "formats",
      object({ a: { type: "string", format: "uri" }, b: { type: "string", format: "date-time" } }),
      open({ a: { type: "STRING" }, b: { type: "STRING", format: "date-time" } }),
      ["a format was left out"],
    ],
  ])("say their schema in the words of an older model: %s", (_, parameters, expected, warnings) => {
    const asked = ask({ tools: [tool("f", parameters)] }, OLDER);
    expect(asked.value.tools).toEqual([
      { functionDeclarations: [{ name: "f", ...(expected ? { parameters: expected } : {}) }] },
    ]);
    expect(asked.warnings).toEqual(warnings.map((warning) => `tools[0].parameters: ${warning}`));
  });

  function object(properties: JsonObject, more: JsonObject = {}) {
    return { type: "object", properties, ...more };
  }
  function open(properties: JsonObject, more: JsonObject = {}) {
    return { type: "OBJECT", properties, ...more };
  }
});

describe("structured output", () => {
  const schema = {
    type: "object",
    properties: { n: { type: "integer" } },
    required: ["n"],
    additionalProperties: false,
  };
  const format = {
    type: "json_schema",
    json_schema: { name: "x", description: "Counts", schema, strict: true },
  };

  it("is JSON by a schema, with what it is for", () => {
    expect(configOf({ response_format: format })).toEqual({
      config: {
        responseMimeType: "application/json",
        responseJsonSchema: { description: "Counts", ...schema },
      },
      warnings: [],
    });
    expect(configOf({ response_format: format }, OLDER).config).toEqual({
      responseMimeType: "application/json",
      responseSchema: {
        type: "OBJECT",
        description: "Counts",
        properties: { n: { type: "INTEGER" } },
        required: ["n"],
      },
    });
    expect(configOf({ response_format: { type: "json_object" } }).config).toEqual({
      responseMimeType: "application/json",
    });
  });

  it("goes beside tools only where the model takes both", () => {
    const both = { response_format: format, tools: [tool("f")] };
    expect(configOf(both)).toEqual({
      config: undefined,
      warnings: ["response_format: the model takes no JSON mode beside tools; left out"],
    });
    expect(configOf(both, NEWER).warnings).toEqual([]);
  });
});

/** An answer of generateContent. */
function answer(
  parts: JsonObject[],
  finishReason: string | null = "STOP",
  more: JsonObject = {},
): JsonObject {
  return {
    candidates: [{ content: { role: "model", parts }, index: 0, ...(finishReason ? { finishReason } : {}) }],
    modelVersion: "gemini-2.5-flash",
    responseId: "mAitaLmkHPPlz7IPvtfUqQ4",
    ...more,
  };
}

describe("answers", () => {
  it("have everything that OpenAI's clients read, with thoughts and what is counted beside the answer", () => {
    const parts = [
      { text: "Hm", thought: true },
      { text: "Hel" },
      { text: "lo", thoughtSignature: "c2ln" },
      { ...functionCall("f", { a: 1 }), thoughtSignature: "c2ln" },
      functionCall("g"),
    ];
    const usageMetadata = {
      promptTokenCount: 100,
      toolUsePromptTokenCount: 10,
      cachedContentTokenCount: 64,
      candidatesTokenCount: 40,
      thoughtsTokenCount: 24,
      totalTokenCount: 174,
    };
    expect(translateAnswer(DIRECTION, answer(parts, "STOP", { usageMetadata }))).toEqual({
      value: {
        id: "chatcmpl-made1",
        object: "chat.completion",
        created: 1_700_000_000,
        model: "asked-model",
        choices: [
          {
            index: 0,
            message: {
              role: "assistant",
              content: "Hello",
              refusal: null,
              reasoning_content: "Hm",
              tool_calls: [
                // Gemini gave no ids: they are made, one for each call.
                { id: "call_made1_0_0", type: "function", function: { name: "f", arguments: '{"a":1}' } },
                { id: "call_made1_0_1", type: "function", function: { name: "g", arguments: "{}" } },
              ],
            },
            logprobs: null,
            // STOP with calls means the calls.
            finish_reason: "tool_calls",
          },
        ],
        usage: {
          prompt_tokens: 110,
          completion_tokens: 64,
          total_tokens: 174,
          prompt_tokens_details: { cached_tokens: 64 },
          completion_tokens_details: { reasoning_tokens: 24 },
        },
      },
      warnings: ["choices[0]: the proof of a thought has no place here; left out"],
    });
  });

  it.each<readonly [string, string]>([
    ["STOP", "stop"],
    ["MAX_TOKENS", "length"],
    ...["SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "LANGUAGE"].map(
      (reason) => [reason, "content_filter"] as const,
    ),
  ])("that finished with %s finish with %s", (reason, expected) => {
    const { value, warnings } = translateAnswer(DIRECTION, answer([text("a")], reason));
    expect(value.choices).toMatchObject([{ finish_reason: expected }]);
    expect(warnings).toEqual([]);
  });

  it.each(["MALFORMED_FUNCTION_CALL", "OTHER", "NEWER_THAN_US", "constructor"])(
    "that finished with %s say stop, with a warning: it is a failure without a word in this protocol",
    (reason) => {
      // Not an error, so that the text that came before it reaches the caller; asking again is the caller's to decide.
      const { value, warnings } = translateAnswer(DIRECTION, answer([text("a")], reason));
      expect(value.choices).toMatchObject([{ finish_reason: "stop", message: { content: "a" } }]);
      expect(warnings).toEqual([
        "candidates[0]: it ended for a reason of Gemini's own",
        "choices[0]: its finish reason is not known; sent as stop",
      ]);
      const { said, warnings: streamed } = translateStream(DIRECTION, [
        answer([text("a")], null),
        answer([], reason),
      ]);
      expect(said.at(-2)).toMatchObject({ choices: [{ finish_reason: "stop" }] });
      expect(said.at(-1)).toBe("[DONE]");
      expect(streamed).toEqual(["choices[0]: its finish reason is not known; sent as stop"]);
    },
  );

  it("of a prompt that was blocked have no candidates, and are filtered", () => {
    const blocked = {
      promptFeedback: { blockReason: "PROHIBITED_CONTENT" },
      usageMetadata: { promptTokenCount: 4 },
    };
    expect(translateAnswer(DIRECTION, blocked).value).toMatchObject({
      choices: [{ message: { role: "assistant", content: null }, finish_reason: "content_filter" }],
      usage: { prompt_tokens: 4, completion_tokens: 0, total_tokens: 4 },
    });
    const { said, isComplete } = translateStream(DIRECTION, [blocked]);
    expect(said).toMatchObject([
      { choices: [{ delta: { role: "assistant" } }] },
      { choices: [{ finish_reason: "content_filter" }] },
      { choices: [], usage: { prompt_tokens: 4 } },
      "[DONE]",
    ]);
    expect(isComplete).toBe(true);
  });

  it("keep several candidates apart", () => {
    const { candidates } = answer([text("a")]) as { candidates: JsonObject[] };
    const two = { candidates: [...candidates, { ...candidates[0], index: 1 }] };
    expect(translateAnswer(DIRECTION, two).value.choices).toMatchObject([{ index: 0 }, { index: 1 }]);
  });

  it("tell what Gemini said beside them and OpenAI has no place for", () => {
    const grounded = answer([text("a")]);
    const [candidate] = grounded.candidates as JsonObject[];
    const { warnings } = translateAnswer(DIRECTION, {
      ...grounded,
      candidates: [{ ...candidate, groundingMetadata: { webSearchQueries: ["q"] }, safetyRatings: [] }],
    });
    expect(warnings).toEqual(["choices[0].groundingMetadata: only Google Gemini knows it; left out"]);
  });
});

describe("streams", () => {
  const counts = (candidatesTokenCount: number) => ({
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount, totalTokenCount: 10 + candidatesTokenCount },
  });

  it("say thoughts, text and whole calls, and the last of the counts", () => {
    const { steps } = translateStream(DIRECTION, [
      answer([{ text: "Hm", thought: true }], null, counts(1)),
      answer([text("Hel")], null, counts(2)),
      answer([text("lo"), { ...functionCall("f", { a: 1 }), thoughtSignature: "c2ln" }], null, counts(3)),
      answer([functionCall("g")], null, counts(4)),
      answer([text("")], "STOP", counts(5)),
    ]);
    const deltas = steps.map((frames) =>
      frames.map((frame) => {
        const [choice] = frame === "[DONE]" ? [] : (frame as { choices: JsonObject[] }).choices;
        return choice ? (choice.finish_reason ?? choice.delta) : frame;
      }),
    );
    const begun = (index: number, name: string) => ({
      tool_calls: [
        { index, id: `call_made1_0_${index}`, type: "function", function: { name, arguments: "" } },
      ],
    });
    const args = (index: number, said: string) => ({
      tool_calls: [{ index, function: { arguments: said } }],
    });
    expect(deltas).toEqual([
      [{ role: "assistant", content: "" }, { reasoning_content: "Hm" }],
      [{ content: "Hel" }],
      [{ content: "lo" }, begun(0, "f"), args(0, '{"a":1}')],
      [begun(1, "g"), args(1, "{}")],
      [
        "tool_calls",
        expect.objectContaining({
          choices: [],
          usage: expect.objectContaining({ completion_tokens: 5 }) as unknown,
        }),
        "[DONE]",
      ],
    ]);
  });

  it("are not at their end before every candidate is, and end with an error that came in one", () => {
    const sent = [answer([text("a")], null), answer([text("b")], null)];
    expect(translateStream(DIRECTION, sent)).toMatchObject({ isComplete: false });
    expect(translateStream(DIRECTION, sent).said).not.toContain("[DONE]");
    const error = { error: { code: 503, message: "The model is overloaded.", status: "UNAVAILABLE" } };
    const failed = translateStream(DIRECTION, [...sent, error, answer([], "STOP")]).said;
    expect(failed.at(-1)).toEqual({
      error: {
        message: "The model is overloaded.",
        type: "server_error",
        param: null,
        code: "engine_overloaded",
      },
    });
  });
});

describe("what came back, sent again", () => {
  it("finds its call by the id that was made for it", () => {
    const { value } = translateAnswer(DIRECTION, answer([functionCall("f"), functionCall("g")]));
    const [{ message }] = value.choices as [{ message: { tool_calls: { id: string }[] } & JsonObject }];
    const [first, second] = message.tool_calls as [{ id: string }, { id: string }];
    const again = [user("go"), message, result(second.id, "two"), result(first.id, "one")];
    expect(converse(again, OLDER)).toMatchObject({
      contents: [
        {},
        wireModel(functionCall("f"), functionCall("g")),
        wireUser(functionResponse("f", { result: "one" }), functionResponse("g", { result: "two" })),
      ],
      warnings: [],
    });
  });
});
