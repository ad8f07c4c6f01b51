import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateApiKey } from "~/lib/api-key-format";
import { readCredentials } from "./credentials";

const ours = generateApiKey();
const own = "sk-proj-abcdefghijklmnop";
const url = "/v1/chat/completions";

describe("readCredentials", () => {
  it.each([
    ["Authorization", { authorization: `Bearer ${ours}` }, url],
    ["x-api-key", { "x-api-key": ours }, url],
    ["api-key", { "api-key": ours }, url],
    ["x-goog-api-key", { "x-goog-api-key": ours }, url],
    ["the query", {}, `${url}?key=${ours}`],
  ])("finds our key in %s", (_, headers, where) => {
    expect(readCredentials(headers, where, "openai")).toEqual({ apiKey: ours, ownKey: null });
  });

  it("takes the caller's own key from X-Grepture-Auth-Forward, with or without Bearer", () => {
    for (const value of [own, `Bearer ${own}`]) {
      const headers = { authorization: `Bearer ${ours}`, "x-grepture-auth-forward": value };
      expect(readCredentials(headers, url, "openai")).toEqual({ apiKey: ours, ownKey: own });
    }
  });

  it("takes it from the usual header when ours is in X-Grepture-Api-Key", () => {
    const headers = { authorization: `Bearer ${own}`, "x-grepture-api-key": ours };
    expect(readCredentials(headers, url, "openai")).toEqual({ apiKey: ours, ownKey: own });
  });

  it.each([
    ["openai", "authorization"],
    ["anthropic", "x-api-key"],
    ["gemini", "x-goog-api-key"],
    ["azure", "api-key"],
  ] as const)("takes %s's from %s, and not another vendor's beside it", (dialect, usual) => {
    const headers = {
      authorization: "Bearer key-of-authorization",
      "x-api-key": "key-of-x-api-key",
      "api-key": "key-of-api-key",
      "x-goog-api-key": "key-of-x-goog-api-key",
      "x-grepture-api-key": ours,
    };
    expect(readCredentials(headers, url, dialect)).toEqual({ apiKey: ours, ownKey: `key-of-${usual}` });
    const others = { ...headers, [usual]: undefined, authorization: undefined };
    expect(readCredentials(others, url, dialect)).toEqual({ apiKey: ours, ownKey: null });
  });

  it("never takes an own key for ours, nor ours for an own key, wherever they stand", () => {
    const place = fc.constantFrom(
      "authorization",
      "x-api-key",
      "api-key",
      "x-goog-api-key",
      "x-grepture-auth-forward",
      "x-grepture-api-key",
    );
    const value = fc.constantFrom(ours, own, "grp_mistyped", "");
    fc.assert(
      fc.property(fc.dictionary(place, value), (headers) => {
        const { apiKey, ownKey } = readCredentials(headers, url, "openai");
        if (headers["x-grepture-api-key"] === undefined)
          expect(apiKey === null || apiKey.startsWith("grp_")).toBe(true);
        expect(ownKey === null || !ownKey.startsWith("grp_")).toBe(true);
      }),
    );
  });
});
