/** Where each provider's API is and how it is told who calls. */
import { anthropicCredential, anthropicUrl } from "./anthropic/endpoint";
import { azureCredential, azureUrl } from "./azure/endpoint";
import { geminiCredential, geminiUrl } from "./gemini/endpoint";
import { openaiCredential, openaiUrl } from "./openai/endpoint";
import { type ProviderId } from "./provider";

/** Header names are lower-case. */
export type ProviderCredential = Readonly<Record<string, string>>;

interface ProviderEndpoint {
  /** @param baseUrl Without the version path. @param apiVersion Azure's, from the stored key. */
  readonly url: (baseUrl: string, path: string, query: string, apiVersion: string | null) => URL;
  readonly credential: (key: string) => ProviderCredential;
}

export const PROVIDER_ENDPOINTS: Readonly<Record<ProviderId, ProviderEndpoint>> = {
  openai: { url: openaiUrl, credential: openaiCredential },
  anthropic: { url: anthropicUrl, credential: anthropicCredential },
  gemini: { url: geminiUrl, credential: geminiCredential },
  azure: { url: azureUrl, credential: azureCredential },
};
