import { chatCompletionsCodec } from "../chat-completions/codec";

/** OpenAI's own: its search of the web and its tiers of service are not on offer at Azure under these names. */
const OPENAI_ONLY = ["web_search_options", "service_tier", "moderation"];

export const azureCodec = chatCompletionsCodec({ provider: "azure", refuses: new Set(OPENAI_ONLY) });
