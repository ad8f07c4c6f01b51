import { describe, expect, it } from "vitest";
import { decodeError, encodeError, encodeStreamError } from "./errors";

const wire = (type: string, message = "no") => ({
  type: "error",
  error: { type, message },
  request_id: "req_1",
});

describe("Anthropic's errors", () => {
  it.each([
    ["invalid_request_error", 400, "invalid_request"],
    ["authentication_error", 401, "authentication"],
    ["billing_error", 402, "quota_exceeded"],
    ["permission_error", 403, "permission"],
    ["not_found_error", 404, "not_found"],
    ["request_too_large", 413, "too_large"],
    ["rate_limit_error", 429, "rate_limited"],
    ["api_error", 500, "server_error"],
    ["timeout_error", 504, "timeout"],
    ["overloaded_error", 529, "overloaded"],
  ])("%s inside a stream stands for %i, and goes back as it came", (type, status, kind) => {
    const error = decodeError(200, wire(type));
    expect(error).toMatchObject({ status, kind, message: "no", code: type });
    expect(encodeError(error!, "req_1")).toEqual(wire(type));
    expect(encodeStreamError(error!, "req_1")).toEqual({ event: "error", data: JSON.stringify(wire(type)) });
  });

  it("keeps the answer's own status, and knows what is no error of Anthropic's", () => {
    expect(decodeError(418, wire("new_error"))).toMatchObject({ status: 418, kind: "server_error" });
    for (const body of [null, "text", {}, { error: { message: "OpenAI's" } }, { type: "message" }]) {
      expect(decodeError(400, body)).toBeNull();
    }
  });
});
