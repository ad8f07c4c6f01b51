import { describe, expect, it } from "vitest";
import { generateApiKey } from "~/lib/api-key-format";
import { requestHeaders, responseHeaders } from "./forward-headers";

describe("requestHeaders", () => {
  it("sends what concerns the provider, and the credential of this attempt", () => {
    const incoming = {
      accept: "application/json",
      "content-type": "application/json",
      "openai-organization": "org-1",
      "user-agent": "OpenAI/JS",
      "x-stainless-lang": "js",
    };
    expect(requestHeaders(incoming, { authorization: "Bearer sk-1" })).toEqual({
      ...incoming,
      authorization: "Bearer sk-1",
    });
  });

  it.each([
    "authorization",
    "x-api-key",
    "api-key",
    "x-goog-api-key",
    "cookie",
    "host",
    "content-length",
    "accept-encoding",
    "origin",
    "referer",
    "sec-fetch-site",
    "sec-ch-ua",
    "connection",
    "transfer-encoding",
    "te",
    "upgrade",
    "proxy-authorization",
    "x-grepture-api-key",
    "x-grepture-auth-forward",
    "x-grepture-metadata",
    "x-forwarded-for",
    "x-request-id",
  ])("never sends %s", (name) => {
    expect(requestHeaders({ [name]: "value" }, {})).toEqual({});
  });

  it("never sends one of our keys, whatever header a tool put it in", () => {
    const incoming = { "x-custom": `Token ${generateApiKey()}`, "x-other": "grp_ is a prefix" };
    expect(requestHeaders(incoming, {})).toEqual({ "x-other": "grp_ is a prefix" });
  });
});

describe("responseHeaders", () => {
  it("passes the provider's headers on, except those of its connection and those that are ours to set", () => {
    const upstream = {
      "content-type": "application/json",
      "x-ratelimit-remaining-requests": "9",
      "transfer-encoding": "chunked",
      "set-cookie": ["a=1"],
      "content-length": "12",
      "x-request-id": "theirs",
      "x-hop": "1",
      "x-grepture-rules-applied": "forged",
      connection: "close, X-Hop",
    };
    expect(responseHeaders(upstream)).toEqual({
      "content-type": "application/json",
      "x-ratelimit-remaining-requests": "9",
    });
  });
});
