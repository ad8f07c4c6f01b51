import { describe, expect, it } from "vitest";
import {
  type ChatMessage,
  type ChatRequest,
  type FunctionTool,
  type ToolChoice,
  type VendorFields,
} from "../chat";
import { type JsonObject } from "../json-value";
import { ANSWER_TOOL } from "./output-format";
import { encodeRequest } from "./request-encoder";

const text = (said: string) => ({ type: "text" as const, text: said });
const user = (...said: string[]): ChatMessage => ({ role: "user", content: said.map(text), name: null });
const system = (said: string): ChatMessage => ({ role: "system", content: [text(said)], name: null });
const call = (id: string, args = "{}", name = "f") => ({
  type: "tool_call" as const,
  id,
  name,
  arguments: args,
  kind: "function" as const,
  proof: null,
});
const assistant = (...content: (ReturnType<typeof call> | ReturnType<typeof text>)[]): ChatMessage => ({
  role: "assistant",
  content,
  name: null,
});
const result = (callId: string, said = "done", name: string | null = null): ChatMessage => ({
  role: "tool",
  callId,
  name,
  content: [text(said)],
  isError: null,
});
const tool = (name: string, more: Partial<FunctionTool> = {}): FunctionTool => ({
  type: "function",
  name,
  description: null,
  parameters: { type: "object", properties: {} },
  strict: null,
  ...more,
});

const REQUEST: ChatRequest = {
  model: "claude-sonnet-4-5",
  messages: [user("Hi")],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  responseFormat: null,
  reasoning: null,
  maxOutputTokens: 100,
  temperature: null,
  topP: null,
  topK: null,
  frequencyPenalty: null,
  presencePenalty: null,
  seed: null,
  stop: [],
  choices: null,
  user: null,
  stream: false,
  includeUsage: true,
  vendor: null,
};
const encode = (more: Partial<ChatRequest>) => encodeRequest({ ...REQUEST, ...more });
const messagesOf = (messages: ChatMessage[], more: Partial<ChatRequest> = {}) => {
  const { value, warnings } = encode({ tools: [tool("f")], ...more, messages });
  return { system: value.system, messages: value.messages, warnings };
};
const wireUser = (...content: JsonObject[]) => ({ role: "user", content });
const wireAssistant = (...content: JsonObject[]) => ({ role: "assistant", content });
const toolResult = (id: string, content = "done") => ({ type: "tool_result", tool_use_id: id, content });

