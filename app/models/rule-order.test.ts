import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { newId } from "~/lib/ids";
import { createTestOrganization, createTestRule } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { OrganizationNotFoundError } from "./organization";
import { deleteRule, listRules } from "./rule";
import { moveRule } from "./rule-order";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

async function organizationWithRules(names: readonly string[]) {
  const organization = await createTestOrganization({ plan: "pro" });
  const ids: Record<string, string> = {};
  for (const name of names) ids[name] = (await createTestRule(organization.id, { name })).id;
  const order = async () => (await listRules(organization.id)).map((rule) => rule.name).join("");
  return { ...organization, organizationId: organization.id, idOf: (name: string) => ids[name] ?? "", order };
}

describe("moveRule", () => {
  it("moves one place, stops at the ends, and writes neither versions nor places that stay", async () => {
    const { organizationId, idOf, order, owner } = await organizationWithRules(["a", "b", "c"]);
    const move = (name: string, direction: "up" | "down") =>
      moveRule({ organizationId, id: idOf(name), direction, actorId: owner.id });
    expect(await move("c", "up")).toBe(true);
    expect(await order()).toBe("acb");
    expect(await move("a", "down")).toBe(true);
    expect(await order()).toBe("cab");
    const before = await listRules(organizationId);
    expect(await move("c", "up")).toBe(true);
    expect(await move("b", "down")).toBe(true);
    expect(await listRules(organizationId)).toEqual(before);
    expect(before.map(({ position, version }) => [position, version])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    const events = await db.prisma.auditEvent.findMany({
      where: { organizationId, action: "rule.moved" },
      orderBy: { createdAt: "asc" },
    });
    expect(events).toMatchObject([
      { targetId: idOf("c"), actorUserId: owner.id, details: { direction: "up", place: 2 } },
      { targetId: idOf("a"), actorUserId: owner.id, details: { direction: "down", place: 2 } },
    ]);
  });

  it("orders places that have gaps or are shared", async () => {
    const { organizationId, idOf, order } = await organizationWithRules(["a", "b", "c", "d"]);
    await deleteRule({ organizationId, id: idOf("b") });
    await db.prisma.rule.updateMany({ where: { organizationId }, data: { position: 7 } });
    expect(await order()).toBe("acd");
    await moveRule({ organizationId, id: idOf("d"), direction: "up" });
    expect(await order()).toBe("adc");
    expect((await listRules(organizationId)).map(({ position }) => position)).toEqual([0, 1, 2]);
  });

  it("lets parallel moves take turns", async () => {
    const { organizationId, idOf, order } = await organizationWithRules(["a", "b", "c", "d"]);
    await Promise.all(
      ["a", "a", "a"].map((name) => moveRule({ organizationId, id: idOf(name), direction: "down" })),
    );
    expect(await order()).toBe("bcda");
  });

  it("is blind to rules of other organizations", async () => {
    const mine = await organizationWithRules(["a", "b"]);
    const other = await organizationWithRules(["x", "y"]);
    const foreign = { organizationId: other.organizationId, id: mine.idOf("b") };
    expect(await moveRule({ ...foreign, direction: "up" })).toBe(false);
    expect(await mine.order()).toBe("ab");
    expect(await other.order()).toBe("xy");
    await expect(moveRule({ ...foreign, organizationId: newId(), direction: "up" })).rejects.toThrow(
      OrganizationNotFoundError,
    );
  });
});
