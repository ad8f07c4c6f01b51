/** What a provider key has to look like before it is stored: what the forms check, said as refusals of the model. */
import { type z } from "zod";
import { type Provider } from "~/db/generated/client";
import { providerKeyChanges, providerKeyFields } from "~/lib/key-schemas";
import { PROVIDER_NAMES } from "~/providers/provider";
import { Refusal } from "./refusal";

/** An empty text or null is none; a name that is none is the provider's. */
interface ProviderKeyTexts {
  name?: string | undefined;
  /** The model that a request of another provider is sent to. */
  defaultModel?: string | null | undefined;
  /** Azure alone: the resource's base URL. */
  endpoint?: string | null | undefined;
  /** Azure alone. */
  apiVersion?: string | null | undefined;
  /** Another key of this organization, tried when this one fails. */
  fallbackKeyId?: string | null | undefined;
}

export interface NewProviderKey extends ProviderKeyTexts {
  organizationId: string;
  provider: Provider;
  key: string;
  /** Makes it the provider's primary key. The first key of a provider always is. */
  primary?: boolean | undefined;
  createdById?: string | null | undefined;
}

/** What is left out stays as it is. */
export interface ProviderKeyChange extends ProviderKeyTexts {
  organizationId: string;
  id: string;
  /** Replaces the stored key; empty leaves it. */
  key?: string | undefined;
  actorId?: string | null | undefined;
}

/** The key cannot be stored as it was given; `field` is a property of `NewProviderKey`. */
export class ProviderKeyError extends Refusal {
  override name = "ProviderKeyError";
  constructor(message: string, field: keyof NewProviderKey) {
    super("invalid_provider_key", message, field);
  }
}

/** Its provider, and what a change may leave as it is. */
interface StoredDetails {
  provider: Provider;
  name: string;
  defaultModel: string | null;
  endpoint: string | null;
  apiVersion: string | null;
  fallbackKeyId: string | null;
}

const FIELDS = ["name", "key", "defaultModel", "endpoint", "apiVersion", "fallbackKeyId"] as const;

function refusalOf({ issues }: z.ZodError): ProviderKeyError {
  const [issue] = issues;
  const field = FIELDS.find((candidate) => candidate === issue?.path[0]) ?? "key";
  return new ProviderKeyError(issue?.message ?? "This cannot be stored.", field);
}

/** As the forms have them: null is an empty field. */
function formOf(
  provider: Provider,
  { name, defaultModel, endpoint, apiVersion, fallbackKeyId }: ProviderKeyTexts,
) {
  const field = (text: string | null | undefined) => (text === null ? "" : text);
  return {
    name: name === undefined ? undefined : name.trim() || PROVIDER_NAMES[provider],
    defaultModel: field(defaultModel),
    endpoint: field(endpoint),
    apiVersion: field(apiVersion),
    fallbackKeyId: field(fallbackKeyId),
  };
}

/** An endpoint that the forms' schema accepted, without the slashes at its end. */
const plainUrl = (endpoint: string) => new URL(endpoint).href.replace(/\/+$/, "");

/**
 * What is stored besides the key. What is left out is none.
 * @throws {ProviderKeyError}
 */
export function checkedNewKey(input: NewProviderKey) {
  const { provider, key } = input;
  const form = formOf(provider, { ...input, name: input.name ?? "" });
  const { data, error } = providerKeyFields(provider).safeParse({ ...form, key });
  if (!data) throw refusalOf(error);
  const details = {
    name: data.name,
    defaultModel: data.defaultModel || null,
    endpoint: data.endpoint ? plainUrl(data.endpoint) : null,
    apiVersion: data.apiVersion || null,
    fallbackKeyId: data.fallbackKeyId || null,
  };
  return { key: data.key, details };
}

/**
 * What is stored after a change. What it leaves out is not checked again.
 * @returns The key is undefined when the stored one stays.
 * @throws {ProviderKeyError}
 */
export function checkedChange(before: StoredDetails, change: ProviderKeyChange) {
  const { provider } = before;
  const key = change.key?.trim() ? change.key : undefined;
  const { data, error } = providerKeyChanges(provider).safeParse({ ...formOf(provider, change), key });
  if (!data) throw refusalOf(error);
  const column = (given: string | undefined, stored: string | null) =>
    given === undefined ? stored : given || null;
  const details = {
    name: data.name ?? before.name,
    defaultModel: column(data.defaultModel, before.defaultModel),
    endpoint: column(data.endpoint && plainUrl(data.endpoint), before.endpoint),
    apiVersion: column(data.apiVersion, before.apiVersion),
    fallbackKeyId: column(data.fallbackKeyId, before.fallbackKeyId),
  };
  return { key: data.key, details };
}
