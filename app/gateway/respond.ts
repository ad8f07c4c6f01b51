/** From what a provider came to, to the caller's answer, closing the trace when the last byte is known. */
import { CODECS } from "~/providers/codecs";
import { type ChatError } from "~/providers/chat";
import { foreignResponse } from "~/providers/foreign-answer";
import { PROTOCOLS } from "~/providers/registry";
import { type TraceRecorder } from "~/traces/recorder";
import { type ProviderAnswer } from "./read-answer";
import { type AnswerRules } from "./answer-rules";
import { type Endpoint } from "./endpoints";
import { responseHeaders } from "./forward-headers";
import { GatewayError } from "./gateway-error";
import { type GatewayResponse } from "./gateway-message";
import { callersFraming } from "./open-stream";
import { relayBytes } from "./relay-bytes";

export interface RespondContext {
  readonly endpoint: Endpoint;
  readonly requestId: string;
  readonly trace: TraceRecorder;
  readonly appliedRuleIds: readonly string[];
  /** Of an exhausted chain: how long until its first key may be asked again. */
  readonly retryAfterMs: number | null;
  readonly answerRules: AnswerRules;
}

type Answered<Kind extends ProviderAnswer["kind"]> = Extract<ProviderAnswer, { kind: Kind }>;

/** @throws {GatewayError} when there is no answer. @throws {RuleBlockedError} when a rule keeps it from the caller. */
export async function respond(context: RespondContext, answer: ProviderAnswer): Promise<GatewayResponse> {
  switch (answer.kind) {
    case "none":
      throw answer.error;
    case "error":
      return respondError(context, answer);
    case "whole":
      return respondWhole(context, answer);
    case "events":
      return respondEvents(context, answer);
    case "bytes": {
      const { upstream, body } = answer;
      const headers = answerHeaders(
        afterRules(context, () => context.answerRules.plain(null)),
        answer,
      );
      return {
        status: upstream.status,
        headers,
        body: relayBytes({ body, status: upstream.status, trace: context.trace }),
      };
    }
  }
}

/** Longer than any header that servers take. */
const MAX_WARNINGS_HEADER = 4_000;

/** Ours, and of the provider's those that mean something to a caller who did not choose it. */
export function answerHeaders(
  { requestId, trace, appliedRuleIds }: Pick<RespondContext, "requestId" | "trace" | "appliedRuleIds">,
  { attempt, upstream }: Exclude<ProviderAnswer, { kind: "none" }>,
): GatewayResponse["headers"] {
  const headers = attempt.translation ? {} : responseHeaders(upstream.headers);
  headers["x-request-id"] = requestId;
  if (attempt.target.provider) headers["x-grepture-provider"] = attempt.target.provider;
  headers["x-grepture-attempts"] = trace.attemptSummary();
  if (appliedRuleIds.length > 0) headers["x-grepture-rules-applied"] = appliedRuleIds.join(",");
  if (attempt.warnings.length > 0) {
    headers["x-grepture-warnings"] = attempt.warnings.join("; ").slice(0, MAX_WARNINGS_HEADER);
  }
  return headers;
}

async function respondWhole(context: RespondContext, answer: Answered<"whole">): Promise<GatewayResponse> {
  const { endpoint, trace } = context;
  const { attempt, upstream, parsed } = answer;
  const { status } = upstream;
  trace.firstByte();
  const { model, usage } = PROTOCOLS[attempt.translation?.from ?? endpoint.dialect].summarize(parsed);
  const { warnings, ...translated } = said(answer);
  const { body, shown, appliedRuleIds } = await ruled(context, translated, parsed);
  const headers = answerHeaders(
    { ...context, appliedRuleIds: [...context.appliedRuleIds, ...appliedRuleIds] },
    { ...answer, attempt: { ...attempt, warnings: [...attempt.warnings, ...warnings] } },
  );
  if (attempt.translation) headers["content-type"] = "application/json";
  // Other bytes than the provider's are not in its encoding.
  if (body !== answer.bytes) delete headers["content-encoding"];
  for (const warning of warnings) trace.warn(warning);
  trace.learn({ servedModel: model, usage, responseBody: shown });
  trace.close({ outcome: "ok", status });
  return { status, headers, body };
}

type Said = { body: Buffer; shown: string };

