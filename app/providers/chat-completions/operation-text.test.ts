import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextTooDeepError } from "../collect-text";
import { type Operation } from "../protocol";
import { openaiTextParts } from "./operation-text";

const texts = (operation: Operation, body: unknown) =>
  openaiTextParts(operation, body).map((part) => part.text);

describe("openaiTextParts", () => {
  it("reads a Responses request: instructions, messages, calls, results, tools, schemas, prompt variables", () => {
    const body = {
      model: "gpt-x",
      instructions: "be kind",
      previous_response_id: "resp_1",
      input: [
        { role: "user", content: "as a string" },
        {
          type: "message",
          role: "user",
          content: [
            { type: "input_text", text: "as a part" },
            { type: "input_image", image_url: "data:image/png;base64,AAAA", detail: "low" },
            { type: "input_file", file_id: "file-1", filename: "cv of Ada.pdf" },
          ],
        },
        { type: "function_call", call_id: "c1", name: "mail", arguments: '{"to":"ada@example.com"}' },
        { type: "function_call_output", call_id: "c1", output: "sent to Ada" },
        { type: "custom_tool_call", call_id: "c2", name: "sql", input: "select 1" },
        { type: "reasoning", encrypted_content: "AAAA", summary: [{ type: "summary_text", text: "hm" }] },
        { type: "item_reference", id: "msg_9" },
      ],
      tools: [
        {
          type: "function",
          name: "mail",
          description: "mails Bob",
          parameters: { type: "object", properties: { name: { type: "string", description: "whose" } } },
        },
        {
          type: "mcp",
          server_label: "crm",
          server_url: "https://crm.example.com",
          server_description: "our customers",
          headers: { authorization: "Bearer abc" },
        },
        { type: "namespace", name: "n", tools: [{ type: "function", name: "g", description: "inner" }] },
        { type: "file_search", vector_store_ids: ["vs_1"] },
      ],
      text: { format: { type: "json_schema", name: "a", schema: { description: "like Eve's" } } },
      prompt: {
        id: "pmpt_1",
        version: "2",
        variables: { who: "Carol", what: { type: "input_text", text: "Dora" } },
      },
    };
    expect(texts("responses", body)).toEqual([
      "be kind",
      "as a string",
      "as a part",
      "low",
      "cv of Ada.pdf",
      "ada@example.com",
      "sent to Ada",
      "select 1",
      "mails Bob",
      "whose",
      "our customers",
      "inner",
      "like Eve's",
      "Carol",
      "Dora",
    ]);
  });

  it("points into arguments that are JSON", () => {
    const input = [{ type: "function_call", arguments: '{"to":"ada@example.com"}' }];
    expect(openaiTextParts("responses", { input })).toEqual([
      { path: ["input", 0, "arguments"], inner: ["to"], text: "ada@example.com" },
    ]);
  });

  it.each<[Operation, object, string[]]>([
    ["embeddings", { model: "m", input: "one", encoding_format: "float" }, ["one"]],
    ["embeddings", { model: "m", input: ["one", "two"] }, ["one", "two"]],
    ["embeddings", { model: "m", input: [[1, 2], [3]], user: "u" }, []],
    ["completions", { model: "m", prompt: ["a", "b"], suffix: "c" }, ["a", "b", "c"]],
    [
      "moderations",
      {
        input: [
          { type: "text", text: "a" },
          { type: "image_url", image_url: { url: "u" } },
        ],
      },
      ["a"],
    ],
    ["other", { model: "gpt-image", prompt: "a cat", size: "1x1" }, ["a cat", "1x1"]],
    ["other", { model: "tts", input: "say it", voice: "alloy", response_format: "mp3" }, ["say it"]],
    ["other", { input_file_id: "file-1", endpoint: "/v1/responses" }, ["/v1/responses"]],
    ["other", { role_name: "x" }, ["x"]],
  ])("reads %s %j", (operation, body, expected) => {
    expect(texts(operation, body)).toEqual(expected);
  });

  it("reads chat as chat", () => {
    expect(texts("chat", { messages: [{ role: "user", content: "hello" }], user: "u" })).toEqual(["hello"]);
  });

  it("takes any value for a body, and every path leads to its text", () => {
    const operations = fc.constantFrom<Operation>("responses", "embeddings", "other");
    fc.assert(
      fc.property(operations, fc.jsonValue({ maxDepth: 6 }), (operation, value) => {
        const body = JSON.parse(JSON.stringify({ input: value, tools: value })) as unknown;
        for (const { path, inner, text } of openaiTextParts(operation, body)) {
          let found: unknown = body;
          for (const step of path) found = (found as Record<string | number, unknown>)[step];
          if (inner === undefined) expect(found).toBe(text);
        }
      }),
    );
  });

  it.each(["input", "tools"])("refuses %s that is nested too deep to inspect", (field) => {
    let value: unknown = "deep";
    for (let depth = 0; depth < 20_000; depth++) value = depth % 2 ? [value] : { x: value };
    expect(() => openaiTextParts("other", { [field]: value })).toThrow(TextTooDeepError);
  });
});
