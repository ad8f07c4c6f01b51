import { describe, expect, it } from "vitest";
import { type ChatErrorKind } from "~/providers/chat";
import { PROTOCOLS } from "~/providers/registry";
import { classifyStatus, classifyUpstreamFailure, type FailureClass } from "./classify-failure";
import { type UpstreamFailure } from "./upstream-error";

const KINDS: (ChatErrorKind | null)[] = [
  null,
  "invalid_request",
  "authentication",
  "permission",
  "not_found",
  "too_large",
  "rate_limited",
  "quota_exceeded",
  "content_filter",
  "timeout",
  "overloaded",
  "server_error",
];

/** Status × action, where the kind says nothing else. Every other status below 500 ends the walk. */
const BY_STATUS: Readonly<Record<number, FailureClass>> = {
  401: "rejected",
  408: "timeout",
  429: "rate_limited",
  500: "server_error",
  501: "server_error",
  502: "server_error",
  503: "server_error",
  504: "server_error",
  529: "server_error",
  599: "server_error",
  999: "server_error",
};

describe("classifyStatus", () => {
  it.each(Object.entries(BY_STATUS))("goes on after %s: %s", (status, expected) => {
    expect(classifyStatus(Number(status), null)).toBe(expected);
  });

  it("ends the walk on every other status, whatever the error is called", () => {
    const final = Array.from({ length: 400 }, (_, index) => 100 + index).filter(
      (status) => !(status in BY_STATUS),
    );
    expect(final).toEqual(expect.arrayContaining([200, 204, 302, 400, 402, 403, 404, 409, 413, 422, 499]));
    for (const status of final) {
      for (const kind of KINDS) {
        const isBadKey = status === 400 && kind === "authentication";
        expect([status, kind, classifyStatus(status, kind)]).toEqual([
          status,
          kind,
          isBadKey ? "rejected" : null,
        ]);
      }
    }
  });

  it("lets the kind decide nothing but which limit it was", () => {
    for (const [status, expected] of Object.entries(BY_STATUS)) {
      for (const kind of KINDS) {
        const isQuota = status === "429" && kind === "quota_exceeded";
        const found = classifyStatus(Number(status), kind);
        expect([status, kind, found]).toEqual([status, kind, isQuota ? "quota_exceeded" : expected]);
      }
    }
  });
});

describe("what the vendors say", () => {
  const gemini = (status: string, code: number, reason: string) => ({
    error: { code, message: "m", status, details: [{ reason }] },
  });

  it.each([
    ["gemini", 400, gemini("INVALID_ARGUMENT", 400, "API_KEY_INVALID"), "rejected"],
    ["gemini", 400, gemini("INVALID_ARGUMENT", 400, "BAD_FIELD"), null],
    ["gemini", 429, gemini("RESOURCE_EXHAUSTED", 429, "x"), "rate_limited"],
    ["gemini", 200, gemini("UNAVAILABLE", 503, "x"), "server_error"],
    ["gemini", 403, gemini("PERMISSION_DENIED", 403, "x"), null],
    ["openai", 401, { error: { message: "m", code: "invalid_api_key" } }, "rejected"],
    ["openai", 429, { error: { message: "m", code: "insufficient_quota" } }, "quota_exceeded"],
    ["openai", 429, { error: { message: "m", code: "rate_limit_exceeded" } }, "rate_limited"],
    ["openai", 200, { error: { message: "m", code: "rate_limit_exceeded" } }, "rate_limited"],
    ["openai", 200, { error: { message: "m", code: "insufficient_quota" } }, "quota_exceeded"],
    ["openai", 200, { error: { message: "m", type: "server_error" } }, "server_error"],
    ["openai", 200, { error: { message: "m", type: "invalid_request_error" } }, null],
    ["openai", 404, { error: { message: "m", code: "model_not_found" } }, null],
    ["azure", 400, { error: { message: "m", code: "content_filter" } }, null],
    ["azure", 401, { statusCode: 401, message: "m" }, "rejected"],
    ["azure", 429, { statusCode: 429, message: "m" }, "rate_limited"],
    ["anthropic", 529, { type: "error", error: { type: "overloaded_error", message: "m" } }, "server_error"],
    ["anthropic", 200, { type: "error", error: { type: "overloaded_error", message: "m" } }, "server_error"],
    ["anthropic", 200, { type: "error", error: { type: "rate_limit_error", message: "m" } }, "rate_limited"],
    ["anthropic", 200, { type: "error", error: { type: "authentication_error", message: "m" } }, "rejected"],
    ["anthropic", 402, { type: "error", error: { type: "billing_error", message: "m" } }, null],
  ] as const)("%s, %d, %j: %s", (provider, status, body, expected) => {
    const error = PROTOCOLS[provider].errors.decodeError(status, body);
    expect(error).not.toBeNull();
    if (error) expect(classifyStatus(error.status, error.kind)).toBe(expected);
  });
});

describe("classifyUpstreamFailure", () => {
  it.each<[UpstreamFailure, FailureClass | null]>([
    ["unreachable", "unreachable"],
    ["reset", "unreachable"],
    ["invalid_response", "unreachable"],
    ["connect_timeout", "timeout"],
    ["first_byte_timeout", "timeout"],
    ["idle_timeout", "timeout"],
    ["total_timeout", "timeout"],
    ["client_gone", null],
  ])("%s: %s", (failure, expected) => {
    expect(classifyUpstreamFailure(failure)).toBe(expected);
  });
});
