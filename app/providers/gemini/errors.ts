/** Google's errors, in an answer's body and inside a stream. https://cloud.google.com/apis/design/errors */
import { type ChatError, type ChatErrorKind } from "../chat";
import { type StreamFrame } from "../codec";
import { asArray, asCount, asString, isObject, type JsonObject, lookUp } from "../json-value";

interface Meaning {
  readonly kind: ChatErrorKind;
  /** What the word stands for where no other status is told. */
  readonly status: number;
}

const MEANINGS: Readonly<Record<string, Meaning>> = {
  INVALID_ARGUMENT: { kind: "invalid_request", status: 400 },
  FAILED_PRECONDITION: { kind: "invalid_request", status: 400 },
  OUT_OF_RANGE: { kind: "invalid_request", status: 400 },
  UNAUTHENTICATED: { kind: "authentication", status: 401 },
  PERMISSION_DENIED: { kind: "permission", status: 403 },
  NOT_FOUND: { kind: "not_found", status: 404 },
  RESOURCE_EXHAUSTED: { kind: "rate_limited", status: 429 },
  ABORTED: { kind: "timeout", status: 409 },
  CANCELLED: { kind: "timeout", status: 499 },
  DEADLINE_EXCEEDED: { kind: "timeout", status: 504 },
  UNAVAILABLE: { kind: "overloaded", status: 503 },
  INTERNAL: { kind: "server_error", status: 500 },
};

const BY_STATUS: Readonly<Record<number, ChatErrorKind>> = {
  401: "authentication",
  403: "permission",
  404: "not_found",
  408: "timeout",
  413: "too_large",
  429: "rate_limited",
  503: "overloaded",
  504: "timeout",
};

const WORDS: Readonly<Record<ChatErrorKind, string>> = {
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

const RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

/** What the details say, wherever among them it is. */
interface Details {
  /** `12s` or `1.5s` of a RetryInfo, in milliseconds. */
  readonly retryAfterMs: number | null;
  readonly reason: string | null;
  /** A quota that comes back tomorrow, not in a minute. */
  readonly isDaily: boolean;
  /** The member of the request that was refused. */
  readonly field: string | null;
}

function firstOf<T>(details: readonly JsonObject[], read: (detail: JsonObject) => T | null): T | null {
  return details.map(read).find((value) => value !== null) ?? null;
}

function readDelay({ retryDelay }: JsonObject): number | null {
  const seconds = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(asString(retryDelay) ?? "")?.[1];
  return seconds === undefined ? null : Math.ceil(Number(seconds) * 1_000);
}

function readDetails(value: unknown): Details {
  const details = asArray(value).filter(isObject);
  const violations = details.flatMap((detail) => asArray(detail.violations).filter(isObject));
  const fields = details.flatMap((detail) => asArray(detail.fieldViolations).filter(isObject));
  return {
    retryAfterMs: firstOf(details, readDelay),
    reason: firstOf(details, ({ reason }) => asString(reason)),
    isDaily: violations.some(({ quotaId }) => /per_?day/i.test(asString(quotaId) ?? "")),
    field: firstOf(fields, ({ field }) => asString(field)),
  };
}

function kindOf(word: string | null, status: number, { reason, isDaily }: Details): ChatErrorKind {
  // A bad key is answered with 400: the status stays what the vendor said, and the kind is what it means.
  if (reason === "API_KEY_INVALID") return "authentication";
  const kind = lookUp(MEANINGS, word)?.kind ?? BY_STATUS[status];
  if (kind === "rate_limited" && isDaily) return "quota_exceeded";
  return kind ?? (status >= 500 ? "server_error" : "invalid_request");
}

/** Of an error that came inside of a 200. */
function statusOf(code: unknown, word: string | null): number {
  const told = asCount(code) ?? 0;
  return told >= 400 && told <= 599 ? told : (lookUp(MEANINGS, word)?.status ?? 500);
}

/** @param status Of the answer; 200 for an error inside a stream. */
export function decodeError(status: number, body: unknown): ChatError | null {
  // On a stream that is an array, the error is an element of it.
  const value: unknown = Array.isArray(body) ? body[0] : body;
  if (!isObject(value) || !isObject(value.error)) return null;
  const { error } = value;
  const word = asString(error.status);
  const details = readDetails(error.details);
  const meant = status >= 400 ? status : statusOf(error.code, word);
  return {
    kind: kindOf(word, meant, details),
    status: meant,
    message: asString(error.message) ?? "the provider gave no message",
    code: details.reason ?? word,
    param: details.field,
    retryAfterMs: details.retryAfterMs,
  };
}

export function encodeError({ kind, status, message, retryAfterMs }: ChatError): JsonObject {
  const details =
    retryAfterMs === null
      ? {}
      : { details: [{ "@type": RETRY_INFO, retryDelay: `${retryAfterMs / 1_000}s` }] };
  return { error: { code: status, message, status: WORDS[kind], ...details } };
}

export function encodeStreamError(error: ChatError): StreamFrame {
  return { event: null, data: JSON.stringify(encodeError(error)) };
}
