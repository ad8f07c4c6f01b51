/** Anthropic's errors, in an answer's body and in an `error` event. https://docs.anthropic.com/en/api/errors */
import { type ChatError, type ChatErrorKind } from "../chat";
import { type StreamFrame } from "../codec";
import { asString, isObject, type JsonObject } from "../json-value";

interface Meaning {
  readonly kind: ChatErrorKind;
  readonly status: number;
}

const TYPES: ReadonlyMap<string, Meaning> = new Map([
  ["invalid_request_error", { kind: "invalid_request", status: 400 }],
  ["authentication_error", { kind: "authentication", status: 401 }],
  ["billing_error", { kind: "quota_exceeded", status: 402 }],
  ["permission_error", { kind: "permission", status: 403 }],
  ["not_found_error", { kind: "not_found", status: 404 }],
  ["request_too_large", { kind: "too_large", status: 413 }],
  ["rate_limit_error", { kind: "rate_limited", status: 429 }],
  ["api_error", { kind: "server_error", status: 500 }],
  ["timeout_error", { kind: "timeout", status: 504 }],
  ["overloaded_error", { kind: "overloaded", status: 529 }],
]);

const TYPE_OF: Readonly<Record<ChatErrorKind, string>> = {
  invalid_request: "invalid_request_error",
  authentication: "authentication_error",
  quota_exceeded: "billing_error",
  permission: "permission_error",
  not_found: "not_found_error",
  too_large: "request_too_large",
  rate_limited: "rate_limit_error",
  content_filter: "invalid_request_error",
  server_error: "api_error",
  timeout: "timeout_error",
  overloaded: "overloaded_error",
};

/** Of a type that is newer than the table. */
function kindOfStatus(status: number): ChatErrorKind {
  const known = [...TYPES.values()].find((meaning) => meaning.status === status);
  return known?.kind ?? "server_error";
}

/** @param status Of the answer; 200 for an event inside a stream. */
export function decodeError(status: number, body: unknown): ChatError | null {
  if (!isObject(body) || body.type !== "error" || !isObject(body.error)) return null;
  const type = asString(body.error.type) ?? "api_error";
  const known = TYPES.get(type);
  return {
    kind: known?.kind ?? kindOfStatus(status),
    status: status >= 400 ? status : (known?.status ?? 500),
    message: asString(body.error.message) ?? "the provider gave no message",
    code: type,
    param: null,
    retryAfterMs: null,
  };
}

/** @param requestId Null in a stream, where the answer's header has said it. */
export function encodeError({ kind, message }: ChatError, requestId: string | null): JsonObject {
  const named = requestId === null ? {} : { request_id: requestId };
  return { type: "error", error: { type: TYPE_OF[kind], message }, ...named };
}

export function encodeStreamError(error: ChatError, requestId: string | null): StreamFrame {
  return { event: "error", data: JSON.stringify(encodeError(error, requestId)) };
}
