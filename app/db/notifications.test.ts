import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "~/lib/ids";
import { createLogger } from "~/lib/logger";
import { createTestDatabase } from "tests/support/test-database";
import type { Database } from "./database";
import { listenForChanges } from "./notifications";

describe("listenForChanges", () => {
  let db: Database;
  let organizationId: string;
  let changes: string[];
  let states: boolean[];
  let listener: Awaited<ReturnType<typeof listenForChanges>>;

  beforeAll(async () => {
    db = await createTestDatabase();
    organizationId = newId();
    await db.prisma.organization.create({
      data: { id: organizationId, slug: "acme", name: "Acme", hashKeyCiphertext: "c" },
    });
  });
  afterAll(() => db.stop());

  beforeEach(async () => {
    changes = [];
    states = [];
    listener = await listenForChanges({
      url: db.url,
      onChange: (id) => changes.push(id),
      onState: (connected) => states.push(connected),
      logger: createLogger("silent"),
    });
  });
  afterEach(() => listener.close());

  /** Between two sentinels: when one was heard, everything before it was too. */
  const heardDuring = async (work: () => Promise<unknown>) => {
    const sentinel = async (name: string) => {
      await db.pool.query("SELECT pg_notify('grepture_changes', $1)", [name]);
      await vi.waitFor(() => expect(changes).toContain(name));
    };
    await sentinel("begin");
    changes.length = 0;
    await work();
    await sentinel("end");
    return changes.filter((id) => id !== "end");
  };
  const rule = () => ({ id: newId(), organizationId, position: 0, name: "r", definition: {} });
  const apiKey = () => ({
    id: newId(),
    organizationId,
    name: "k",
    keyHash: crypto.getRandomValues(new Uint8Array(32)),
    lastFour: "abcd",
  });
  const providerKey = (isPrimary = false) => ({
    id: newId(),
    organizationId,
    provider: "openai" as const,
    name: "k",
    ciphertext: "c",
    lastFour: "abcd",
    isPrimary,
  });

  it("hears of what the gateway reads, on insert, update and delete", async () => {
    const { prisma } = db;
    const id = newId();
    const data = { id, slug: "other", name: "Other", hashKeyCiphertext: "c" };
    expect(await heardDuring(() => prisma.organization.create({ data }))).toEqual([id]);
    expect(
      await heardDuring(() => prisma.organization.update({ where: { id }, data: { plan: "pro" } })),
    ).toEqual([id]);
    expect(await heardDuring(() => prisma.organization.delete({ where: { id } }))).toEqual([id]);

    const key = await prisma.apiKey.create({ data: apiKey() });
    const revoke = { where: { id: key.id }, data: { revokedAt: new Date() } };
    expect(await heardDuring(() => prisma.apiKey.update(revoke))).toEqual([organizationId]);
    expect(await heardDuring(() => prisma.apiKey.delete({ where: { id: key.id } }))).toEqual([
      organizationId,
    ]);
    expect(await heardDuring(() => prisma.rule.create({ data: rule() }))).toEqual([organizationId]);
    const disable = { where: { organizationId }, data: { enabled: false } };
    expect(await heardDuring(() => prisma.rule.updateMany(disable))).toEqual([organizationId]);
    expect(await heardDuring(() => prisma.rule.deleteMany({ where: { organizationId } }))).toEqual([
      organizationId,
    ]);
    expect(await heardDuring(() => prisma.providerKey.create({ data: providerKey() }))).toEqual([
      organizationId,
    ]);
    const reject = { where: { organizationId }, data: { status: "rejected" as const } };
    expect(await heardDuring(() => prisma.providerKey.updateMany(reject))).toEqual([organizationId]);
  });

  it("does not hear of what the gateway itself writes", async () => {
    const { prisma } = db;
    await prisma.apiKey.create({ data: apiKey() });
    await prisma.providerKey.create({ data: providerKey() });
    const now = new Date();
    const where = { organizationId };
    const heard = await heardDuring(async () => {
      await prisma.apiKey.updateMany({ where, data: { lastUsedAt: now } });
      await prisma.providerKey.updateMany({ where, data: { coolingUntil: now } });
      await prisma.organization.update({ where: { id: organizationId }, data: { firstRequestAt: now } });
    });
    expect(heard).toEqual([]);
  });

  it("hears once of a transaction", async () => {
    const rules = Array.from({ length: 5 }, rule);
    expect(await heardDuring(() => db.prisma.rule.createMany({ data: rules }))).toEqual([organizationId]);
  });

  it("hears of a fallback link, and a key that another falls back to cannot be deleted", async () => {
    const [target, source] = [providerKey(), providerKey()];
    await db.prisma.providerKey.create({ data: target });
    await db.prisma.providerKey.create({ data: { ...source, fallbackKeyId: target.id } });
    const remove = () => db.prisma.providerKey.delete({ where: { id: target.id } });
    await expect(remove()).rejects.toThrow(/foreign key/i);
    const unlink = () =>
      db.prisma.providerKey.update({ where: { id: source.id }, data: { fallbackKeyId: null } });
    expect(await heardDuring(unlink)).toEqual([organizationId]);
    expect(await heardDuring(remove)).toEqual([organizationId]);
  });

  it("connects again, and then says that anything may have changed", async () => {
    expect(states).toEqual([true]);
    await db.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'grepture listener'",
    );
    await vi.waitFor(() => expect(states).toEqual([true, false, true]), { timeout: 5000 });
    expect(changes.filter((id) => id !== organizationId)).toEqual(["*"]);
    expect(await heardDuring(() => db.prisma.rule.create({ data: rule() }))).toEqual([organizationId]);
  });

  it("falls silent when it is closed, also while it is away", async () => {
    await listener.close();
    changes.length = 0;
    const before = states.length;
    await db.pool.query("SELECT pg_notify('grepture_changes', 'late')");
    await sleep(100);
    expect(changes).toEqual([]);
    expect(states).toHaveLength(before);
  });

  it("fails when the first connection cannot be made", async () => {
    const url = new URL(db.url);
    url.pathname = "/no_such_database";
    const attempt = listenForChanges({
      url: url.href,
      onChange: () => 0,
      onState: () => 0,
      logger: createLogger("silent"),
    });
    await expect(attempt).rejects.toThrow(/does not exist/);
  });
});
