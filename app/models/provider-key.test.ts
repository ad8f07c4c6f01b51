import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { DecryptionError } from "~/lib/encryption";
import { newId } from "~/lib/ids";
import {
  createTestApiKey,
  createTestOrganization,
  createTestProviderKey,
  createTestUser,
} from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import fc from "fast-check";
import { fallbackChain, loopThrough, missingModels } from "~/lib/fallback-chain";
import { OrganizationNotFoundError } from "./organization";
import { providerKeyOpener } from "./organization-secrets";
import {
  addProviderKey,
  deleteProviderKey,
  listProviderKeys,
  promoteProviderKey,
  ProviderKeyError,
  updateProviderKey,
  type NewProviderKey,
} from "./provider-key";
import { recordKeyHealth } from "./provider-key-health";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

const keyOf = async (organizationId: string, id: string) => {
  const key = (await listProviderKeys(organizationId)).find((candidate) => candidate.id === id);
  return key ?? expect.fail("the key is gone");
};
const secretOf = async (organizationId: string, id: string) => {
  const { ciphertext } = await db.prisma.providerKey.findUniqueOrThrow({ where: { id } });
  return providerKeyOpener({ organizationId, id }, ciphertext)();
};

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
    ["a masked key", { key: "sk-…abcd" }, "key"],
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

describe("updateProviderKey", () => {
  it("changes what it names and leaves the rest, the key above all", async () => {
    const { id: organizationId } = await createTestOrganization();
    const backup = await createTestProviderKey(organizationId);
    const { id, key, lastFour } = await createTestProviderKey(organizationId, {
      provider: "azure",
      name: "Team",
      endpoint: "https://team.openai.azure.com",
      apiVersion: "2024-10-21",
      defaultModel: "gpt-4o",
    });
    const before = await keyOf(organizationId, id);
    expect(await updateProviderKey({ organizationId, id })).toBe(true);
    expect(await keyOf(organizationId, id)).toEqual(before);
    await updateProviderKey({
      organizationId,
      id,
      name: " Team EU ",
      endpoint: "https://eu.openai.azure.com/",
      apiVersion: "",
      defaultModel: "",
      key: " ",
    });
    expect(await keyOf(organizationId, id)).toMatchObject({
      name: "Team EU",
      endpoint: "https://eu.openai.azure.com",
      apiVersion: null,
      defaultModel: null,
      fallbackKeyId: null,
      lastFour,
    });
    expect(await secretOf(organizationId, id)).toBe(key);
    await updateProviderKey({ organizationId, id: backup.id, defaultModel: "gpt-4o" });
    await updateProviderKey({ organizationId, id, fallbackKeyId: backup.id, name: "" });
    expect(await keyOf(organizationId, id)).toMatchObject({
      name: "Azure OpenAI",
      fallbackKeyId: backup.id,
    });
    await updateProviderKey({ organizationId, id, fallbackKeyId: null });
    expect(await keyOf(organizationId, id)).toMatchObject({ name: "Azure OpenAI", fallbackKeyId: null });
  });

  it("replaces the key, which then has a clean record", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id } = await createTestProviderKey(organizationId);
    const coolingUntil = new Date(Date.now() + 60_000);
    await recordKeyHealth(organizationId, [{ id, status: "rejected", coolingUntil }]);
    await updateProviderKey({ organizationId, id, name: "Renamed" });
    const renamed = await keyOf(organizationId, id);
    expect(renamed).toMatchObject({ status: "rejected", coolingUntil });
    await updateProviderKey({ organizationId, id, key: "sk-a-new-one-9876" });
    const replaced = await keyOf(organizationId, id);
    expect(replaced).toMatchObject({ status: "healthy", coolingUntil: null, lastFour: "9876" });
    expect(replaced.statusChangedAt?.getTime()).toBeGreaterThanOrEqual(renamed.statusChangedAt!.getTime());
    expect(await secretOf(organizationId, id)).toBe("sk-a-new-one-9876");
    const audit = await db.prisma.auditEvent.findMany({
      where: { organizationId, action: "provider_key.updated" },
      orderBy: { id: "asc" },
    });
    expect(audit.map((event) => event.details)).toEqual([
      { provider: "openai", changed: ["name"] },
      { provider: "openai", changed: ["key"] },
    ]);
    expect(JSON.stringify(audit)).not.toContain("sk-a-new-one");
  });

  it("gives a key at another endpoint a clean record too", async () => {
    const { id: organizationId } = await createTestOrganization();
    const endpoint = "https://typo.openai.azure.com";
    const { id } = await createTestProviderKey(organizationId, { provider: "azure", endpoint });
    await recordKeyHealth(organizationId, [{ id, status: "rejected" }]);
    await updateProviderKey({ organizationId, id, endpoint: `${endpoint}/` });
    expect(await keyOf(organizationId, id)).toMatchObject({ status: "rejected" });
    await updateProviderKey({ organizationId, id, endpoint: "https://team.openai.azure.com" });
    expect(await keyOf(organizationId, id)).toMatchObject({ status: "healthy" });
  });

  it.each([
    ["…abcd", "key"],
    ["sk-…abcd", "key"],
    ["sk-...abcd", "key"],
    ["sk-****abcd", "key"],
    ["short", "key"],
  ])("never stores %s over a key", async (masked, field) => {
    const { id: organizationId } = await createTestOrganization();
    const { id, key } = await createTestProviderKey(organizationId);
    const change = updateProviderKey({ organizationId, id, key: masked, name: "Other" });
    await expect(change).rejects.toMatchObject({ code: "invalid_provider_key", field });
    expect(await secretOf(organizationId, id)).toBe(key);
    expect(await keyOf(organizationId, id)).toMatchObject({ name: "OpenAI" });
  });

  it("keeps what belongs to Azure to Azure", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id } = await createTestProviderKey(organizationId);
    const change = { organizationId, id, endpoint: "https://team.openai.azure.com" };
    await expect(updateProviderKey(change)).rejects.toMatchObject({ field: "endpoint" });
    await expect(updateProviderKey({ organizationId, id, apiVersion: "1" })).rejects.toMatchObject({
      field: "apiVersion",
    });
    const azure = await createTestProviderKey(organizationId, { ...change, provider: "azure" });
    await expect(updateProviderKey({ organizationId, id: azure.id, endpoint: null })).rejects.toMatchObject({
      field: "endpoint",
    });
  });

  it("never touches a key of another organization", async () => {
    const mine = await createTestOrganization();
    const other = await createTestOrganization();
    const { id } = await createTestProviderKey(mine.id);
    expect(await updateProviderKey({ organizationId: other.id, id, name: "Stolen" })).toBe(false);
    expect(await keyOf(mine.id, id)).toMatchObject({ name: "OpenAI" });
    const foreign = await createTestProviderKey(other.id);
    await expect(
      updateProviderKey({ organizationId: mine.id, id, fallbackKeyId: foreign.id }),
    ).rejects.toMatchObject({ field: "fallbackKeyId" });
  });
});

