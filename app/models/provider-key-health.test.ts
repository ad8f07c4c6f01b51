import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { type Database } from "~/db/database";
import { newId } from "~/lib/ids";
import { createTestOrganization, createTestProviderKey } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { deleteProviderKey, listProviderKeys } from "./provider-key";
import { recordKeyHealth } from "./provider-key-health";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

async function organizationWithKeys(count: number) {
  const { id: organizationId } = await createTestOrganization();
  const ids: string[] = [];
  while (ids.length < count) ids.push((await createTestProviderKey(organizationId)).id);
  const healthOf = async (id: string) => {
    const key = (await listProviderKeys(organizationId)).find((candidate) => candidate.id === id);
    if (!key) return null;
    const { status, statusChangedAt, coolingUntil } = key;
    return { status, statusChangedAt, coolingUntil };
  };
  return { organizationId, ids, healthOf };
}
const at = (text: string) => new Date(`2026-11-25T${text}Z`);

describe("recordKeyHealth", () => {
  it("writes a batch: status and deadline, each key its own", async () => {
    const { organizationId, ids, healthOf } = await organizationWithKeys(3);
    const [first = "", second = "", third = ""] = ids;
    await recordKeyHealth(organizationId, [
      { id: first, status: "rejected" },
      { id: second, coolingUntil: at("10:00:00.500") },
    ]);
    expect(await healthOf(first)).toEqual({
      status: "rejected",
      statusChangedAt: expect.any(Date) as Date,
      coolingUntil: null,
    });
    expect(await healthOf(second)).toEqual({
      status: "healthy",
      statusChangedAt: null,
      coolingUntil: at("10:00:00.500"),
    });
    expect(await healthOf(third)).toEqual({ status: "healthy", statusChangedAt: null, coolingUntil: null });
  });

  it("changes the moment of the status only with the status", async () => {
    const { organizationId, ids, healthOf } = await organizationWithKeys(1);
    const [id = ""] = ids;
    await recordKeyHealth(organizationId, [{ id, status: "rejected" }]);
    const rejected = await healthOf(id);
    await recordKeyHealth(organizationId, [{ id, status: "rejected", coolingUntil: at("10:00:00") }]);
    expect(await healthOf(id)).toEqual({ ...rejected, coolingUntil: at("10:00:00") });
    await recordKeyHealth(organizationId, [{ id, status: "healthy" }]);
    const healthy = await healthOf(id);
    expect(healthy).toMatchObject({ status: "healthy", coolingUntil: at("10:00:00") });
    expect(healthy?.statusChangedAt?.getTime()).toBeGreaterThan(rejected!.statusChangedAt!.getTime());
  });

  it("moves a deadline forward, never back, in any order and at once", async () => {
    const { organizationId, ids, healthOf } = await organizationWithKeys(1);
    const [id = ""] = ids;
    const deadlines = ["10:00:00", "10:00:05", "09:00:00", "10:00:03"].map(at);
    await Promise.all(
      deadlines.map((coolingUntil) => recordKeyHealth(organizationId, [{ id, coolingUntil }])),
    );
    expect(await healthOf(id)).toMatchObject({ coolingUntil: at("10:00:05") });
    await recordKeyHealth(organizationId, [{ id, coolingUntil: at("10:00:04") }]);
    await recordKeyHealth(organizationId, [{ id, status: "rejected", coolingUntil: at("01:00:00") }]);
    expect(await healthOf(id)).toMatchObject({ coolingUntil: at("10:00:05"), status: "rejected" });
  });

  it("takes several changes of one key as they came", async () => {
    const { organizationId, ids, healthOf } = await organizationWithKeys(1);
    const [id = ""] = ids;
    await recordKeyHealth(organizationId, [
      { id, coolingUntil: at("12:00:00") },
      { id, status: "rejected", coolingUntil: at("11:00:00") },
      { id },
    ]);
    expect(await healthOf(id)).toMatchObject({ status: "rejected", coolingUntil: at("12:00:00") });
    await recordKeyHealth(organizationId, [
      { id, status: "rejected" },
      { id, status: "healthy" },
    ]);
    expect(await healthOf(id)).toMatchObject({ status: "healthy" });
  });

  it("passes over keys that are gone, of others, or nowhere", async () => {
    const { organizationId, ids, healthOf } = await organizationWithKeys(2);
    const other = await organizationWithKeys(1);
    const [deleted = "", kept = ""] = ids;
    const [foreign = ""] = other.ids;
    await deleteProviderKey({ organizationId, id: deleted });
    const everything = [deleted, kept, foreign, newId()].map((id) => ({ id, status: "rejected" as const }));
    await recordKeyHealth(organizationId, everything);
    expect(await healthOf(kept)).toMatchObject({ status: "rejected" });
    expect(await other.healthOf(foreign)).toMatchObject({ status: "healthy" });
    await recordKeyHealth(organizationId, []);
    await recordKeyHealth(newId(), everything);
  });

  it("waits for a change of keys that is under way, never in a circle with it", async () => {
    const { organizationId, ids, healthOf } = await organizationWithKeys(3);
    const [first = "", middle = "", last = ""] = ids;
    const person = await db.pool.connect();
    const rename = (id: string) => person.query("UPDATE provider_keys SET name = 'x' WHERE id = $1", [id]);
    await person.query("BEGIN");
    await person.query("SELECT FROM organizations WHERE id = $1 FOR NO KEY UPDATE", [organizationId]);
    await rename(middle);
    const coolingUntil = at("10:00:00");
    const recorded = recordKeyHealth(
      organizationId,
      ids.map((id) => ({ id, coolingUntil })),
    );
    const waiting = async () => {
      const { rows } = await db.pool.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows.length;
    };
    await expect.poll(waiting).toBe(1);
    await rename(first);
    await rename(last);
    await person.query("COMMIT");
    person.release();
    await recorded;
    for (const id of ids) expect(await healthOf(id)).toMatchObject({ coolingUntil });
  });

  it("renews snapshots for a status that differs, and for nothing else", async () => {
    const { organizationId, ids } = await organizationWithKeys(1);
    const [id = ""] = ids;
    const listener = new pg.Client({ connectionString: db.url });
    await listener.connect();
    const heard: string[] = [];
    listener.on("notification", ({ payload }) => heard.push(payload ?? ""));
    await listener.query("LISTEN grepture_changes");
    await recordKeyHealth(organizationId, [{ id, status: "healthy", coolingUntil: at("10:00:00") }]);
    await recordKeyHealth(organizationId, [{ id, coolingUntil: at("11:00:00") }]);
    // Notifications come in the order of their commits: what comes first tells what was silent before.
    await db.prisma.$executeRaw`SELECT pg_notify('grepture_changes', 'after the deadlines')`;
    await recordKeyHealth(organizationId, [{ id, status: "rejected", coolingUntil: at("10:00:00") }]);
    await expect.poll(() => heard).toEqual(["after the deadlines", organizationId]);
    await listener.end();
  });
});
