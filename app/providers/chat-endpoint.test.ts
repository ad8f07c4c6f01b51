import { describe, expect, it } from "vitest";
import { chatEndpoint } from "./chat-endpoint";

describe("chatEndpoint", () => {
  it.each([
    ["openai", "gpt-5", "/v1/chat/completions", ""],
    ["anthropic", "claude-sonnet-4-5", "/v1/messages", ""],
    ["azure", "my deployment", "/openai/deployments/my%20deployment/chat/completions", ""],
    ["gemini", "gemini-2.5-pro", "/v1beta/models/gemini-2.5-pro:generateContent", ""],
  ] as const)("of %s, buffered", (provider, model, path, query) => {
    expect(chatEndpoint(provider, { model, stream: false })).toEqual({ path, query });
  });

  it("says in the path that Gemini streams, and in the body for the others", () => {
    expect(chatEndpoint("gemini", { model: "gemini-2.5-pro", stream: true })).toEqual({
      path: "/v1beta/models/gemini-2.5-pro:streamGenerateContent",
      query: "?alt=sse",
    });
    for (const provider of ["openai", "anthropic", "azure"] as const) {
      expect(chatEndpoint(provider, { model: "m", stream: true })).toEqual(
        chatEndpoint(provider, { model: "m", stream: false }),
      );
    }
  });
});
