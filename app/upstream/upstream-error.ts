/** Why an attempt got no answer. An answer with an error status is not one of these: it is an answer. */
export type UpstreamFailure =
  | "unreachable"
  | "reset"
  | "connect_timeout"
  | "first_byte_timeout"
  | "idle_timeout"
  | "total_timeout"
  | "client_gone"
  | "invalid_response";

/** Thrown by send-attempt, and by reading the body of an answer it returned. The message names no secret. */
export class UpstreamError extends Error {
  override name = "UpstreamError";

  constructor(
    readonly failure: UpstreamFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * A URL chosen by a caller that we do not send to: the caller's mistake (400), not the provider's failure. The message
 * is a clause that says why and what to do, and names neither a credential of the URL nor an address behind it.
 */
export class TargetRefusedError extends Error {
  override name = "TargetRefusedError";
}

const BY_CODE: Readonly<Record<string, UpstreamFailure>> = {
  UND_ERR_CONNECT_TIMEOUT: "connect_timeout",
  UND_ERR_HEADERS_TIMEOUT: "first_byte_timeout",
  UND_ERR_BODY_TIMEOUT: "idle_timeout",
  UND_ERR_SOCKET: "reset",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "reset",
  UND_ERR_HEADERS_OVERFLOW: "invalid_response",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ECONNREFUSED: "unreachable",
  ENOTFOUND: "unreachable",
  EAI_AGAIN: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ETIMEDOUT: "connect_timeout",
};

const MESSAGES: Readonly<Record<UpstreamFailure, string>> = {
  unreachable: "no connection to the provider could be made",
  reset: "the provider closed the connection before its answer was complete",
  connect_timeout: "the provider did not accept a connection in time",
  first_byte_timeout: "the provider accepted the request and did not begin to answer in time",
  idle_timeout: "the provider's answer stalled",
  total_timeout: "the provider's answer took longer than the total time allowed",
  client_gone: "the caller closed the connection",
  invalid_response: "the provider's answer is not valid HTTP",
};

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) {
    const codes = error.errors.map(codeOf);
    return codes.find((code) => code !== null) ?? null;
  }
  return codeOf(error.cause);
}

function failureOf(error: unknown, code: string | null): UpstreamFailure {
  const known = code === null ? undefined : BY_CODE[code];
  if (known) return known;
  if (!(error instanceof Error) || error.name !== "HTTPParserError") return "unreachable";
  // Chunks without an end, on a connection that was to be closed: the parser has no code for it.
  return error.message.includes("Invalid EOF state") ? "reset" : "invalid_response";
}

/** Maps what the HTTP client throws to one of our failures. */
export function toUpstreamError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const code = codeOf(error);
  const failure = failureOf(error, code);
  return new UpstreamError(failure, code ? `${MESSAGES[failure]} (${code})` : MESSAGES[failure], {
    cause: error,
  });
}

export function upstreamError(failure: UpstreamFailure, cause?: unknown): UpstreamError {
  return new UpstreamError(failure, MESSAGES[failure], { cause });
}
