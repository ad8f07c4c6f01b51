/**
 * A caller of Anthropic's protocol whose request OpenAI answers. Every fixture is what Anthropic's clients send, or
 * OpenAI's API and the servers that speak its protocol answer, reduced to what the test is about.
 */
import { describe, expect, it } from "vitest";
import { translateAnswer, translateRequest, translateStream } from "tests/support/translation";
import { type JsonObject } from "../json-value";

const DIRECTION = { caller: "anthropic", target: "openai" } as const;
const MODEL = "gpt-4o";

const text = (said: string, more: JsonObject = {}) => ({ type: "text", text: said, ...more });
const toolUse = (id: string, input: JsonObject = {}, name = "f") => ({ type: "tool_use", id, name, input });
const toolResult = (id: string, content?: unknown, more: JsonObject = {}) => ({
  type: "tool_result",
  tool_use_id: id,
  ...(content === undefined ? {} : { content }),
  ...more,
});
const user = (...content: JsonObject[]) => ({ role: "user", content });
const assistant = (...content: JsonObject[]) => ({ role: "assistant", content });
const tool = (name: string, input_schema: JsonObject = { type: "object", properties: {} }) => ({
  name,
  input_schema,
});

const ask = (fields: JsonObject, model = MODEL) =>
  translateRequest(
    DIRECTION,
    { model: "claude-sonnet-4-5", max_tokens: 100, messages: [user(text("Hi"))], ...fields },
    model,
  );
const converse = (messages: JsonObject[], fields: JsonObject = {}) => {
  const { value, warnings } = ask({ ...fields, messages });
  return { messages: value.messages, warnings };
};

const called = (id: string, args: string, name = "f") => ({
  id,
  type: "function",
  function: { name, arguments: args },
});
const said = (role: string, content: unknown) => ({ role, content });
const answered = (tool_call_id: string, content: string) => ({ role: "tool", tool_call_id, content });