describe("chains", () => {
  /** Keys A, B, C …, each falling back to the next. */
  async function chainOf(organizationId: string, ...names: string[]): Promise<Map<string, string>> {
    const ids = new Map<string, string>();
    for (const name of names.toReversed()) {
      const fallbackKeyId = [...ids.values()].at(-1);
      ids.set(name, (await createTestProviderKey(organizationId, { name, fallbackKeyId })).id);
    }
    return ids;
  }

  it("are refused in a circle, which is spelled out", async () => {
    const { id: organizationId } = await createTestOrganization();
    const ids = await chainOf(organizationId, "A", "B", "C");
    const close = updateProviderKey({ organizationId, id: ids.get("C")!, fallbackKeyId: ids.get("A")! });
    await expect(close).rejects.toMatchObject({
      field: "fallbackKeyId",
      message: expect.stringContaining("C → A → B → C") as string,
    });
    const back = updateProviderKey({ organizationId, id: ids.get("B")!, fallbackKeyId: ids.get("A")! });
    await expect(back).rejects.toThrow("B → A → B");
    expect(await keyOf(organizationId, ids.get("C")!)).toMatchObject({ fallbackKeyId: null });
  });

  it("tell keys of one name apart by their last four characters", async () => {
    const { id: organizationId } = await createTestOrganization();
    const first = await createTestProviderKey(organizationId, { key: "sk-first-1111" });
    const second = await createTestProviderKey(organizationId, {
      key: "sk-second-2222",
      fallbackKeyId: first.id,
    });
    const close = updateProviderKey({ organizationId, id: first.id, fallbackKeyId: second.id });
    await expect(close).rejects.toThrow("OpenAI (…1111) → OpenAI (…2222) → OpenAI (…1111)");
  });

  it("are refused from a key to itself, by the database as well", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id } = await createTestProviderKey(organizationId);
    const close = updateProviderKey({ organizationId, id, fallbackKeyId: id });
    await expect(close).rejects.toMatchObject({ field: "fallbackKeyId", message: /itself/ });
    const raw = db.prisma.providerKey.update({ where: { id }, data: { fallbackKeyId: id } });
    await expect(raw).rejects.toThrow("provider_keys_fallback_is_another_check");
  });

  it("stay in the organization and with one primary key, by the database as well", async () => {
    const mine = await createTestOrganization();
    const other = await createTestOrganization();
    const { id } = await createTestProviderKey(mine.id);
    const second = await createTestProviderKey(mine.id);
    const foreign = await createTestProviderKey(other.id);
    const keys = db.prisma.providerKey;
    await expect(keys.update({ where: { id }, data: { fallbackKeyId: foreign.id } })).rejects.toThrow(
      /foreign key/i,
    );
    await expect(keys.update({ where: { id: second.id }, data: { isPrimary: true } })).rejects.toThrow(
      /unique/i,
    );
  });

  it("let one of two people close a circle at once, and tell the other", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id: organizationId } = await createTestOrganization();
      const a = await createTestProviderKey(organizationId, { name: "A" });
      const b = await createTestProviderKey(organizationId, { name: "B" });
      const results = await Promise.allSettled([
        updateProviderKey({ organizationId, id: a.id, fallbackKeyId: b.id }),
        updateProviderKey({ organizationId, id: b.id, fallbackKeyId: a.id }),
      ]);
      const refused = results.filter((result) => result.status === "rejected");
      expect(refused).toHaveLength(1);
      expect(String(refused[0]?.reason)).toMatch(/A → B → A|B → A → B/);
      const links = (await listProviderKeys(organizationId)).filter((key) => key.fallbackKeyId !== null);
      expect(links).toHaveLength(1);
    }
  });

  it("do not outlive a key that is deleted while it is linked", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id: organizationId } = await createTestOrganization();
      const a = await createTestProviderKey(organizationId);
      const b = await createTestProviderKey(organizationId);
      const [link, removed] = await Promise.allSettled([
        updateProviderKey({ organizationId, id: a.id, fallbackKeyId: b.id }),
        deleteProviderKey({ organizationId, id: b.id }),
      ]);
      expect(removed).toEqual({ status: "fulfilled", value: true });
      if (link.status === "rejected") expect(link.reason).toMatchObject({ field: "fallbackKeyId" });
      expect(await keyOf(organizationId, a.id)).toMatchObject({ fallbackKeyId: null });
    }
  });

  it("want a default model of another provider's key, when linking and when adding", async () => {
    const { id: organizationId } = await createTestOrganization();
    const claude = await createTestProviderKey(organizationId, {
      provider: "anthropic",
      name: "Claude",
      key: "sk-ant-0123-7777",
    });
    const openai = await createTestProviderKey(organizationId);
    const wanted = {
      field: "fallbackKeyId",
      message:
        "“Claude” (…7777) belongs to Anthropic and has no default model, so requests for OpenAI could not be sent to it. Give “Claude” (…7777) a default model first.",
    };
    const link = { organizationId, id: openai.id, fallbackKeyId: claude.id };
    await expect(updateProviderKey(link)).rejects.toMatchObject(wanted);
    await expect(createTestProviderKey(organizationId, { fallbackKeyId: claude.id })).rejects.toMatchObject(
      wanted,
    );
    await createTestProviderKey(organizationId, { provider: "anthropic", fallbackKeyId: claude.id });
    await updateProviderKey({ organizationId, id: claude.id, defaultModel: "claude-x" });
    expect(await updateProviderKey(link)).toBe(true);
  });

  it("do not let go of a default model that they need", async () => {
    const { id: organizationId } = await createTestOrganization();
    const claude = await createTestProviderKey(organizationId, {
      provider: "anthropic",
      defaultModel: "claude-x",
    });
    const openai = await createTestProviderKey(organizationId, {
      name: "Production",
      fallbackKeyId: claude.id,
    });
    const clear = { organizationId, id: claude.id, defaultModel: null };
    await expect(updateProviderKey(clear)).rejects.toMatchObject({
      field: "defaultModel",
      message: expect.stringContaining("“Production”") as string,
    });
    await updateProviderKey({ organizationId, id: claude.id, defaultModel: "claude-y" });
    await updateProviderKey({ organizationId, id: openai.id, fallbackKeyId: null });
    expect(await updateProviderKey(clear)).toBe(true);
  });

  it("see a key behind another provider's, which an OpenAI request reaches as well", async () => {
    const { id: organizationId } = await createTestOrganization();
    const last = await createTestProviderKey(organizationId, { provider: "anthropic", name: "Last" });
    const claude = await createTestProviderKey(organizationId, {
      provider: "anthropic",
      defaultModel: "claude-x",
      fallbackKeyId: last.id,
    });
    const add = createTestProviderKey(organizationId, { fallbackKeyId: claude.id });
    await expect(add).rejects.toThrow("“Last”");
  });

  it("with an old gap are still changed elsewhere", async () => {
    const { id: organizationId } = await createTestOrganization();
    const claude = await createTestProviderKey(organizationId, { provider: "anthropic" });
    const openai = await createTestProviderKey(organizationId);
    await db.prisma.providerKey.update({ where: { id: openai.id }, data: { fallbackKeyId: claude.id } });
    expect(await updateProviderKey({ organizationId, id: openai.id, name: "Renamed" })).toBe(true);
  });
});

