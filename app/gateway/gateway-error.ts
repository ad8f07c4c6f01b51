/**
 * Every refusal of our own, in one table: the code that callers match on, the status, and the type that OpenAI's
 * SDKs expect. Messages say what to do.
 */
import { type OpenaiErrorBody } from "~/providers/openai/errors";
import { type GatewayResponse } from "./gateway-message";

const ERRORS = {
  missing_api_key: { status: 401, type: "authentication_error" },
  invalid_api_key: { status: 401, type: "authentication_error" },
  no_provider_key: { status: 401, type: "authentication_error" },
  provider_key_unreadable: { status: 502, type: "api_error" },
  not_found: { status: 404, type: "invalid_request_error" },
  method_not_allowed: { status: 405, type: "invalid_request_error" },
  invalid_json: { status: 400, type: "invalid_request_error" },
  invalid_body: { status: 400, type: "invalid_request_error" },
  body_too_large: { status: 413, type: "invalid_request_error" },
  unsupported_encoding: { status: 415, type: "invalid_request_error" },
  upstream_unreachable: { status: 502, type: "api_error" },
  upstream_invalid_response: { status: 502, type: "api_error" },
  upstream_timeout: { status: 504, type: "api_error" },
  stream_interrupted: { status: 502, type: "api_error" },
  client_closed: { status: 499, type: "api_error" },
  internal_error: { status: 502, type: "api_error" },
  database_unavailable: { status: 503, type: "api_error" },
  draining: { status: 503, type: "api_error" },
} as const satisfies Record<string, { status: number; type: string }>;

export type GatewayErrorCode = keyof typeof ERRORS;

interface GatewayErrorDetails extends ErrorOptions {
  headers?: Record<string, string>;
  /** The upstream's own status, when that is what the caller must see. */
  status?: number;
}

/** A refusal or failure that the caller is told about. The message holds no secret and no content. */
export class GatewayError extends Error {
  override name = "GatewayError";
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(
    readonly code: GatewayErrorCode,
    message: string,
    details: GatewayErrorDetails = {},
  ) {
    super(message, details);
    this.status = details.status ?? ERRORS[code].status;
    this.headers = details.headers ?? {};
  }
}

/** OpenAI's envelope around one of our errors. */
export function openaiErrorBody(error: GatewayError): OpenaiErrorBody {
  return { error: { message: error.message, type: ERRORS[error.code].type, param: null, code: error.code } };
}

export function renderGatewayError(error: GatewayError, headers: Record<string, string>): GatewayResponse {
  return {
    status: error.status,
    headers: { ...headers, ...error.headers, "content-type": "application/json" },
    body: Buffer.from(JSON.stringify(openaiErrorBody(error))),
  };
}
