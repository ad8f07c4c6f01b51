import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextTooDeepError } from "../collect-text";
import { geminiTextParts } from "./text-parts";

const texts = (body: unknown) => geminiTextParts(body).map(({ text }) => text);

describe("geminiTextParts", () => {
  it("finds text wherever a model reads it, and no media, ids or keywords", () => {
    const body = {
      systemInstruction: { parts: [{ text: "system" }] },
      contents: [
        {
          role: "user",
          parts: [
            { text: "plain" },
            { inlineData: { mimeType: "image/png", data: "iVBORw0" } },
            { file_data: { mime_type: "video/mp4", file_uri: "gs://a/b" } },
          ],
        },
        {
          role: "model",
          parts: [
            { text: "a thought", thought: true, thoughtSignature: "c2ln" },
            { functionCall: { id: "c1", name: "send", args: { to: "argument", name: "a name" } } },
          ],
        },
        {
          role: "user",
          parts: [{ functionResponse: { id: "c1", name: "send", response: { result: "response" } } }],
        },
      ],
      tools: [
        {
          functionDeclarations: [{ name: "send", description: "described", parameters: { type: "OBJECT" } }],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["send"] } },
      safetySettings: [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }],
      generationConfig: {
        responseSchema: { type: "OBJECT", description: "a schema" },
        stopSequences: ["END"],
      },
    };
    expect(texts(body)).toEqual([
      "system",
      "plain",
      "argument",
      "a name",
      "response",
      "described",
      "a schema",
      "END",
    ]);
  });

  it("reads what is to be embedded or counted", () => {
    expect(
      texts({ content: { parts: [{ text: "one" }] }, taskType: "RETRIEVAL_QUERY", title: "a title" }),
    ).toEqual(["one", "a title"]);
    expect(texts({ requests: [{ model: "models/m", content: { parts: [{ text: "two" }] } }] })).toEqual([
      "two",
    ]);
    expect(texts({ generateContentRequest: { contents: [{ parts: [{ text: "three" }] }] } })).toEqual([
      "three",
    ]);
  });

  it("points at what it found, in any shape", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        for (const body of [value, { contents: value }, { tools: value, systemInstruction: value }]) {
          for (const { path, text } of geminiTextParts(body)) {
            let found: unknown = body;
            for (const step of path) found = (found as Record<string, unknown>)[step];
            expect(found).toBe(text);
          }
        }
      }),
    );
  });

  it("refuses arguments nested deeper than it looks", () => {
    let args: unknown = "deep";
    for (let depth = 0; depth < 300; depth++) args = { args };
    expect(() => geminiTextParts({ contents: [{ parts: [{ functionCall: { args } }] }] })).toThrow(
      TextTooDeepError,
    );
  });
});
