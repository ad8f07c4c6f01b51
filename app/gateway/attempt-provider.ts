/** One try with one candidate: sends what was built for it, and says what came of it and whether another may do better. */
import { type Readable } from "node:stream";
import { CODECS } from "~/providers/codecs";
import { type ChatError } from "~/providers/chat";
import { parseJson } from "~/providers/json-value";
import { PROVIDER_NAMES } from "~/providers/provider";
import { PROTOCOLS } from "~/providers/registry";
import { type Translation } from "~/providers/translated-stream";
import { type TraceRecorder } from "~/traces/recorder";
import { classifyStatus, classifyUpstreamFailure, type AttemptFailure } from "~/upstream/classify-failure";
import { decodedBody } from "~/upstream/decode-body";
import { type UpstreamPools } from "~/upstream/pools";
import { retryAfterMs } from "~/upstream/retry-after";
import { sendAttempt, type UpstreamResponse } from "~/upstream/send-attempt";
import { TargetRefusedError, UpstreamError, type UpstreamFailure } from "~/upstream/upstream-error";
import { type AttemptOutcome } from "~/upstream/walk-chain";
import { type AttemptBuilder, type BuiltAttempt } from "./build-attempt";
import { type Candidate } from "./choose-route";
import { type Endpoint } from "./endpoints";
import { GatewayError, type GatewayErrorCode } from "./gateway-error";
import { type GatewayRequest } from "./gateway-message";
import { openStream } from "./open-stream";
import { type StreamRelay } from "./relay-stream";

/** What a candidate's try came to, before it is put into an answer for the caller. */
export type ProviderAnswer = { readonly attempt: BuiltAttempt } & (
  | {
      readonly kind: "whole";
      readonly upstream: UpstreamResponse;
      readonly bytes: Buffer;
      readonly text: string;
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
    }
  /** There is no answer. */
  | { readonly kind: "none"; readonly error: GatewayError }
);

export interface AttemptContext {
  readonly pools: UpstreamPools;
  readonly request: GatewayRequest;
  readonly requestId: string;
  readonly endpoint: Endpoint;
  readonly builder: AttemptBuilder;
  readonly trace: TraceRecorder;
  readonly passesThrough: boolean;
  /** Told why a candidate could not be asked, when its reason has an answer of its own. */
  readonly onUnfit: (error: GatewayError) => void;
}

type Outcome = AttemptOutcome<ProviderAnswer>;

const ERROR_CODES: Readonly<Record<UpstreamFailure, GatewayErrorCode>> = {
  unreachable: "upstream_unreachable",
  reset: "upstream_unreachable",
  connect_timeout: "upstream_timeout",
  first_byte_timeout: "upstream_timeout",
  idle_timeout: "upstream_timeout",
  total_timeout: "upstream_timeout",
  client_gone: "client_closed",
  invalid_response: "upstream_invalid_response",
};

/** @throws {GatewayError} 400 for a target of the caller's that is refused, 499 when the caller has left. */
export async function attemptProvider(context: AttemptContext, candidate: Candidate): Promise<Outcome> {
  const { builder, pools, request, trace } = context;
  const startedAt = Date.now();
  const attempt = builder.build(candidate);
  if ("reason" in attempt) {
    if (attempt.error) context.onUnfit(attempt.error);
    const { provider, id, model } = candidate;
    trace.attempt({
      provider,
      providerKeyId: candidate.key ? id : null,
      model,
      status: null,
      errorClass: "skipped",
      errorMessage: attempt.reason,
      startedAt,
      durationMs: 0,
      translated: false,
    });
    return { kind: "skipped", reason: attempt.reason };
  }
  const { target } = attempt;
  trace.learn({ provider: target.provider, providerKeyId: target.providerKeyId });
  try {
    const upstream = await sendAttempt(pools, attempt.send, request.clientGone);
    const outcome = await readAnswer(context, attempt, upstream);
    record(context, attempt, startedAt, outcome);
    return outcome;
  } catch (error) {
    const outcome = toFailure(attempt, candidate, error);
    record(context, attempt, startedAt, outcome);
    if (outcome.kind === "failed") return outcome;
    throw outcome.kind === "answered" && outcome.answer.kind === "none" ? outcome.answer.error : error;
  }
}

