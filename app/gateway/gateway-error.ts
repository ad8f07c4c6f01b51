/**
 * Every refusal of our own, in one table: the code that callers match on, the status, and the kind that each
 * dialect has its own word for. Messages say what to do.
 */
import { type ChatError, type ChatErrorKind } from "~/providers/chat";
import { type ProviderId } from "~/providers/provider";
import { PROTOCOLS } from "~/providers/registry";
import { type GatewayResponse } from "./gateway-message";

const ERRORS = {
  missing_api_key: { status: 401, kind: "authentication" },
  invalid_api_key: { status: 401, kind: "authentication" },
  no_provider_key: { status: 401, kind: "authentication" },
  provider_key_unreadable: { status: 502, kind: "server_error" },
  no_usable_key: { status: 502, kind: "server_error" },
  not_found: { status: 404, kind: "not_found" },
  method_not_allowed: { status: 405, kind: "invalid_request" },
  invalid_header: { status: 400, kind: "invalid_request" },
  invalid_target: { status: 400, kind: "invalid_request" },
  invalid_json: { status: 400, kind: "invalid_request" },
  invalid_body: { status: 400, kind: "invalid_request" },
  invalid_rules: { status: 400, kind: "invalid_request" },
  scan_too_long: { status: 400, kind: "invalid_request" },
  body_too_large: { status: 413, kind: "too_large" },
  unsupported_encoding: { status: 415, kind: "invalid_request" },
  blocked_by_rule: { status: 403, kind: "permission" },
  rule_failed: { status: 502, kind: "server_error" },
  upstream_unreachable: { status: 502, kind: "server_error" },
  upstream_invalid_response: { status: 502, kind: "server_error" },
  upstream_timeout: { status: 504, kind: "timeout" },
  stream_interrupted: { status: 502, kind: "server_error" },
  client_closed: { status: 499, kind: "server_error" },
  internal_error: { status: 502, kind: "server_error" },
  database_unavailable: { status: 503, kind: "overloaded" },
  draining: { status: 503, kind: "overloaded" },
} as const satisfies Record<string, { status: number; kind: ChatErrorKind }>;

export type GatewayErrorCode = keyof typeof ERRORS;

interface GatewayErrorDetails extends ErrorOptions {
  headers?: Record<string, string>;
  /** The upstream's own status, when that is what the caller must see. */
  status?: number;
  /** The member of the request that it is about: `rules[2].actions[0].find`. */
  param?: string | null;
}

/** A refusal or failure that the caller is told about. The message holds no secret and no content. */
export class GatewayError extends Error {
  override name = "GatewayError";
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly param: string | null;

  constructor(
    readonly code: GatewayErrorCode,
    message: string,
    details: GatewayErrorDetails = {},
  ) {
    super(message, details);
    this.status = details.status ?? ERRORS[code].status;
    this.headers = details.headers ?? {};
    this.param = details.param ?? null;
  }

  /** In the words that every dialect can say. */
  toChatError(): ChatError {
    const { status, message, code, param } = this;
    return { kind: ERRORS[code].kind, status, message, code, param, retryAfterMs: null };
  }
}

/** Who is told, and which request it was about. */
export interface Addressee {
  dialect: ProviderId;
  requestId: string;
}

export function renderGatewayError(
  error: GatewayError,
  { dialect, requestId }: Addressee,
  headers: GatewayResponse["headers"],
): GatewayResponse {
  const said = error.toChatError();
  const body = PROTOCOLS[dialect].errors.encodeError(said, requestId);
  return {
    status: error.status,
    headers: {
      ...headers,
      ...error.headers,
      "content-type": "application/json",
      "x-request-id": requestId,
    },
    body: Buffer.from(JSON.stringify(body)),
    error: said,
  };
}
