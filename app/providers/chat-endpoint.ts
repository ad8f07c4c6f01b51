/** Where each provider is asked for a chat, below the base URL that `PROVIDER_ENDPOINTS` takes. */
import { azureChatPath } from "./azure/endpoint";
import { geminiChatPath } from "./gemini/endpoint";
import { type ProviderId } from "./provider";

interface AskedChat {
  /** The model to ask: it is in the path at Gemini, and names the deployment at Azure. */
  readonly model: string;
  readonly stream: boolean;
}

interface ChatEndpoint {
  readonly path: string;
  /** With its question mark; empty when there is none. Azure's API version is added with the URL. */
  readonly query: string;
}

export function chatEndpoint(provider: ProviderId, { model, stream }: AskedChat): ChatEndpoint {
  switch (provider) {
    case "openai":
      return { path: "/v1/chat/completions", query: "" };
    case "anthropic":
      return { path: "/v1/messages", query: "" };
    case "gemini":
      return geminiChatPath(model, stream);
    case "azure":
      return { path: azureChatPath(model), query: "" };
  }
}
