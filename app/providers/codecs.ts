/** The four chat codecs, by provider. A request of one and an answer of another meet in the canonical chat model. */
import { anthropicCodec } from "./anthropic/codec";
import { azureCodec } from "./azure/codec";
import { type ChatCodec } from "./codec";
import { geminiCodec } from "./gemini/codec";
import { openaiCodec } from "./openai/codec";
import { type ProviderId } from "./provider";

export const CODECS: Readonly<Record<ProviderId, ChatCodec>> = {
  openai: openaiCodec,
  anthropic: anthropicCodec,
  gemini: geminiCodec,
  azure: azureCodec,
};