describe("messages", () => {
  it("begin with the system's blocks, without their cache marks, in the role that the model knows", () => {
    const system = [text("one", { cache_control: { type: "ephemeral" } }), text("two")];
    const mark = "messages[0].content[0].cache_control: only Anthropic knows it; left out";
    expect(ask({ system })).toMatchObject({
      value: { messages: [said("system", [text("one"), text("two")]), said("user", "Hi")] },
      warnings: [mark],
    });
    expect(ask({ system: "one" }, "gpt-5")).toMatchObject({
      value: { messages: [said("developer", "one"), said("user", "Hi")] },
      warnings: [],
    });
    expect(ask({ system: "" }).value.messages).toEqual([said("user", "Hi")]);
  });

  it("split a turn of results and text: the results first, as messages of their own", () => {
    const turn = user(text("by the way"), toolResult("toolu_2", "two"), toolResult("toolu_1", [text("one")]));
    expect(converse([user(text("go")), assistant(toolUse("toolu_1"), toolUse("toolu_2")), turn])).toEqual({
      messages: [
        said("user", "go"),
        { role: "assistant", content: null, tool_calls: [called("toolu_1", "{}"), called("toolu_2", "{}")] },
        answered("toolu_2", "two"),
        answered("toolu_1", "one"),
        said("user", "by the way"),
      ],
      warnings: [],
    });
  });

  it("move the images of results behind the last of them, into a user message", () => {
    const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } };
    const turn = user(toolResult("toolu_1", [text("see"), image]), toolResult("toolu_2"));
    expect(
      converse([user(text("go")), assistant(toolUse("toolu_1"), toolUse("toolu_2")), turn]),
    ).toMatchObject({
      messages: [
        {},
        {},
        answered("toolu_1", "see"),
        answered("toolu_2", ""),
        said("user", [
          text("From the result of toolu_1:"),
          { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
        ]),
      ],
      warnings: ["messages[2]: media of a tool's result was sent in a user message after it"],
    });
  });

  it("have inputs as JSON text, and say that a mark of failure has no place", () => {
    const input = { city: "Zürich", note: 'a "b"\n' };
    const turn = user(toolResult("toolu_1", "boom", { is_error: true }));
    expect(converse([user(text("go")), assistant(text("a"), toolUse("toolu_1", input)), turn])).toEqual({
      messages: [
        said("user", "go"),
        {
          ...said("assistant", "a"),
          tool_calls: [called("toolu_1", '{"city":"Zürich","note":"a \\"b\\"\\n"}')],
        },
        answered("toolu_1", "boom"),
      ],
      warnings: ["messages[2]: the mark of a failed tool was left out"],
    });
  });

  it("leave out thoughts, and an answer of nothing else", () => {
    const thinking = { type: "thinking", thinking: "Hm", signature: "c2ln" };
    const redacted = { type: "redacted_thinking", data: "eHg=" };
    expect(
      converse([
        user(text("a")),
        assistant(thinking, redacted),
        user(text("b")),
        assistant(thinking, text("c")),
      ]),
    ).toEqual({
      messages: [said("user", "a"), said("user", "b"), said("assistant", "c")],
      warnings: [
        "messages[1].content[0]: reasoning of an answer cannot be sent back to OpenAI; left out",
        "messages[1].content[1]: reasoning of an answer cannot be sent back to OpenAI; left out",
        "messages[3].content[0]: reasoning of an answer cannot be sent back to OpenAI; left out",
      ],
    });
  });

  it("hold documents as files, or as text where they are that", () => {
    const pdf = { type: "base64", media_type: "application/pdf", data: "AAAA" };
    const plain = { type: "text", media_type: "text/plain", data: "Notes" };
    expect(
      converse([
        user({ type: "document", source: pdf, title: "a.pdf" }, { type: "document", source: plain }),
        user({ type: "document", source: { type: "url", url: "https://example.com/a.pdf" } }, text("?")),
      ]),
    ).toEqual({
      messages: [
        said("user", [
          { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,AAAA" } },
          text("Notes"),
        ]),
        said("user", "?"),
      ],
      warnings: [
        "messages[0].content[1]: a document of plain text was sent as text",
        "messages[1].content[0]: document cannot be sent to OpenAI by its URL; left out",
      ],
    });
  });

  it("have ids that OpenAI takes: a longer one is counted anew, the same on call and result", () => {
    const id = `toolu_${"x".repeat(40)}`;
    const turns = [user(text("go")), assistant(toolUse(id)), user(toolResult(id, "done"))];
    expect(converse(turns).messages).toMatchObject([
      {},
      { tool_calls: [{ id: "call_1" }] },
      answered("call_1", "done"),
    ]);
  });
});

