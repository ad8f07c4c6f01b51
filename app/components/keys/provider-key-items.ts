/** What the page shows of each key, put together from the stored keys and what they did. */
import { fallbackChain } from "~/lib/fallback-chain";
import { type ProviderKeyListItem } from "~/models/provider-key";
import { type ProviderId } from "~/providers/provider";
import { type KeyStatistics, type ProviderStatistics } from "~/traces/key-statistics";
import { type ChainStep } from "./chain-text";

export interface ProviderKeyItem {
  id: string;
  provider: ProviderId;
  name: string;
  lastFour: string;
  isPrimary: boolean;
  defaultModel: string | null;
  status: ProviderKeyListItem["status"];
  statusChangedAt: Date | null;
  /** Null when it is not cooling down at the moment. */
  coolingUntil: Date | null;
  createdAt: Date;
  /** Tried after it, in their order. */
  chain: ChainStep[];
  /** Names of the keys that fall back to it. */
  fallbackOf: string[];
  /** Its provider has no other. */
  isOnly: boolean;
  /** Null: it was not used. */
  statistics: KeyStatistics | null;
}

export interface ProviderKeyGroup {
  provider: ProviderId;
  /** Of all served requests, from 0 to 1; null when none were served at all. */
  servedShare: number | null;
  items: ProviderKeyItem[];
}

/** By provider, in the order of the keys. */
export function groupKeys(
  keys: readonly ProviderKeyListItem[],
  { byKey, servedShareByProvider }: ProviderStatistics,
  now: Date,
): ProviderKeyGroup[] {
  const groups = new Map<ProviderId, ProviderKeyGroup>();
  for (const key of keys) {
    const { id, provider, name, lastFour, isPrimary, defaultModel, status, statusChangedAt, createdAt } = key;
    const servedShare = servedShareByProvider.size === 0 ? null : (servedShareByProvider.get(provider) ?? 0);
    const group = groups.get(provider) ?? { provider, servedShare, items: [] };
    groups.set(provider, group);
    group.items.push({
      ...{ id, provider, name, lastFour, isPrimary, defaultModel, status, statusChangedAt, createdAt },
      coolingUntil: key.coolingUntil && key.coolingUntil > now ? key.coolingUntil : null,
      chain: fallbackChain(keys, id).map((step) => ({
        id: step.id,
        name: step.name,
        provider: step.provider,
        defaultModel: step.defaultModel,
      })),
      fallbackOf: keys.filter((other) => other.fallbackKeyId === id).map((other) => other.name),
      isOnly: !keys.some((other) => other.provider === provider && other.id !== id),
      statistics: byKey.get(id) ?? null,
    });
  }
  return [...groups.values()];
}
