import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextTooDeepError } from "../collect-text";
import { chatTextParts } from "./text-parts";

const texts = (body: unknown) => chatTextParts(body).map((part) => part.text);

describe("chatTextParts", () => {
  it("finds text in every role, in strings and in parts", () => {
    const body = {
      model: "gpt-test",
      messages: [
        { role: "system", content: "be kind" },
        { role: "developer", content: [{ type: "text", text: "be brief" }] },
        { role: "user", name: "Ada Example", content: [{ type: "text", text: "hello" }] },
        { role: "assistant", content: null, refusal: "no" },
        { role: "tool", tool_call_id: "call_1", content: "a result" },
      ],
    };
    expect(texts(body)).toEqual(["be kind", "be brief", "Ada Example", "hello", "no", "a result"]);
  });

  it("looks into tool arguments, and takes broken ones as text", () => {
    const call = (args: string) => ({ id: "c", type: "function", function: { name: "f", arguments: args } });
    const messages = [
      {
        role: "assistant",
        tool_calls: [call('{"to":{"mail":"ada@example.com"},"n":1}'), call('{"cut":"off')],
      },
      { role: "assistant", function_call: { name: "old", arguments: '["legacy"]' } },
      {
        role: "assistant",
        tool_calls: [{ id: "d", type: "custom", custom: { name: "g", input: "free text" } }],
      },
    ];
    const parts = chatTextParts({ messages });
    expect(parts[0]).toEqual({
      path: ["messages", 0, "tool_calls", 0, "function", "arguments"],
      inner: ["to", "mail"],
      text: "ada@example.com",
    });
    expect(parts.map((part) => part.text)).toEqual(["ada@example.com", '{"cut":"off', "legacy", "free text"]);
  });

  it("reads descriptions of tools and schemas, and leaves their keywords alone", () => {
    const parameters = {
      type: "object",
      required: ["type"],
      properties: {
        type: { type: "string", description: "ask bob@example.com", enum: ["carol@example.com"] },
      },
    };
    const tools = [{ type: "function", function: { name: "f", description: "mails Dora", parameters } }];
    const format = { type: "json_schema", json_schema: { name: "n", schema: { description: "like Eve's" } } };
    expect(texts({ tools, response_format: format })).toEqual([
      "mails Dora",
      "ask bob@example.com",
      "carol@example.com",
      "like Eve's",
    ]);
  });

  it("does not take media or ids for text", () => {
    const content = [
      { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
      { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
      { type: "file", file: { file_id: "file-1", file_data: "AAAA", filename: "cv of Ada.pdf" } },
    ];
    expect(texts({ model: "m", user: "u-1", messages: [{ role: "user", content }] })).toEqual([
      "cv of Ada.pdf",
    ]);
  });

  it("reads what Azure tells the model of a data source, and never the key to it", () => {
    const parameters = { role_information: "you serve Ada", authentication: { type: "api_key", key: "k" } };
    expect(texts({ messages: [], data_sources: [{ type: "azure_search", parameters }] })).toEqual([
      "you serve Ada",
    ]);
  });

  it("takes any value for a body, and every path leads to its text", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const body = JSON.parse(JSON.stringify({ messages: [{ role: "user", content: value }] })) as unknown;
        for (const { path, inner, text } of chatTextParts(body)) {
          let found: unknown = body;
          for (const step of path) found = (found as Record<string | number, unknown>)[step];
          if (inner === undefined) expect(found).toBe(text);
        }
        expect(chatTextParts(value)).toBeInstanceOf(Array);
      }),
    );
  });

  it("refuses what is nested too deep to inspect", () => {
    let content: unknown = "deep";
    for (let depth = 0; depth < 300; depth++) content = [content];
    expect(() => chatTextParts({ messages: [{ role: "user", content }] })).toThrow(TextTooDeepError);
  });
});
