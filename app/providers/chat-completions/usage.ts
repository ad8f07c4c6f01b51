/** Token counts of chat completions. https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage */
import { asCount, isObject, type JsonObject } from "../json-value";
import { type Usage } from "../provider";

export function decodeUsage(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  const promptDetails = isObject(value.prompt_tokens_details) ? value.prompt_tokens_details : {};
  const completionDetails = isObject(value.completion_tokens_details) ? value.completion_tokens_details : {};
  return {
    inputTokens: asCount(value.prompt_tokens),
    outputTokens: asCount(value.completion_tokens),
    totalTokens: asCount(value.total_tokens),
    cachedInputTokens: asCount(promptDetails.cached_tokens),
    cacheWriteTokens: asCount(promptDetails.cache_write_tokens),
    reasoningTokens: asCount(completionDetails.reasoning_tokens),
  };
}

/** Counts that are not known are zero here: the wire has no word for that, and clients add them up. */
export function encodeUsage(usage: Usage): JsonObject {
  const prompt = usage.inputTokens ?? 0;
  const completion = usage.outputTokens ?? 0;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: usage.totalTokens ?? prompt + completion,
    prompt_tokens_details: {
      cached_tokens: usage.cachedInputTokens ?? 0,
      ...(usage.cacheWriteTokens === null ? {} : { cache_write_tokens: usage.cacheWriteTokens }),
    },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
  };
}