describe("messages", () => {
  it("keep every instruction, in order, and say where one lost its place", () => {
    const developer: ChatMessage = { role: "developer", content: [text("two")], name: null };
    expect(messagesOf([system("one"), developer, user("Hi"), system("three")])).toEqual({
      system: [text("one"), text("two"), text("three")],
      messages: [wireUser(text("Hi"))],
      warnings: ["messages[3]: instructions between turns are given before the conversation"],
    });
  });

  it("of one role in a row are one turn, and the first is the user's", () => {
    const said = messagesOf([assistant(text("a")), assistant(text("b")), user("c"), user("d")]);
    expect(said.messages).toEqual([
      wireUser(text("(The conversation begins with the next message.)")),
      wireAssistant(text("a"), text("b")),
      wireUser(text("c"), text("d")),
    ]);
    expect(said.warnings).toEqual(["messages: must begin with the user's; one was put before them"]);
  });

  it("give all results of a turn first in one user turn", () => {
    const messages = [user("go"), assistant(call("a"), call("b")), result("b"), user("and"), result("a")];
    expect(messagesOf(messages)).toMatchObject({
      messages: [
        wireUser(text("go")),
        { role: "assistant" },
        wireUser(toolResult("b"), toolResult("a"), text("and")),
      ],
      warnings: [],
    });
  });

  it("answer a call that has no result, and drop a result that has no call", () => {
    const said = messagesOf([user("go"), assistant(call("a")), user("never mind"), result("x")]);
    expect(said.messages).toMatchObject([
      {},
      {},
      { content: [{ type: "tool_result", tool_use_id: "a", is_error: true }, text("never mind")] },
    ]);
    expect(said.warnings).toEqual([
      "messages[3]: the result of a call that is not there; left out",
      "messages[1].content[0]: no result of this call follows; sent with an error as its result",
    ]);
  });

  it("move a late result to its call", () => {
    const messages = [
      user("go"),
      assistant(call("a")),
      user("wait"),
      assistant(text("ok")),
      result("a"),
      user("so"),
    ];
    expect(messagesOf(messages)).toMatchObject({
      messages: [
        {},
        {},
        wireUser(toolResult("a"), text("wait")),
        wireAssistant(text("ok")),
        wireUser(text("so")),
      ],
      warnings: ["messages[4]: moved to the turn after its call"],
    });
  });

  it("have ids that Anthropic takes, each once, the same for a call and its result", () => {
    const said = messagesOf([
      user("go"),
      assistant(call("a.b"), call("a_b"), call("", "{}", "g"), call("", "{}", "f")),
      result("a_b"),
      result("a.b"),
      result("", "of f", "f"),
      result("", "of g", "g"),
      assistant(call("a_b")),
      result("a_b", "again"),
    ]);
    expect(said.messages).toMatchObject([
      {},
      { content: [{ id: "a_b" }, { id: "a_b_2" }, { id: "call", name: "g" }, { id: "call_2", name: "f" }] },
      {
        content: [
          toolResult("a_b_2"),
          toolResult("a_b"),
          toolResult("call_2", "of f"),
          toolResult("call", "of g"),
        ],
      },
      { content: [{ id: "a_b_3" }] },
      { content: [toolResult("a_b_3", "again")] },
    ]);
  });

  it.each([
    ["", {}, false],
    ["null", {}, false],
    ['{"a":1}', { a: 1 }, false],
    ["[1]", { _raw: "[1]" }, true],
    ['{"a":', { _raw: '{"a":' }, true],
  ])("turn the arguments %j into an object", (source, input, warned) => {
    const { messages, warnings } = messagesOf([user("go"), assistant(call("a", source)), result("a")]);
    expect(messages).toMatchObject([{}, { content: [{ input }] }, {}]);
    expect(warnings).toEqual(
      warned ? ["messages[1].content[0].arguments: no JSON object; sent inside of one"] : [],
    );
  });

  it("leave out texts that say nothing", () => {
    expect(messagesOf([user("", " \n", "Hi")])).toMatchObject({
      messages: [wireUser(text("Hi"))],
      warnings: ["messages[0].content[1]: a text of nothing but white space; left out"],
    });
  });

  it("end a begun answer without white space, or ask to go on where it cannot be begun", () => {
    expect(messagesOf([user("Hi"), assistant(text("Well, "))])).toMatchObject({
      messages: [{}, wireAssistant(text("Well,"))],
      warnings: ["messages: white space at the end of a begun answer was left out"],
    });
    expect(messagesOf([user("Hi"), assistant(text("Well, "))], { model: "claude-opus-4-6" })).toMatchObject({
      messages: [{}, wireAssistant(text("Well, ")), { role: "user" }],
      warnings: ["messages: the model cannot go on with a begun answer; it is asked to continue"],
    });
  });

  it("carry thoughts back with their proof only, where they were", () => {
    const reasoning = (value: string | null, provider: "anthropic" | "gemini" = "anthropic") => ({
      type: "reasoning" as const,
      text: "Hm",
      proof: value === null ? null : ({ provider, kind: "signature", value } as const),
    });
    const redacted = {
      type: "reasoning" as const,
      text: "",
      proof: { provider: "anthropic", kind: "redacted", value: "ZGF0YQ" } as const,
    };
    const content = [reasoning("sig"), redacted, call("a"), reasoning("x", "gemini"), reasoning(null)];
    expect(messagesOf([user("go"), { role: "assistant", content, name: null }, result("a")])).toMatchObject({
      messages: [
        {},
        {
          content: [
            { type: "thinking", thinking: "Hm", signature: "sig" },
            { type: "redacted_thinking", data: "ZGF0YQ" },
            { type: "tool_use" },
          ],
        },
        {},
      ],
      warnings: [
        "messages[1].content[3]: Google Gemini's thoughts cannot be sent back; left out",
        "messages[1].content[4]: thoughts without a proof cannot be sent back; left out",
      ],
    });
  });

  it("carry images and documents as Anthropic takes them", () => {
    const media = (kind: "image" | "document" | "audio", source: object, vendor?: VendorFields) =>
      ({ type: "media", kind, source, fileName: null, ...(vendor ? { vendor } : {}) }) as never;
    const content = [
      media("image", { from: "base64", mediaType: "image/jpg", data: "AA" }),
      media("image", { from: "url", url: "data:image/PNG;base64,BB", mediaType: null }),
      media("image", { from: "url", url: "https://x/y" }, { provider: "openai", fields: { detail: "low" } }),
      media("image", { from: "base64", mediaType: "image/tiff", data: "CC" }),
      media("document", { from: "base64", mediaType: "text/csv", data: "YSxi" }),
      media("document", { from: "file", id: "file-1", mediaType: null }, { provider: "openai", fields: {} }),
      media(
        "document",
        { from: "file", id: "file_2", mediaType: null },
        { provider: "anthropic", fields: {} },
      ),
      media("audio", { from: "base64", mediaType: "audio/wav", data: "DD" }),
    ];
    expect(messagesOf([{ role: "user", content, name: null }])).toMatchObject({
      messages: [
        wireUser(
          { type: "image", source: { type: "base64", media_type: "image/jpeg", data: "AA" } },
          { type: "image", source: { type: "base64", media_type: "image/png", data: "BB" } },
          { type: "image", source: { type: "url", url: "https://x/y" } },
          { type: "document", source: { type: "text", media_type: "text/plain", data: "a,b" } },
          { type: "document", source: { type: "file", file_id: "file_2" } },
        ),
      ],
      warnings: [
        "messages[0].content[2].detail: only OpenAI knows it; left out",
        "messages[0].content[3]: images are JPEG, PNG, GIF or WebP; left out",
        "messages[0].content[5]: a file stored at another vendor; left out",
        "messages[0].content[7]: audio cannot be sent to Anthropic; left out",
      ],
    });
  });
});

