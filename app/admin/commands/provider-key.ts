import { z } from "zod";
import { addProviderKey, ProviderKeyError } from "~/models/provider-key";
import { Refusal } from "~/models/refusal";
import { defineCommand, oneOf, organizationId, rowId } from "../command";

const PROVIDERS = ["openai", "anthropic", "gemini", "azure"] as const;

/** The flags whose names differ from the model's properties. */
const FLAG_OF: Readonly<Record<string, string>> = {
  defaultModel: "default-model",
  apiVersion: "api-version",
  fallbackKeyId: "fallback",
};

const text = z.string().optional();

export const providerKeyAdd = defineCommand({
  name: "provider-key add",
  summary: "a provider's key, stored encrypted; - reads it from standard input",
  usage: `--organization ID --provider ${PROVIDERS.join("|")} --key K|- [--name N] [--default-model M] [--endpoint URL] [--api-version V] [--fallback ID] [--primary]`,
  flags: {
    organization: organizationId,
    provider: oneOf(PROVIDERS),
    key: z.string("is missing: the provider's key, or - to read it from standard input"),
    name: text,
    "default-model": text,
    endpoint: text,
    "api-version": text,
    fallback: rowId("the id of another provider key of the organization").optional(),
    primary: z.boolean().optional(),
  },
  async run(flags, { readText }) {
    const { organization, provider, name, endpoint, fallback, primary } = flags;
    const key = flags.key === "-" ? await readText("-") : flags.key;
    try {
      const added = await addProviderKey({
        organizationId: organization,
        provider,
        key,
        name,
        endpoint,
        primary,
        defaultModel: flags["default-model"],
        apiVersion: flags["api-version"],
        fallbackKeyId: fallback,
      });
      const rank = added.isPrimary ? "primary" : "further";
      return {
        json: added,
        text: `Stored a ${rank} key that ends in ${added.lastFour}. Its id is ${added.id}.`,
      };
    } catch (error) {
      if (!(error instanceof ProviderKeyError)) throw error;
      throw new Refusal(error.code, error.message, FLAG_OF[error.field ?? ""] ?? error.field);
    }
  },
});
