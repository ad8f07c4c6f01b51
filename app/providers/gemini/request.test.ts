import { describe, expect, it } from "vitest";
import { type AssistantPart, type ChatMessage, type ChatRequest, type MediaPart } from "../chat";
import { type JsonObject } from "../json-value";
import { geminiCodec } from "./codec";

const EMPTY: ChatRequest = {
  model: "gemini-3.8-flash",
  messages: [],
  tools: [],
  toolChoice: null,
  parallelToolCalls: null,
  responseFormat: null,
  reasoning: null,
  maxOutputTokens: null,
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
const user = (text: string): ChatMessage => ({
  role: "user",
  content: [{ type: "text", text }],
  name: null,
});
const HELLO = user("Hello");
const assistant = (...content: AssistantPart[]): ChatMessage => ({ role: "assistant", content, name: null });
const system = (text: string, role: "system" | "developer" = "system"): ChatMessage => ({
  role,
  content: [{ type: "text", text }],
  name: null,
});
const call = (id: string, name: string, args = "{}"): Extract<AssistantPart, { type: "tool_call" }> => ({
  type: "tool_call",
  id,
  name,
  arguments: args,
  kind: "function",
  proof: null,
});
const result = (callId: string, name: string | null, text: string, isError: boolean | null = null) =>
  ({ role: "tool", callId, name, content: [{ type: "text", text }], isError }) satisfies ChatMessage;

const encode = (request: Partial<ChatRequest>) => geminiCodec.encodeRequest({ ...EMPTY, ...request });
/** The contents alone, of a model without ids and signatures unless another is named. */
const contents = (messages: ChatMessage[], model = "gemini-2.0-flash") =>
  encode({ model, messages }).value.contents as JsonObject[];
const decode = (body: JsonObject) => {
  const decoded = geminiCodec.decodeRequest(body, { model: "m", stream: false });
  if (!decoded) throw new Error("not a request");
  return decoded.value;
};

describe("messages", () => {
  it("puts every instruction in one place, and says when one had another", () => {
    const { value, warnings } = encode({
      messages: [system("one"), system("two", "developer"), HELLO, system("three"), user("Again")],
    });
    expect(value).toEqual({
      systemInstruction: { parts: [{ text: "one" }, { text: "two" }, { text: "three" }] },
      contents: [{ role: "user", parts: [{ text: "Hello" }, { text: "Again" }] }],
    });
    expect(warnings).toEqual(["messages[3]: instructions have one place, at the beginning; moved there"]);
  });

  it("sends instructions alone as the user's", () => {
    const { value, warnings } = encode({ messages: [system("Say hello.")] });
    expect(value).toEqual({ contents: [{ role: "user", parts: [{ text: "Say hello." }] }] });
    expect(warnings).toHaveLength(1);
  });

  it("keeps text with its calls, and puts parallel results into one turn in the order of the calls", () => {
    const messages = [
      HELLO,
      assistant({ type: "text", text: "Let me see." }, call("a", "first", ""), call("b", "second")),
      result("b", null, "two"),
      result("a", "first", '{"n":1}'),
      user("Well?"),
    ];
    expect(contents(messages).slice(1)).toEqual([
      {
        role: "model",
        parts: [
          { text: "Let me see." },
          { functionCall: { name: "first", args: {} } },
          { functionCall: { name: "second", args: {} } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { name: "first", response: { n: 1 } } },
          { functionResponse: { name: "second", response: { result: "two" } } },
          { text: "Well?" },
        ],
      },
    ]);
  });

  it("wraps results that are no objects, and those that would be read as something else", () => {
    const responses = ["[1]", "text", "1", '{"error":"x"}', '{"id":12345678901234567890}'].map((text) => {
      const turn = contents([HELLO, assistant(call("a", "f")), result("a", "f", text)])[2];
      const [part] = turn!.parts as { functionResponse: { response: unknown } }[];
      return part!.functionResponse.response;
    });
    expect(responses).toEqual([
      { result: "[1]" },
      { result: "text" },
      { result: "1" },
      { result: '{"error":"x"}' },
      { result: '{"id":12345678901234567890}' },
    ]);
    const failed = contents([HELLO, assistant(call("a", "f")), result("a", "f", "no", true)]);
    expect(failed).toMatchObject([
      {},
      {},
      { parts: [{ functionResponse: { name: "f", response: { error: "no" } } }] },
    ]);
  });

  it("gives ids to models that ask for them, and the first call of a step a signature", () => {
    const proof = { provider: "gemini", kind: "signature", value: "c2ln" } as const;
    const messages = [
      HELLO,
      assistant(call("a", "f"), call("b", "f")),
      result("b", "f", "2"),
      result("a", "f", "1"),
      assistant({ ...call("c", "f"), proof }),
      result("c", "f", "3"),
    ];
    expect(contents(messages, "gemini-3-flash").slice(1)).toEqual([
      {
        role: "model",
        parts: [
          {
            functionCall: { id: "a", name: "f", args: {} },
            thoughtSignature: "skip_thought_signature_validator",
          },
          { functionCall: { id: "b", name: "f", args: {} } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { id: "a", name: "f", response: { result: "1" } } },
          { functionResponse: { id: "b", name: "f", response: { result: "2" } } },
        ],
      },
      {
        role: "model",
        parts: [{ functionCall: { id: "c", name: "f", args: {} }, thoughtSignature: "c2ln" }],
      },
      { role: "user", parts: [{ functionResponse: { id: "c", name: "f", response: { result: "3" } } }] },
    ]);
    expect(JSON.stringify(contents(messages, "gemini-2.5-flash"))).not.toContain("skip_thought");
  });

  it("fills in a missing result, and leaves out one that answers nothing, with a word for each", () => {
    const { value, warnings } = encode({
      messages: [
        HELLO,
        assistant(call("a", "f"), call("b", "g")),
        result("b", "g", "2"),
        result("x", "h", "?"),
      ],
    });
    expect(value.contents).toMatchObject([
      {},
      {},
      {
        parts: [
          { functionResponse: { id: "a", response: { error: "the function gave no result" } } },
          { functionResponse: { id: "b", response: { result: "2" } } },
        ],
      },
    ]);
    expect(warnings).toEqual([
      "messages: a call has no result in the next turn; one that says so was added",
      "messages[3]: answers no call of the turn before; left out",
    ]);
  });

  it("wraps arguments that are no object", () => {
    const { value, warnings } = encode({
      messages: [HELLO, assistant(call("", "f", '{"cut":"o'), call("", "f", "[1]"))],
    });
    expect(value.contents).toMatchObject([
      {},
      {
        parts: [
          { functionCall: { args: { text: '{"cut":"o' } } },
          { functionCall: { args: { value: [1] } } },
        ],
      },
      { role: "user", parts: [{ functionResponse: { name: "f" } }, { functionResponse: { name: "f" } }] },
    ]);
    expect(warnings).toHaveLength(3);
  });

  it("returns a signature on the part it came with, and drops another provider's thoughts", () => {
    const proof = { provider: "gemini", kind: "signature", value: "c2ln" } as const;
    const foreign = { ...proof, provider: "anthropic" } as const;
    const wire = [
      { role: "user", parts: [{ text: "Hello" }] },
      {
        role: "model",
        parts: [
          { text: "Hm", thought: true },
          { text: "Hi.", thoughtSignature: "c2ln" },
        ],
      },
    ];
    const request = decode({ contents: wire });
    expect(request.messages[1]?.content).toEqual([
      { type: "reasoning", text: "Hm", proof: null },
      { type: "text", text: "Hi." },
      { type: "reasoning", text: "", proof },
    ]);
    expect(contents([...request.messages])).toEqual(wire);
    const { value, warnings } = encode({
      messages: [HELLO, assistant({ type: "reasoning", text: "Hm", proof: foreign })],
    });
    expect(value.contents).toEqual([{ role: "user", parts: [{ text: "Hello" }] }]);
    expect(warnings).toEqual(["messages[1].content[0]: Anthropic's thoughts cannot be sent back; left out"]);
  });
});

describe("media", () => {
  const image = (source: MediaPart["source"]): ChatMessage => ({
    role: "user",
    content: [{ type: "media", kind: "image", source, fileName: null }],
    name: null,
  });
  const url = (address: string, mediaType: string | null = null) =>
    image({ from: "url", url: address, mediaType });

  it.each([
    ["a type by its ending", url("https://a.example/x.JPG?s=1"), "gemini-2.5-flash", "image/jpeg"],
    ["a type that was told", url("https://a.example/x", "image/png"), "gemini-3-pro", "image/png"],
    ["YouTube", url("https://youtu.be/x"), "gemini-2.0-flash", undefined],
    ["a stored file", image({ from: "file", id: "gs://a/b", mediaType: "image/png" }), "m", "image/png"],
  ])("lets Gemini fetch what it can: %s", (_, message, model, mimeType) => {
    const { value, warnings } = encode({ model, messages: [message] });
    expect(warnings).toEqual([]);
    const { contents: turns } = value as { contents: { parts: { fileData: JsonObject }[] }[] };
    expect(turns[0]!.parts[0]!.fileData.mimeType).toBe(mimeType);
  });

  it.each([
    ["an older model", url("https://a.example/x.png"), "gemini-2.0-flash"],
    ["no type", url("https://a.example/x"), "gemini-3-pro"],
    ["no encryption", url("http://a.example/x.png"), "gemini-3-pro"],
    ["another's file", image({ from: "file", id: "file-123", mediaType: null }), "gemini-3-pro"],
  ])("says that it skipped what Gemini cannot read: %s", (_, message, model) => {
    const { value, warnings } = encode({ model, messages: [HELLO, message] });
    expect(value.contents).toEqual([{ role: "user", parts: [{ text: "Hello" }] }]);
    expect(warnings).toEqual([expect.stringMatching(/^messages\[1\]\.content\[0\]: media skipped: /)]);
  });
});

describe("settings", () => {
  const tool = {
    type: "function",
    name: "f",
    description: "does f",
    parameters: { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
    strict: null,
  } as const;
  const config = (request: Partial<ChatRequest>) => {
    const { value, warnings } = encode({ messages: [HELLO], ...request });
    return { config: value.generationConfig, warnings };
  };

  it("says the schema of a function whole, or in the words of an older model", () => {
    const declared = (model: string) => encode({ model, messages: [HELLO], tools: [tool] });
    expect(declared("gemini-2.5-flash").value.tools).toEqual([
      {
        functionDeclarations: [{ name: "f", description: "does f", parametersJsonSchema: tool.parameters }],
      },
    ]);
    const older = declared("gemini-2.0-flash");
    expect(older.value.tools).toMatchObject([
      {
        functionDeclarations: [{ parameters: { type: "OBJECT", properties: { a: { type: "STRING" } } } }],
      },
    ]);
    expect(older.warnings).toEqual([
      "tools[0].parameters: additionalProperties is not known to this model; left out",
    ]);
  });

  it.each([
    [{ mode: "auto" }, { mode: "AUTO" }],
    [{ mode: "none" }, { mode: "NONE" }],
    [{ mode: "required" }, { mode: "ANY" }],
    [
      { mode: "tool", name: "f" },
      { mode: "ANY", allowedFunctionNames: ["f"] },
    ],
    [
      { mode: "allowed", names: ["f", "g"], required: false },
      { mode: "VALIDATED", allowedFunctionNames: ["f", "g"] },
    ],
  ] as const)("chooses among tools: %j", (toolChoice, functionCallingConfig) => {
    const { value } = encode({ messages: [HELLO], tools: [tool], toolChoice });
    expect(value.toolConfig).toEqual({ functionCallingConfig });
    const alone = encode({ messages: [HELLO], toolChoice });
    expect(alone.value).not.toHaveProperty("toolConfig");
    expect(alone.warnings).toHaveLength(toolChoice.mode === "auto" || toolChoice.mode === "none" ? 0 : 1);
  });

  it("leaves JSON mode out beside tools where both are refused", () => {
    const request = { tools: [tool], responseFormat: { type: "json" } } as const;
    expect(config({ ...request, model: "gemini-2.5-pro" })).toEqual({
      config: undefined,
      warnings: ["response_format: the model takes no JSON mode beside tools; left out"],
    });
    expect(config({ ...request, model: "gemini-3-pro" }).config).toEqual({
      responseMimeType: "application/json",
    });
  });

  it.each([
    ["gemini-2.0-flash", { effort: "high" }, undefined, 1],
    ["gemini-2.0-flash", { effort: "none" }, undefined, 0],
    ["gemini-2.5-flash", { effort: "none" }, { thinkingBudget: 0 }, 0],
    ["gemini-2.5-pro", { effort: "none" }, { thinkingBudget: 128 }, 1],
    ["gemini-2.5-pro", { effort: "medium" }, { thinkingBudget: 8_192 }, 0],
    ["gemini-2.5-flash", { budgetTokens: 30_000 }, { thinkingBudget: 24_576 }, 1],
    [
      "gemini-2.5-flash",
      { budgetTokens: -1, includeThoughts: true },
      { thinkingBudget: -1, includeThoughts: true },
      0,
    ],
    ["gemini-3-pro", { effort: "medium" }, { thinkingLevel: "HIGH" }, 1],
    ["gemini-3-flash", { effort: "minimal" }, { thinkingLevel: "MINIMAL" }, 0],
    ["gemini-3.8-flash", { effort: "minimal" }, { thinkingLevel: "LOW" }, 1],
    ["gemini-3.1-flash-lite", { effort: "none" }, { thinkingLevel: "MINIMAL" }, 1],
    ["gemini-3.8-flash", { budgetTokens: 8_000 }, { thinkingLevel: "MEDIUM" }, 1],
    ["gemini-flash-latest", { effort: "max" }, { thinkingLevel: "HIGH" }, 1],
    ["tunedModels/mine", { budgetTokens: 8_000 }, { thinkingBudget: 8_000 }, 0],
  ] as const)("asks %s to think by %j", (model, reasoning, thinkingConfig, warned) => {
    const asked = { effort: null, budgetTokens: null, includeThoughts: null, ...reasoning };
    const { config: said, warnings } = config({ model, reasoning: asked });
    expect(said).toEqual(thinkingConfig && { thinkingConfig });
    expect(warnings).toHaveLength(warned);
  });

  it("keeps to Google's ranges, and warns of what it cannot say", () => {
    const { value, warnings } = encode({
      messages: [HELLO],
      temperature: 3,
      stop: ["1", "2", "3", "4", "5", "6"],
      choices: 20,
      frequencyPenalty: 1,
      presencePenalty: 0,
      user: "u",
      vendor: { provider: "openai", fields: { logit_bias: {}, store: true } },
    });
    expect(value.generationConfig).toEqual({
      temperature: 2,
      stopSequences: ["1", "2", "3", "4", "5"],
      candidateCount: 8,
    });
    expect(warnings.map((warning) => warning.split(":")[0])).toEqual([
      "user",
      "logit_bias",
      "store",
      "temperature",
      "frequency_penalty",
      "stop",
      "n",
    ]);
  });
});

describe("a request of Google's own", () => {
  it("is read in either spelling, and what nobody else knows goes back as it came", () => {
    const body = {
      contents: [
        { parts: [{ text: "Look" }, { inline_data: { mime_type: "image/png", data: "aGk=" } }] },
        { role: "model", parts: [{ executable_code: { language: "PYTHON", code: "1" } }] },
      ],
      system_instruction: { parts: [{ text: "Be brief." }] },
      tools: [
        { google_search: {} },
        { function_declarations: [{ name: "f", parameters: { type: "OBJECT" } }] },
      ],
      tool_config: { function_calling_config: { mode: "any" }, retrieval_config: { language_code: "de" } },
      generation_config: {
        max_output_tokens: 5,
        stop_sequences: ["END"],
        response_mime_type: "application/json",
        response_schema: { type: "STRING" },
        thinking_config: { thinking_level: "low" },
        media_resolution: "MEDIA_RESOLUTION_LOW",
      },
      safety_settings: [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }],
      cachedContent: "cachedContents/c1",
    };
    const request = decode(body);
    expect(request).toMatchObject({
      messages: [
        { role: "system", content: [{ text: "Be brief." }] },
        { role: "user", content: [{ text: "Look" }, { type: "media", kind: "image" }] },
        { role: "assistant", content: [{ type: "vendor" }] },
      ],
      tools: [{ type: "vendor" }, { type: "function", name: "f", parameters: { type: "object" } }],
      toolChoice: { mode: "required" },
      maxOutputTokens: 5,
      stop: ["END"],
      responseFormat: { type: "json_schema", schema: { type: "string" } },
      reasoning: { effort: "low" },
    });
    const { value, warnings } = geminiCodec.encodeRequest({ ...request, model: "gemini-3-pro" });
    expect(warnings).toEqual([]);
    expect(value).toMatchObject({
      contents: [
        { role: "user", parts: [{ text: "Look" }, { inlineData: { mimeType: "image/png" } }] },
        { role: "model", parts: [{ executable_code: { code: "1" } }] },
      ],
      tools: [{ functionDeclarations: [{ name: "f" }] }, { google_search: {} }],
      toolConfig: { functionCallingConfig: { mode: "ANY" }, retrieval_config: { language_code: "de" } },
      generationConfig: { maxOutputTokens: 5, media_resolution: "MEDIA_RESOLUTION_LOW" },
      safety_settings: body.safety_settings,
      cachedContent: "cachedContents/c1",
    });
  });

  it("has ids made for calls without any, the same for their results, whatever comes after", () => {
    const contentsOf = (more: object[]) => [
      { role: "user", parts: [{ text: "Go" }] },
      {
        role: "model",
        parts: [
          { functionCall: { name: "f", args: { n: 1 } } },
          { functionCall: { name: "g" } },
          { functionCall: { name: "f", args: { n: 2 } } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { name: "f", response: { result: "one" } } },
          { functionResponse: { name: "f", response: { output: "two" } } },
          { functionResponse: { name: "g", response: { error: "no" } } },
          { text: "Well?" },
        ],
      },
      ...more,
    ];
    const { messages } = decode({ contents: contentsOf([]) });
    expect(messages[1]).toMatchObject({
      content: [{ id: "call_1", arguments: '{"n":1}' }, { id: "call_2", arguments: "{}" }, { id: "call_3" }],
    });
    expect(messages.slice(2)).toMatchObject([
      { role: "tool", callId: "call_1", name: "f", content: [{ text: "one" }], isError: null },
      { role: "tool", callId: "call_3", name: "f", content: [{ text: '{"output":"two"}' }] },
      { role: "tool", callId: "call_2", name: "g", content: [{ text: "no" }], isError: true },
      { role: "user", content: [{ text: "Well?" }] },
    ]);
    const more = [{ role: "model", parts: [{ functionCall: { id: "call_9", name: "f" } }] }];
    expect(decode({ contents: contentsOf(more) }).messages.slice(0, messages.length)).toEqual(messages);
  });
});
