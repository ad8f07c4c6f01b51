import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { newId } from "~/lib/ids";
import { createTestOrganization, createTestProviderKey, createTestRule } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { openHashKey, providerKeyOpener } from "./organization-secrets";
import { setOrganizationSettings } from "./organization-settings";
import { loadOrganizationSnapshot } from "./organization-snapshot";
import { recordKeyHealth } from "./provider-key-health";
import { listRules } from "./rule";
import { StoredRuleError } from "./stored-rule";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

describe("loadOrganizationSnapshot", () => {
  it("holds enabled rules in order and keys with the primary first", async () => {
    const { id } = await createTestOrganization({ plan: "pro" });
    await createTestRule(id, { name: "first" });
    await createTestRule(id, { name: "off", enabled: false });
    await createTestRule(id, { name: "last" });
    await createTestProviderKey(id, { name: "oldest" });
    await createTestProviderKey(id, { name: "middle" });
    const primary = await createTestProviderKey(id, { name: "newest", primary: true });
    const snapshot = (await loadOrganizationSnapshot(id))!;
    expect(snapshot).toMatchObject({
      organizationId: id,
      plan: "pro",
      fallbackMode: "error",
      zeroData: false,
    });
    expect(snapshot.rules).toEqual((await listRules(id)).filter((rule) => rule.enabled));
    expect(snapshot.rules.map((rule) => rule.name)).toEqual(["first", "last"]);
    expect(snapshot.providerKeys.map((key) => key.isPrimary)).toEqual([true, false, false]);
    expect(
      providerKeyOpener({ organizationId: id, id: primary.id }, snapshot.providerKeys[0]!.ciphertext)(),
    ).toBe(primary.key);
    expect(openHashKey(id, snapshot.hashKeyCiphertext)).toHaveLength(32);
  });

  it("holds nothing of another organization", async () => {
    const busy = await createTestOrganization();
    await createTestRule(busy.id);
    await createTestProviderKey(busy.id);
    const { id } = await createTestOrganization();
    await db.prisma.organization.update({ where: { id }, data: { zeroDataSince: new Date() } });
    expect(await loadOrganizationSnapshot(id)).toMatchObject({ rules: [], providerKeys: [], zeroData: true });
    expect(await loadOrganizationSnapshot(newId())).toBeNull();
  });

  it("holds all that the gateway needs to know of a key, and the settings of the moment", async () => {
    const { id } = await createTestOrganization({ plan: "business" });
    const fallback = await createTestProviderKey(id, { provider: "anthropic", defaultModel: "claude-x" });
    const azure = await createTestProviderKey(id, {
      provider: "azure",
      endpoint: "https://team.openai.azure.com",
      apiVersion: "2024-10-21",
      defaultModel: "gpt-x",
      fallbackKeyId: fallback.id,
    });
    const coolingUntil = new Date("2026-11-25T10:00:00.123Z");
    await recordKeyHealth(id, [{ id: azure.id, status: "rejected", coolingUntil }]);
    await setOrganizationSettings({ organizationId: id, fallbackMode: "passthrough", zeroData: true });
    const snapshot = (await loadOrganizationSnapshot(id))!;
    expect(snapshot).toMatchObject({ plan: "business", fallbackMode: "passthrough", zeroData: true });
    const sealed = expect.any(String) as string;
    expect(snapshot.providerKeys).toEqual([
      {
        id: fallback.id,
        provider: "anthropic",
        ciphertext: sealed,
        isPrimary: true,
        defaultModel: "claude-x",
        endpoint: null,
        apiVersion: null,
        fallbackKeyId: null,
        status: "healthy",
        coolingUntil: null,
      },
      {
        id: azure.id,
        provider: "azure",
        ciphertext: sealed,
        isPrimary: true,
        defaultModel: "gpt-x",
        endpoint: "https://team.openai.azure.com",
        apiVersion: "2024-10-21",
        fallbackKeyId: fallback.id,
        status: "rejected",
        coolingUntil,
      },
    ]);
  });

  it("refuses a rule that it cannot read rather than leaving it out", async () => {
    const { id } = await createTestOrganization();
    const rule = await createTestRule(id);
    await db.prisma.rule.update({ where: { id: rule.id }, data: { definition: { actions: "none" } } });
    await expect(loadOrganizationSnapshot(id)).rejects.toThrow(StoredRuleError);
    await expect(listRules(id)).rejects.toThrow(rule.id);
  });
});
