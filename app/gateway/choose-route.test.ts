import { describe, expect, it } from "vitest";
import { type ProviderId } from "~/providers/provider";
import { compileRules } from "~/rules/compile";
import { TargetGuard } from "~/upstream/target-guard";
import { chooseRoute, type Route } from "./choose-route";
import { findEndpoint } from "./endpoints";
import { GatewayError } from "./gateway-error";
import { type OrganizationSnapshot, type StoredKey } from "./organization-snapshot";

const destinations = {
  baseUrls: {
    openai: "https://api.openai.com",
    anthropic: "https://api.anthropic.com",
    gemini: "https://generativelanguage.googleapis.com",
  },
  guard: new TargetGuard({ allowedHosts: [], trustedOrigins: [] }),
};

function key(id: string, provider: ProviderId, part: Partial<StoredKey> = {}): StoredKey {
  return {
    id,
    provider,
    isPrimary: true,
    defaultModel: null,
    endpoint: provider === "azure" ? `https://${id}.openai.azure.com` : null,
    apiVersion: null,
    fallbackKeyId: null,
    status: "healthy",
    coolingUntil: null,
    open: () => `secret of ${id}`,
    ...part,
  };
}

function route(
  keys: readonly StoredKey[],
  asked: { path?: string; model?: string | null; ownKey?: string | null; target?: string },
): Route {
  const { path = "/v1/chat/completions", model = "gpt-x", ownKey = null, target } = asked;
  const explicit = target === undefined ? null : destinations.guard.check(target);
  const endpoint = findEndpoint({ method: "POST", url: path, headers: {} }, explicit?.url ?? null);
  if (endpoint instanceof GatewayError) throw endpoint;
  const snapshot: OrganizationSnapshot = {
    organizationId: "o",
    zeroData: false,
    fallbackMode: "error",
    rules: compileRules([], Buffer.alloc(32)),
    providerKeys: keys,
  };
  return chooseRoute(destinations, { snapshot, endpoint, explicit, ownKey, model });
}

const candidates = (...given: Parameters<typeof route>) =>
  route(...given).candidates.map(({ id, provider, isNative, model }) => ({ id, provider, isNative, model }));

const KEYS = [
  key("openai-1", "openai", { fallbackKeyId: "openai-2" }),
  key("openai-2", "openai", { isPrimary: false, fallbackKeyId: "claude" }),
  key("claude", "anthropic", { defaultModel: "claude-x", fallbackKeyId: "openai-3" }),
  key("openai-3", "openai", { isPrimary: false, defaultModel: "gpt-small", fallbackKeyId: "openai-1" }),
  key("gemini", "gemini"),
];

describe("chooseRoute", () => {
  it("follows the chain from the primary key, each key once, with the model of those that speak otherwise", () => {
    expect(candidates(KEYS, {})).toEqual([
      { id: "openai-1", provider: "openai", isNative: true, model: null },
      { id: "openai-2", provider: "openai", isNative: true, model: null },
      { id: "claude", provider: "anthropic", isNative: false, model: "claude-x" },
      { id: "openai-3", provider: "openai", isNative: true, model: null },
    ]);
  });

  it("begins at the provider that the model's name begins with", () => {
    expect(candidates(KEYS, { model: "anthropic/claude-y" })).toEqual([
      { id: "claude", provider: "anthropic", isNative: false, model: "claude-y" },
      { id: "openai-3", provider: "openai", isNative: false, model: "gpt-small" },
      { id: "openai-1", provider: "openai", isNative: false, model: null },
      { id: "openai-2", provider: "openai", isNative: false, model: null },
    ]);
    expect(candidates(KEYS, { model: "openai/gpt-y" })[0]).toMatchObject({ isNative: true, model: "gpt-y" });
    expect(candidates(KEYS, { model: "gemini/a/b" })).toEqual([
      { id: "gemini", provider: "gemini", isNative: false, model: "a/b" },
    ]);
    expect(candidates(KEYS, { model: "anthropic/claude-y", ownKey: "sk-ant-own" })).toEqual([
      { id: "own", provider: "anthropic", isNative: false, model: "claude-y" },
    ]);
  });

  it.each([
    ["another word before the slash", { model: "meta/llama" }],
    ["nothing after it", { model: "anthropic/" }],
    ["no model", { model: null }],
    ["another operation", { model: "anthropic/x", path: "/v1/embeddings" }],
  ])("takes the path's provider: %s", (_name, asked) => {
    expect(candidates(KEYS, asked)[0]).toMatchObject({ id: "openai-1", isNative: true, model: null });
  });

  it("leaves the names of a target of the caller's alone", () => {
    const target = "https://api.openai.com/v1/chat/completions";
    expect(candidates(KEYS, { model: "anthropic/x", target })[0]).toMatchObject({
      id: "openai-1",
      model: null,
    });
  });

  it("asks with the caller's own key alone", () => {
    expect(candidates(KEYS, { ownKey: "sk-own" })).toEqual([
      { id: "own", provider: "openai", isNative: true, model: null },
    ]);
  });

  it("finds the Azure key of the target's resource, and needs one for an own key without a target", () => {
    const azure = [key("west", "azure"), key("east", "azure", { isPrimary: false })];
    const path = "/openai/deployments/d/chat/completions";
    expect(candidates(azure, { path })[0]?.id).toBe("west");
    expect(candidates(azure, { target: `https://east.openai.azure.com${path}` })[0]?.id).toBe("east");
    expect(route(azure, { path, ownKey: "own" }).candidates[0]?.key?.id).toBe("west");
    expect(() => route([], { path, ownKey: "own" })).toThrow(/No Azure OpenAI key is stored/);
  });

  it("says which key is missing", () => {
    expect(() => route(KEYS, { model: "azure/d" })).toThrow(/No Azure OpenAI key is stored/);
    expect(() => route([], {})).toThrow(GatewayError);
  });
});