describe("tools", () => {
  const TOOLS = [tool("f"), tool("g")];
  const choose = (
    toolChoice: ToolChoice | null,
    parallelToolCalls: boolean | null = null,
    model = REQUEST.model,
  ) => {
    const { value, warnings } = encode({ tools: TOOLS, toolChoice, parallelToolCalls, model });
    const names = Array.isArray(value.tools) ? value.tools.map(({ name }: { name: string }) => name) : [];
    return [value.tool_choice, names.join(), ...warnings];
  };

  it("are chosen in Anthropic's words", () => {
    expect(choose(null)).toEqual([undefined, "f,g"]);
    expect(choose({ mode: "auto" })).toEqual([{ type: "auto" }, "f,g"]);
    expect(choose({ mode: "none" }, false)).toEqual([{ type: "none" }, "f,g"]);
    expect(choose({ mode: "required" })).toEqual([{ type: "any" }, "f,g"]);
    expect(choose({ mode: "tool", name: "g" })).toEqual([{ type: "tool", name: "g" }, "f,g"]);
    expect(choose({ mode: "allowed", names: ["g"], required: false })).toEqual([{ type: "auto" }, "g"]);
    expect(choose({ mode: "allowed", names: ["g"], required: true })).toEqual([{ type: "any" }, "g"]);
    expect(choose(null, false)).toEqual([{ type: "auto", disable_parallel_tool_use: true }, "f,g"]);
    expect(choose({ mode: "required" }, false)).toEqual([
      { type: "any", disable_parallel_tool_use: true },
      "f,g",
    ]);
    expect(choose({ mode: "required" }, null, "claude-opus-5-5")).toEqual([
      { type: "auto" },
      "f,g",
      "tool_choice: the model cannot be made to call a tool; sent as auto",
    ]);
  });

  it("keep their whole schema, and have one without parameters", () => {
    const schema = {
      type: "object",
      properties: { a: { anyOf: [{ $ref: "#/$defs/x" }, { type: "null" }] } },
      $defs: { x: { enum: [1, "b"] } },
      additionalProperties: { type: "string" },
    };
    const tools = [
      tool("f", { parameters: schema, description: "d", strict: true }),
      tool("g", { parameters: null }),
    ];
    const { value, warnings } = encode({ tools });
    expect(value.tools).toEqual([
      { name: "f", description: "d", input_schema: schema },
      { name: "g", input_schema: { type: "object" } },
    ]);
    expect(warnings).toEqual([
      "tools[0].strict: the schema has keywords that strict tools do not take; left out",
    ]);
  });

  it("that were called before are named again when they are not there", () => {
    const { value, warnings } = encode({ messages: [user("go"), assistant(call("a")), result("a")] });
    expect(value).toMatchObject({
      tools: [{ name: "f", input_schema: { type: "object" } }],
      tool_choice: { type: "none" },
    });
    expect(warnings).toEqual(["tools: tools called before are not there; named again, and not to be called"]);
  });
});

