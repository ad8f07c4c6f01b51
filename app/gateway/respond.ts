/** From the provider's answer to the caller's, closing the trace when the last byte is known. */
import { type Readable } from "node:stream";
import { readOpenaiError } from "~/providers/openai/errors";
import { summarizeChatCompletion } from "~/providers/openai/response";
import { type TraceRecorder } from "~/traces/recorder";
import { type UpstreamResponse } from "~/upstream/send-attempt";
import { decodedBody } from "~/upstream/decode-body";
import { responseHeaders } from "./forward-headers";
import { GatewayError, openaiErrorBody } from "./gateway-error";
import { type GatewayResponse } from "./gateway-message";
import { type Inbound } from "./read-inbound";
import { relayBytes } from "./relay-bytes";
import { relayStream } from "./relay-stream";

interface RespondInput {
  answer: UpstreamResponse;
  inbound: Inbound;
  requestId: string;
  appliedRuleIds: readonly string[];
  /** The provider key of the attempt: some providers quote it in errors, and it must not go further. */
  secret: string;
  trace: TraceRecorder;
}

export function respond(input: RespondInput): GatewayResponse {
  const { answer, appliedRuleIds, requestId } = input;
  const headers = responseHeaders(answer.headers, {
    "x-request-id": requestId,
    ...(appliedRuleIds.length > 0 ? { "x-grepture-rules-applied": appliedRuleIds.join(",") } : {}),
  });
  if (Buffer.isBuffer(answer.body)) return respondWhole(input, answer.body, headers);
  return { status: answer.status, headers, body: respondStream(input, answer.body, headers) };
}

function withoutSecret(text: string, secret: string): string {
  return secret === "" ? text : text.replaceAll(secret, "[redacted]");
}

function respondStream(
  { answer, inbound, secret, trace }: RespondInput,
  body: Readable,
  headers: GatewayResponse["headers"],
): AsyncIterable<Uint8Array> {
  const { status } = answer;
  const isEventStream = String(answer.headers["content-type"] ?? "").startsWith("text/event-stream");
  if (!isEventStream || answer.headers["content-encoding"]) return relayBytes({ body, status, trace });
  headers["cache-control"] = "no-cache";
  // nginx and its kin would otherwise hold a stream back to fill a buffer.
  headers["x-accel-buffering"] = "no";
  return relayStream({
    body,
    status,
    trace,
    hideUsage: inbound.facts.stream && !inbound.facts.wantsUsage,
    redact: (text) => withoutSecret(text, secret),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function respondWhole(
  { answer, secret, trace }: RespondInput,
  body: Buffer,
  headers: GatewayResponse["headers"],
): GatewayResponse {
  const { status } = answer;
  const text = withoutSecret(decodedBody(body, answer.headers["content-encoding"]), secret);
  const parsed = parse(text);
  trace.firstByte();
  if (status >= 400) return respondError({ answer, text, parsed, trace }, headers);
  trace.learn({ ...summarize(parsed), responseBody: text });
  trace.close({ outcome: "ok", status });
  return { status, headers, body };
}

function summarize(parsed: unknown) {
  const { model, usage } = summarizeChatCompletion(parsed);
  return { servedModel: model, usage };
}

/** The provider's own error keeps its status; one that is not in the caller's dialect is put into it. */
function respondError(
  {
    answer,
    text,
    parsed,
    trace,
  }: { answer: UpstreamResponse; text: string; parsed: unknown; trace: TraceRecorder },
  headers: GatewayResponse["headers"],
): GatewayResponse {
  const { status } = answer;
  const said = readOpenaiError(parsed);
  const kind = String(answer.headers["content-type"] ?? "no content type").slice(0, 100);
  const error = new GatewayError(
    "upstream_invalid_response",
    `OpenAI answered ${status} with ${kind} instead of a JSON error. The provider or something in front of it is failing; try again, or check its status page.`,
    { status },
  );
  trace.learn({ responseBody: text });
  trace.close({
    outcome: "upstream_error",
    status,
    errorCode: said?.code ?? error.code,
    errorMessage: said?.message ?? error.message,
  });
  delete headers["content-encoding"];
  headers["content-type"] = "application/json";
  return { status, headers, body: Buffer.from(said ? text : JSON.stringify(openaiErrorBody(error))) };
}
