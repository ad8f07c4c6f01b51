/**
 * Token counts of messages. Anthropic counts what came from its cache and went into it beside `input_tokens`; the
 * canonical count includes them. https://docs.anthropic.com/en/api/messages#response-usage
 */
import { asCount, isObject, type JsonObject } from "../json-value";
import { type Usage } from "../provider";

/** @param earlier What the stream has said so far: later counts replace, and those that are absent stand. */
export function decodeUsage(value: unknown, earlier: JsonObject = {}): Usage | null {
  if (!isObject(value)) return null;
  const said = mergeUsage(earlier, value);
  const read = asCount(said.cache_read_input_tokens);
  const written = asCount(said.cache_creation_input_tokens);
  const fresh = asCount(said.input_tokens);
  const inputTokens = fresh === null ? null : fresh + (read ?? 0) + (written ?? 0);
  const outputTokens = asCount(said.output_tokens);
  const details = isObject(said.output_tokens_details) ? said.output_tokens_details : {};
  const creation = isObject(said.cache_creation) ? said.cache_creation : {};
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens,
    cachedInputTokens: read,
    cacheWriteTokens: written,
    cacheWriteLongTokens: asCount(creation.ephemeral_1h_input_tokens),
    reasoningTokens: asCount(details.thinking_tokens),
  };
}

/** Counts of a stream are cumulative: a later one replaces, and null says nothing. */
export function mergeUsage(earlier: JsonObject, later: JsonObject): JsonObject {
  const said = Object.entries(later).filter(([, count]) => count !== null);
  return { ...earlier, ...Object.fromEntries(said) };
}

const COUNTED = new Set([
  "input_tokens",
  "output_tokens",
  "cache_read_input_tokens",
  "cache_creation_input_tokens",
  "cache_creation",
  "output_tokens_details",
]);

/** What the usage says beside tokens: requests of server tools, service tier … */
export function otherUsage(value: unknown): JsonObject {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([key, said]) => !COUNTED.has(key) && said !== null),
  );
}

/** A stream that has begun knows nothing yet. */
export const UNKNOWN_USAGE: Usage = {
  inputTokens: null,
  outputTokens: null,
  totalTokens: null,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
};

/**
 * With every member that a client may read. The two main counts are zero when they are not known: the wire has no word
 * for that, and clients add them up; the others are null.
 */
export function encodeUsage(usage: Usage): JsonObject {
  const { inputTokens, outputTokens, reasoningTokens: thought, ...cache } = usage;
  const { cachedInputTokens: read, cacheWriteTokens: written, cacheWriteLongTokens: long = null } = cache;
  return {
    input_tokens: Math.max(0, (inputTokens ?? 0) - (read ?? 0) - (written ?? 0)),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    cache_creation: long === null ? null : cacheCreation(written ?? long, long),
    output_tokens: outputTokens ?? 0,
    output_tokens_details: thought === null ? null : { thinking_tokens: thought },
    service_tier: null,
  };
}

function cacheCreation(written: number, long: number): JsonObject {
  return {
    ephemeral_5m_input_tokens: Math.max(0, written - long),
    ephemeral_1h_input_tokens: long,
  };
}
