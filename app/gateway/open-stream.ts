/** How a provider's stream is read and how the caller's is written: the frames on the wire, and the protocol in them. */
import { type Readable } from "node:stream";
import { type TranslatedStream, translatedStream } from "~/providers/translated-stream";
import { PROTOCOLS } from "~/providers/registry";
import { type TraceRecorder } from "~/traces/recorder";
import { decodeStream } from "~/upstream/decode-body";
import { type UpstreamResponse } from "~/upstream/send-attempt";
import { type AnswerRules } from "./answer-rules";
import { type BuiltAttempt } from "./build-attempt";
import { type Endpoint, streamsArray } from "./endpoints";
import { StreamRelay } from "./relay-stream";
import { JSON_ARRAY_FRAMING, SSE_FRAMING, type StreamFraming } from "./stream-framing";

interface StreamInput {
  attempt: BuiltAttempt;
  upstream: UpstreamResponse;
  body: Readable;
  endpoint: Endpoint;
  requestId: string;
  trace: TraceRecorder;
  redact: (text: string) => string;
  passesThrough: boolean;
  answerRules: AnswerRules | null;
}

/** What the caller expects of a stream. */
export function callersFraming(endpoint: Endpoint): StreamFraming {
  return streamsArray(endpoint) ? JSON_ARRAY_FRAMING : SSE_FRAMING;
}

/** The framing of what came; null for what has no events. */
function framingOf({ upstream, endpoint, attempt }: StreamInput): StreamFraming | null {
  const type = String(upstream.headers["content-type"] ?? "");
  if (type.startsWith("text/event-stream")) return SSE_FRAMING;
  const isArray = endpoint.dialect === "gemini" && endpoint.route.stream === true && !attempt.translation;
  return isArray && type.startsWith("application/json") ? JSON_ARRAY_FRAMING : null;
}

/** Null: a stream without events, or one whose end we could not tell. It is passed on as it comes. */
export function openStream(input: StreamInput): StreamRelay | null {
  const { attempt, body, endpoint, requestId, upstream } = input;
  const framing = framingOf(input);
  const translated: TranslatedStream | null = attempt.translation && translatedStream(attempt.translation);
  const observer = translated ?? PROTOCOLS[endpoint.dialect].observer(endpoint.operation);
  const decoded = framing && observer && decodeStream(body, upstream.headers["content-encoding"]);
  if (!decoded) return null;
  return new StreamRelay({
    body: decoded,
    status: upstream.status,
    trace: input.trace,
    reader: framing.reader(),
    writer: translated ? callersFraming(endpoint).writer() : framing.writer(),
    observer,
    translated,
    addressee: { dialect: endpoint.dialect, requestId },
    rewriting: input.answerRules?.stream() ?? null,
    hideUsage: attempt.usageIsOurs,
    redact: input.redact,
    passesThrough: input.passesThrough,
  });
}