describe("settings", () => {
  it("that OpenAI has other words for", () => {
    const { value, warnings } = ask({
      stop_sequences: ["a", "b", "c", "d", "e"],
      top_k: 5,
      top_p: 0.5,
      temperature: 0.5,
      metadata: { user_id: "u-1" },
      stream: true,
    });
    expect(value).toEqual({
      model: MODEL,
      messages: [said("user", "Hi")],
      max_completion_tokens: 100,
      temperature: 0.5,
      top_p: 0.5,
      stop: ["a", "b", "c", "d"],
      user: "u-1",
      stream: true,
      // Anthropic's streams always tell it.
      stream_options: { include_usage: true },
    });
    expect(warnings).toEqual([
      "top_k: OpenAI does not know it; left out",
      "stop: only 4 sequences are taken; the rest left out",
    ]);
  });

  it.each(["o3-mini", "gpt-5", "gpt-5-mini-2025-08-07"])("that %s refuses", (model) => {
    const { value, warnings } = ask(
      { temperature: 0.5, top_p: 0.5, stop_sequences: ["a"], system: "S" },
      model,
    );
    expect(value).toEqual({
      model,
      messages: [said("developer", "S"), said("user", "Hi")],
      max_completion_tokens: 100,
    });
    expect(warnings).toEqual([
      "temperature: the model refuses it; left out",
      "top_p: the model refuses it; left out",
      "stop: the model refuses it; left out",
    ]);
  });

  it.each([
    [64_000, "gpt-4o", 16_384],
    [64_000, "gpt-4.1-mini", 32_768],
    [64_000, "o4-mini", 64_000],
    [200_000, "gpt-5.1", 128_000],
    [5_000, "gpt-4-turbo", 4_096],
    [64_000, "my-deployment", 64_000],
  ])("a limit of %d for %s is %d: more is refused, not cut", (max_tokens, model, expected) => {
    const { value, warnings } = ask({ max_tokens }, model);
    expect(value.max_completion_tokens).toBe(expected);
    expect(warnings).toEqual(expected === max_tokens ? [] : [`max_tokens: the model's limit is ${expected}`]);
  });

  it("leave out a user's id that is longer than OpenAI takes, as those of some clients are", () => {
    const { value, warnings } = ask({ metadata: { user_id: `user_${"0".repeat(64)}_session` } });
    expect(value).not.toHaveProperty("user");
    expect(warnings).toEqual(["user: longer than 64 characters; left out"]);
  });

  it.each([
    ["o3", 2_000, "low", "reasoning.budgetTokens: sent as the effort low"],
    ["o3", 10_000, "medium", "reasoning.budgetTokens: sent as the effort medium"],
    ["gpt-5.2", 32_000, "high", "reasoning.budgetTokens: sent as the effort high"],
    ["gpt-4o", 10_000, undefined, "reasoning.budgetTokens: the model does not reason; left out"],
    [
      "deployed",
      10_000,
      undefined,
      "reasoning.budgetTokens: whether the model reasons is not known; left out",
    ],
  ])("%s thinks with a budget of %d as %s", (model, budget_tokens, effort, warning) => {
    const { value, warnings } = ask(
      { max_tokens: 40_000, thinking: { type: "enabled", budget_tokens } },
      model,
    );
    expect(value.reasoning_effort).toBe(effort);
    expect(warnings).toContain(warning);
  });

  it("ask for an effort in the words that the model knows", () => {
    expect(ask({ output_config: { effort: "max" } }, "gpt-5")).toMatchObject({
      value: { reasoning_effort: "high" },
      warnings: ["reasoning_effort: the model's nearest is high"],
    });
    expect(ask({ thinking: { type: "disabled" } }, "gpt-5.1")).toMatchObject({
      value: { reasoning_effort: "none" },
    });
  });

  it("give the form of the answer", () => {
    const schema = { type: "object", properties: { n: { type: "integer" } }, additionalProperties: false };
    const { value, warnings } = ask({ output_config: { format: { type: "json_schema", schema } } });
    // Not strict: OpenAI would refuse an optional member, which Anthropic takes.
    expect(value.response_format).toEqual({ type: "json_schema", json_schema: { name: "answer", schema } });
    expect(warnings).toEqual([]);
  });
});

