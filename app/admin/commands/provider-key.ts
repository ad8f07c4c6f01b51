import { z } from "zod";
import { fallbackChain } from "~/lib/fallback-chain";
import { KEY_PROVIDERS } from "~/lib/key-schemas";
import { findOrganization, OrganizationNotFoundError } from "~/models/organization";
import {
  addProviderKey,
  listProviderKeys,
  ProviderKeyError,
  updateProviderKey,
  type ProviderKeyListItem,
} from "~/models/provider-key";
import { Refusal } from "~/models/refusal";
import { defineCommand, oneOf, organizationId, rowId } from "../command";

/** The flags whose names differ from the model's properties. */
const FLAG_OF: Readonly<Record<string, string>> = {
  defaultModel: "default-model",
  apiVersion: "api-version",
  fallbackKeyId: "fallback",
};

const text = z.string().optional();

/** Runs a change of keys; what it refuses names the flag to change. */
async function namingFlags<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof ProviderKeyError)) throw error;
    throw new Refusal(error.code, error.message, FLAG_OF[error.field ?? ""] ?? error.field);
  }
}

export const providerKeyAdd = defineCommand({
  name: "provider-key add",
  summary: "a provider's key, stored encrypted; - reads it from standard input",
  usage: `--organization ID --provider ${KEY_PROVIDERS.join("|")} --key K|- [--name N] [--default-model M] [--endpoint URL] [--api-version V] [--fallback ID] [--primary]`,
  flags: {
    organization: organizationId,
    provider: oneOf(KEY_PROVIDERS),
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
    const added = await namingFlags(() =>
      addProviderKey({
        organizationId: organization,
        provider,
        key,
        name,
        endpoint,
        primary,
        defaultModel: flags["default-model"],
        apiVersion: flags["api-version"],
        fallbackKeyId: fallback,
      }),
    );
    const rank = added.isPrimary ? "primary" : "further";
    return {
      json: added,
      text: `Stored a ${rank} key that ends in ${added.lastFour}. Its id is ${added.id}.`,
    };
  },
});

/** @throws {OrganizationNotFoundError} so that a mistyped id does not read as an organization without keys. */
async function keysOf(organization: string): Promise<ProviderKeyListItem[]> {
  if (!(await findOrganization(organization))) throw new OrganizationNotFoundError(organization);
  return listProviderKeys(organization);
}

/** "openai Production …4f2a, then Backup, then Claude". */
function describeKey(keys: readonly ProviderKeyListItem[], key: ProviderKeyListItem): string {
  const chain = fallbackChain(keys, key.id).map(({ name }) => `, then ${name}`);
  return `${key.provider} ${key.name} …${key.lastFour}${chain.join("")}`;
}

export const providerKeyList = defineCommand({
  name: "provider-key list",
  summary: "the organization's keys, the primary first, with the chain that each begins",
  usage: "--organization ID",
  flags: { organization: organizationId },
  async run({ organization }) {
    const keys = await keysOf(organization);
    const lines = keys.map((key) => {
      const facts = [key.isPrimary ? "primary" : "", key.status === "rejected" ? "rejected" : ""];
      return [key.id, describeKey(keys, key), ...facts.filter(Boolean)].join("  ");
    });
    return {
      json: {
        keys: keys.map((key) => ({ ...key, chain: fallbackChain(keys, key.id).map(({ id }) => id) })),
      },
      text: lines.join("\n") || "No provider keys.",
    };
  },
});

export const providerKeyLink = defineCommand({
  name: "provider-key link",
  summary: "the key that is tried when this one fails",
  usage: "--organization ID --id ID --fallback ID|none",
  flags: {
    organization: organizationId,
    id: rowId("the id of a provider key, as `provider-key list` prints it"),
    fallback: z.union(
      [z.literal("none"), rowId("the id of another provider key, or none")],
      "is not an id: the id of another provider key, or none",
    ),
  },
  async run({ organization, id, fallback }) {
    const fallbackKeyId = fallback === "none" ? null : fallback;
    const change = { organizationId: organization, id, fallbackKeyId };
    const found = await namingFlags(() => updateProviderKey(change));
    if (!found) {
      throw new Refusal("provider_key_not_found", `The organization has no provider key ${id}.`, "id");
    }
    const keys = await keysOf(organization);
    const key = keys.find((candidate) => candidate.id === id);
    const chain = fallbackChain(keys, id).map((next) => next.id);
    return { json: { id, fallbackKeyId, chain }, text: key ? describeKey(keys, key) : "It was deleted." };
  },
});
