import { describe, expect, it } from "vitest";
import { type ChatMessage, type ChatRequest } from "../chat";
import { type JsonObject } from "../json-value";
import { chatCompletionsCodec } from "./codec";

const openaiCodec = chatCompletionsCodec({ provider: "openai", refuses: new Set() });
const azureCodec = chatCompletionsCodec({ provider: "azure", refuses: new Set(["web_search_options"]) });

const NO_ROUTE = { model: null, stream: null };

function decode(body: JsonObject): ChatRequest {
  const decoded = openaiCodec.decodeRequest({ model: "model-x", messages: [], ...body }, NO_ROUTE);
  expect(decoded?.warnings).toEqual([]);
  return decoded!.value;
}

const EMPTY = decode({});
const encode = (request: Partial<ChatRequest>) => openaiCodec.encodeRequest({ ...EMPTY, ...request });
const messagesOf = (messages: ChatMessage[], model = "model-x") =>
  encode({ model, messages }).value.messages as JsonObject[];

const user = (text: string): ChatMessage => ({
  role: "user",
  content: [{ type: "text", text }],
  name: null,
});
const call = (id: string, name = "f") => ({
  type: "tool_call" as const,
  id,
  name,
  arguments: "{}",
  kind: "function" as const,
  proof: null,
});
const calls = (...parts: ReturnType<typeof call>[]): ChatMessage => ({
  role: "assistant",
  content: parts,
  name: null,
});
const result = (callId: string, text: string, name: string | null = null): ChatMessage => ({
  role: "tool",
  callId,
  name,
  content: [{ type: "text", text }],
  isError: null,
});

describe("what a caller sent comes back as it was", () => {
  const message = (content: unknown) => ({ messages: [{ role: "user", content }] });

  it.each<[string, JsonObject]>([
    ["fields of its own", { logit_bias: { "50256": -100 }, logprobs: true, top_logprobs: 2, store: true }],
    ["the older limit", { max_tokens: 5 }],
    ["the newer limit", { max_completion_tokens: 5 }],
    [
      "more stream options",
      { stream: true, stream_options: { include_usage: true, include_obfuscation: false } },
    ],
    ["an effort that nobody knows yet", { reasoning_effort: "extreme" }],
    ["a format that nobody knows yet", { response_format: { type: "grammar", grammar: "x" } }],
    ["a value of the wrong type", { temperature: "hot", stop: [1] }],
    [
      "the detail of an image",
      message([{ type: "image_url", image_url: { url: "https://a/b.png", detail: "low" } }]),
    ],
    ["a stored file", message([{ type: "file", file: { file_id: "file-1" } }])],
    ["a part that nobody knows yet", message([{ type: "smell", smell: { id: 1 } }])],
    ["a mark on a text", message([{ type: "text", text: "a", cache_control: { type: "ephemeral" } }])],
    [
      "audio of an earlier answer",
      {
        messages: [
          {
            role: "assistant",
            content: null,
            tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: "{}" } }],
            audio: { id: "audio_1" },
          },
        ],
      },
    ],
    [
      "a custom tool and the choice of it",
      {
        tools: [{ type: "custom", custom: { name: "sql", format: { type: "text" } } }],
        tool_choice: { type: "custom", custom: { name: "sql" } },
      },
    ],
    [
      "allowed tools of both kinds",
      {
        tools: [
          { type: "function", function: { name: "f" } },
          { type: "custom", custom: { name: "sql" } },
        ],
        tool_choice: {
          type: "allowed_tools",
          allowed_tools: {
            mode: "auto",
            tools: [
              { type: "function", function: { name: "f" } },
              { type: "custom", custom: { name: "sql" } },
            ],
          },
        },
      },
    ],
    [
      "functions of old",
      {
        messages: [
          { role: "assistant", content: null, function_call: { name: "f", arguments: '{"a":1}' } },
          { role: "function", name: "f", content: "done" },
        ],
        functions: [{ name: "f", parameters: { type: "object", properties: {} } }],
        function_call: { name: "f" },
      },
    ],
  ])("%s", (_, fields) => {
    const body = { model: "model-x", messages: [], ...fields };
    const { value, warnings } = openaiCodec.encodeRequest(decode(fields));
    expect(value).toEqual(body);
    expect(warnings).toEqual([]);
  });
});