describe("tools", () => {
  const tools = [tool("g"), tool("f", { type: "object", properties: { a: {} }, required: ["a"] })];
  const wire = (name: string, parameters: JsonObject) => ({
    type: "function",
    function: { name, parameters },
  });

  it.each<[JsonObject | undefined, unknown, unknown]>([
    [undefined, undefined, undefined],
    [{ type: "auto" }, "auto", undefined],
    [{ type: "any" }, "required", undefined],
    [{ type: "none" }, "none", undefined],
    [{ type: "tool", name: "f" }, { type: "function", function: { name: "f" } }, undefined],
    [{ type: "auto", disable_parallel_tool_use: true }, "auto", false],
    [{ type: "any", disable_parallel_tool_use: false }, "required", true],
  ])("chosen by %j", (tool_choice, expected, parallel) => {
    const { value, warnings } = ask({ tools, ...(tool_choice ? { tool_choice } : {}) });
    expect(value.tool_choice).toEqual(expected);
    expect(value.parallel_tool_calls).toEqual(parallel);
    expect(value.tools).toEqual([
      wire("g", { type: "object", properties: {} }),
      wire("f", { type: "object", properties: { a: {} }, required: ["a"] }),
    ]);
    expect(warnings).toEqual([]);
  });

  it("without properties have none in words: OpenAI refuses a schema that says nothing of them", () => {
    expect(ask({ tools: [tool("f", { type: "object" })] }).value.tools).toEqual([
      wire("f", { type: "object", properties: {} }),
    ]);
  });

  it("that Anthropic runs itself are left out, and connectors", () => {
    // Warned of and not refused: the answer without a search is an answer, and the caller reads that it was left out.
    const { value, warnings } = ask({
      tools: [{ type: "web_search_20250305", name: "web_search" }, tool("f")],
      mcp_servers: [{ type: "url", url: "https://mcp.example" }],
    });
    expect(value.tools).toHaveLength(1);
    expect(warnings).toEqual([
      "mcp_servers: only Anthropic knows it; left out",
      "tools[0]: only Anthropic has this kind of tool; left out",
    ]);
    const only = ask({
      tools: [{ type: "web_search_20250305", name: "web_search" }],
      tool_choice: { type: "any" },
    });
    expect(only.value).not.toHaveProperty("tools");
    expect(only.value).not.toHaveProperty("tool_choice");
    expect(only.warnings).toContain("tool_choice: there are no tools to choose from; left out");
  });
});

/** A chat completion of OpenAI's. */
function completion(message: JsonObject, finish_reason: string | null, more: JsonObject = {}): JsonObject {
  return {
    id: "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
    object: "chat.completion",
    created: 1_741_569_952,
    model: "gpt-4o-2024-08-06",
    choices: [
      {
        index: 0,
        message: { role: "assistant", refusal: null, annotations: [], ...message },
        logprobs: null,
        finish_reason,
      },
    ],
    system_fingerprint: "fp_1",
    service_tier: "default",
    ...more,
  };
}

