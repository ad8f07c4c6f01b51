import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChatErrorKind } from "../chat";
import { decodeError, encodeError, encodeStreamError } from "./errors";

describe("decodeError", () => {
  const of = (error: object) => ({ error: { message: "no", ...error } });

  it.each<[number, object, ChatErrorKind, number]>([
    [401, of({ type: "invalid_request_error", code: "invalid_api_key" }), "authentication", 401],
    [403, of({ type: "invalid_request_error", code: "unsupported_country" }), "permission", 403],
    [404, of({ type: "invalid_request_error", code: null }), "not_found", 404],
    [404, of({ code: "DeploymentNotFound" }), "not_found", 404],
    [429, of({ type: "insufficient_quota", code: "insufficient_quota" }), "quota_exceeded", 429],
    [429, of({ type: "tokens", code: "rate_limit_exceeded" }), "rate_limited", 429],
    [429, of({ code: "429" }), "rate_limited", 429],
    [
      400,
      of({ code: "content_filter", innererror: { code: "ResponsibleAIPolicyViolation" } }),
      "content_filter",
      400,
    ],
    [400, of({ code: null, innererror: { code: "ResponsibleAIPolicyViolation" } }), "content_filter", 400],
    [400, of({ type: "invalid_request_error", code: "context_length_exceeded" }), "invalid_request", 400],
    [503, of({ type: "server_error" }), "overloaded", 503],
    [500, of({ type: "server_error" }), "server_error", 500],
    [401, { statusCode: 401, message: "no" }, "authentication", 401],
    // Inside a stream that began with 200.
    [200, of({ type: "server_error" }), "server_error", 500],
    [200, of({ type: "rate_limit_error", code: null }), "rate_limited", 429],
    [200, of({ code: 429 }), "rate_limited", 429],
    [200, of({ code: "content_filter" }), "content_filter", 400],
    [200, { error: "no" }, "server_error", 500],
    [200, { statusCode: 429, message: "no" }, "rate_limited", 429],
  ])("%d %j is %s", (status, body, kind, meant) => {
    expect(decodeError(status, body)).toMatchObject({ kind, status: meant, message: "no" });
  });

  it.each([
    ["Please try again in 20s.", 20_000],
    ["Please try again in 1.5s. Visit", 1_500],
    ["Please try again in 28ms.", 28],
    ["Please try again in 6m0s.", 360_000],
    ["Please retry after 26 seconds.", 26_000],
    ["try again in a moment", null],
    ["no", null],
  ])("reads how long to wait from %j", (message, expected) => {
    expect(decodeError(429, { error: { message } })?.retryAfterMs).toBe(expected);
  });

  it("finds none where there is none", () => {
    for (const body of [null, [], "error", {}, { error: null }, { choices: [] }]) {
      expect(decodeError(500, body)).toBeNull();
    }
  });

  it("gets back the kind of every error that it wrote, at its own status", () => {
    const kinds: [ChatErrorKind, number][] = [
      ["invalid_request", 400],
      ["authentication", 401],
      ["permission", 403],
      ["not_found", 404],
      ["too_large", 413],
      ["rate_limited", 429],
      ["quota_exceeded", 429],
      ["content_filter", 400],
      ["timeout", 504],
      ["overloaded", 503],
      ["server_error", 500],
    ];
    const error = fc
      .tuple(fc.constantFrom(...kinds), fc.string(), fc.option(fc.constantFrom("a", "b")))
      .map(([[kind, status], message, param]) => {
        return { kind, status, message: `m ${message}`, code: null, param, retryAfterMs: null };
      });
    fc.assert(
      fc.property(error, (sent) => {
        const { kind, status, message, param } = sent;
        expect(decodeError(status, encodeError(sent))).toMatchObject({ kind, status, message, param });
        expect(JSON.parse(encodeStreamError(sent).data)).toEqual(encodeError(sent));
      }),
    );
  });
});