describe("any sequence of changes", () => {
  const index = fc.nat(4);
  const provider = fc.constantFrom("openai", "anthropic", "gemini");
  const model = fc.option(fc.constant("some-model"), { nil: undefined });
  const step = fc.oneof(
    fc.record({ kind: fc.constant("add" as const), provider, model, link: fc.option(index, { nil: null }) }),
    fc.record({ kind: fc.constant("link" as const), key: index, link: index }),
    fc.record({ kind: fc.constant("link elsewhere" as const), key: index }),
    fc.record({ kind: fc.constant("unlink" as const), key: index }),
    fc.record({ kind: fc.constant("model" as const), key: index, model }),
    fc.record({ kind: fc.constant("promote" as const), key: index }),
    fc.record({ kind: fc.constant("delete" as const), key: index }),
  );
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  /** Only refusals are answers; anything else fails the test. */
  async function perform(organizationId: string, ids: string[], foreignId: string, done: Step) {
    const idAt = (at: number) => ids[at % Math.max(1, ids.length)] ?? newId();
    switch (done.kind) {
      case "add": {
        const fallbackKeyId = done.link === null ? undefined : idAt(done.link);
        const overrides = { provider: done.provider, defaultModel: done.model, fallbackKeyId };
        return createTestProviderKey(organizationId, overrides);
      }
      case "link":
        return updateProviderKey({ organizationId, id: idAt(done.key), fallbackKeyId: idAt(done.link) });
      case "link elsewhere":
        return updateProviderKey({ organizationId, id: idAt(done.key), fallbackKeyId: foreignId });
      case "unlink":
        return updateProviderKey({ organizationId, id: idAt(done.key), fallbackKeyId: null });
      case "model":
        return updateProviderKey({ organizationId, id: idAt(done.key), defaultModel: done.model ?? null });
      case "promote":
        return promoteProviderKey({ organizationId, id: idAt(done.key) });
      case "delete":
        return deleteProviderKey({ organizationId, id: idAt(done.key) });
    }
  }

  it("keeps one primary key for each provider, no circle, no link elsewhere, a model wherever one is needed", async () => {
    const { id: foreignId } = await createTestProviderKey((await createTestOrganization()).id);
    const owner = await createTestUser();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        const { id: organizationId } = await createTestOrganization({ owner });
        for (const provider of ["openai", "openai", "anthropic", "anthropic"] as const) {
          await createTestProviderKey(organizationId, { provider });
        }
        for (const done of steps) {
          const before = await listProviderKeys(organizationId);
          const ids = before.map((key) => key.id);
          await perform(organizationId, ids, foreignId, done).catch((error: unknown) => {
            expect(error).toBeInstanceOf(ProviderKeyError);
          });
          const keys = await listProviderKeys(organizationId);
          const providers = new Set(keys.map((key) => key.provider));
          const primaries = keys.filter((key) => key.isPrimary).map((key) => key.provider);
          expect(primaries.toSorted()).toEqual([...providers].toSorted());
          for (const { id, fallbackKeyId } of keys) {
            expect(loopThrough(keys, id)).toBeNull();
            if (fallbackKeyId !== null) expect(fallbackChain(keys, id)[0]?.id).toBe(fallbackKeyId);
          }
          expect(missingModels(keys)).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
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
