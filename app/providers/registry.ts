/** The four protocols, by provider. */
import { anthropicProtocol } from "./anthropic/protocol";
import { azureProtocol } from "./azure/protocol";
import { geminiProtocol } from "./gemini/protocol";
import { openaiProtocol } from "./openai/protocol";
import { type Protocol } from "./protocol";
import { type ProviderId } from "./provider";

export const PROTOCOLS: Readonly<Record<ProviderId, Protocol>> = {
  openai: openaiProtocol,
  anthropic: anthropicProtocol,
  gemini: geminiProtocol,
  azure: azureProtocol,
};
