/** The forms of API keys and provider keys. Browser-safe: the page, the server and the model check with them. */
import { z } from "zod";

export const KEY_PROVIDERS = ["openai", "anthropic", "gemini", "azure"] as const;
export type KeyProvider = (typeof KEY_PROVIDERS)[number];

const LONGEST_KEY = 512;
const LONGEST_TEXT = 200;

const name = z
  .string({ error: "Give the key a name." })
  .trim()
  .min(1, "Give the key a name.")
  .max(80, "At most 80 characters.")
  .regex(/^\P{Cc}*$/u, "On one line, please.");

export const apiKeySchema = z.object({ name });

/** How a key is shown where the key itself is not: dots, bullets or asterisks in place of its middle. */
const MASK = /[…•●]|\.{3}|\*{2}/;

/** A provider's key as a person pastes it. No message repeats it. */
const key = z
  .string({ error: "Paste the key." })
  .trim()
  .refine((text) => !MASK.test(text), {
    error: "This is a masked key, as a dashboard shows it. Paste the whole key.",
    abort: true,
  })
  .refine((text) => !text.startsWith("grp_"), {
    error: "This is a Grepture key. Paste the one that the provider gave you.",
    abort: true,
  })
  // It travels in a header: anything but visible ASCII would be refused there, or split it.
  .refine((text) => /^[\x21-\x7e]*$/.test(text), {
    error: "A key has no spaces, line breaks or special letters.",
    abort: true,
  })
  .min(8, "This is too short to be a key.")
  .max(LONGEST_KEY, "This is too long to be a key.");

const line = z
  .string()
  .trim()
  .max(LONGEST_TEXT, `At most ${LONGEST_TEXT} characters.`)
  .regex(/^\P{Cc}*$/u, "On one line, please.");

const ENDPOINT_WANTED =
  "An Azure key needs its resource’s https endpoint alone, such as https://example.openai.azure.com.";

/** A base URL: every request brings its own path below it, /openai/deployments/… */
function isAzureEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash, pathname } = new URL(text);
  return (
    protocol === "https:" && !username && !password && !search && !hash && !/\/openai(\/|$)/.test(pathname)
  );
}

const absent = (message: string) => z.string().trim().max(0, message).optional();

const shared = {
  name,
  key,
  defaultModel: line.optional(),
  /** Another key's id; empty is none. */
  fallbackKeyId: z.string().optional(),
};
const ofAzure = z.object({
  ...shared,
  endpoint: z
    .string({ error: ENDPOINT_WANTED })
    .trim()
    .max(LONGEST_TEXT, `At most ${LONGEST_TEXT} characters.`)
    .refine(isAzureEndpoint, ENDPOINT_WANTED),
  apiVersion: line.optional(),
});
const ofOthers = z.object({
  ...shared,
  endpoint: absent("Only an Azure key has an endpoint."),
  apiVersion: absent("Only an Azure key has an API version."),
});

const others = { provider: z.enum(["openai", "anthropic", "gemini"]) };
const azure = { provider: z.literal("azure") };
const CHOOSE = { error: "Choose a provider." };

/** The form of a new provider key. */
export const newProviderKeySchema = z.discriminatedUnion(
  "provider",
  [ofOthers.extend(others), ofAzure.extend(azure)],
  CHOOSE,
);

/** The form of a stored one: without a key, the stored one stays. Its provider never changes. */
export const editedProviderKeySchema = z.discriminatedUnion(
  "provider",
  [ofOthers.extend({ ...others, key: key.optional() }), ofAzure.extend({ ...azure, key: key.optional() })],
  CHOOSE,
);

/** What a provider's key has besides its provider, whole. */
export const providerKeyFields = (provider: KeyProvider) => (provider === "azure" ? ofAzure : ofOthers);

/** Some of it: what a change names. */
export const providerKeyChanges = (provider: KeyProvider) =>
  provider === "azure" ? ofAzure.partial() : ofOthers.partial();
