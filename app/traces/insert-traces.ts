/**
 * One statement for a whole batch: requests, attempts, rule hits and bodies go in together or not at all.
 *
 * The rows travel as JSON and PostgreSQL lays them over the tables' own row types, so that the columns are named in
 * one place, the schema. Serializing JSON is native code; arrays for unnest() would be escaped in JavaScript.
 * ON CONFLICT DO NOTHING makes a replay of a batch harmless.
 */
import { type Pool } from "pg";
import { STORED_BODY_LIMIT, type RequestAnnotations, type Trace } from "./trace";

const INSERT = `
WITH new_attempts AS (
  INSERT INTO attempts SELECT * FROM json_populate_recordset(NULL::attempts, $2::json) ON CONFLICT DO NOTHING
), new_rule_hits AS (
  INSERT INTO rule_hits SELECT * FROM json_populate_recordset(NULL::rule_hits, $3::json) ON CONFLICT DO NOTHING
), new_bodies AS (
  INSERT INTO request_bodies SELECT * FROM json_populate_recordset(NULL::request_bodies, $4::json)
  ON CONFLICT DO NOTHING
)
INSERT INTO requests SELECT * FROM json_populate_recordset(NULL::requests, $1::json) ON CONFLICT DO NOTHING`;

// Rows are written out field by field: spreading a shared key into each costs more than all the rest of it.

/** PostgreSQL's text holds neither NUL nor half a surrogate pair; callers can send both, and a cut can make one. */
function storable<T>(value: T): T | string {
  if (typeof value !== "string") return value;
  return (value.includes("\0") ? value.replaceAll("\0", "\uFFFD") : value).toWellFormed();
}

function storableMetadata(metadata: RequestAnnotations["metadata"]): object | null {
  return (
    metadata &&
    Object.fromEntries(Object.entries(metadata).map(([key, value]) => [storable(key), storable(value)]))
  );
}

function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function requestRow(trace: Trace): Record<string, unknown> {
  const { usage, annotations } = trace;
  return {
    organization_id: trace.organizationId,
    started_at: timestamp(trace.startedAt),
    id: trace.id,
    source: "gateway",
    request_id: trace.requestId,
    api_key_id: trace.apiKeyId,
    method: trace.method,
    url: storable(trace.url),
    protocol: trace.protocol,
    streaming: trace.streaming,
    requested_model: storable(trace.requestedModel),
    provider: trace.provider,
    provider_key_id: trace.providerKeyId,
    served_model: storable(trace.servedModel),
    status: trace.status,
    outcome: trace.outcome,
    error_code: storable(trace.errorCode),
    error_message: storable(trace.errorMessage),
    duration_ms: trace.durationMs,
    first_byte_ms: trace.firstByteMs,
    input_tokens: usage?.inputTokens,
    output_tokens: usage?.outputTokens,
    total_tokens: usage?.totalTokens,
    cached_input_tokens: usage?.cachedInputTokens,
    cache_write_tokens: usage?.cacheWriteTokens,
    reasoning_tokens: usage?.reasoningTokens,
    rule_hit_count: trace.ruleHits.filter((hit) => hit.skippedBecause === null).length,
    attempt_count: trace.attempts.length,
    passed_through: trace.passedThrough,
    zero_data: trace.zeroData,
    warnings: trace.warnings,
    trace_id: storable(annotations.traceId),
    session_id: storable(annotations.sessionId),
    label: storable(annotations.label),
    seq: annotations.seq,
    metadata: storableMetadata(annotations.metadata),
    cost: trace.cost,
  };
}

function attemptRows(trace: Trace): Record<string, unknown>[] {
  const requestStartedAt = timestamp(trace.startedAt);
  return trace.attempts.map((attempt, position) => ({
    organization_id: trace.organizationId,
    request_started_at: requestStartedAt,
    request_id: trace.id,
    position,
    provider: attempt.provider,
    provider_key_id: attempt.providerKeyId,
    model: storable(attempt.model),
    status: attempt.status,
    error_class: attempt.errorClass,
    error_message: storable(attempt.errorMessage),
    started_at: timestamp(attempt.startedAt),
    duration_ms: attempt.durationMs,
    translated: false,
  }));
}

function ruleHitRows(trace: Trace): Record<string, unknown>[] {
  const requestStartedAt = timestamp(trace.startedAt);
  return trace.ruleHits.map((hit, position) => ({
    organization_id: trace.organizationId,
    request_started_at: requestStartedAt,
    request_id: trace.id,
    position,
    rule_id: hit.ruleId,
    rule_version: hit.ruleVersion,
    rule_name: storable(hit.ruleName),
    direction: "input",
    action: hit.action,
    category: hit.category,
    match_count: hit.matchCount,
    skipped_because: hit.skippedBecause,
    spans: hit.spans.map(({ path, start, end }) => ({ path: storable(path), start, end })),
    duration_micros: Math.round(hit.durationMicros),
  }));
}

function bodyRows(trace: Trace): Record<string, unknown>[] {
  const { requestBody, responseBody } = trace;
  if (requestBody === null && responseBody === null) return [];
  return [
    {
      organization_id: trace.organizationId,
      request_started_at: timestamp(trace.startedAt),
      request_id: trace.id,
      request_body: storable(requestBody?.slice(0, STORED_BODY_LIMIT)),
      response_body: storable(responseBody?.slice(0, STORED_BODY_LIMIT)),
      request_truncated: (requestBody?.length ?? 0) > STORED_BODY_LIMIT,
      response_truncated: (responseBody?.length ?? 0) > STORED_BODY_LIMIT,
    },
  ];
}

/** Stores a batch. The partitions of its months must exist. */
export async function insertTraces(pool: Pool, traces: readonly Trace[]): Promise<void> {
  await pool.query({
    name: "insert-traces",
    text: INSERT,
    values: [
      JSON.stringify(traces.map(requestRow)),
      JSON.stringify(traces.flatMap(attemptRows)),
      JSON.stringify(traces.flatMap(ruleHitRows)),
      JSON.stringify(traces.flatMap(bodyRows)),
    ],
  });
}
