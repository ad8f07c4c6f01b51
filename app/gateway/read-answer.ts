/** What a provider sent, read as far as it takes to say what it is: an answer, an error, a stream that begins. */
import { type Readable } from "node:stream";
import { type ChatError } from "~/providers/chat";
import { parseJson } from "~/providers/json-value";
import { type TraceRecorder } from "~/traces/recorder";
import { classifyStatus, type AttemptFailure } from "~/upstream/classify-failure";
import { decodedBody } from "~/upstream/decode-body";
import { retryAfterMs } from "~/upstream/retry-after";
import { type UpstreamResponse } from "~/upstream/send-attempt";
import { type AttemptOutcome } from "~/upstream/walk-chain";
import { type AnswerRules } from "./answer-rules";
import { type BuiltAttempt } from "./build-attempt";
import { type Endpoint } from "./endpoints";
import { type GatewayError } from "./gateway-error";
import { openStream } from "./open-stream";
import { type StreamRelay } from "./relay-stream";
import { errorIn, isNoAnswer } from "./whole-answer";

/** What a candidate's try came to, before it is put into an answer for the caller. */
export type ProviderAnswer = { readonly attempt: BuiltAttempt } & (
  | {
      readonly kind: "whole";
      readonly upstream: UpstreamResponse;
      readonly bytes: Buffer;
      readonly text: string;
      /** Undefined when it is no JSON. */
      readonly parsed: unknown;
    }
  | { readonly kind: "events"; readonly upstream: UpstreamResponse; readonly relay: StreamRelay }
  | { readonly kind: "bytes"; readonly upstream: UpstreamResponse; readonly body: Readable }
  /** The provider's own error, in whatever form it came; `said` is null when it is none that can be read. */
  | {
      readonly kind: "error";
      readonly upstream: UpstreamResponse;
      readonly status: number;
      readonly said: ChatError | null;
      readonly text: string;
      /** As the provider told it, in a header or in the error. */
      readonly retryAfterMs: number | null;
    }
  /** There is no answer. */
  | { readonly kind: "none"; readonly error: GatewayError }
);

/** Of the request that is answered. */
export interface AnswerContext {
  readonly requestId: string;
  readonly endpoint: Endpoint;
  readonly trace: TraceRecorder;
  readonly passesThrough: boolean;
  /** Null: the answer goes to the caller as it is. */
  readonly answerRules: AnswerRules | null;
}

/** And whether another candidate may do better. */
export type AnswerOutcome = AttemptOutcome<ProviderAnswer>;

export async function readAnswer(
  context: AnswerContext,
  attempt: BuiltAttempt,
  upstream: UpstreamResponse,
): Promise<AnswerOutcome> {
  const { status, body, headers } = upstream;
  if (!Buffer.isBuffer(body)) {
    if (status >= 400) {
      // Larger than any error: there is nothing in it for anyone.
      body.destroy();
      return failedOrFinal(attempt, upstream, { status, said: null, text: "" });
    }
    return openBody(context, attempt, upstream, body);
  }
  const decoded = decodedBody(body, headers["content-encoding"]);
  const text = withoutSecret(decoded, attempt.target.secret);
  const parsed = parseJson(text);
  const whole = { status, bytes: body, text, parsed };
  const said = errorIn(context.endpoint, attempt.translation, whole);
  const isFailure = said !== null || status >= 400 || (attempt.translation !== null && attempt.asksForStream);
  if (isFailure || isNoAnswer(context.endpoint, attempt.translation, whole)) {
    const meant = status >= 400 ? status : (said?.status ?? 502);
    return failedOrFinal(attempt, upstream, { status: meant, said, text });
  }
  const answer = { kind: "whole", attempt, upstream, bytes: body, text, parsed } as const;
  return { kind: "answered", answer: text === decoded ? answer : readable(answer) };
}

/** The text in place of the bytes: the key was taken out of it. */
function readable<Whole extends { upstream: UpstreamResponse; text: string }>(answer: Whole) {
  const { upstream, text } = answer;
  const headers = { ...upstream.headers, "content-encoding": undefined };
  return { ...answer, upstream: { ...upstream, headers }, bytes: Buffer.from(text) };
}

/** A stream is opened up to its first content; one that nobody can read along is an answer as it is. */
async function openBody(
  context: AnswerContext,
  attempt: BuiltAttempt,
  upstream: UpstreamResponse,
  body: Readable,
): Promise<AnswerOutcome> {
  const redact = (text: string) => withoutSecret(text, attempt.target.secret);
  const relay = openStream({ ...context, attempt, upstream, body, redact });
  if (attempt.translation && !(relay && attempt.asksForStream)) {
    // Not in a form that could be put into the caller's protocol.
    body.destroy();
    return failedOrFinal(attempt, upstream, { status: 502, said: null, text: "" });
  }
  if (!relay) return { kind: "answered", answer: { kind: "bytes", attempt, upstream, body } };
  const opening = await relay.open();
  switch (opening.kind) {
    case "answers":
      return { kind: "answered", answer: { kind: "events", attempt, upstream, relay } };
    case "broken":
      relay.discard();
      throw opening.error;
    case "error": {
      relay.discard();
      const said = { ...opening.error, message: redact(opening.error.message) };
      return failedOrFinal(attempt, upstream, { status: said.status, said, text: "" });
    }
  }
}

function failedOrFinal(
  attempt: BuiltAttempt,
  upstream: UpstreamResponse,
  error: { status: number; said: ChatError | null; text: string },
): AnswerOutcome {
  const { status, said } = error;
  const told = retryAfterMs(upstream.headers, Date.now()) ?? said?.retryAfterMs ?? null;
  const answer = { kind: "error", attempt, upstream, ...error, retryAfterMs: told } as const;
  const failureClass = classifyStatus(status, said?.kind ?? null);
  if (failureClass === null) return { kind: "answered", isError: true, answer };
  const failure: AttemptFailure = { class: failureClass, status, retryAfterMs: told };
  return { kind: "failed", failure, answer };
}

/** Plain, or with the slashes that some print as `\\/` in JSON. */
function withoutSecret(text: string, secret: string | null): string {
  if (secret === null || secret === "") return text;
  const plain = text.replaceAll(secret, "[redacted]");
  return secret.includes("/") ? plain.replaceAll(secret.replaceAll("/", "\\/"), "[redacted]") : plain;
}
