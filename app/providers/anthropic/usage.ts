/**
 * Token counts of messages. Anthropic counts what came from its cache and went into it beside `input_tokens`; the
 * canonical count includes them. https://docs.anthropic.com/en/api/messages#response-usage
 */
import { asCount, isObject, type JsonObject } from "../json-value";
import { type Usage } from "../provider";

/** @param earlier What the stream has said so far: later counts replace, and those that are absent stand. */
export function decodeUsage(value: unknown, earlier: JsonObject = {}): Usage | null {
  if (!isObject(value)) return null;
  const said: JsonObject = { ...earlier, ...value };
  const read = asCount(said.cache_read_input_tokens);
  const written = asCount(said.cache_creation_input_tokens);
  const fresh = asCount(said.input_tokens);
  const inputTokens = fresh === null ? null : fresh + (read ?? 0) + (written ?? 0);
  const outputTokens = asCount(said.output_tokens);
  const creation = isObject(said.cache_creation) ? said.cache_creation : {};
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens,
    cachedInputTokens: read,
    cacheWriteTokens: written,
    cacheWriteLongTokens: asCount(creation.ephemeral_1h_input_tokens),
    reasoningTokens: null,
  };
}

export function encodeUsage(usage: Usage): JsonObject {
  const read = usage.cachedInputTokens ?? 0;
  const written = usage.cacheWriteTokens ?? 0;
  return {
    input_tokens: Math.max(0, (usage.inputTokens ?? 0) - read - written),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    output_tokens: usage.outputTokens ?? 0,
  };
}
