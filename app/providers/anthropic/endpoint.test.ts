import { describe, expect, it } from "vitest";
import { anthropicCredential, anthropicUrl } from "./endpoint";

describe("Anthropic's endpoint", () => {
  it("is the base, the path and the query", () => {
    const url = anthropicUrl("https://api.anthropic.com", "/v1/messages/count_tokens", "?beta=true");
    expect(url.href).toBe("https://api.anthropic.com/v1/messages/count_tokens?beta=true");
  });

  it("is told a key in its own header, a token as a bearer, and always a version", () => {
    const version = { "anthropic-version": "2023-06-01" };
    expect(anthropicCredential("sk-ant-api03-x")).toEqual({ "x-api-key": "sk-ant-api03-x", ...version });
    expect(anthropicCredential("sk-ant-oat01-x")).toEqual({
      authorization: "Bearer sk-ant-oat01-x",
      ...version,
    });
  });
});
