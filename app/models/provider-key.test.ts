import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { DecryptionError } from "~/lib/encryption";
import { newId } from "~/lib/ids";
import { createTestApiKey, createTestOrganization, createTestProviderKey } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { OrganizationNotFoundError } from "./organization";
import { providerKeyOpener } from "./organization-secrets";
import {
  addProviderKey,
  deleteProviderKey,
  listProviderKeys,
  promoteProviderKey,
  type NewProviderKey,
} from "./provider-key";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

const primariesOf = async (organizationId: string) =>
  (await listProviderKeys(organizationId)).filter((key) => key.isPrimary).map((key) => key.id);

describe("addProviderKey", () => {
  it("stores ciphertext that opens in its own row alone", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id, key, isPrimary, lastFour } = await createTestProviderKey(organizationId);
    const { id: otherId } = await createTestProviderKey(organizationId);
    expect({ isPrimary, lastFour }).toEqual({ isPrimary: true, lastFour: key.slice(-4) });
    const row = await db.prisma.providerKey.findUniqueOrThrow({ where: { id } });
    const audit = await db.prisma.auditEvent.findMany({ where: { organizationId } });
    expect(JSON.stringify([row, audit])).not.toContain(key);
    expect(providerKeyOpener({ organizationId, id }, row.ciphertext)()).toBe(key);
    expect(() => providerKeyOpener({ organizationId, id: otherId }, row.ciphertext)()).toThrow(
      DecryptionError,
    );
    expect(JSON.stringify(await listProviderKeys(organizationId))).not.toContain(row.ciphertext);
  });

  it("has exactly one primary for each provider, however many are added at once", async () => {
    const { id } = await createTestOrganization();
    const openai = Array.from({ length: 6 }, (_, index) =>
      createTestProviderKey(id, { primary: index % 2 === 0 }),
    );
    const gemini = Array.from({ length: 4 }, () => createTestProviderKey(id, { provider: "gemini" }));
    const added = await Promise.all([...openai, ...gemini]);
    const primaries = (await listProviderKeys(id)).filter((key) => key.isPrimary);
    expect(primaries.map((key) => key.provider).sort()).toEqual(["gemini", "openai"]);
    expect(added.slice(6).filter((key) => key.isPrimary)).toHaveLength(1);
  });

  it("lets a later key take the primary place when asked to", async () => {
    const { id } = await createTestOrganization();
    await createTestProviderKey(id);
    const second = await createTestProviderKey(id);
    const third = await createTestProviderKey(id, { primary: true });
    expect([second.isPrimary, third.isPrimary]).toEqual([false, true]);
    expect(await primariesOf(id)).toEqual([third.id]);
  });

  it("keeps an Azure endpoint without its trailing slash", async () => {
    const { id } = await createTestOrganization();
    await createTestProviderKey(id, {
      provider: "azure",
      endpoint: " https://team.openai.azure.com/ ",
      apiVersion: "2024-10-21",
      defaultModel: "gpt-4o",
    });
    expect(await listProviderKeys(id)).toMatchObject([
      {
        name: "Azure OpenAI",
        endpoint: "https://team.openai.azure.com",
        apiVersion: "2024-10-21",
        defaultModel: "gpt-4o",
      },
    ]);
  });

  it.each<[string, Partial<NewProviderKey>, keyof NewProviderKey]>([
    ["a short key", { key: "abc" }, "key"],
    ["a key with a line break", { key: "sk-first\nsk-second" }, "key"],
    ["a key that is too long", { key: "k".repeat(513) }, "key"],
    ["Azure without an endpoint", { provider: "azure" }, "endpoint"],
    ["Azure over http", { provider: "azure", endpoint: "http://team.openai.azure.com" }, "endpoint"],
    [
      "Azure with credentials",
      { provider: "azure", endpoint: "https://a:b@team.openai.azure.com" },
      "endpoint",
    ],
    ["Azure with a query", { provider: "azure", endpoint: "https://team.openai.azure.com/?x=1" }, "endpoint"],
    ["an endpoint on OpenAI", { endpoint: "https://example.com" }, "endpoint"],
    ["a version on OpenAI", { apiVersion: "1" }, "apiVersion"],
    ["a name of two lines", { name: "one\ntwo" }, "name"],
    ["an unknown fallback", { fallbackKeyId: "0190b5a8-0000-7000-8000-000000000000" }, "fallbackKeyId"],
  ])("refuses %s and names the field", async (_, overrides, field) => {
    const { id } = await createTestOrganization();
    await expect(createTestProviderKey(id, overrides)).rejects.toMatchObject({
      code: "invalid_provider_key",
      field,
    });
    expect(await listProviderKeys(id)).toEqual([]);
  });

  it("refuses one of our own keys and does not repeat it", async () => {
    const { id } = await createTestOrganization();
    const { key } = await createTestApiKey(id);
    const error: unknown = await createTestProviderKey(id, { key }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ field: "key" });
    expect(String(error)).not.toContain(key);
  });

  it("refuses a fallback of another organization, and an unknown organization", async () => {
    const mine = await createTestOrganization();
    const other = await createTestOrganization();
    const foreign = await createTestProviderKey(other.id);
    await expect(createTestProviderKey(mine.id, { fallbackKeyId: foreign.id })).rejects.toMatchObject({
      field: "fallbackKeyId",
    });
    const nowhere = { organizationId: newId(), provider: "openai", key: "sk-something" } as const;
    await expect(addProviderKey(nowhere)).rejects.toThrow(OrganizationNotFoundError);
  });
});

describe("deleteProviderKey", () => {
  it("makes the next oldest primary and unlinks fallbacks", async () => {
    const { id: organizationId } = await createTestOrganization();
    const first = await createTestProviderKey(organizationId);
    const second = await createTestProviderKey(organizationId, { fallbackKeyId: first.id });
    await createTestProviderKey(organizationId);
    expect(await deleteProviderKey({ organizationId, id: first.id })).toBe(true);
    expect(await deleteProviderKey({ organizationId, id: first.id })).toBe(false);
    const [next, last] = await listProviderKeys(organizationId);
    expect(next).toMatchObject({ id: second.id, isPrimary: true, fallbackKeyId: null });
    expect(last).toMatchObject({ isPrimary: false });
  });

  it("never touches a key of another organization", async () => {
    const mine = await createTestOrganization();
    const other = await createTestOrganization();
    const { id } = await createTestProviderKey(mine.id);
    expect(await deleteProviderKey({ organizationId: other.id, id })).toBe(false);
    expect(await promoteProviderKey({ organizationId: other.id, id })).toBe(false);
    expect(await listProviderKeys(mine.id)).toHaveLength(1);
  });
});

describe("promoteProviderKey", () => {
  it("moves the primary place, whatever happens at once", async () => {
    const { id: organizationId } = await createTestOrganization();
    const keys = await Promise.all(Array.from({ length: 4 }, () => createTestProviderKey(organizationId)));
    const results = await Promise.all(keys.map(({ id }) => promoteProviderKey({ organizationId, id })));
    expect(results).toEqual([true, true, true, true]);
    expect(await primariesOf(organizationId)).toHaveLength(1);
    await promoteProviderKey({ organizationId, id: keys[2]!.id });
    expect(await primariesOf(organizationId)).toEqual([keys[2]!.id]);
  });
});
