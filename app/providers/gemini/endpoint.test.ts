import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { geminiChatPath, geminiCredential, geminiUrl, readGeminiPath } from "./endpoint";

describe("Gemini's endpoint", () => {
  it("asks for a chat under the model's name, and reads that name back", () => {
    expect(geminiChatPath("gemini-3.8-flash", false)).toEqual({
      path: "/v1beta/models/gemini-3.8-flash:generateContent",
      query: "",
    });
    expect(geminiChatPath("tunedModels/mine", true)).toEqual({
      path: "/v1beta/tunedModels/mine:streamGenerateContent",
      query: "?alt=sse",
    });
    expect(geminiChatPath("models/m", false).path).toBe("/v1beta/models/m:generateContent");
    expect(readGeminiPath("/v1/models/m:countTokens")).toEqual({ model: "m", method: "countTokens" });
    expect(readGeminiPath("/v1beta/models")).toBeNull();
  });

  it("keeps any name inside its place in the path", () => {
    const name = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(name, fc.boolean(), (model, stream) => {
        fc.pre(!/^(models|tunedModels)\//.test(model));
        const { path, query } = geminiChatPath(model, stream);
        const url = geminiUrl("https://generativelanguage.googleapis.com", path, query);
        const method = stream ? "streamGenerateContent" : "generateContent";
        expect(url.hash).toBe("");
        expect(url.search).toBe(query);
        expect(readGeminiPath(url.pathname)).toEqual({ model, method });
      }),
    );
  });

  it("has no key in any URL", () => {
    expect(geminiCredential("secret")).toEqual({ "x-goog-api-key": "secret" });
  });
});
