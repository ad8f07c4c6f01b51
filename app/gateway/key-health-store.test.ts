import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, prisma } from "~/db/database";
import { createLogger } from "~/lib/logger";
import { loadOrganizationSnapshot } from "~/models/organization-snapshot";
import { createTestOrganization, createTestProviderKey } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { KeyHealthStore } from "./key-health-store";
import { compileSnapshot } from "./organization-snapshot";

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

async function snapshotOf(organizationId: string) {
  const data = await loadOrganizationSnapshot(organizationId);
  if (!data) throw new Error("no such organization");
  return compileSnapshot(data);
}

const row = (id: string) =>
  prisma().providerKey.findUniqueOrThrow({ where: { id }, select: { status: true, coolingUntil: true } });

const limited = { class: "rate_limited", status: 429, retryAfterMs: 90_000 } as const;
const rejected = { class: "rejected", status: 401, retryAfterMs: null } as const;

describe("the health of keys", () => {
  it("is stored, and known to the next process", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id: first } = await createTestProviderKey(organizationId);
    const { id: second } = await createTestProviderKey(organizationId);
    const store = new KeyHealthStore(createLogger("silent"));
    store.learn(await snapshotOf(organizationId));
    store.health.failed(first, limited);
    store.health.failed(second, rejected);
    await store.close();
    const stored = await row(first);
    expect(stored.status).toBe("healthy");
    expect(stored.coolingUntil?.getTime()).toBeGreaterThan(Date.now() + 80_000);
    expect(await row(second)).toEqual({ status: "rejected", coolingUntil: null });

    const next = new KeyHealthStore(createLogger("silent"));
    const keys = [{ id: first }, { id: second }, { id: "fit" }];
    expect(next.health.order(keys)[0]).toEqual({ id: first });
    next.learn(await snapshotOf(organizationId));
    expect(next.health.order(keys)).toEqual([{ id: "fit" }, { id: first }, { id: second }]);
    next.health.succeeded(second);
    await next.close();
    expect(await row(second)).toMatchObject({ status: "healthy" });
  });

  it("of this process is not undone by what was read before it was stored", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id } = await createTestProviderKey(organizationId);
    const store = new KeyHealthStore(createLogger("silent"));
    const before = await snapshotOf(organizationId);
    store.learn(before);
    store.health.failed(id, rejected);
    store.learn(before);
    expect(store.health.order([{ id }, { id: "fit" }])[0]).toEqual({ id: "fit" });
    await store.close();
    // Replaced in the dashboard.
    await prisma().providerKey.update({ where: { id }, data: { status: "healthy" } });
    store.learn(await snapshotOf(organizationId));
    expect(store.health.order([{ id }, { id: "fit" }])[0]).toEqual({ id });
  });

  it("of a key that is gone is nobody's failure", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id } = await createTestProviderKey(organizationId);
    const store = new KeyHealthStore(createLogger("silent"));
    store.learn(await snapshotOf(organizationId));
    await prisma().providerKey.delete({ where: { id } });
    store.health.failed(id, rejected);
    await store.close();
    expect(await prisma().providerKey.count({ where: { organizationId } })).toBe(0);
  });
});
