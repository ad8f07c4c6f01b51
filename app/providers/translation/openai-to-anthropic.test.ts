/**
 * A caller of OpenAI's protocol whose request Anthropic answers. Every fixture is what OpenAI's clients send, or
 * Anthropic's API answers, reduced to what the test is about.
 */
import { describe, expect, it } from "vitest";
import { translateAnswer, translateRequest, translateStream } from "tests/support/translation";
import { type JsonObject } from "../json-value";

const DIRECTION = { caller: "openai", target: "anthropic" } as const;
const MODEL = "claude-sonnet-4-5";

/** A chat with one question, and what else it says. */
const ask = (fields: JsonObject, model = MODEL) =>
  translateRequest(
    DIRECTION,
    { model: "gpt-4o", max_completion_tokens: 100, messages: [{ role: "user", content: "Hi" }], ...fields },
    model,
  );
const converse = (messages: JsonObject[], fields: JsonObject = {}, model = MODEL) => {
  const { value, warnings } = ask({ tools: [tool("f")], ...fields, messages }, model);
  return { system: value.system, messages: value.messages, warnings };
};
const tool = (name: string, more: JsonObject = {}) => ({ type: "function", function: { name, ...more } });
const call = (id: string, args: string, name = "f") => ({
  id,
  type: "function",
  function: { name, arguments: args },
});
const user = (content: unknown) => ({ role: "user", content });
const calls = (...tool_calls: JsonObject[]) => ({ role: "assistant", content: null, tool_calls });
const result = (tool_call_id: string, content: unknown = "done") => ({ role: "tool", tool_call_id, content });

const text = (said: string) => ({ type: "text", text: said });
const wireUser = (...content: JsonObject[]) => ({ role: "user", content });
const wireAssistant = (...content: JsonObject[]) => ({ role: "assistant", content });
const toolUse = (id: string, input: JsonObject = {}) => ({ type: "tool_use", id, name: "f", input });
const toolResult = (id: string, content: unknown = "done", more: JsonObject = {}) => ({
  type: "tool_result",
  tool_use_id: id,
  content,
  ...more,
});