/** How an exchange without an answer ended; `answered` is final: nobody else is asked. @throws What is none of those. */
function toFailure(attempt: BuiltAttempt, { key }: Candidate, error: unknown): Outcome {
  const isRefused = error instanceof TargetRefusedError;
  if (!isRefused && !(error instanceof UpstreamError)) throw error;
  const who = attempt.target.provider ? PROVIDER_NAMES[attempt.target.provider] : "The target";
  const failure = isRefused ? null : classifyUpstreamFailure(error.failure);
  const code = isRefused ? "invalid_target" : ERROR_CODES[error.failure];
  const message = isRefused
    ? `The target URL was refused: ${error.message}.`
    : `${who} could not be asked: ${error.message}.`;
  const answer = { kind: "none", attempt, error: new GatewayError(code, message, { cause: error }) } as const;
  // A stored endpoint that leads nowhere is the key's fault; a target of the caller's is its own.
  const failed = failure ?? (isRefused && key ? "unreachable" : null);
  if (failed === null) return { kind: "answered", isError: true, answer };
  return { kind: "failed", failure: { class: failed, status: null, retryAfterMs: null }, answer };
}

async function readAnswer(
  context: AttemptContext,
  attempt: BuiltAttempt,
  upstream: UpstreamResponse,
): Promise<Outcome> {
  const { status, body, headers } = upstream;
  if (!Buffer.isBuffer(body)) {
    if (status >= 400) {
      // Larger than any error: there is nothing in it for anyone.
      body.destroy();
      return failedOrFinal(attempt, upstream, { status, said: null, text: "" });
    }
    return openBody(context, attempt, upstream, body);
  }
  const text = withoutSecret(decodedBody(body, headers["content-encoding"]), attempt.target.secret);
  const said = errorIn(context, attempt, upstream, text);
  if (status >= 400 || said) {
    return failedOrFinal(attempt, upstream, {
      status: status >= 400 ? status : (said?.status ?? 502),
      said,
      text,
    });
  }
  if (attempt.translation && (attempt.asksForStream || !isAnswer(attempt.translation, text))) {
    return failedOrFinal(attempt, upstream, { status: 502, said: null, text });
  }
  return { kind: "answered", answer: { kind: "whole", attempt, upstream, bytes: body, text } };
}

function isAnswer({ from }: Translation, text: string): boolean {
  return CODECS[from].decodeResponse(parseJson(text)) !== null;
}

/** The error that a body is, whatever its status says: some answer 200 with an error object. */
function errorIn(
  { endpoint }: AttemptContext,
  { translation }: BuiltAttempt,
  { status }: UpstreamResponse,
  text: string,
): ChatError | null {
  const { decodeError } = PROTOCOLS[translation?.from ?? endpoint.dialect].errors;
  if (status >= 400) return decodeError(status, parseJson(text));
  // Only a body that begins with it: a whole answer is not parsed for what it hardly ever is.
  const mayBeError = endpoint.operation === "chat" && /^\s*\{\s*"(error"|type"\s*:\s*"error")/.test(text);
  return mayBeError ? decodeError(status, parseJson(text)) : null;
}

/** A stream is opened up to its first content; one that nobody can read along is an answer as it is. */
async function openBody(
  context: AttemptContext,
  attempt: BuiltAttempt,
  upstream: UpstreamResponse,
  body: Readable,
): Promise<Outcome> {
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
): Outcome {
  const { status, said } = error;
  const answer = { kind: "error", attempt, upstream, ...error } as const;
  const failureClass = classifyStatus(status, said?.kind ?? null);
  if (failureClass === null) return { kind: "answered", isError: true, answer };
  const told = retryAfterMs(upstream.headers, Date.now()) ?? said?.retryAfterMs ?? null;
  const failure: AttemptFailure = { class: failureClass, status, retryAfterMs: told };
  return { kind: "failed", failure, answer };
}

function record({ trace }: AttemptContext, attempt: BuiltAttempt, startedAt: number, outcome: Outcome): void {
  if (outcome.kind === "skipped") return;
  const { answer } = outcome;
  const { provider, providerKeyId } = attempt.target;
  const status =
    answer.kind === "error" ? answer.status : answer.kind === "none" ? null : answer.upstream.status;
  trace.attempt({
    provider,
    providerKeyId,
    model: attempt.model,
    status,
    ...errorOf(answer),
    startedAt,
    durationMs: Date.now() - startedAt,
    translated: attempt.translation !== null,
  });
}

function errorOf(answer: ProviderAnswer): { errorClass: string | null; errorMessage: string | null } {
  if (answer.kind === "error") {
    return { errorClass: `http_${answer.status}`, errorMessage: answer.said?.message ?? null };
  }
  if (answer.kind !== "none") return { errorClass: null, errorMessage: null };
  const { cause } = answer.error;
  return {
    errorClass: cause instanceof UpstreamError ? cause.failure : "target_refused",
    errorMessage: answer.error.message,
  };
}

function withoutSecret(text: string, secret: string | null): string {
  return secret === null || secret === "" ? text : text.replaceAll(secret, "[redacted]");
}
