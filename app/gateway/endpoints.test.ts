import { generateApiKey } from "~/lib/api-key-format";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dialectOf, findEndpoint, isGatewayPath } from "./endpoints";
import { GatewayError } from "./gateway-error";

const find = (url: string, headers: Record<string, string> = {}, method = "POST") =>
  findEndpoint({ method, url, headers }, null);
const anthropic = { "anthropic-version": "2023-06-01" };

describe("findEndpoint", () => {
  it.each([
    ["/v1/chat/completions", {}, "openai", "chat"],
    ["/v1/responses", {}, "openai", "responses"],
    ["/v1/embeddings", {}, "openai", "embeddings"],
    ["/v1/completions", {}, "openai", "completions"],
    ["/v1/moderations", {}, "openai", "moderations"],
    ["/v1/files", {}, "openai", "other"],
    ["/v1/messages", {}, "anthropic", "chat"],
    ["/v1/messages/count_tokens", {}, "anthropic", "count_tokens"],
    ["/v1/messages/batches", {}, "anthropic", "other"],
    ["/v1/files", anthropic, "anthropic", "other"],
    ["/v1beta/models/gemini-pro:generateContent", {}, "gemini", "chat"],
    ["/v1/models/gemini-pro:generateContent", {}, "gemini", "chat"],
    ["/v1beta/models/gemini-pro:countTokens", {}, "gemini", "count_tokens"],
    ["/v1beta/models/m:embedContent", {}, "gemini", "embeddings"],
    ["/v1beta/files", {}, "gemini", "other"],
    ["/openai/deployments/gpt%204/chat/completions", {}, "azure", "chat"],
    ["/openai/deployments/d/embeddings", {}, "azure", "embeddings"],
    ["/openai/v1/responses", {}, "azure", "responses"],
    ["/openai/v1/chat/completions", {}, "azure", "chat"],
    ["/openai/files", {}, "azure", "other"],
  ])("%s with %j speaks %s and asks for %s", (path, headers, dialect, operation) => {
    expect(find(path, headers)).toMatchObject({ dialect, operation, path });
    expect(dialectOf({ url: path, headers })).toBe(dialect);
    expect(isGatewayPath(path)).toBe(true);
  });

  it("tells the vendors' model lists apart by the header that only one of them sends", () => {
    expect(find("/v1/models", {}, "GET")).toMatchObject({ dialect: "openai", operation: "other" });
    expect(find("/v1/models", anthropic, "GET")).toMatchObject({ dialect: "anthropic", operation: "other" });
    expect(find("/v1beta/models", {}, "GET")).toMatchObject({ dialect: "gemini", operation: "other" });
  });

  it("reads the model and the stream from the path where they are there", () => {
    const streamed = find("/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse");
    expect(streamed).toMatchObject({ route: { model: "gemini-2.5-pro", stream: true }, query: "?alt=sse" });
    expect(find("/openai/deployments/my%20gpt/chat/completions")).toMatchObject({
      route: { model: "my gpt" },
    });
  });

  it("takes our key out of the query, whatever parameter a tool put it in", () => {
    const key = generateApiKey();
    const url = `/v1/models?api_key=${key}&limit=2&x=%67rp_${key.slice(4)}&key=own`;
    expect(findEndpoint({ method: "GET", url, headers: {} }, null)).toMatchObject({ query: "?limit=2" });
  });

  it("only asks for what a POST asks for: listing stored completions is not a chat", () => {
    expect(find("/v1/chat/completions", {}, "GET")).toMatchObject({ operation: "other" });
  });

  it.each([
    ["?key=grp_1", ""],
    ["?alt=sse&key=grp_1", "?alt=sse"],
    ["?%6Bey=grp_1&a=b%20c", "?a=b%20c"],
    ["?key", ""],
    ["?KEY=grp_1", ""],
    ["?monkey=1", "?monkey=1"],
    ["?a=%zz&key=1", "?a=%zz"],
  ])("takes the key out of %s and leaves the rest as it came", (query, expected) => {
    expect(find(`/v1/models${query}`, {}, "GET")).toMatchObject({ query: expected });
  });

  it.each([
    ["/v1", "POST", "not_found"],
    ["/v1/trace", "POST", "not_found"],
    ["/v1/prompts/a", "GET", "not_found"],
    ["/proxy/v1/chat/completions", "POST", "not_found"],
    ["/v1/../admin", "GET", "not_found"],
    ["/v1/%2e%2E/admin", "GET", "not_found"],
    ["/v1/models", "TRACE", "method_not_allowed"],
    ["/v1/models", "OPTIONS", "method_not_allowed"],
  ])("refuses %s by %s as %s", (path, method, code) => {
    const refusal = find(path, {}, method);
    expect(refusal).toBeInstanceOf(GatewayError);
    expect(refusal).toMatchObject({ code });
  });

  it("reads a target's own path, whatever ours is", () => {
    const target = new URL("https://api.anthropic.com/v1/messages?beta=true&key=k");
    const asked = { method: "POST", url: "/proxy/whatever?a=1", headers: {} };
    expect(findEndpoint(asked, target)).toMatchObject({
      dialect: "anthropic",
      operation: "chat",
      path: "/v1/messages",
      query: "?beta=true",
    });
    const prefixed = new URL("https://vllm.example/llm/v1/chat/completions");
    expect(findEndpoint(asked, prefixed)).toMatchObject({ dialect: "openai", operation: "chat" });
  });

  it("answers any path and query with an endpoint or a refusal, and repeats nothing unprintable", () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, query) => {
        const found = find(`/v1${path}?${query}`);
        if (found instanceof GatewayError) expect(found.message).toMatch(/^[\x20-\x7e…]*$/);
        else expect(found.path).toBe(`/v1${path}`);
      }),
    );
  });
});

describe("isGatewayPath", () => {
  it.each(["/", "/v10/x", "/login", "/openai-guide", "/org/a", "/proxyless"])("%s is not one", (path) => {
    expect(isGatewayPath(path)).toBe(false);
  });
});