describe("decodeRequest", () => {
  it("takes model and stream from the path before the body", () => {
    const body = { model: "ignored", messages: [], stream: false };
    expect(azureCodec.decodeRequest(body, { model: "deployed", stream: true })?.value).toMatchObject({
      model: "deployed",
      stream: true,
    });
  });

  it("takes data URLs apart, and leaves others alone", () => {
    const image = (url: string) => ({ type: "image_url", image_url: { url } });
    const urls = ["data:image/PNG;base64,AAAA", "data:image/svg+xml;charset=utf-8;base64,BBBB", "data:,x"];
    const [message] = decode({ messages: [{ role: "user", content: urls.map(image) }] }).messages;
    expect(message?.content.map((part) => "source" in part && part.source)).toEqual([
      { from: "base64", mediaType: "image/png", data: "AAAA" },
      { from: "base64", mediaType: "image/svg+xml", data: "BBBB" },
      { from: "url", url: "data:,x", mediaType: null },
    ]);
  });

  it("names the tool of a result by its call", () => {
    const { messages } = decode({
      messages: [
        { role: "assistant", tool_calls: [{ id: "c1", function: { name: "f", arguments: "" } }] },
        { role: "tool", tool_call_id: "c1", content: [{ type: "text", text: "done" }] },
        { role: "tool", tool_call_id: "unknown", content: "done" },
      ],
    });
    expect(messages[0]).toMatchObject({ content: [{ id: "c1", name: "f", arguments: "{}" }] });
    expect(messages[1]).toMatchObject({ callId: "c1", name: "f" });
    expect(messages[2]).toMatchObject({ callId: "unknown", name: null });
  });

  it("reads thoughts under both of their names", () => {
    for (const field of ["reasoning_content", "reasoning"]) {
      const { messages } = decode({ messages: [{ role: "assistant", content: "a", [field]: "hm" }] });
      expect(messages[0]?.content[0]).toEqual({ type: "reasoning", text: "hm", proof: null });
    }
  });

  it("warns of messages that it cannot read", () => {
    const messages = [
      "text",
      { role: "narrator", content: "x" },
      { role: "system", content: "a", weight: 1 },
    ];
    const decoded = openaiCodec.decodeRequest({ model: "m", messages }, NO_ROUTE);
    expect(decoded?.value.messages).toHaveLength(1);
    expect(decoded?.warnings).toEqual([
      "messages[0]: not an object; left out",
      "messages[1]: its role is not known; left out",
      "messages[2].weight: not known; left out",
    ]);
  });
});

