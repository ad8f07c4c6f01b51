import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { hashApiKey, isApiKey } from "~/lib/api-key-format";
import { newId } from "~/lib/ids";
import { createTestApiKey, createTestOrganization } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { createApiKey, findApiKeyByHash, listApiKeys, revokeApiKey, touchApiKeys } from "./api-key";
import { OrganizationNotFoundError } from "./organization";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

describe("createApiKey", () => {
  it("returns the key and keeps its digest alone", async () => {
    const { id: organizationId, owner } = await createTestOrganization();
    const { id, key } = await createApiKey({ organizationId, name: "production", createdById: owner.id });
    expect(isApiKey(key)).toBe(true);
    const row = await db.prisma.apiKey.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.keyHash)).toEqual(hashApiKey(key));
    const audit = await db.prisma.auditEvent.findMany({ where: { organizationId } });
    expect(JSON.stringify([row, audit])).not.toContain(key.slice(4, 40));
    expect(audit.map((event) => event.action)).toContain("api_key.created");
    expect(await listApiKeys(organizationId)).toEqual([
      {
        id,
        name: "production",
        lastFour: key.slice(-4),
        createdAt: expect.any(Date) as Date,
        lastUsedAt: null,
        revokedAt: null,
        createdBy: owner.name,
      },
    ]);
  });

  it("refuses an organization that does not exist", async () => {
    await expect(createApiKey({ organizationId: newId(), name: "lost" })).rejects.toThrow(
      OrganizationNotFoundError,
    );
  });
});

describe("findApiKeyByHash", () => {
  it("finds live keys only", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id, key } = await createTestApiKey(organizationId);
    const hash = hashApiKey(key);
    expect(await findApiKeyByHash(hash)).toEqual({ id, organizationId, expiresAt: null });
    expect(await findApiKeyByHash(hashApiKey("grp_unknown"))).toBeNull();

    const later = new Date(Date.now() + 60_000);
    await db.prisma.apiKey.update({ where: { id }, data: { expiresAt: later } });
    expect(await findApiKeyByHash(hash)).toEqual({ id, organizationId, expiresAt: later });
    await db.prisma.apiKey.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect(await findApiKeyByHash(hash)).toBeNull();
  });
});

describe("revokeApiKey", () => {
  it("works once, and only inside the organization", async () => {
    const mine = await createTestOrganization();
    const other = await createTestOrganization();
    const { id, key } = await createTestApiKey(mine.id);
    expect(await revokeApiKey({ organizationId: other.id, id })).toBe(false);
    expect(await findApiKeyByHash(hashApiKey(key))).not.toBeNull();
    const results = await Promise.all(
      [1, 2, 3].map(() => revokeApiKey({ organizationId: mine.id, id, actorId: mine.owner.id })),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await findApiKeyByHash(hashApiKey(key))).toBeNull();
    expect(
      await db.prisma.auditEvent.count({ where: { organizationId: mine.id, action: "api_key.revoked" } }),
    ).toBe(1);
    expect(await listApiKeys(other.id)).toEqual([]);
  });
});

describe("touchApiKeys", () => {
  it("moves last-used times forward, never back, and not across organizations", async () => {
    const mine = await createTestOrganization();
    const other = await createTestOrganization();
    const [a, b] = [await createTestApiKey(mine.id, "a"), await createTestApiKey(mine.id, "b")];
    const [early, late] = [new Date("2026-01-01T00:00:00.123Z"), new Date("2026-01-02T00:00:00.456Z")];
    const of = (key: { id: string }, at: Date, organizationId = mine.id) => ({
      id: key.id,
      organizationId,
      at,
    });
    await touchApiKeys([]);
    await touchApiKeys([of(a, early), of(a, late), of(b, late, other.id)]);
    await touchApiKeys([of(a, early)]);
    const used = new Map((await listApiKeys(mine.id)).map((key) => [key.name, key.lastUsedAt]));
    expect(used.get("a")).toEqual(late);
    expect(used.get("b")).toBeNull();
  });
});