describe("limits and sampling", () => {
  it("ask for the model's limit when the caller asks for none, and for no more than it", () => {
    expect(encode({ maxOutputTokens: null }).value.max_tokens).toBe(64_000);
    expect(encode({ maxOutputTokens: null, model: "claude-3-haiku-20240307" }).value.max_tokens).toBe(4_096);
    expect(encode({ maxOutputTokens: null, model: "someone-else" }).value.max_tokens).toBe(32_000);
    expect(encode({ maxOutputTokens: 500_000 })).toMatchObject({
      value: { max_tokens: 64_000 },
      warnings: ["max_tokens: the model's limit is 64000"],
    });
    expect(encode({ maxOutputTokens: 500_000, model: "someone-else" }).value.max_tokens).toBe(500_000);
  });

  it.each([
    ["claude-sonnet-4-20250514", { temperature: 0.5, top_p: 0.9, top_k: 3 }, []],
    [
      "claude-sonnet-4-5",
      { temperature: 0.5, top_k: 3 },
      ["top_p: the model takes no temperature beside it; left out"],
    ],
    [
      "claude-opus-4-7",
      {},
      [
        "temperature: the model refuses it; left out",
        "top_k: the model refuses it; left out",
        "top_p: the model refuses it; left out",
      ],
    ],
  ])("are what %s takes", (model, sampling, warnings) => {
    const encoded = encode({ model, temperature: 0.5, topP: 0.9, topK: 3 });
    const { temperature, top_p, top_k } = encoded.value;
    expect(JSON.parse(JSON.stringify({ temperature, top_p, top_k }))).toEqual(sampling);
    expect(encoded.warnings).toEqual(warnings);
  });

  it("are clamped, and a default that a model refuses to be told goes without a word", () => {
    expect(encode({ temperature: 1.5 })).toMatchObject({
      value: { temperature: 1 },
      warnings: ["temperature: must be from 0 to 1; sent as 1"],
    });
    expect(encode({ model: "claude-opus-5", temperature: 1, topP: 1 })).toMatchObject({ warnings: [] });
  });

  it("warn of everything that Anthropic has no word for", () => {
    const vendor: VendorFields = { provider: "openai", fields: { logprobs: true, logit_bias: { 1: 2 } } };
    const { value, warnings } = encode({
      choices: 2,
      seed: 7,
      frequencyPenalty: 0,
      presencePenalty: 0.5,
      stop: ["END", " "],
      user: "u-1",
      stream: true,
      vendor,
    });
    expect(value).toEqual({
      model: "claude-sonnet-4-5",
      max_tokens: 100,
      messages: [wireUser(text("Hi"))],
      stop_sequences: ["END"],
      metadata: { user_id: "u-1" },
      stream: true,
    });
    expect(warnings.toSorted()).toEqual([
      "choices: Anthropic gives one answer",
      "logit_bias: only OpenAI knows it; left out",
      "logprobs: only OpenAI knows it; left out",
      "presence_penalty: Anthropic does not know it; left out",
      "seed: Anthropic does not know it; left out",
      "stop: sequences of nothing but white space left out",
    ]);
  });
});

describe("structured answers", () => {
  const schema = { type: "object", properties: { n: { type: "integer", minimum: 1 } }, required: ["n"] };
  const responseFormat = {
    type: "json_schema",
    name: "report",
    description: "It",
    schema,
    strict: true,
  } as const;

  it("are native where the model knows them", () => {
    expect(encode({ responseFormat })).toMatchObject({
      value: {
        output_config: {
          format: {
            type: "json_schema",
            schema: {
              type: "object",
              description: "It",
              properties: { n: { type: "integer", description: "(minimum: 1)" } },
              required: ["n"],
              additionalProperties: false,
            },
          },
        },
      },
      warnings: [
        "response_format.schema.minimum: cannot be enforced; said in the description where there is one",
      ],
    });
  });

  it("are the call of a tool of ours elsewhere", () => {
    const old = { model: "claude-sonnet-4-20250514", responseFormat };
    const answer = { name: ANSWER_TOOL, input_schema: schema };
    expect(encode(old).value).toMatchObject({
      tools: [answer],
      tool_choice: { type: "tool", name: ANSWER_TOOL },
    });
    expect(encode({ ...old, tools: [tool("f")] }).value).toMatchObject({
      tools: [{ name: "f" }, answer],
      tool_choice: { type: "any" },
    });
    expect(encode({ ...old, tools: [tool("f")], toolChoice: { mode: "none" } }).value.tool_choice).toEqual({
      type: "tool",
      name: ANSWER_TOOL,
    });
    expect(encode({ ...old, tools: [tool("f")], toolChoice: { mode: "required" } })).toMatchObject({
      value: { tools: [{ name: "f" }], tool_choice: { type: "any" } },
      warnings: ["response_format: the answer is a call of a tool; left out"],
    });
  });

  it("without a schema are an instruction", () => {
    const { value, warnings } = encode({
      responseFormat: { type: "json" },
      messages: [system("Be kind"), user("Hi")],
    });
    expect(value.system).toMatchObject([
      text("Be kind"),
      { text: expect.stringContaining("JSON object") as string },
    ]);
    expect(warnings).toEqual(["response_format: there is no JSON mode; the model is told to answer in JSON"]);
  });
});
