/** One try with one candidate: sends what was built for it, and says what came of it and whether another may do better. */
import { PROVIDER_NAMES } from "~/providers/provider";
import { classifyUpstreamFailure } from "~/upstream/classify-failure";
import { type UpstreamPools } from "~/upstream/pools";
import { sendAttempt } from "~/upstream/send-attempt";
import { TargetRefusedError, UpstreamError, type UpstreamFailure } from "~/upstream/upstream-error";
import { type AttemptBuilder, type BuiltAttempt } from "./build-attempt";
import { type Candidate } from "./choose-route";
import { GatewayError, type GatewayErrorCode } from "./gateway-error";
import { type GatewayRequest } from "./gateway-message";
import { readAnswer, type AnswerContext, type AnswerOutcome, type ProviderAnswer } from "./read-answer";

export interface AttemptContext extends AnswerContext {
  readonly pools: UpstreamPools;
  readonly request: GatewayRequest;
  readonly builder: AttemptBuilder;
  /** Told why a candidate could not be asked, when its reason has an answer of its own. */
  readonly onUnfit: (error: GatewayError) => void;
}

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
export async function attemptProvider(context: AttemptContext, candidate: Candidate): Promise<AnswerOutcome> {
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
function toFailure(attempt: BuiltAttempt, { key }: Candidate, error: unknown): AnswerOutcome {
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

function record(
  { trace }: AttemptContext,
  attempt: BuiltAttempt,
  startedAt: number,
  outcome: AnswerOutcome,
): void {
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
