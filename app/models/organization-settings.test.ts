import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Database } from "~/db/database";
import { listenForChanges } from "~/db/notifications";
import { newId } from "~/lib/ids";
import { createLogger } from "~/lib/logger";
import { createTestOrganization, createTestUser } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { findOrganization, OrganizationNotFoundError, setPlan } from "./organization";
import { setOrganizationSettings, ZeroDataPlanError } from "./organization-settings";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

const eventsOf = async (organizationId: string) =>
  db.prisma.auditEvent.findMany({
    where: { organizationId, action: "organization.settings_changed" },
    orderBy: { id: "asc" },
  });

describe("setOrganizationSettings", () => {
  it("changes what is given and leaves the rest", async () => {
    const { id: organizationId } = await createTestOrganization({ plan: "business" });
    const before = Date.now();
    expect(await setOrganizationSettings({ organizationId, zeroData: true })).toEqual({
      fallbackMode: "error",
      zeroData: true,
    });
    expect(await setOrganizationSettings({ organizationId, fallbackMode: "passthrough" })).toEqual({
      fallbackMode: "passthrough",
      zeroData: true,
    });
    const stored = await findOrganization(organizationId);
    expect(stored?.fallbackMode).toBe("passthrough");
    expect(stored?.zeroDataSince?.getTime()).toBeGreaterThanOrEqual(before);
  });

  it("records who changed what, once", async () => {
    const { id: organizationId } = await createTestOrganization({ plan: "business" });
    const actor = await createTestUser();
    const change = {
      organizationId,
      fallbackMode: "passthrough",
      zeroData: true,
      actorId: actor.id,
    } as const;
    await setOrganizationSettings(change);
    const since = (await findOrganization(organizationId))?.zeroDataSince;
    await setOrganizationSettings(change);
    await setOrganizationSettings({ organizationId });
    expect(await eventsOf(organizationId)).toMatchObject([
      {
        actorUserId: actor.id,
        targetId: organizationId,
        details: {
          from: { fallbackMode: "error", zeroData: false },
          to: { fallbackMode: "passthrough", zeroData: true },
        },
      },
    ]);
    expect((await findOrganization(organizationId))?.zeroDataSince).toEqual(since);
  });

  it.each(["free", "pro"] as const)(
    "refuses zero-data mode on the %s plan, and all that came with it",
    async (plan) => {
      const { id: organizationId } = await createTestOrganization({ plan });
      const change = { organizationId, fallbackMode: "passthrough", zeroData: true } as const;
      await expect(setOrganizationSettings(change)).rejects.toThrow(ZeroDataPlanError);
      expect(await findOrganization(organizationId)).toMatchObject({
        fallbackMode: "error",
        zeroDataSince: null,
      });
      expect(await eventsOf(organizationId)).toEqual([]);
      expect(await setOrganizationSettings({ organizationId, fallbackMode: "passthrough" })).toMatchObject({
        fallbackMode: "passthrough",
      });
    },
  );

  it("keeps zero-data mode when the plan goes, lets it be turned off, and not on again", async () => {
    const { id: organizationId } = await createTestOrganization({ plan: "business" });
    await setOrganizationSettings({ organizationId, zeroData: true });
    await setPlan(organizationId, "free");
    expect((await findOrganization(organizationId))?.zeroDataSince).not.toBeNull();
    expect(await setOrganizationSettings({ organizationId, zeroData: true })).toMatchObject({
      zeroData: true,
    });
    expect(await setOrganizationSettings({ organizationId, zeroData: false })).toMatchObject({
      zeroData: false,
    });
    await expect(setOrganizationSettings({ organizationId, zeroData: true })).rejects.toThrow(/Free plan/);
  });

  it("touches no other organization, and says so when there is none", async () => {
    const other = await createTestOrganization({ plan: "business" });
    const { id: organizationId } = await createTestOrganization({ plan: "business" });
    await setOrganizationSettings({ organizationId, fallbackMode: "passthrough", zeroData: true });
    expect(await findOrganization(other.id)).toMatchObject({ fallbackMode: "error", zeroDataSince: null });
    await expect(setOrganizationSettings({ organizationId: newId(), zeroData: false })).rejects.toThrow(
      OrganizationNotFoundError,
    );
  });

  it("tells every gateway of each change, and of nothing else", async () => {
    const { id: organizationId } = await createTestOrganization({ plan: "business" });
    const heard: string[] = [];
    const listener = await listenForChanges({
      url: db.url,
      onChange: (id) => heard.push(id),
      onState: () => undefined,
      logger: createLogger("silent"),
    });
    try {
      await setOrganizationSettings({ organizationId, zeroData: true });
      await setOrganizationSettings({ organizationId, zeroData: true });
      await setOrganizationSettings({ organizationId, fallbackMode: "passthrough" });
      await db.pool.query("SELECT pg_notify('grepture_changes', 'end')");
      await vi.waitFor(() => expect(heard).toContain("end"));
      expect(heard).toEqual([organizationId, organizationId, "end"]);
    } finally {
      await listener.close();
    }
  });
});
