import { chatCompletionsCodec } from "../chat-completions/codec";

/** Azure's own: searching in the organization's data, and who is asking for its threat detection. */
const AZURE_ONLY = ["data_sources", "user_security_context"];

export const openaiCodec = chatCompletionsCodec({ provider: "openai", refuses: new Set(AZURE_ONLY) });
