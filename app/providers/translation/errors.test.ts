/**
 * Errors of every vendor, as a caller of every other one reads them: what his client looks at is there, and nothing of
 * the protocol that it came in. Bodies are as the vendors' APIs give them.
 */
import { describe, expect, it } from "vitest";
import { DIRECTIONS, translateError } from "tests/support/translation";
import { CODECS } from "../codecs";
import { type JsonObject } from "../json-value";
import { type ProviderId } from "../provider";

const openai = (type: string, code: string | null, message = "m") => ({
  error: { message, type, param: null, code },
});
const anthropic = (type: string, message = "m") => ({
  type: "error",
  error: { type, message },
  request_id: "req_011CSHoEeqs5C35K2UUqR7Fy",
});
const google = (code: number, status: string, details: object[] = [], message = "m") => ({
  error: { code, message, status, ...(details.length > 0 ? { details } : {}) },
});
const retryIn = (retryDelay: string) => ({ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay });

interface Row {
  status: number;
  /** As each vendor says it; a vendor that is left out has no word for it. */
  from: Partial<Record<ProviderId, unknown>>;
  /** Whose bodies do not tell it from others: the status does, which a stream that began with 200 has none of. */
  byStatus?: readonly ProviderId[];
  /** What the callers of each protocol read of it. */
  openai: JsonObject;
  anthropic: string;
  gemini: string;
}

/** https://platform.openai.com/docs/guides/error-codes, https://docs.anthropic.com/en/api/errors, https://ai.google.dev/gemini-api/docs/troubleshooting */
const ROWS: Record<string, Row> = {
  "a bad request": {
    status: 400,
    from: {
      openai: openai("invalid_request_error", null),
      azure: openai("invalid_request_error", null),
      anthropic: anthropic("invalid_request_error"),
      gemini: google(400, "INVALID_ARGUMENT"),
    },
    openai: { type: "invalid_request_error", code: null },
    anthropic: "invalid_request_error",
    gemini: "INVALID_ARGUMENT",
  },
  "a bad key": {
    status: 401,
    from: {
      openai: openai("invalid_request_error", "invalid_api_key"),
      azure: { error: { code: "401", message: "m" } },
      anthropic: anthropic("authentication_error"),
      gemini: google(401, "UNAUTHENTICATED"),
    },
    openai: { type: "authentication_error", code: "invalid_api_key" },
    anthropic: "authentication_error",
    gemini: "UNAUTHENTICATED",
  },
  "a bad key that Google calls a bad request": {
    status: 400,
    from: { gemini: google(400, "INVALID_ARGUMENT", [{ reason: "API_KEY_INVALID" }]) },
    openai: { type: "authentication_error", code: "invalid_api_key" },
    anthropic: "authentication_error",
    gemini: "UNAUTHENTICATED",
  },
  "no permission": {
    status: 403,
    from: {
      openai: openai("invalid_request_error", null),
      azure: { error: { code: "403", message: "m" } },
      anthropic: anthropic("permission_error"),
      gemini: google(403, "PERMISSION_DENIED"),
    },
    byStatus: ["openai"],
    openai: { type: "permission_error", code: null },
    anthropic: "permission_error",
    gemini: "PERMISSION_DENIED",
  },
  "no such model": {
    status: 404,
    from: {
      openai: openai("invalid_request_error", "model_not_found"),
      azure: { error: { code: "DeploymentNotFound", message: "m" } },
      anthropic: anthropic("not_found_error"),
      gemini: google(404, "NOT_FOUND"),
    },
    openai: { type: "invalid_request_error", code: "model_not_found" },
    anthropic: "not_found_error",
    gemini: "NOT_FOUND",
  },
  "a request that is too large": {
    status: 413,
    from: { anthropic: anthropic("request_too_large"), openai: openai("invalid_request_error", null) },
    byStatus: ["openai"],
    openai: { type: "invalid_request_error", code: null },
    anthropic: "request_too_large",
    gemini: "INVALID_ARGUMENT",
  },
  "a limit of the minute": {
    status: 429,
    from: {
      openai: openai("tokens", "rate_limit_exceeded"),
      azure: { error: { code: "429", message: "m" } },
      anthropic: anthropic("rate_limit_error"),
      gemini: google(429, "RESOURCE_EXHAUSTED"),
    },
    openai: { type: "rate_limit_error", code: "rate_limit_exceeded" },
    anthropic: "rate_limit_error",
    gemini: "RESOURCE_EXHAUSTED",
  },
  "a quota that is used up": {
    status: 429,
    from: {
      openai: openai("insufficient_quota", "insufficient_quota"),
      azure: openai("insufficient_quota", "insufficient_quota"),
      gemini: google(429, "RESOURCE_EXHAUSTED", [
        { violations: [{ quotaId: "GenerateRequestsPerDayPerProjectPerModel-FreeTier" }] },
      ]),
      anthropic: anthropic("billing_error"),
    },
    openai: { type: "insufficient_quota", code: "insufficient_quota" },
    anthropic: "billing_error",
    gemini: "RESOURCE_EXHAUSTED",
  },
  "a prompt that a filter stopped": {
    status: 400,
    from: {
      openai: openai("invalid_request_error", "content_policy_violation"),
      azure: {
        error: {
          ...openai("", "content_filter").error,
          innererror: { code: "ResponsibleAIPolicyViolation", content_filter_result: {} },
        },
      },
    },
    openai: { type: "invalid_request_error" },
    anthropic: "invalid_request_error",
    gemini: "INVALID_ARGUMENT",
  },
  "a failure of the server": {
    status: 500,
    from: {
      openai: openai("server_error", null),
      azure: openai("server_error", null),
      anthropic: anthropic("api_error"),
      gemini: google(500, "INTERNAL"),
    },
    openai: { type: "server_error", code: null },
    anthropic: "api_error",
    gemini: "INTERNAL",
  },
  "a server that is overloaded": {
    status: 503,
    from: {
      openai: openai("server_error", "engine_overloaded"),
      azure: { error: { code: "ServiceUnavailable", message: "m" } },
      gemini: google(503, "UNAVAILABLE"),
    },
    openai: { type: "server_error", code: "engine_overloaded" },
    anthropic: "overloaded_error",
    gemini: "UNAVAILABLE",
  },
  "an overload as Anthropic says it": {
    status: 529,
    from: { anthropic: anthropic("overloaded_error") },
    openai: { type: "server_error", code: "engine_overloaded" },
    anthropic: "overloaded_error",
    gemini: "UNAVAILABLE",
  },
  "a time that ran out": {
    status: 504,
    from: {
      openai: openai("server_error", null),
      azure: { error: { code: "Timeout", message: "m" } },
      anthropic: anthropic("timeout_error"),
      gemini: google(504, "DEADLINE_EXCEEDED"),
    },
    byStatus: ["openai"],
    openai: { type: "server_error", code: null },
    anthropic: "timeout_error",
    gemini: "DEADLINE_EXCEEDED",
  },
};