describe("messages", () => {
  it("gather every system and developer message, of text and of parts, in order; a late one is named", () => {
    expect(
      converse([
        { role: "system", content: "one" },
        { role: "developer", content: [text("two"), text("three")] },
        user("Hi"),
        { role: "system", content: "late" },
      ]),
    ).toEqual({
      system: [text("one"), text("two"), text("three"), text("late")],
      messages: [wireUser(text("Hi"))],
      warnings: ["messages[3]: instructions between turns are given before the conversation"],
    });
  });

  it("merge neighbours of one role, and begin with the user", () => {
    const said = [
      { role: "assistant", content: "a" },
      user("b"),
      user("c"),
      { role: "assistant", content: "d" },
    ];
    expect(converse([...said, { role: "assistant", content: "e" }, user("f")])).toEqual({
      system: undefined,
      messages: [
        wireUser(text("(The conversation begins with the next message.)")),
        wireAssistant(text("a")),
        wireUser(text("b"), text("c")),
        wireAssistant(text("d"), text("e")),
        wireUser(text("f")),
      ],
      warnings: ["messages: must begin with the user's; one was put before them"],
    });
  });

  it("put all results of a turn into one user turn, first and together, before any text", () => {
    const messages = [
      user("go"),
      calls(call("call_1", "{}"), call("call_2", "{}")),
      result("call_2", "two"),
      result("call_1", "one"),
      user("and?"),
    ];
    expect(converse(messages)).toMatchObject({
      messages: [
        wireUser(text("go")),
        wireAssistant(toolUse("call_1"), toolUse("call_2")),
        wireUser(toolResult("call_2", "two"), toolResult("call_1", "one"), text("and?")),
      ],
      warnings: [],
    });
  });

  it("give a call without a result an error as one, and drop a result without a call", () => {
    const orphan = { content: "There is no result of this call.", is_error: true };
    expect(converse([user("go"), calls(call("call_1", "{}")), user("stop"), result("call_9")])).toMatchObject(
      {
        messages: [
          wireUser(text("go")),
          wireAssistant(toolUse("call_1")),
          wireUser(toolResult("call_1", orphan.content, { is_error: true }), text("stop")),
        ],
        warnings: [
          "messages[3]: the result of a call that is not there; left out",
          "messages[1].content[0]: no result of this call follows; sent with an error as its result",
        ],
      },
    );
  });

  it("leave empty texts out, which are refused", () => {
    const empty = [user(""), user([text(""), text("a"), text(" \n")]), { role: "assistant", content: "" }];
    expect(converse([...empty, user("b")])).toMatchObject({
      messages: [wireUser(text("a"), text("b"))],
      warnings: ["messages[1].content[1]: a text of nothing but white space; left out"],
    });
  });

  it("trim a begun answer where the model goes on with it, and ask the others to continue", () => {
    const begun = [user("Count"), { role: "assistant", content: "1, 2, " }];
    expect(converse(begun)).toMatchObject({
      messages: [wireUser(text("Count")), wireAssistant(text("1, 2,"))],
      warnings: ["messages: white space at the end of a begun answer was left out"],
    });
    const continued = wireUser(text("Continue exactly where your last message ends."));
    const asked = [wireUser(text("Count")), wireAssistant(text("1, 2, ")), continued];
    expect(converse(begun, {}, "claude-opus-4-8")).toMatchObject({
      messages: asked,
      warnings: ["messages: the model cannot go on with a begun answer; it is asked to continue"],
    });
    // With structured output, no model goes on with one.
    const format = { type: "json_schema", json_schema: { name: "n", schema: { type: "object" } } };
    expect(converse(begun, { response_format: format }).messages).toEqual(asked);
  });

  it.each<[string, string, JsonObject, boolean]>([
    ["no text", "", {}, false],
    ["no members", "{}", {}, false],
    ["null", "null", {}, false],
    ["quotes and characters", '{"q":"\\"\\n世"}', { q: '"\n世' }, false],
    ["JSON that was cut off", '{"a":"b', { _raw: '{"a":"b' }, true],
    ["an array", "[1]", { _raw: "[1]" }, true],
    ["a text", '"x"', { _raw: '"x"' }, true],
  ])("have arguments as an object: %s", (_, args, input, isNamed) => {
    const { messages, warnings } = converse([user("go"), calls(call("call_1", args)), result("call_1")]);
    expect(messages).toMatchObject([{}, wireAssistant(toolUse("call_1", input)), {}]);
    // Never silently `{}`: what is no object is sent whole, in a member of one.
    expect(warnings).toEqual(
      isNamed ? ["messages[1].content[0].arguments: no JSON object; sent inside of one"] : [],
    );
  });

  it("have ids that Anthropic takes, the same on call and result, and no mark of an error that nobody set", () => {
    const messages = [
      user("go"),
      calls(call("call.1/a", "{}"), call("call.1:a", "{}")),
      result("call.1:a", "two"),
    ];
    expect(converse([...messages, result("call.1/a", "one")])).toMatchObject({
      messages: [
        {},
        wireAssistant(toolUse("call_1_a"), toolUse("call_1_a_2")),
        { content: [toolResult("call_1_a_2", "two"), toolResult("call_1_a", "one")] },
      ],
      warnings: [],
    });
  });

  it("keep the parts of a result, and images", () => {
    const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA", detail: "low" } };
    const messages = [user("go"), calls(call("c", "{}")), result("c", [text("a"), image])];
    expect(converse(messages)).toMatchObject({
      messages: [
        {},
        {},
        wireUser(
          toolResult("c", [
            text("a"),
            { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
          ]),
        ),
      ],
      warnings: ["messages[2].content[1].detail: only OpenAI knows it; left out"],
    });
  });

  it("hold images by data and by address, and documents", () => {
    // The gateway keeps a request with media at its provider; the codec can carry what both vendors know.
    const content = [
      { type: "image_url", image_url: { url: "data:image/webp;base64,AAAA" } },
      { type: "image_url", image_url: { url: "https://example.com/a.jpg" } },
      { type: "image_url", image_url: { url: "data:image/svg+xml;base64,AAAA" } },
      { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,AAAA" } },
      { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
    ];
    expect(converse([user(content)])).toMatchObject({
      messages: [
        wireUser(
          { type: "image", source: { type: "base64", media_type: "image/webp", data: "AAAA" } },
          { type: "image", source: { type: "url", url: "https://example.com/a.jpg" } },
          {
            type: "document",
            source: { type: "base64", media_type: "application/pdf", data: "AAAA" },
            title: "a.pdf",
          },
        ),
      ],
      warnings: [
        "messages[0].content[2]: images are JPEG, PNG, GIF or WebP; left out",
        "messages[0].content[4]: audio cannot be sent to Anthropic; left out",
      ],
    });
  });

  it("leave out thoughts of an earlier answer: a client of OpenAI's has no proof of them", () => {
    const thought = { role: "assistant", content: "a", reasoning_content: "Hm" };
    expect(converse([user("go"), thought, user("on")])).toMatchObject({
      messages: [wireUser(text("go")), wireAssistant(text("a")), wireUser(text("on"))],
      warnings: ["messages[1].content[0]: thoughts without a proof cannot be sent back; left out"],
    });
  });
});

describe("limits and sampling", () => {
  it.each<[JsonObject, number, string, string[]]>([
    [{ max_completion_tokens: 300, max_tokens: 200 }, 300, MODEL, []],
    [{ max_completion_tokens: null, max_tokens: 200 }, 200, MODEL, []],
    // Not a fixed 4,096: what is not said is the model's own limit, or the least of the current ones.
    [{ max_completion_tokens: null }, 64_000, MODEL, []],
    [{ max_completion_tokens: null }, 32_000, "unheard-of", []],
    [
      { max_completion_tokens: 9_000 },
      8_192,
      "claude-3-5-haiku-latest",
      ["max_tokens: the model's limit is 8192"],
    ],
  ])("%j is %d for %s", (fields, expected, model, warnings) => {
    expect(ask(fields, model)).toMatchObject({ value: { max_tokens: expected }, warnings });
  });

  it("keep temperature within Anthropic's range, and to what the model takes of it", () => {
    const sampling = { temperature: 1.6, top_p: 0.5 };
    expect(ask(sampling, "claude-3-5-haiku-latest")).toMatchObject({
      value: { temperature: 1, top_p: 0.5 },
      warnings: ["temperature: must be from 0 to 1; sent as 1"],
    });
    const one = ask({ temperature: 0.3, top_p: 0.5 });
    expect(one).toMatchObject({
      value: { temperature: 0.3 },
      warnings: ["top_p: the model takes no temperature beside it; left out"],
    });
    expect(one.value).not.toHaveProperty("top_p");
    const none = ask({ temperature: 0.3, top_p: 0.5 }, "claude-opus-4-8");
    expect(none.value).not.toHaveProperty("temperature");
    expect(none.value).not.toHaveProperty("top_p");
    expect(none.warnings).toEqual([
      "temperature: the model refuses it; left out",
      "top_p: the model refuses it; left out",
    ]);
  });

  it("with thinking on: a budget that is taken, no sampling, no forced tool", () => {
    const thinking = { reasoning_effort: "high", temperature: 0.2, max_completion_tokens: 2_000 };
    expect(ask(thinking)).toEqual({
      value: {
        model: MODEL,
        max_tokens: 2_000,
        messages: [wireUser(text("Hi"))],
        thinking: { type: "enabled", budget_tokens: 1_999 },
      },
      warnings: ["reasoning.budgetTokens: sent as 1999", "temperature: does not go with thinking; left out"],
    });
    const forced = ask({ reasoning_effort: "low", tools: [tool("f")], tool_choice: "required" });
    expect(forced.value).not.toHaveProperty("thinking");
    expect(forced).toMatchObject({
      value: { tool_choice: { type: "any" } },
      warnings: ["reasoning: thinking does not go with a forced tool; turned off"],
    });
    const small = ask({ reasoning_effort: "low", max_completion_tokens: 500 });
    expect(small.warnings).toEqual(["reasoning: thinking needs more than 1024 output tokens; left out"]);
  });

  it("think no more after calls whose thoughts the client could not keep", () => {
    const messages = [user("go"), calls(call("c", "{}")), result("c")];
    const { value, warnings } = ask({
      messages,
      tools: [tool("f")],
      reasoning_effort: "high",
      max_tokens: 9_000,
    });
    expect(value).not.toHaveProperty("thinking");
    expect(warnings).toEqual(["reasoning: the thoughts that led to the last calls are not there; left out"]);
  });

  it("name what Anthropic does not know; several answers are asked for as one", () => {
    // `n` is warned of and not refused: of two answers, one is more than none.
    const unknown = {
      n: 2,
      seed: 7,
      logprobs: true,
      top_logprobs: 2,
      logit_bias: { "50256": -100 },
      frequency_penalty: 0.5,
      presence_penalty: 0.25,
      service_tier: "flex",
    };
    const { value, warnings } = ask({ ...unknown, user: "u-1", stop: "END" });
    expect(value).toEqual({
      model: MODEL,
      max_tokens: 100,
      messages: [wireUser(text("Hi"))],
      stop_sequences: ["END"],
      metadata: { user_id: "u-1" },
    });
    expect(warnings).toEqual([
      "seed: Anthropic does not know it; left out",
      "frequency_penalty: Anthropic does not know it; left out",
      "presence_penalty: Anthropic does not know it; left out",
      "choices: Anthropic gives one answer",
      "logprobs: only OpenAI knows it; left out",
      "top_logprobs: only OpenAI knows it; left out",
      "logit_bias: only OpenAI knows it; left out",
      "service_tier: only OpenAI knows it; left out",
    ]);
  });

  it("know the user by either of OpenAI's names", () => {
    expect(ask({ safety_identifier: "s-1" })).toMatchObject({
      value: { metadata: { user_id: "s-1" } },
      warnings: [],
    });
    expect(ask({ user: "u-1", safety_identifier: "s-1" })).toMatchObject({
      value: { metadata: { user_id: "u-1" } },
      warnings: ["safety_identifier: only OpenAI knows it; left out"],
    });
  });
});

describe("tools", () => {
  const tools = [tool("b"), tool("a"), tool("c")];
  const wire = ["b", "a", "c"].map((name) => ({ name, input_schema: { type: "object" } }));
  const named = (name: string) => ({ type: "function", function: { name } });

  it.each<[string, JsonObject, unknown, string[]]>([
    ["none, and still sent", { tool_choice: "none" }, { type: "none" }, ["b", "a", "c"]],
    ["auto", { tool_choice: "auto" }, { type: "auto" }, ["b", "a", "c"]],
    ["required", { tool_choice: "required" }, { type: "any" }, ["b", "a", "c"]],
    ["one", { tool_choice: named("a") }, { type: "tool", name: "a" }, ["b", "a", "c"]],
    ["some, at will", { tool_choice: allowed("auto", "c", "b") }, { type: "auto" }, ["b", "c"]],
    ["some, required", { tool_choice: allowed("required", "a") }, { type: "any" }, ["a"]],
    ["at will", {}, undefined, ["b", "a", "c"]],
    [
      "one at a time",
      { parallel_tool_calls: false },
      { type: "auto", disable_parallel_tool_use: true },
      ["b", "a", "c"],
    ],
    [
      "one at a time, required",
      { tool_choice: "required", parallel_tool_calls: false },
      { type: "any", disable_parallel_tool_use: true },
      ["b", "a", "c"],
    ],
    ["several at once", { parallel_tool_calls: true }, undefined, ["b", "a", "c"]],
  ])("chosen: %s", (_, fields, choice, names) => {
    const { value, warnings } = ask({ tools, ...fields });
    expect(value.tool_choice).toEqual(choice);
    expect(value.tools).toEqual(wire.filter(({ name }) => names.includes(name)));
    expect(warnings).toEqual([]);
  });

  function allowed(mode: string, ...names: string[]) {
    return { type: "allowed_tools", allowed_tools: { mode, tools: names.map(named) } };
  }

  it("that were called before are named where the request has none, as calls are refused without", () => {
    const { value, warnings } = ask({ messages: [user("go"), calls(call("c", "{}")), result("c")] });
    expect(value).toMatchObject({
      tools: [{ name: "f", input_schema: { type: "object" } }],
      tool_choice: { type: "none" },
    });
    expect(warnings).toEqual(["tools: tools called before are not there; named again, and not to be called"]);
  });

  it("keep their schema whole, and their order: equal requests are equal bytes", () => {
    const parameters = {
      $defs: { Place: { anyOf: [{ type: "string" }, { type: "null" }] } },
      type: "object",
      properties: {
        place: { $ref: "#/$defs/Place" },
        unit: { enum: ["c", "f"] },
        rest: { type: "array", items: { type: "object", additionalProperties: { type: "number" } } },
      },
      required: ["place"],
      additionalProperties: false,
    };
    const body = { tools: [tool("z", { description: "d", parameters }), tool("a")] };
    const { value, warnings } = ask(body);
    expect(value.tools).toEqual([
      { name: "z", description: "d", input_schema: parameters },
      { name: "a", input_schema: { type: "object" } },
    ]);
    expect(warnings).toEqual([]);
    expect(JSON.stringify(ask(structuredClone(body)).value)).toBe(JSON.stringify(value));
  });

  it("of OpenAI's own are left out, with a word", () => {
    const custom = { type: "custom", custom: { name: "sql" } };
    expect(ask({ tools: [tool("f"), custom] })).toMatchObject({
      value: { tools: [{ name: "f" }] },
      warnings: ["tools[1]: only OpenAI has this kind of tool; left out"],
    });
  });
});

describe("structured output", () => {
  const schema = {
    type: "object",
    properties: { n: { type: "integer", minimum: 1 }, kind: { oneOf: [{ const: "a" }, { const: "b" }] } },
    required: ["n"],
  };
  const format = { type: "json_schema", json_schema: { name: "answer", schema, strict: true } };

  it("is native where the model knows it: closed objects, unsupported keywords said in words", () => {
    const { value, warnings } = ask({ response_format: format });
    expect(value.output_config).toEqual({
      format: {
        type: "json_schema",
        schema: {
          type: "object",
          properties: {
            n: { type: "integer", description: "(minimum: 1)" },
            kind: { anyOf: [{ const: "a" }, { const: "b" }] },
          },
          required: ["n"],
          additionalProperties: false,
        },
      },
    });
    expect(warnings).toEqual([
      "response_format.schema.minimum: cannot be enforced; said in the description where there is one",
    ]);
  });

  it("is a forced tool elsewhere, whose input is the answer's text", () => {
    const older = "claude-3-5-haiku-latest";
    const { value } = ask({ response_format: format }, older);
    expect(value).toMatchObject({
      tools: [{ name: "grepture_json_answer", input_schema: schema }],
      tool_choice: { type: "tool", name: "grepture_json_answer" },
    });
    const use = { type: "tool_use", id: "toolu_1", name: "grepture_json_answer", input: { n: 1 } };
    const { value: answer } = translateAnswer(DIRECTION, message([use], { stop_reason: "tool_use" }));
    expect(answer.choices).toMatchObject([{ message: { content: '{"n":1}' }, finish_reason: "stop" }]);
    const streamed = translateStream(DIRECTION, [
      { type: "message_start", message: message([], { stop_reason: null }) },
      { type: "content_block_start", index: 0, content_block: { ...use, input: {} } },
      { type: "content_block_delta", index: 0, delta: { type: "input_json_delta", partial_json: '{"n":1}' } },
      { type: "content_block_stop", index: 0 },
      { type: "message_delta", delta: { stop_reason: "tool_use" }, usage: { output_tokens: 2 } },
      { type: "message_stop" },
    ]);
    expect(streamed.said).toMatchObject([
      { choices: [{ delta: { role: "assistant" } }] },
      { choices: [{ delta: { content: '{"n":1}' } }] },
      { choices: [{ delta: {}, finish_reason: "stop" }] },
      { choices: [] },
      "[DONE]",
    ]);
  });

  it("without a schema is an instruction: there is no JSON mode", () => {
    expect(ask({ response_format: { type: "json_object" } })).toMatchObject({
      value: {
        system: [text("Answer with one JSON object and nothing else: no text around it, no code fence.")],
      },
      warnings: ["response_format: there is no JSON mode; the model is told to answer in JSON"],
    });
  });
});

/** A message of Anthropic's API. */
function message(content: JsonObject[], more: JsonObject = {}): JsonObject {
  return {
    id: "msg_01XFDUDYJgAACzvnptvVoYEL",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-4-5-20250929",
    content,
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 10, output_tokens: 5 },
    ...more,
  };
}

describe("answers", () => {
  it("have everything that OpenAI's clients read, under an id of OpenAI's form and the caller's model", () => {
    const usage = {
      input_tokens: 10,
      cache_read_input_tokens: 20,
      cache_creation_input_tokens: 30,
      cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 0 },
      output_tokens: 40,
      output_tokens_details: { thinking_tokens: 15 },
      service_tier: "standard",
    };
    const content = [
      { type: "thinking", thinking: "Hm", signature: "c2ln" },
      text("Hel"),
      text("lo"),
      { type: "tool_use", id: "toolu_01A", name: "f", input: {} },
    ];
    expect(translateAnswer(DIRECTION, message(content, { usage, stop_reason: "tool_use" }))).toEqual({
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
              // Texts join with nothing between them.
              content: "Hello",
              refusal: null,
              reasoning_content: "Hm",
              tool_calls: [{ id: "call_01A", type: "function", function: { name: "f", arguments: "{}" } }],
            },
            logprobs: null,
            finish_reason: "tool_calls",
          },
        ],
        usage: {
          prompt_tokens: 60,
          completion_tokens: 40,
          total_tokens: 100,
          // What was written to the cache is not what was read from it.
          prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 30 },
          completion_tokens_details: { reasoning_tokens: 15 },
        },
      },
      warnings: ["choices[0]: the proof of a thought has no place here; left out"],
    });
  });

  it("of calls alone have no content", () => {
    const { value } = translateAnswer(DIRECTION, message([{ ...toolUse("toolu_1"), input: { a: [1] } }]));
    expect(value.choices).toMatchObject([
      { message: { content: null, tool_calls: [{ function: { arguments: '{"a":[1]}' } }] } },
    ]);
  });

  it.each([
    ["end_turn", "stop", 0],
    ["stop_sequence", "stop", 0],
    ["pause_turn", "stop", 0],
    ["max_tokens", "length", 0],
    ["model_context_window_exceeded", "length", 0],
    ["tool_use", "tool_calls", 0],
    ["refusal", "content_filter", 0],
    ["newer_than_us", "stop", 2],
    ["constructor", "stop", 2],
  ])("that stopped for %s finish with %s, buffered and streamed", (stop_reason, expected, warned) => {
    const { value, warnings } = translateAnswer(DIRECTION, message([text("a")], { stop_reason }));
    expect(value.choices).toMatchObject([{ finish_reason: expected }]);
    expect(warnings).toHaveLength(warned);
    const { said, warnings: streamed } = translateStream(DIRECTION, [
      { type: "message_start", message: message([]) },
      { type: "message_delta", delta: { stop_reason }, usage: { output_tokens: 1 } },
      { type: "message_stop" },
    ]);
    expect(said.at(-3)).toMatchObject({ choices: [{ finish_reason: expected }] });
    expect(streamed).toHaveLength(warned === 0 ? 0 : 1);
  });
});

