/** What a provider key has to look like before it is stored. */
import { type Provider } from "~/db/generated/client";
import { looksLikeApiKey } from "~/lib/api-key-format";
import { Refusal } from "./refusal";

const LONGEST_KEY = 512;
const LONGEST_TEXT = 200;

const LABELS: Readonly<Record<Provider, string>> = {
  openai: "OpenAI",
  anthropic: "Anthropic",
  gemini: "Gemini",
  azure: "Azure OpenAI",
};

export interface NewProviderKey {
  organizationId: string;
  provider: Provider;
  /** The provider's name when left out. */
  name?: string | undefined;
  key: string;
  defaultModel?: string | undefined;
  /** Azure alone: the resource's base URL. */
  endpoint?: string | undefined;
  /** Azure alone. */
  apiVersion?: string | undefined;
  /** Another key of this organization, tried when this one fails. */
  fallbackKeyId?: string | undefined;
  /** Makes it the provider's primary key. The first key of a provider always is. */
  primary?: boolean | undefined;
  createdById?: string | null | undefined;
}

/** The key cannot be stored as it was given; `field` is a property of `NewProviderKey`. */
export class ProviderKeyError extends Refusal {
  override name = "ProviderKeyError";
  constructor(message: string, field: keyof NewProviderKey) {
    super("invalid_provider_key", message, field);
  }
}

/** @throws {ProviderKeyError} */
export function checkedKey(given: string): string {
  const key = given.trim();
  if (looksLikeApiKey(key)) {
    throw new ProviderKeyError("This is a Grepture key. Give the one that the provider gave you.", "key");
  }
  // It travels in a header: anything but visible ASCII would be refused there, or split it.
  if (!/^[\x21-\x7e]{8,}$/.test(key) || key.length > LONGEST_KEY) {
    const allowed = `8 to ${LONGEST_KEY} characters without spaces or line breaks`;
    throw new ProviderKeyError(`This is not a provider key: one has ${allowed}.`, "key");
  }
  return key;
}

/**
 * The optional columns, trimmed; an empty text counts as absent.
 * @throws {ProviderKeyError}
 */
export function checkedDetails(input: NewProviderKey) {
  const text = (field: "name" | "defaultModel" | "endpoint" | "apiVersion"): string | null => {
    const value = input[field]?.trim() ?? "";
    if (value.length > LONGEST_TEXT || /\p{Cc}/u.test(value)) {
      throw new ProviderKeyError(`At most ${LONGEST_TEXT} characters on one line.`, field);
    }
    return value === "" ? null : value;
  };
  const endpoint = text("endpoint");
  const apiVersion = text("apiVersion");
  if (input.provider !== "azure") {
    if (endpoint !== null) throw new ProviderKeyError("Only an Azure key has an endpoint.", "endpoint");
    if (apiVersion !== null)
      throw new ProviderKeyError("Only an Azure key has an API version.", "apiVersion");
  }
  return {
    name: text("name") ?? LABELS[input.provider],
    defaultModel: text("defaultModel"),
    endpoint: input.provider === "azure" ? azureEndpoint(endpoint) : null,
    apiVersion,
    fallbackKeyId: input.fallbackKeyId ?? null,
  };
}

function azureEndpoint(given: string | null): string {
  const url = given !== null && URL.canParse(given) ? new URL(given) : null;
  const plain = url?.protocol === "https:" && !url.username && !url.password && !url.search && !url.hash;
  if (!url || !plain) {
    throw new ProviderKeyError(
      "An Azure key needs its resource's https endpoint, such as https://example.openai.azure.com.",
      "endpoint",
    );
  }
  return url.href.replace(/\/+$/, "");
}