function expectedBody(caller: ProviderId, row: Row): unknown {
  switch (caller) {
    case "openai":
    case "azure":
      return { error: { message: "m", param: null, code: expect.anything() as unknown, ...row.openai } };
    case "anthropic":
      return { type: "error", error: { type: row.anthropic, message: "m" }, request_id: "req-1" };
    case "gemini":
      return { error: { code: row.status, message: "m", status: row.gemini } };
  }
}

describe.each(Object.entries(ROWS))("%s", (_, row) => {
  it.each(DIRECTIONS.filter(({ target }) => target in row.from))(
    "that $target answers is one in the words of $caller",
    (direction) => {
      const body = translateError(direction, row.status, row.from[direction.target]);
      expect(body).toEqual(expectedBody(direction.caller, row));
    },
  );

  const told = DIRECTIONS.filter(({ target }) => target in row.from && !row.byStatus?.includes(target));
  it.each(told)("inside a stream of $target means the same to $caller", ({ caller, target }) => {
    const error = CODECS[target].decodeError(200, row.from[target]);
    const { event, data } = CODECS[caller].encodeStreamError(error!, "req-1");
    expect(event).toBe(caller === "anthropic" ? "error" : null);
    const { error: said } = JSON.parse(data) as { error: { type?: string; status?: string } };
    const words = {
      openai: row.openai.type,
      azure: row.openai.type,
      anthropic: row.anthropic,
      gemini: row.gemini,
    };
    expect(said.type ?? said.status).toBe(words[caller]);
  });
});

describe("what an error says beside its kind", () => {
  it("is how long to wait, from Google's details and from the words of others", () => {
    const limited = google(429, "RESOURCE_EXHAUSTED", [retryIn("12.5s")]);
    expect(CODECS.gemini.decodeError(429, limited)?.retryAfterMs).toBe(12_500);
    // Where a body has no place for it, the header says it.
    expect(translateError({ caller: "openai", target: "gemini" }, 429, limited)).toEqual({
      error: { message: "m", type: "rate_limit_error", param: null, code: "rate_limit_exceeded" },
    });
    const said = openai("tokens", "rate_limit_exceeded", "Please try again in 20s.");
    expect(translateError({ caller: "gemini", target: "openai" }, 429, said)).toMatchObject({
      error: { details: [retryIn("20s")] },
    });
  });

  it("is the member of the request that was refused, for a caller of OpenAI's", () => {
    const refused = google(400, "INVALID_ARGUMENT", [{ fieldViolations: [{ field: "contents" }] }]);
    expect(translateError({ caller: "openai", target: "gemini" }, 400, refused)).toMatchObject({
      error: { param: "contents" },
    });
  });

  it("is a code that both OpenAI and Azure know, and no other's", () => {
    const long = openai("invalid_request_error", "context_length_exceeded");
    expect(translateError({ caller: "openai", target: "azure" }, 400, long)).toEqual(long);
    const stopped = ROWS["a prompt that a filter stopped"]!.from.azure;
    expect(translateError({ caller: "openai", target: "azure" }, 400, stopped)).toMatchObject({
      error: { code: "content_filter" },
    });
  });

  it("may be inside of an array, as on Google's streams, and is none where there is none", () => {
    const direction = { caller: "anthropic", target: "gemini" } as const;
    expect(translateError(direction, 503, [google(503, "UNAVAILABLE")])).toMatchObject({
      error: { type: "overloaded_error" },
    });
    for (const body of [null, "Bad Gateway", {}, [], { error: 1 }]) {
      for (const one of DIRECTIONS) expect(translateError(one, 502, body)).toBeNull();
    }
  });
});
