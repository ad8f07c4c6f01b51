/** From the provider's answer to the caller's, closing the trace when the last byte is known. */
import { parseJson } from "~/providers/json-value";
import { type Readable } from "node:stream";
import { PROTOCOLS } from "~/providers/registry";
import { type StreamObserver } from "~/providers/stream-observer";
import { type TraceRecorder } from "~/traces/recorder";
import { decodedBody, decodeStream } from "~/upstream/decode-body";
import { type ProviderAnswer } from "./attempt-provider";
import { type Endpoint } from "./endpoints";
import { GatewayError, renderGatewayError } from "./gateway-error";
import { type GatewayResponse } from "./gateway-message";
import { relayBytes } from "./relay-bytes";
import { relayStream } from "./relay-stream";
import { jsonArrayFraming, sseFraming, type StreamFraming } from "./stream-framing";

export interface RespondInput {
  answer: ProviderAnswer;
  endpoint: Endpoint;
  requestId: string;
  /** Ours beside the provider's. */
  headers: GatewayResponse["headers"];
  /** The key of the attempt: some providers quote it in errors, and it must not go further. */
  secret: string | null;
  trace: TraceRecorder;
  passesThrough: boolean;
  keepAliveMs: number;
}

export function respond(input: RespondInput): GatewayResponse {
  const { status, body } = input.answer.upstream;
  if (Buffer.isBuffer(body)) return respondWhole(input, body);
  return { status, headers: input.headers, body: respondStream(input, body) };
}

function withoutSecret(text: string, secret: string | null): string {
  return secret === null || secret === "" ? text : text.replaceAll(secret, "[redacted]");
}

/** How to read the stream along; null for one that has no events, or none that we know the end of. */
function readerOf({ answer, endpoint }: RespondInput): {
  framing: StreamFraming;
  observer: StreamObserver;
} | null {
  const { headers, status } = answer.upstream;
  const type = String(headers["content-type"] ?? "");
  const isEvents = type.startsWith("text/event-stream");
  const isArray = endpoint.dialect === "gemini" && endpoint.route.stream === true && status < 400;
  if (!isEvents && !(isArray && type.startsWith("application/json"))) return null;
  const observer = PROTOCOLS[endpoint.dialect].observer(endpoint.operation);
  return observer && { observer, framing: isEvents ? sseFraming() : jsonArrayFraming() };
}

function respondStream(input: RespondInput, body: Readable): AsyncIterable<Uint8Array> {
  const { answer, endpoint, requestId, headers, secret, trace } = input;
  const { status } = answer.upstream;
  const reader = readerOf(input);
  const encoding = answer.upstream.headers["content-encoding"];
  const decoded = reader && encoding ? decodeStream(body, encoding) : body;
  if (!reader || !decoded) return relayBytes({ body, status, trace });
  delete headers["content-encoding"];
  headers["cache-control"] = "no-cache";
  // nginx and its kin would otherwise hold a stream back to fill a buffer.
  headers["x-accel-buffering"] = "no";
  return relayStream({
    body: decoded,
    status,
    trace,
    ...reader,
    addressee: { dialect: endpoint.dialect, requestId },
    hideUsage: answer.usageIsOurs,
    redact: (text) => withoutSecret(text, secret),
    passesThrough: input.passesThrough,
    keepAliveMs: input.keepAliveMs,
  });
}

function respondWhole(input: RespondInput, body: Buffer): GatewayResponse {
  const { answer, endpoint, headers, secret, trace } = input;
  const { status } = answer.upstream;
  trace.firstByte();
  const text = withoutSecret(decodedBody(body, answer.upstream.headers["content-encoding"]), secret);
  const parsed = parseJson(text);
  if (status >= 400) return respondError(input, text, parsed);
  const { model, usage } = PROTOCOLS[endpoint.dialect].summarize(parsed);
  trace.learn({ servedModel: model, usage, responseBody: text });
  trace.close({ outcome: "ok", status });
  return { status, headers, body };
}

/** The provider's own error keeps its status; one that is not in the caller's dialect is put into it. */
function respondError(
  { answer, endpoint, headers, requestId, trace }: RespondInput,
  text: string,
  parsed: unknown,
): GatewayResponse {
  const { status, headers: sent } = answer.upstream;
  const said = PROTOCOLS[endpoint.dialect].errors.decodeError(status, parsed);
  const kind = String(sent["content-type"] ?? "no content type").slice(0, 100);
  const error = new GatewayError(
    "upstream_invalid_response",
    `The provider answered ${status} with ${kind} instead of a JSON error. It or something in front of it is failing; try again, or check its status page.`,
    { status },
  );
  trace.learn({ responseBody: text });
  trace.close({
    outcome: "upstream_error",
    status,
    errorCode: said?.code ?? (said ? said.kind : error.code),
    errorMessage: said?.message ?? error.message,
  });
  delete headers["content-encoding"];
  headers["content-type"] = "application/json";
  if (said) return { status, headers, body: Buffer.from(text) };
  return renderGatewayError(error, { dialect: endpoint.dialect, requestId }, headers);
}
