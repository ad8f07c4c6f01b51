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
  const long = asCount(creation.ephemeral_1h_input_tokens);
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens,
    cachedInputTokens: read,
    cacheWriteTokens: written,
    ...(long === null ? {} : { cacheWriteLongTokens: long }),
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

/** The two main counts are zero when they are not known: the wire has no word for that, and clients add them up. */
export function encodeUsage(usage: Usage | null): JsonObject {
  const read = usage?.cachedInputTokens ?? null;
  const written = usage?.cacheWriteTokens ?? null;
  const long = usage?.cacheWriteLongTokens ?? null;
  const reasoning = usage?.reasoningTokens ?? null;
  return {
    input_tokens: Math.max(0, (usage?.inputTokens ?? 0) - (read ?? 0) - (written ?? 0)),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    ...(long === null ? {} : { cache_creation: cacheCreation(written ?? long, long) }),
    output_tokens: usage?.outputTokens ?? 0,
    ...(reasoning === null ? {} : { output_tokens_details: { thinking_tokens: reasoning } }),
  };
}

function cacheCreation(written: number, long: number): JsonObject {
  return {
    ephemeral_5m_input_tokens: Math.max(0, written - long),
    ephemeral_1h_input_tokens: long,
  };
}