describe("answers", () => {
  it("have everything that Anthropic's clients read, under an id of Anthropic's form and the caller's model", () => {
    const message = {
      content: "Hello",
      reasoning_content: "Hm",
      tool_calls: [called("call_a", '{"a":1}'), called("call_b", "", "g")],
    };
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 40,
      total_tokens: 140,
      prompt_tokens_details: { cached_tokens: 64, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 24 },
    };
    expect(translateAnswer(DIRECTION, completion(message, "tool_calls", { usage }))).toEqual({
      value: {
        id: "msg_made1",
        type: "message",
        role: "assistant",
        model: "asked-model",
        content: [
          { type: "thinking", thinking: "Hm", signature: "" },
          text("Hello"),
          toolUse("toolu_a", { a: 1 }),
          toolUse("toolu_b", {}, "g"),
        ],
        stop_reason: "tool_use",
        stop_sequence: null,
        usage: {
          // What came from the cache is counted beside the input here.
          input_tokens: 36,
          cache_read_input_tokens: 64,
          cache_creation_input_tokens: null,
          cache_creation: null,
          output_tokens: 40,
          output_tokens_details: { thinking_tokens: 24 },
          service_tier: null,
        },
      },
      // The fingerprint and the tier are about the serving, and the annotations are empty.
      warnings: [],
    });
  });

  it.each([
    ["stop", "end_turn"],
    ["length", "max_tokens"],
    ["tool_calls", "tool_use"],
    ["function_call", "tool_use"],
    ["content_filter", "refusal"],
    ["newer_than_us", "end_turn"],
    ["constructor", "end_turn"],
  ])("that finished with %s stopped for %s", (finish_reason, expected) => {
    const { value, warnings } = translateAnswer(DIRECTION, completion({ content: "a" }, finish_reason));
    expect(value.stop_reason).toBe(expected);
    // A stop sequence that was met is not named by OpenAI.
    expect(value.stop_sequence).toBeNull();
    expect(warnings).toEqual(
      ["newer_than_us", "constructor"].includes(finish_reason)
        ? ["finish_reason: there is no word for it; sent as end_turn"]
        : [],
    );
  });

  it("that had to call a tool and say stop mean the call", () => {
    const answer = completion({ content: null, tool_calls: [called("call_a", "{}")] }, "stop");
    expect(translateAnswer(DIRECTION, answer).value.stop_reason).toBe("tool_use");
  });

  it("say a refusal as text, and what else has no place", () => {
    const citation = { type: "url_citation", url_citation: { url: "https://example.com" } };
    const { value, warnings } = translateAnswer(
      DIRECTION,
      completion({ content: null, refusal: "No.", annotations: [citation] }, "stop"),
    );
    expect(value.content).toEqual([text("No.")]);
    expect(warnings).toEqual([
      "content[0]: a refusal was sent as text",
      "choices[0].message: only OpenAI knows it; left out",
    ]);
  });

  it("have inputs that are objects, whatever the model wrote", () => {
    const written = ["null", "{bad", "[1]"].map((args, index) => called(`call_${index}`, args));
    const { value, warnings } = translateAnswer(
      DIRECTION,
      completion({ content: null, tool_calls: written }, "length"),
    );
    expect(value.content).toEqual([
      toolUse("toolu_0", {}),
      toolUse("toolu_1", { _raw: "{bad" }),
      toolUse("toolu_2", { _raw: "[1]" }),
    ]);
    expect(warnings).toEqual([
      "content[1].arguments: no JSON object; sent inside of one",
      "content[2].arguments: no JSON object; sent inside of one",
    ]);
  });

  it("are the first of several", () => {
    const answer = completion({ content: "a" }, "stop");
    const two = { ...answer, choices: [...(answer.choices as object[]), ...(answer.choices as object[])] };
    expect(translateAnswer(DIRECTION, two).warnings).toEqual(["choices: only the first answer is given"]);
  });
});

/** A chunk of OpenAI's stream. */
const chunk = (delta: JsonObject, finish_reason: string | null = null, more: JsonObject = {}) => ({
  id: "chatcmpl-B9MBs8",
  object: "chat.completion.chunk",
  created: 1_741_569_952,
  model: "gpt-4o-2024-08-06",
  system_fingerprint: "fp_1",
  choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  usage: null,
  ...more,
});
const counted = (prompt_tokens: number, completion_tokens: number) =>
  chunk({}, null, { choices: [], usage: { prompt_tokens, completion_tokens } });
const piece = (index: number, args: string) =>
  chunk({ tool_calls: [{ index, function: { arguments: args } }] });
const begun = (index: number, id: string, name = "f", args = "") =>
  chunk({ tool_calls: [{ index, id, type: "function", function: { name, arguments: args } }] });

const started = {
  type: "message_start",
  message: {
    id: "msg_made1",
    type: "message",
    role: "assistant",
    model: "asked-model",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: 0,
      cache_read_input_tokens: null,
      cache_creation_input_tokens: null,
      cache_creation: null,
      output_tokens: 0,
      output_tokens_details: null,
      service_tier: null,
    },
  },
};
const opened = (index: number, content_block: JsonObject) => ({
  type: "content_block_start",
  index,
  content_block,
});
const spoken = (index: number, delta: JsonObject) => ({ type: "content_block_delta", index, delta });
const input = (index: number, partial_json: string) =>
  spoken(index, { type: "input_json_delta", partial_json });
const words = (index: number, said: string) => spoken(index, { type: "text_delta", text: said });
const closed = (index: number) => ({ type: "content_block_stop", index });
const EMPTY_TEXT = { type: "text", text: "" };

