/** The rows of a trace, column by column. */
import { type RuleHitResult } from "~/rules/rule-hit";
import { copyTable, storableText } from "./copy-text";
import { STORED_BODY_LIMIT, type AttemptTrace, type RequestAnnotations, type Trace } from "./trace";

export interface TraceRow {
  trace: Trace;
  /** Its start, as every table's key has it. */
  at: string;
}

/** A part of a trace at its place among its like. */
interface PartRow<Part> extends TraceRow {
  position: number;
  part: Part;
}

/** JSON columns refuse the escapes of what text refuses, so their strings are made storable before they are written. */
function storableMetadata(metadata: RequestAnnotations["metadata"]): object | null {
  return (
    metadata &&
    Object.fromEntries(
      Object.entries(metadata).map(([key, value]) => [storableText(key), storableText(value)]),
    )
  );
}

/** The second of the last timestamp: most share theirs with the one before. */
let second = { at: NaN, text: "" };

/** @param milliseconds Whole, since the epoch. */
export function timestamp(milliseconds: number): string {
  const fraction = milliseconds % 1_000;
  const at = milliseconds - fraction;
  if (at !== second.at) second = { at, text: new Date(at).toISOString().slice(0, -"000Z".length) };
  return `${second.text}${String(fraction).padStart(3, "0")}Z`;
}

/** What leads every key of the trace tables. */
const OF_TRACE = {
  organization_id: ({ trace }: TraceRow) => trace.organizationId,
  request_started_at: ({ at }: TraceRow) => at,
  request_id: ({ trace }: TraceRow) => trace.id,
};

export const REQUESTS = copyTable<TraceRow>("requests", {
  organization_id: ({ trace }) => trace.organizationId,
  started_at: ({ at }) => at,
  id: ({ trace }) => trace.id,
  source: () => "gateway",
  request_id: ({ trace }) => trace.requestId,
  api_key_id: ({ trace }) => trace.apiKeyId,
  method: ({ trace }) => trace.method,
  url: ({ trace }) => trace.url,
  protocol: ({ trace }) => trace.protocol,
  streaming: ({ trace }) => trace.streaming,
  requested_model: ({ trace }) => trace.requestedModel,
  provider: ({ trace }) => trace.provider,
  provider_key_id: ({ trace }) => trace.providerKeyId,
  served_model: ({ trace }) => trace.servedModel,
  status: ({ trace }) => trace.status,
  outcome: ({ trace }) => trace.outcome,
  error_code: ({ trace }) => trace.errorCode,
  error_message: ({ trace }) => trace.errorMessage,
  duration_ms: ({ trace }) => trace.durationMs,
  first_byte_ms: ({ trace }) => trace.firstByteMs,
  input_tokens: ({ trace }) => trace.usage?.inputTokens,
  output_tokens: ({ trace }) => trace.usage?.outputTokens,
  total_tokens: ({ trace }) => trace.usage?.totalTokens,
  cached_input_tokens: ({ trace }) => trace.usage?.cachedInputTokens,
  cache_write_tokens: ({ trace }) => trace.usage?.cacheWriteTokens,
  reasoning_tokens: ({ trace }) => trace.usage?.reasoningTokens,
  cost: ({ trace }) => trace.cost,
  rule_hit_count: ({ trace }) => trace.ruleHits.filter((hit) => hit.skippedBecause === null).length,
  attempt_count: ({ trace }) => trace.attempts.length,
  passed_through: ({ trace }) => trace.passedThrough,
  zero_data: ({ trace }) => trace.zeroData,
  warnings: ({ trace }) => trace.warnings,
  trace_id: ({ trace }) => trace.annotations.traceId,
  session_id: ({ trace }) => trace.annotations.sessionId,
  label: ({ trace }) => trace.annotations.label,
  seq: ({ trace }) => trace.annotations.seq,
  metadata: ({ trace }) => storableMetadata(trace.annotations.metadata),
});

export const ATTEMPTS = copyTable<PartRow<AttemptTrace>>("attempts", {
  ...OF_TRACE,
  position: ({ position }) => position,
  provider: ({ part }) => part.provider,
  provider_key_id: ({ part }) => part.providerKeyId,
  model: ({ part }) => part.model,
  status: ({ part }) => part.status,
  error_class: ({ part }) => part.errorClass,
  error_message: ({ part }) => part.errorMessage,
  started_at: ({ part }) => timestamp(part.startedAt),
  duration_ms: ({ part }) => part.durationMs,
  translated: ({ part }) => part.translated,
  moved_on_because: ({ part }) => part.movedOnBecause,
});

export const RULE_HITS = copyTable<PartRow<RuleHitResult>>("rule_hits", {
  ...OF_TRACE,
  position: ({ position }) => position,
  rule_id: ({ part }) => part.ruleId,
  rule_version: ({ part }) => part.ruleVersion,
  rule_name: ({ part }) => part.ruleName,
  direction: ({ part }) => part.direction,
  action: ({ part }) => part.action,
  category: ({ part }) => part.category,
  match_count: ({ part }) => part.matchCount,
  severity: ({ part }) => part.severity,
  label: ({ part }) => part.label,
  skipped_because: ({ part }) => part.skippedBecause,
  // As one JSON text: an array of a column's own kind is what arrays are otherwise.
  spans: ({ part }) =>
    JSON.stringify(part.spans.map(({ path, start, end }) => ({ path: storableText(path), start, end }))),
  duration_micros: ({ part }) => Math.round(part.durationMicros),
});

export const BODIES = copyTable<TraceRow>("request_bodies", {
  ...OF_TRACE,
  request_body: ({ trace }) => trace.requestBody?.slice(0, STORED_BODY_LIMIT),
  response_body: ({ trace }) => trace.responseBody?.slice(0, STORED_BODY_LIMIT),
  request_truncated: ({ trace }) => (trace.requestBody?.length ?? 0) > STORED_BODY_LIMIT,
  response_truncated: ({ trace }) => (trace.responseBody?.length ?? 0) > STORED_BODY_LIMIT,
});
