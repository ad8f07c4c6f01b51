import { asCount, isObject } from "../json-value";
import { type Usage } from "../provider";

/**
 * Reads the `usage` object of chat completions, in an answer or in a stream's usage chunk.
 * https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage
 */
export function readOpenaiUsage(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  const promptDetails = isObject(value.prompt_tokens_details) ? value.prompt_tokens_details : {};
  const completionDetails = isObject(value.completion_tokens_details) ? value.completion_tokens_details : {};
  return {
    inputTokens: asCount(value.prompt_tokens),
    outputTokens: asCount(value.completion_tokens),
    totalTokens: asCount(value.total_tokens),
    cachedInputTokens: asCount(promptDetails.cached_tokens),
    // OpenAI does not bill writes to its cache and does not report them.
    cacheWriteTokens: null,
    reasoningTokens: asCount(completionDetails.reasoning_tokens),
  };
}
