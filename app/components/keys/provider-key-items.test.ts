import { describe, expect, it } from "vitest";
import { type ProviderKeyListItem } from "~/models/provider-key";
import { groupKeys } from "./provider-key-items";

const NOW = new Date("2026-11-25T12:00:00Z");

function key(id: string, overrides: Partial<ProviderKeyListItem> = {}): ProviderKeyListItem {
  return {
    id,
    provider: "openai",
    name: id.toUpperCase(),
    lastFour: "1234",
    isPrimary: false,
    defaultModel: null,
    endpoint: null,
    apiVersion: null,
    fallbackKeyId: null,
    status: "healthy",
    statusChangedAt: null,
    coolingUntil: null,
    createdAt: NOW,
    ...overrides,
  };
}

const nothing = { byKey: new Map(), servedShareByProvider: new Map() };

describe("groupKeys", () => {
  it("tells chains, who depends on a key, and which is its provider's only one", () => {
    const [openai, anthropic] = groupKeys(
      [
        key("a", { isPrimary: true, fallbackKeyId: "b" }),
        key("b", { fallbackKeyId: "c" }),
        key("c", { provider: "anthropic", isPrimary: true, defaultModel: "claude-x" }),
      ],
      nothing,
      NOW,
    );
    expect(openai?.items).toMatchObject([
      { id: "a", chain: [{ id: "b" }, { id: "c", defaultModel: "claude-x" }], fallbackOf: [], isOnly: false },
      { id: "b", chain: [{ id: "c" }], fallbackOf: ["A"], isOnly: false },
    ]);
    expect(anthropic?.items).toMatchObject([{ id: "c", chain: [], fallbackOf: ["B"], isOnly: true }]);
  });

  it("knows a key for cooling down only until its deadline", () => {
    const later = new Date(NOW.getTime() + 1);
    const [group] = groupKeys(
      [key("a", { coolingUntil: NOW }), key("b", { coolingUntil: later })],
      nothing,
      NOW,
    );
    expect(group?.items.map((item) => item.coolingUntil)).toEqual([null, later]);
  });

  it("joins what keys and providers did, and nothing where nothing was served", () => {
    const statistics = { served: 3, servedShare: 0.75, attempts: 4, rateLimited: 1, rateLimitedShare: 0.25 };
    const keys = [key("a"), key("g", { provider: "gemini" })];
    const used = {
      byKey: new Map([["a", statistics]]),
      servedShareByProvider: new Map([["openai" as const, 0.75]]),
    };
    expect(groupKeys(keys, used, NOW)).toMatchObject([
      { provider: "openai", servedShare: 0.75, items: [{ statistics }] },
      { provider: "gemini", servedShare: 0, items: [{ statistics: null }] },
    ]);
    expect(groupKeys(keys, nothing, NOW).map((group) => group.servedShare)).toEqual([null, null]);
  });
});
