import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextTooDeepError } from "../collect-text";
import { messagesTextParts } from "./text-parts";

const texts = (body: unknown) => messagesTextParts(body).map(({ text }) => text);
const paths = (body: unknown) => messagesTextParts(body).map(({ path }) => path.join("."));

describe("messagesTextParts", () => {
  it("finds text in every role and kind of block, and no media, ids or keywords", () => {
    const body = {
      model: "claude-fake",
      max_tokens: 10,
      system: [{ type: "text", text: "system", cache_control: { type: "ephemeral", ttl: "1h" } }],
      metadata: { user_id: "u-1" },
      messages: [
        { role: "user", content: "plain" },
        {
          role: "user",
          content: [
            { type: "text", text: "block" },
            { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0" } },
            { type: "image", source: { type: "url", url: "https://example.com/a.png" } },
            {
              type: "document",
              title: "title",
              context: "context",
              source: { type: "text", media_type: "text/plain", data: "document" },
            },
            { type: "document", source: { type: "content", content: [{ type: "text", text: "part" }] } },
            {
              type: "search_result",
              title: "found",
              source: "a source",
              content: [{ type: "text", text: "passage" }],
            },
          ],
        },
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "signed", signature: "c2ln" },
            { type: "redacted_thinking", data: "ZGF0YQ" },
            { type: "tool_use", id: "toolu_1", name: "send", input: { to: "input", name: "a name", n: 1 } },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "toolu_1", content: "result" },
            {
              type: "tool_result",
              tool_use_id: "toolu_2",
              is_error: true,
              content: [{ type: "text", text: "result block" }],
            },
          ],
        },
      ],
      tools: [
        {
          name: "send",
          description: "described",
          input_schema: { type: "object", properties: { name: { type: "string", description: "a field" } } },
        },
      ],
    };
    expect(texts(body)).toEqual([
      "system",
      "plain",
      "block",
      "title",
      "context",
      "document",
      "part",
      "found",
      "a source",
      "passage",
      "input",
      "a name",
      "result",
      "result block",
      "described",
      "a field",
    ]);
    expect(paths(body)).toContain("messages.2.content.2.input.to");
  });

  it("reads a system prompt that is a string, and survives any shape", () => {
    expect(texts({ system: "be brief" })).toEqual(["be brief"]);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        for (const body of [value, { messages: value }, { system: value, tools: value }]) {
          for (const { path, text } of messagesTextParts(body)) {
            let found: unknown = body;
            for (const step of path) found = (found as Record<string, unknown>)[step];
            expect(found).toBe(text);
          }
        }
      }),
    );
  });

  it("finds what a tool is shown, a server fetched and a batch asks, and leaves settings alone", () => {
    const fetched = {
      type: "web_fetch_tool_result",
      tool_use_id: "srvtoolu_1",
      content: {
        type: "web_fetch_result",
        url: "https://x",
        content: { type: "document", source: { type: "text", media_type: "text/plain", data: "page" } },
      },
    };
    const params = {
      messages: [{ role: "user", content: [fetched] }],
      tools: [{ name: "f", input_schema: { type: "object" }, input_examples: [{ name: "Ada", type: "x" }] }],
      output_config: { effort: "high", format: { type: "json_schema", schema: { description: "form" } } },
    };
    expect(texts(params)).toEqual(["page", "Ada", "x", "form"]);
    expect(paths({ requests: [{ custom_id: "1", params }] })[0]).toBe(
      "requests.0.params.messages.0.content.0.content.content.source.data",
    );
  });

  it("refuses input nested deeper than it looks", () => {
    let input: unknown = "deep";
    for (let depth = 0; depth < 300; depth++) input = { input };
    const body = { messages: [{ role: "assistant", content: [{ type: "tool_use", input }] }] };
    expect(() => messagesTextParts(body)).toThrow(TextTooDeepError);
  });
});
