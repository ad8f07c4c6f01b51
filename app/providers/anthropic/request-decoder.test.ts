import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JsonObject } from "../json-value";
import { anthropicCodec } from "./codec";

const decode = (body: JsonObject) => anthropicCodec.decodeRequest(body, { model: null, stream: null });
const EPHEMERAL = { type: "ephemeral", ttl: "1h" };

/** Everything that only Anthropic has, at every place where it may stand. */
const OWN = {
  model: "claude-sonnet-4-5",
  max_tokens: 9_000,
  system: [{ type: "text", text: "Be brief", cache_control: EPHEMERAL }],
  messages: [
    {
      role: "user",
      content: [
        {
          type: "document",
          source: { type: "text", media_type: "text/plain", data: "All of it" },
          title: "Contract",
          context: "From 2020",
          citations: { enabled: true },
          cache_control: EPHEMERAL,
        },
        { type: "document", source: { type: "content", content: [{ type: "text", text: "part" }] } },
        {
          type: "search_result",
          source: "https://x",
          title: "X",
          content: [{ type: "text", text: "found" }],
        },
        { type: "image", source: { type: "file", file_id: "file_1" } },
        { type: "text", text: "What?" },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "Hm", signature: "c2ln" },
        { type: "redacted_thinking", data: "ZGF0YQ" },
        { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "q" } },
        {
          type: "web_search_tool_result",
          tool_use_id: "srvtoolu_1",
          content: [{ type: "web_search_result" }],
        },
        { type: "text", text: "So", citations: [{ type: "char_location", cited_text: "All" }] },
        { type: "tool_use", id: "toolu_1", name: "send", input: { to: "me" }, cache_control: EPHEMERAL },
      ],
    },
    {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: "toolu_1",
          is_error: true,
          content: [
            { type: "text", text: "no" },
            { type: "tool_reference", tool_name: "send" },
          ],
          cache_control: EPHEMERAL,
        },
        { type: "text", text: "Again" },
      ],
    },
  ],
  tools: [
    {
      name: "send",
      description: "Sends",
      input_schema: { type: "object", properties: { to: { type: "string" } } },
      cache_control: EPHEMERAL,
      defer_loading: true,
    },
    { type: "web_search_20250305", name: "web_search", max_uses: 3 },
  ],
  tool_choice: { type: "auto", disable_parallel_tool_use: true },
  thinking: { type: "enabled", budget_tokens: 2_000 },
  stop_sequences: ["END"],
  metadata: { user_id: "u-1", more: "kept" },
  stream: true,
  mcp_servers: [{ type: "url", url: "https://mcp", name: "m" }],
  container: "container_1",
  service_tier: "auto",
  cache_control: { type: "ephemeral" },
};

describe("a messages request", () => {
  it("with everything of Anthropic's own goes back as it came", () => {
    const { value, warnings } = decode(OWN)!;
    expect(warnings).toEqual([]);
    const encoded = anthropicCodec.encodeRequest(value);
    expect(encoded.warnings).toEqual([]);
    expect(JSON.parse(JSON.stringify(encoded.value))).toEqual(OWN);
  });

  it("says in canonical words what others understand", () => {
    const { value } = decode(OWN)!;
    expect(value).toMatchObject({
      parallelToolCalls: false,
      toolChoice: { mode: "auto" },
      reasoning: { effort: null, budgetTokens: 2_000 },
      user: "u-1",
      stop: ["END"],
      stream: true,
      includeUsage: true,
      tools: [{ type: "function", name: "send" }, { type: "vendor" }],
    });
    expect(value.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "tool", "user"]);
    expect(value.messages[3]).toMatchObject({ callId: "toolu_1", name: "send", isError: true });
    expect(Object.keys(value.vendor!.fields)).toEqual([
      "mcp_servers",
      "container",
      "service_tier",
      "cache_control",
      "metadata",
    ]);
  });

  it.each([
    [
      { thinking: { type: "adaptive", display: "omitted" }, output_config: { effort: "max" } },
      "max",
      -1,
      false,
    ],
    [{ thinking: { type: "disabled" } }, null, 0, null],
    [{ thinking: { type: "between_tools" } }, null, 0, null],
    [{ output_config: { effort: "low" } }, "low", null, null],
  ])("asks to think with %j", (asked, effort, budgetTokens, includeThoughts) => {
    const decoded = decode({ model: "claude-opus-4-6", messages: [], ...asked });
    expect(decoded?.value.reasoning).toEqual({ effort, budgetTokens, includeThoughts });
  });

  it("asks for a form in either of its places, and keeps what nobody can read", () => {
    const schema = { type: "object", properties: {}, additionalProperties: false };
    const format = { type: "json_schema", schema };
    for (const asked of [{ output_config: { format } }, { output_format: format }]) {
      const { value } = decode({ model: "m", messages: [], ...asked })!;
      expect(value.responseFormat).toMatchObject({ type: "json_schema", schema });
      expect(anthropicCodec.encodeRequest(value).value.output_config).toEqual({ format });
    }
    const unreadable = {
      temperature: "hot",
      thinking: { type: "dreaming" },
      tool_choice: { type: "some" },
      output_config: { effort: "heroic" },
    };
    const { value } = decode({ model: "m", messages: [], max_tokens: 5, ...unreadable })!;
    expect(anthropicCodec.encodeRequest(value).value).toMatchObject(unreadable);
  });

  it("may say instructions between turns", () => {
    const messages = [
      { role: "user", content: "Hi" },
      { role: "system", content: "Be kind" },
      { role: "tool", content: "?" },
    ];
    const { value, warnings } = decode({ model: "m", system: "Be brief", messages })!;
    expect(value.messages).toMatchObject([
      { role: "system", content: [{ text: "Be brief" }] },
      { role: "user" },
      { role: "system", content: [{ text: "Be kind" }] },
    ]);
    expect(warnings).toEqual(["messages[2]: its role is not known; left out"]);
  });

  it("is none without messages, and any other shape is read as far as it goes", () => {
    expect(decode({ model: "m", prompt: "Hi" })).toBeNull();
    const value = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(value, value, value, value, (messages, system, tools, choice) => {
        const content = [
          { role: "user", content: messages },
          { role: "assistant", content: messages },
          messages,
        ];
        const decoded = decode({ messages: content, system, tools, tool_choice: choice, thinking: choice });
        expect(() => anthropicCodec.encodeRequest(decoded!.value)).not.toThrow();
      }),
    );
  });
});
