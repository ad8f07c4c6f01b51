/** Providers as they call themselves. */
export const PROVIDER_LABELS = {
  openai: "OpenAI",
  anthropic: "Anthropic",
  gemini: "Google Gemini",
  azure: "Azure OpenAI",
};

export type ProviderName = keyof typeof PROVIDER_LABELS;