describe("encodeRequest, for what came in another protocol", () => {
  it("gives calls without ids some, and each result the id of its call", () => {
    const messages = messagesOf([
      calls(call("", "a"), call("", "b"), call("call_1", "c")),
      result("", "of b", "b"),
      result("", "of a", "a"),
      result("call_1", "of c"),
    ]);
    const ids = (messages[0]?.tool_calls as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(["call_2", "call_3", "call_1"]);
    expect(messages.slice(1).map((message) => message.tool_call_id)).toEqual(["call_3", "call_2", "call_1"]);
  });

  it("shortens ids that would be refused, the same way on both sides", () => {
    const long = "x".repeat(60);
    const messages = messagesOf([calls(call(long)), result(long, "done")]);
    expect(messages[0]).toMatchObject({ tool_calls: [{ id: "call_1" }] });
    expect(messages[1]).toMatchObject({ tool_call_id: "call_1" });
  });

  it("moves the media of results behind the last of them", () => {
    const shown: ChatMessage = {
      role: "tool",
      callId: "c1",
      name: "f",
      content: [
        { type: "text", text: "a picture" },
        {
          type: "media",
          kind: "image",
          source: { from: "base64", mediaType: "image/png", data: "AAAA" },
          fileName: null,
        },
      ],
      isError: true,
    };
    const { value, warnings } = encode({
      messages: [calls(call("c1"), call("c2")), shown, result("c2", "done"), user("so?")],
    });
    expect((value.messages as JsonObject[]).slice(1)).toEqual([
      { role: "tool", tool_call_id: "c1", content: "a picture" },
      { role: "tool", tool_call_id: "c2", content: "done" },
      {
        role: "user",
        content: [
          { type: "text", text: "From the result of c1:" },
          { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
        ],
      },
      { role: "user", content: "so?" },
    ]);
    expect(warnings).toEqual([
      "messages[1]: the mark of a failed tool was left out",
      "messages[1]: media of a tool's result was sent in a user message after it",
    ]);
  });

  it("leaves out what has no place here, and says so", () => {
    const vendor = { provider: "anthropic", fields: { cache_control: { type: "ephemeral" } } } as const;
    const { value, warnings } = encode({
      messages: [
        {
          role: "user",
          name: null,
          content: [
            { type: "text", text: "see", vendor },
            {
              type: "media",
              kind: "video",
              source: { from: "url", url: "https://a/v.mp4", mediaType: null },
              fileName: null,
            },
            {
              type: "media",
              kind: "document",
              source: { from: "file", id: "file_1", mediaType: null },
              fileName: null,
            },
          ],
        },
        {
          role: "assistant",
          name: null,
          content: [
            { type: "reasoning", text: "hm", proof: null },
            { type: "vendor", vendor: { provider: "anthropic", fields: { type: "server_tool_use" } } },
            { type: "text", text: "well" },
          ],
        },
      ],
      tools: [{ type: "vendor", vendor: { provider: "anthropic", fields: { type: "web_search_20250305" } } }],
      toolChoice: { mode: "required" },
      parallelToolCalls: false,
      topK: 5,
      stop: ["1", "2", "3", "4", "5"],
      temperature: 3,
      vendor: { provider: "anthropic", fields: { container: "c" } },
    });
    expect(value).toEqual({
      model: "model-x",
      messages: [
        { role: "user", content: "see" },
        { role: "assistant", content: "well" },
      ],
      temperature: 2,
      stop: ["1", "2", "3", "4"],
    });
    expect(warnings).toEqual([
      "container: only Anthropic knows it; left out",
      "top_k: OpenAI does not know it; left out",
      "messages[0].content[0].cache_control: only Anthropic knows it; left out",
      "messages[0].content[1]: video cannot be sent to OpenAI by its URL; left out",
      "messages[0].content[2]: document cannot be sent to OpenAI as a stored file; left out",
      "messages[1].content[0]: reasoning of an answer cannot be sent back to OpenAI; left out",
      "messages[1].content[1]: this part of an answer cannot be sent back to OpenAI; left out",
      "tools[0]: only Anthropic has this kind of tool; left out",
      "tool_choice: there are no tools to choose from; left out",
      "temperature: must be from 0 to 2; sent as 2",
      "stop: only 4 sequences are taken; the rest left out",
    ]);
  });

  it("carries what OpenAI and Azure share between them, and no more", () => {
    const request = decode({
      logit_bias: { "1": 1 },
      web_search_options: {},
      messages: [{ role: "user", content: [{ type: "file", file: { file_id: "file-1" } }] }],
    });
    const { value, warnings } = azureCodec.encodeRequest(request);
    expect(value.logit_bias).toEqual({ "1": 1 });
    expect(value).not.toHaveProperty("web_search_options");
    expect(warnings).toEqual([
      "web_search_options: only OpenAI knows it; left out",
      "messages[0].content[0]: document cannot be sent to Azure OpenAI as a stored file; left out",
    ]);
  });

  it("does not warn without end", () => {
    const content = Array.from({ length: 500 }, () => ({
      type: "reasoning" as const,
      text: "hm",
      proof: null,
    }));
    expect(encode({ messages: [{ role: "assistant", content, name: null }] }).warnings).toHaveLength(41);
  });
});

describe("encodeRequest, by model", () => {
  const asked: Partial<ChatRequest> = {
    messages: [{ role: "system", content: [{ type: "text", text: "be kind" }], name: null }],
    temperature: 0.5,
    presencePenalty: 0,
    stop: ["x"],
    maxOutputTokens: 9,
    parallelToolCalls: false,
    tools: [{ type: "function", name: "f", description: null, parameters: null, strict: null }],
  };
  const effort = (model: string, said: "none" | "minimal" | "low" | "high" | "max") =>
    encode({ model, reasoning: { effort: said, budgetTokens: null, includeThoughts: null } }).value
      .reasoning_effort;

  it("sends a model that reasons no more than it takes", () => {
    const { value, warnings } = encode({ ...asked, model: "o3-mini" });
    expect(value).toEqual({
      model: "o3-mini",
      messages: [{ role: "developer", content: "be kind" }],
      tools: [{ type: "function", function: { name: "f" } }],
      max_completion_tokens: 9,
    });
    expect(warnings).toEqual([
      "parallel_tool_calls: the model refuses it; left out",
      "temperature: the model refuses it; left out",
      "stop: the model refuses it; left out",
    ]);
  });

  it("turns the older limit into the one that such a model takes", () => {
    const old = decode({ model: "gpt-5-mini", max_tokens: 7 });
    expect(openaiCodec.encodeRequest(old).value).toEqual({
      model: "gpt-5-mini",
      messages: [],
      max_completion_tokens: 7,
    });
  });

  it("lets newer models sample while they do not reason", () => {
    const sampled = (model: string, said: "none" | "high" | null) => {
      const reasoning = said && { effort: said, budgetTokens: null, includeThoughts: null };
      return encode({ model, temperature: 0.5, reasoning }).value.temperature;
    };
    expect(sampled("gpt-5.1", null)).toBe(0.5);
    expect(sampled("gpt-5.2-2025-12-11", "none")).toBe(0.5);
    expect(sampled("gpt-5.1", "high")).toBeUndefined();
    expect(sampled("gpt-5.6", null)).toBeUndefined();
    expect(sampled("gpt-5-chat-latest", null)).toBe(0.5);
    expect(sampled("ft:gpt-4o-mini-2024-07-18:org::id", null)).toBe(0.5);
  });

  it.each([
    ["gpt-5", "none", "minimal"],
    ["gpt-5", "max", "high"],
    ["gpt-5.1", "minimal", "low"],
    ["gpt-5.2", "max", "xhigh"],
    ["o4-mini", "none", "low"],
    ["gpt-4o", "high", undefined],
    ["somebody-elses", "max", "max"],
  ] as const)("asks %s for the nearest of %s: %s", (model, said, expected) => {
    expect(effort(model, said)).toBe(expected);
  });

  it.each([
    ["o3", 1_024, "low"],
    ["o3", 10_000, "medium"],
    ["o3", 32_000, "high"],
    ["o3", -1, undefined],
    ["gpt-5.1", 0, "none"],
    ["gpt-4o", 1_024, undefined],
    ["somebody-elses", 1_024, undefined],
  ])("asks %s for a budget of %d as %s", (model, budgetTokens, expected) => {
    const reasoning = { effort: null, budgetTokens, includeThoughts: null };
    expect(encode({ model, reasoning }).value.reasoning_effort).toBe(expected);
  });

  it("gives an older model the one role that it knows", () => {
    const developer: ChatMessage = { role: "developer", content: [{ type: "text", text: "a" }], name: null };
    expect(messagesOf([developer], "gpt-4o")).toEqual([{ role: "system", content: "a" }]);
    expect(messagesOf([developer])).toEqual([{ role: "developer", content: "a" }]);
  });
});
