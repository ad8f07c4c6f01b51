/** What a change of one key may do to the chains of its organization. Checked under the organization's lock. */
import { type Provider } from "~/db/generated/client";
import { loopThrough, missingModels, type ChainKey, type MissingModel } from "~/lib/fallback-chain";
import { PROVIDER_NAMES } from "~/providers/provider";
import { ProviderKeyError } from "./provider-key-input";

export interface NamedKey extends ChainKey<Provider> {
  name: string;
  lastFour: string;
}

/** “Backup”, with the last four characters where the name alone is not enough. */
function quoted({ name, lastFour }: NamedKey): string {
  return `“${name}” (…${lastFour})`;
}

/** "A → B → C → A". Keys that share a name are told apart by their last four characters. */
function spellLoop(loop: readonly NamedKey[]): string {
  const [first] = loop;
  const closed = first ? [...loop, first] : [];
  return closed
    .map((key) => {
      const isShared = loop.some((other) => other.id !== key.id && other.name === key.name);
      return isShared ? `${key.name} (…${key.lastFour})` : key.name;
    })
    .join(" → ");
}

function requireEnd(keys: readonly NamedKey[], id: string): void {
  const key = keys.find((candidate) => candidate.id === id);
  if (!key || key.fallbackKeyId === null) return;
  if (key.fallbackKeyId === id) {
    throw new ProviderKeyError("A key cannot fall back to itself.", "fallbackKeyId");
  }
  if (!keys.some((candidate) => candidate.id === key.fallbackKeyId)) {
    throw new ProviderKeyError("This organization has no such key to fall back to.", "fallbackKeyId");
  }
  const loop = loopThrough(keys, id);
  if (!loop) return;
  const message = `This chain would never end: ${spellLoop(loop)}. Each key can be in a chain once.`;
  throw new ProviderKeyError(message, "fallbackKeyId");
}

function missingModelError({ from, key }: MissingModel<NamedKey>, changedId: string): ProviderKeyError {
  const asking = PROVIDER_NAMES[from.provider];
  if (key.id === changedId) {
    return new ProviderKeyError(
      `${quoted(from)} falls back to this key, and requests for ${asking} need to know which model to ask here. Keep a default model, or end that fallback first.`,
      "defaultModel",
    );
  }
  return new ProviderKeyError(
    `${quoted(key)} belongs to ${PROVIDER_NAMES[key.provider]} and has no default model, so requests for ${asking} could not be sent to it. Give ${quoted(key)} a default model first.`,
    "fallbackKeyId",
  );
}

/**
 * A link leads to another key of the organization, no chain returns to where it began, and whoever answers requests
 * of another provider has a default model. Gaps from before the change are not its fault.
 * @param id The key that is added or changed.
 * @throws {ProviderKeyError}
 */
export function checkChains(before: readonly NamedKey[], after: readonly NamedKey[], id: string): void {
  requireEnd(after, id);
  const known = new Set(missingModels(before).map(({ key }) => key.id));
  const missing = missingModels(after).find(({ key }) => !known.has(key.id));
  if (missing) throw missingModelError(missing, id);
}