const start = message([], {
  stop_reason: null,
  usage: { input_tokens: 10, cache_read_input_tokens: 4, output_tokens: 1 },
});
const block = (index: number, content_block: JsonObject) => ({
  type: "content_block_start",
  index,
  content_block,
});
const delta = (index: number, change: JsonObject) => ({ type: "content_block_delta", index, delta: change });
const stop = (index: number) => ({ type: "content_block_stop", index });
const json = (index: number, partial_json: string) =>
  delta(index, { type: "input_json_delta", partial_json });
const END = [
  {
    type: "message_delta",
    delta: { stop_reason: "tool_use", stop_sequence: null },
    usage: { input_tokens: 12, cache_read_input_tokens: 4, output_tokens: 30 },
  },
  { type: "message_stop" },
];

describe("streams", () => {
  /** Thoughts, text, a call in pieces, a call without JSON and one whose input came at once; pings and newer events. */
  const sent = [
    { type: "message_start", message: start },
    { type: "ping" },
    block(0, { type: "thinking", thinking: "", signature: "" }),
    delta(0, { type: "thinking_delta", thinking: "Hm" }),
    delta(0, { type: "signature_delta", signature: "c2ln" }),
    stop(0),
    block(1, { type: "text", text: "" }),
    delta(1, { type: "text_delta", text: "Hel" }),
    { type: "newer_event", index: 1 },
    delta(1, { type: "citations_delta", citation: {} }),
    delta(1, { type: "text_delta", text: "lo" }),
    stop(1),
    block(2, { type: "tool_use", id: "toolu_01A", name: "f", input: {} }),
    json(2, ""),
    json(2, '{"a":'),
    json(2, "1}"),
    stop(2),
    block(3, { type: "tool_use", id: "toolu_01B", name: "g", input: {} }),
    json(3, ""),
    stop(3),
    block(4, { type: "tool_use", id: "toolu_01C", name: "h", input: { whole: true } }),
    stop(4),
    ...END,
  ];

  it("begin with the role, count calls alone, name them once, and tell the revised usage before [DONE]", () => {
    const { said, warnings, isComplete } = translateStream(DIRECTION, sent);
    const chunk = (change: JsonObject, finish_reason: string | null = null) => ({
      id: "chatcmpl-made1",
      object: "chat.completion.chunk",
      created: 1_700_000_000,
      model: "asked-model",
      choices: [{ index: 0, delta: change, logprobs: null, finish_reason }],
      usage: null,
    });
    const begun = (index: number, id: string, name: string) =>
      chunk({ tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] });
    const more = (index: number, args: string) =>
      chunk({ tool_calls: [{ index, function: { arguments: args } }] });
    expect(said).toEqual([
      chunk({ role: "assistant", content: "" }),
      chunk({ reasoning_content: "Hm" }),
      chunk({ content: "Hel" }),
      chunk({ content: "lo" }),
      begun(0, "call_01A", "f"),
      more(0, '{"a":'),
      more(0, "1}"),
      begun(1, "call_01B", "g"),
      more(1, "{}"),
      begun(2, "call_01C", "h"),
      more(2, '{"whole":true}'),
      chunk({}, "tool_calls"),
      {
        ...chunk({}),
        choices: [],
        usage: {
          // The last counts replace the first ones, of the input too.
          prompt_tokens: 16,
          completion_tokens: 30,
          total_tokens: 46,
          prompt_tokens_details: { cached_tokens: 4 },
          completion_tokens_details: { reasoning_tokens: 0 },
        },
      },
      "[DONE]",
    ]);
    expect(warnings).toEqual(["choices[0]: the proof of a thought has no place here; left out"]);
    expect(isComplete).toBe(true);
  });

  it("tell no usage to a caller who did not ask for it", () => {
    const encoding = { id: "made1", model: "asked-model", created: 1, includeUsage: false };
    const { said } = translateStream(DIRECTION, sent, encoding);
    expect(JSON.stringify(said)).not.toContain("usage");
    expect(said.at(-1)).toBe("[DONE]");
  });

  it("that are cut have no end, wherever they are cut", () => {
    for (let length = 0; length < sent.length; length++) {
      const { said, isComplete } = translateStream(DIRECTION, sent.slice(0, length));
      expect(said).not.toContain("[DONE]");
      expect(isComplete).toBe(false);
    }
  });

  it("that fail say so, and nothing after it", () => {
    const error = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    const { said } = translateStream(DIRECTION, [...sent.slice(0, 8), error, ...sent.slice(8)]);
    expect(said).toHaveLength(4);
    expect(said.at(-1)).toEqual({
      error: { message: "Overloaded", type: "server_error", param: null, code: "engine_overloaded" },
    });
  });

  it("write nothing before there is content: until then another provider can be asked", () => {
    const { said } = translateStream(DIRECTION, sent.slice(0, 3));
    expect(said).toEqual([]);
  });
});