/** What the rules and the tokens leave of it: the same bytes where they change nothing. */
async function ruled(
  { answerRules }: RespondContext,
  answer: Said & { json: unknown },
  parsed: unknown,
): Promise<Said & { appliedRuleIds: readonly string[] }> {
  const { body, shown: text, json } = answer;
  if (answerRules.isIdle) return { body, shown: text, appliedRuleIds: [] };
  if (parsed === undefined) {
    const { shown, appliedRuleIds } = answerRules.plain(text === "" && body.length > 0 ? null : text);
    return { body: shown === text ? body : Buffer.from(shown), shown, appliedRuleIds };
  }
  const { shown, said, appliedRuleIds } = await answerRules.whole(text, json);
  return { body: said === text ? body : Buffer.from(said), shown, appliedRuleIds };
}

/** With the rules that apply to an answer that is not read. */
function afterRules(
  context: RespondContext,
  run: () => { appliedRuleIds: readonly string[] },
): Pick<RespondContext, "requestId" | "trace" | "appliedRuleIds"> {
  if (context.answerRules.isIdle) return context;
  return { ...context, appliedRuleIds: [...context.appliedRuleIds, ...run().appliedRuleIds] };
}

/** The bytes that the caller gets, and the text that the trace shows. */
function said({ attempt, bytes, parsed, text }: Answered<"whole">) {
  const { translation } = attempt;
  const response = translation && CODECS[translation.from].decodeResponse(parsed);
  if (!translation || !response) return { body: bytes, shown: text, json: parsed, warnings: [] };
  const foreign = foreignResponse(response.value, translation.to);
  const { value, warnings } = CODECS[translation.to].encodeResponse(foreign.value, translation.encoding);
  const shown = JSON.stringify(value);
  return {
    body: Buffer.from(shown),
    shown,
    json: value,
    warnings: [...response.warnings, ...foreign.warnings, ...warnings],
  };
}

async function respondEvents(context: RespondContext, answer: Answered<"events">): Promise<GatewayResponse> {
  const { upstream, relay, attempt } = answer;
  await relay.awaitFirst();
  const headers = answerHeaders(context, answer);
  if (attempt.translation) headers["content-type"] = callersFraming(context.endpoint).contentType;
  delete headers["content-encoding"];
  return { status: upstream.status, headers: { ...headers, ...STREAM_HEADERS }, body: relay.relay() };
}

export const STREAM_HEADERS = {
  "cache-control": "no-cache",
  // nginx and its kin would otherwise hold a stream back to fill a buffer.
  "x-accel-buffering": "no",
};

/** The provider's own error keeps its status; one that is not in the caller's dialect is put into it. */
function respondError(context: RespondContext, answer: Answered<"error">): GatewayResponse {
  const { endpoint, requestId, trace } = context;
  const { attempt, status, said, text, upstream } = answer;
  const retryAfterMs = context.retryAfterMs ?? answer.retryAfterMs;
  const error = { ...(said ?? unreadable(answer)), retryAfterMs };
  trace.learn({ responseBody: text === "" ? null : text });
  trace.close({
    outcome: "upstream_error",
    status,
    errorCode: error.code ?? error.kind,
    errorMessage: error.message,
  });
  const headers = answerHeaders(context, answer);
  delete headers["content-encoding"];
  headers["content-type"] = "application/json";
  addRetryAfter(context, answer, headers);
  // Another's words are not shown where they may quote what a rule of the caller's took out.
  const isOwnBody = said !== null && !attempt.translation && text !== "" && upstream.status === status;
  const body = isOwnBody
    ? text
    : JSON.stringify(PROTOCOLS[endpoint.dialect].errors.encodeError(error, requestId));
  return { status, headers, body: Buffer.from(body), error };
}

function unreadable({ status, upstream }: Answered<"error">): ChatError {
  const kind = String(upstream.headers["content-type"] ?? "no content type").slice(0, 100);
  const what = upstream.status < 400 ? "that is no answer to this request" : "instead of a JSON error";
  const message = `The provider answered ${upstream.status} with ${kind} ${what}. It or something in front of it is failing; try again, or check its status page.`;
  return new GatewayError("upstream_invalid_response", message, { status }).toChatError();
}

/** When the chain's first key may be asked again, else what the last provider said; its own headers say it best. */
function addRetryAfter(
  { retryAfterMs }: RespondContext,
  { attempt, retryAfterMs: told }: Answered<"error">,
  headers: GatewayResponse["headers"],
): void {
  const waitMs = retryAfterMs ?? (attempt.translation ? told : null);
  if (waitMs === null) return;
  delete headers["retry-after-ms"];
  delete headers["x-ms-retry-after-ms"];
  headers["retry-after"] = String(Math.max(1, Math.ceil(waitMs / 1_000)));
}
