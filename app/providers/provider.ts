/** What every provider folder has in common. */

export type ProviderId = "openai" | "anthropic" | "gemini" | "azure";

/** The names that people read. */
export const PROVIDER_NAMES: Readonly<Record<ProviderId, string>> = {
  openai: "OpenAI",
  anthropic: "Anthropic",
  gemini: "Google Gemini",
  azure: "Azure OpenAI",
};

/** Token counts as a provider reported them. Null is "not reported", never zero. */
export interface Usage {
  inputTokens: number | null;
  outputTokens: number | null;
  totalTokens: number | null;
  /** Part of inputTokens that was read from the provider's prompt cache. */
  cachedInputTokens: number | null;
  /** Part of inputTokens that was written to it. */
  cacheWriteTokens: number | null;
  /** Part of cacheWriteTokens that is kept for an hour, which costs more. Absent where no vendor says so. */
  cacheWriteLongTokens?: number | null;
  /** Part of outputTokens. */
  reasoningTokens: number | null;
}

/** What a trace wants to know of an answer, buffered or streamed. */
export interface AnswerSummary {
  model: string | null;
  usage: Usage | null;
}
