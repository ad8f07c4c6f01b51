/** Google's errors, in an answer's body and inside a stream. https://cloud.google.com/apis/design/errors */
import { type ChatError, type ChatErrorKind } from "../chat";
import { type StreamFrame } from "../codec";
import { asArray, asCount, asString, isObject, type JsonObject } from "../json-value";

const KINDS: Readonly<Record<string, ChatErrorKind>> = {
  INVALID_ARGUMENT: "invalid_request",
  FAILED_PRECONDITION: "invalid_request",
  OUT_OF_RANGE: "invalid_request",
  UNAUTHENTICATED: "authentication",
  PERMISSION_DENIED: "permission",
  NOT_FOUND: "not_found",
  RESOURCE_EXHAUSTED: "rate_limited",
  ABORTED: "timeout",
  CANCELLED: "timeout",
  DEADLINE_EXCEEDED: "timeout",
  UNAVAILABLE: "overloaded",
  INTERNAL: "server_error",
};

const STATUS_OF: Readonly<Record<ChatErrorKind, string>> = {
  invalid_request: "INVALID_ARGUMENT",
  content_filter: "INVALID_ARGUMENT",
  too_large: "INVALID_ARGUMENT",
  authentication: "UNAUTHENTICATED",
  permission: "PERMISSION_DENIED",
  not_found: "NOT_FOUND",
  rate_limited: "RESOURCE_EXHAUSTED",
  quota_exceeded: "RESOURCE_EXHAUSTED",
  timeout: "DEADLINE_EXCEEDED",
  overloaded: "UNAVAILABLE",
  server_error: "INTERNAL",
};

/** `12s` or `1.5s` of a RetryInfo, in milliseconds. */
function retryDelay(details: unknown): number | null {
  for (const detail of asArray(details)) {
    if (!isObject(detail)) continue;
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(asString(detail.retryDelay) ?? "")?.[1];
    if (seconds !== undefined) return Math.ceil(Number(seconds) * 1000);
  }
  return null;
}

function reasonOf(details: unknown): string | null {
  for (const detail of asArray(details)) {
    const reason = isObject(detail) ? asString(detail.reason) : null;
    if (reason) return reason;
  }
  return null;
}

/** @param status Of the answer; 200 for an error inside a stream. */
export function decodeError(status: number, body: unknown): ChatError | null {
  // On a stream that is an array, the error is an element of it.
  const value: unknown = Array.isArray(body) ? body[0] : body;
  if (!isObject(value) || !isObject(value.error)) return null;
  const { error } = value;
  const word = asString(error.status);
  const reason = reasonOf(error.details);
  const meant = status >= 400 ? status : (asCount(error.code) ?? 500);
  // A bad key is answered with 400: the status stays what the vendor said, and the kind is what it means.
  const kind = reason === "API_KEY_INVALID" ? "authentication" : KINDS[word ?? ""];
  return {
    kind: kind ?? (meant >= 500 ? "server_error" : "invalid_request"),
    status: meant,
    message: asString(error.message) ?? "the provider gave no message",
    code: reason ?? word,
    param: null,
    retryAfterMs: retryDelay(error.details),
  };
}

export function encodeError({ kind, status, message }: ChatError): JsonObject {
  return { error: { code: status, message, status: STATUS_OF[kind] } };
}

export function encodeStreamError(error: ChatError): StreamFrame {
  return { event: null, data: JSON.stringify(encodeError(error)) };
}
