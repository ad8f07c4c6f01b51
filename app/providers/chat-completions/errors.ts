/**
 * The error envelope that OpenAI's and Azure's SDKs parse, in an answer's body and in an event of a stream.
 * https://platform.openai.com/docs/guides/error-codes
 */
import { type ChatError, type ChatErrorKind } from "../chat";
import { type StreamFrame } from "../codec";
import { asCount, asString, isObject, type JsonObject, lookUp } from "../json-value";

interface Kind {
  kind: ChatErrorKind;
  status: number;
}

/** Codes and types that say more than the status does. */
const BY_WORD: Readonly<Record<string, Kind>> = {
  invalid_api_key: { kind: "authentication", status: 401 },
  model_not_found: { kind: "not_found", status: 404 },
  DeploymentNotFound: { kind: "not_found", status: 404 },
  insufficient_quota: { kind: "quota_exceeded", status: 429 },
  rate_limit_exceeded: { kind: "rate_limited", status: 429 },
  content_filter: { kind: "content_filter", status: 400 },
  content_policy_violation: { kind: "content_filter", status: 400 },
  ResponsibleAIPolicyViolation: { kind: "content_filter", status: 400 },
  engine_overloaded: { kind: "overloaded", status: 503 },
  // Of Azure's front door.
  ServiceUnavailable: { kind: "overloaded", status: 503 },
  ServerOverloaded: { kind: "overloaded", status: 503 },
  Timeout: { kind: "timeout", status: 504 },
};

/** Types that the status says as well: they count where it says 200. */
const BY_TYPE: Readonly<Record<string, Kind>> = {
  authentication_error: { kind: "authentication", status: 401 },
  permission_error: { kind: "permission", status: 403 },
  not_found_error: { kind: "not_found", status: 404 },
  rate_limit_error: { kind: "rate_limited", status: 429 },
  tokens: { kind: "rate_limited", status: 429 },
  requests: { kind: "rate_limited", status: 429 },
  invalid_request_error: { kind: "invalid_request", status: 400 },
  timeout: { kind: "timeout", status: 504 },
  overloaded: { kind: "overloaded", status: 503 },
  overloaded_error: { kind: "overloaded", status: 503 },
  server_error: { kind: "server_error", status: 500 },
};

const BY_STATUS: Readonly<Record<number, ChatErrorKind>> = {
  401: "authentication",
  402: "quota_exceeded",
  403: "permission",
  404: "not_found",
  408: "timeout",
  413: "too_large",
  429: "rate_limited",
  503: "overloaded",
  504: "timeout",
  529: "overloaded",
};

const TYPES: Readonly<Record<ChatErrorKind, string>> = {
  invalid_request: "invalid_request_error",
  authentication: "authentication_error",
  permission: "permission_error",
  not_found: "invalid_request_error",
  too_large: "invalid_request_error",
  rate_limited: "rate_limit_error",
  quota_exceeded: "insufficient_quota",
  content_filter: "invalid_request_error",
  timeout: "server_error",
  overloaded: "server_error",
  server_error: "server_error",
};

/** Codes are strings at OpenAI; some servers behind its protocol send the status as a number. */
function codeOf(value: unknown): string | null {
  return typeof value === "number" ? String(value) : asString(value);
}

function ofStatus(status: number): Kind {
  const kind = BY_STATUS[status] ?? (status >= 500 ? "server_error" : "invalid_request");
  return { kind, status };
}

/** @param words The error's own, the most exact first. */
function classify(status: number, words: readonly (string | null)[]): Kind {
  const said = words.filter((word) => word !== null);
  const known = said.map((word) => lookUp(BY_WORD, word)).find((kind) => kind !== undefined);
  if (status >= 400) return { ...(known ?? ofStatus(status)), status };
  // Inside a stream that began with 200 the code may be the status.
  const numeric = said.map(Number).find((word) => word >= 400 && word <= 599);
  const typed = said.map((word) => lookUp(BY_TYPE, word)).find((kind) => kind !== undefined);
  return known ?? (numeric === undefined ? (typed ?? ofStatus(500)) : ofStatus(numeric));
}

const WAIT = /(?:try again in|retry after) (?:(\d{1,4})m(?!s))?(?:(\d{1,6}(?:\.\d{1,6})?) ?(ms|s))?/i;

/** "Please try again in 6m0.5s", "… in 20ms", "Please retry after 26 seconds": the only place in a body. */
function readWait(message: string): number | null {
  const [, minutes, amount, unit] = WAIT.exec(message) ?? [];
  if (minutes === undefined && amount === undefined) return null;
  return Math.ceil(Number(minutes ?? 0) * 60_000 + Number(amount ?? 0) * (unit === "ms" ? 1 : 1_000));
}

/** The error in a body: in its envelope, a bare text, or (Azure's front door) the body itself. */
function errorOf(body: unknown): JsonObject | null {
  if (!isObject(body)) return null;
  if (isObject(body.error)) return body.error;
  if (typeof body.error === "string") return { message: body.error };
  return asCount(body.statusCode) === null ? null : { ...body, code: body.statusCode };
}

/** @param status Of the answer; 200 for an event inside a stream. */
export function decodeError(status: number, body: unknown): ChatError | null {
  const error = errorOf(body);
  if (!error) return null;
  const [code, type] = [codeOf(error.code), codeOf(error.type)];
  const inner = isObject(error.innererror) ? asString(error.innererror.code) : null;
  const message = asString(error.message) ?? "the provider gave no message";
  return {
    ...classify(status, [inner, code, type]),
    message,
    code: code ?? type,
    param: asString(error.param),
    retryAfterMs: readWait(message),
  };
}

/** The codes that callers look for when the vendor gave none that they know. */
const CODES: Partial<Readonly<Record<ChatErrorKind, string>>> = {
  authentication: "invalid_api_key",
  not_found: "model_not_found",
  content_filter: "content_filter",
  rate_limited: "rate_limit_exceeded",
  quota_exceeded: "insufficient_quota",
  overloaded: "engine_overloaded",
};

/** Types, of this protocol and of Anthropic's. */
const ERROR_TYPES = new Set(
  ["invalid_request", "authentication", "billing", "permission", "not_found", "rate_limit"]
    .concat(["api", "timeout", "overloaded", "server"])
    .map((word) => `${word}_error`)
    .concat("request_too_large"),
);

/** Google's and Azure's words, a status in digits, a type: the kind says what they say. */
function isForeignCode(code: string): boolean {
  return /^[A-Z0-9]/.test(code) || ERROR_TYPES.has(code);
}

export function encodeError({ kind, message, code, param }: ChatError): JsonObject {
  const known = code === null || isForeignCode(code) ? null : code;
  return { error: { message, type: TYPES[kind], param, code: known ?? CODES[kind] ?? null } };
}

export function encodeStreamError(error: ChatError): StreamFrame {
  return { event: null, data: JSON.stringify(encodeError(error)) };
}
