/** Token counts of Gemini. Thoughts are counted beside the answer's. https://ai.google.dev/api/generate-content#UsageMetadata */
import { asCount, isObject, type JsonObject, withoutNulls } from "../json-value";
import { type Usage } from "../provider";

function sum(...counts: (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((total, count) => total + count, 0);
}

export function decodeUsage(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  const thoughts = asCount(value.thoughtsTokenCount);
  const prompt = asCount(value.promptTokenCount);
  const candidates = asCount(value.candidatesTokenCount);
  return {
    inputTokens: prompt === null ? null : sum(prompt, asCount(value.toolUsePromptTokenCount)),
    outputTokens: sum(candidates, thoughts),
    totalTokens: asCount(value.totalTokenCount),
    cachedInputTokens: asCount(value.cachedContentTokenCount),
    // Gemini bills what it stores by the hour, apart from requests.
    cacheWriteTokens: null,
    reasoningTokens: thoughts,
  };
}

/** What is not known is not said. */
export function encodeUsage(usage: Usage): JsonObject {
  const { inputTokens, outputTokens, totalTokens, cachedInputTokens, reasoningTokens } = usage;
  return withoutNulls({
    promptTokenCount: inputTokens,
    candidatesTokenCount: outputTokens === null ? null : Math.max(0, outputTokens - (reasoningTokens ?? 0)),
    totalTokenCount: totalTokens ?? sum(inputTokens, outputTokens),
    cachedContentTokenCount: cachedInputTokens,
    thoughtsTokenCount: reasoningTokens,
  });
}