describe("streams", () => {
  it("open a block at each change of kind, one after the other, and tell the true counts at the end", () => {
    const { steps, warnings, frames } = translateStream(DIRECTION, [
      chunk({ role: "assistant", content: "" }),
      chunk({ reasoning_content: "Hm" }),
      chunk({ content: "Hel" }),
      chunk({ content: "lo" }),
      begun(0, "call_a"),
      piece(0, '{"a":1}'),
      chunk({ content: "!" }),
      chunk({}, "stop"),
      counted(10, 5),
      "[DONE]",
    ]);
    expect(steps).toEqual([
      [started],
      [
        opened(0, { type: "thinking", thinking: "", signature: "" }),
        spoken(0, { type: "thinking_delta", thinking: "Hm" }),
      ],
      [closed(0), opened(1, EMPTY_TEXT), words(1, "Hel")],
      [words(1, "lo")],
      [closed(1), opened(2, toolUse("toolu_a"))],
      [input(2, '{"a":1}')],
      [closed(2), opened(3, EMPTY_TEXT), words(3, "!")],
      [closed(3)],
      // Finish reason and usage come in chunks of their own: both are told at once, when the answer is at its end.
      [],
      [
        {
          type: "message_delta",
          delta: { stop_reason: "tool_use", stop_sequence: null },
          usage: { ...started.message.usage, input_tokens: 10, output_tokens: 5 },
        },
        { type: "message_stop" },
      ],
    ]);
    expect(warnings).toEqual([]);
    expect(frames.map(({ event }) => event)).toEqual(
      steps.flat().map((said) => (said as { type: string }).type),
    );
  });

  it("queue parallel calls that interleave, and give one without arguments an empty input", () => {
    const { said } = translateStream(DIRECTION, [
      begun(0, "call_a"),
      begun(1, "call_b", "g"),
      begun(2, "call_c", "h"),
      piece(1, '{"b":'),
      piece(0, '{"a":1}'),
      piece(1, "2}"),
      chunk({}, "tool_calls"),
      "[DONE]",
    ]);
    expect(said.slice(1, -2)).toEqual([
      opened(0, toolUse("toolu_a")),
      input(0, '{"a":1}'),
      closed(0),
      opened(1, toolUse("toolu_b", {}, "g")),
      input(1, '{"b":'),
      input(1, "2}"),
      closed(1),
      opened(2, toolUse("toolu_c", {}, "h")),
      closed(2),
    ]);
  });

  /** How servers that speak the protocol differ from it. */
  it.each<[string, object[]]>([
    ["without an index", [begun(0, "call_a"), piece(0, '{"a":1}')].map(withoutIndex)],
    ["with the id on every piece", [begun(0, "call_a", "f", '{"a"'), begun(0, "call_a", "f", ":1}")]],
    ["all at once", [begun(0, "call_a", "f", '{"a":1}')]],
    [
      "without a type",
      [chunk({ tool_calls: [{ index: 0, id: "call_a", function: { name: "f" } }] }), piece(0, '{"a":1}')],
    ],
    [
      "as an object",
      [chunk({ tool_calls: [{ index: 0, id: "call_a", function: { name: "f", arguments: { a: 1 } } }] })],
    ],
  ])("read a call %s", (_, sent) => {
    const { said } = translateStream(DIRECTION, [...sent, chunk({}, "tool_calls"), "[DONE]"]);
    const pieces = said.flatMap((frame) => {
      const { delta } = frame as { delta?: { partial_json?: string } };
      return delta?.partial_json ?? [];
    });
    expect(said[1]).toEqual(opened(0, toolUse("toolu_a")));
    expect(pieces.join("")).toBe('{"a":1}');
    expect(said.at(-2)).toMatchObject({ delta: { stop_reason: "tool_use" } });
  });

  function withoutIndex(value: object): object {
    return JSON.parse(JSON.stringify(value).replaceAll(/("tool_calls":\[\{)"index":0,/g, "$1")) as object;
  }

  it("make an id for a call that has none, one for each", () => {
    const nameless = (index: number) =>
      chunk({ tool_calls: [{ index, function: { name: "f", arguments: "{}" } }] });
    const { said } = translateStream(DIRECTION, [
      nameless(0),
      nameless(1),
      chunk({}, "tool_calls"),
      "[DONE]",
    ]);
    const ids = said.flatMap(
      (frame) => (frame as { content_block?: { id: string } }).content_block?.id ?? [],
    );
    expect(ids).toEqual(["toolu_made1_0", "toolu_made1_1"]);
  });

  it("hold arguments that are no object until they are whole, and put them into one", () => {
    const { said, warnings } = translateStream(DIRECTION, [
      begun(0, "call_a", "f", "[1,"),
      piece(0, "2]"),
      chunk({}, "tool_calls"),
      "[DONE]",
    ]);
    expect(said.slice(1, 4)).toEqual([
      opened(0, toolUse("toolu_a")),
      input(0, '{"_raw":"[1,2]"}'),
      closed(0),
    ]);
    expect(warnings).toEqual(["content[0].arguments: no JSON object; sent inside of one"]);
  });

  it("pass on arguments that were cut as they came: what was said cannot be put into an object afterwards", () => {
    // Anthropic's own streams end so at their limit. A buffered answer, which is known whole, has them in one.
    const { said, warnings } = translateStream(DIRECTION, [
      begun(0, "call_a", "f", '{"a":"b'),
      chunk({}, "length"),
      "[DONE]",
    ]);
    expect(said.slice(1, 4)).toEqual([opened(0, toolUse("toolu_a")), input(0, '{"a":"b'), closed(0)]);
    expect(said.at(-2)).toMatchObject({ delta: { stop_reason: "max_tokens" } });
    expect(warnings).toEqual([]);
  });

  it("take the last of several counts, and tell them once", () => {
    const withCounts = (delta: JsonObject, completion_tokens: number) =>
      chunk(delta, null, { usage: { prompt_tokens: 10, completion_tokens } });
    const { said } = translateStream(DIRECTION, [
      withCounts({ content: "a" }, 1),
      withCounts({ content: "b" }, 2),
      chunk({}, "length"),
      counted(10, 3),
      "[DONE]",
    ]);
    const deltas = said.filter((frame) => (frame as { type: string }).type === "message_delta");
    expect(deltas).toMatchObject([{ delta: { stop_reason: "max_tokens" }, usage: { output_tokens: 3 } }]);
  });

  it("have no end when there was none, and say an error as one", () => {
    const sent = [chunk({ content: "a" }), chunk({}, "stop")];
    expect(translateStream(DIRECTION, sent).said.map((frame) => (frame as { type: string }).type)).toEqual([
      "message_start",
      "content_block_start",
      "content_block_delta",
      "content_block_stop",
    ]);
    const error = { error: { message: "Overloaded", type: "server_error", param: null, code: null } };
    const { said, frames } = translateStream(DIRECTION, [chunk({ content: "a" }), error, "[DONE]"]);
    expect(said.at(-1)).toEqual({ type: "error", error: { type: "api_error", message: "Overloaded" } });
    expect(frames.at(-1)?.event).toBe("error");
  });

  it("are the first of several answers, with a word about the others", () => {
    const second = chunk({ content: "b" }, null, {
      choices: [{ index: 1, delta: { content: "b" }, finish_reason: null }],
    });
    const { said, warnings } = translateStream(DIRECTION, [
      chunk({ content: "a" }),
      second,
      chunk({}, "stop"),
      "[DONE]",
    ]);
    expect(JSON.stringify(said)).not.toContain('"b"');
    expect(warnings).toEqual(["choices: only the first answer is given"]);
  });
});
