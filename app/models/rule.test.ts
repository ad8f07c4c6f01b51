import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database } from "~/db/database";
import { newId } from "~/lib/ids";
import { parseRules } from "~/rules/rule";
import { createTestOrganization, createTestRule, testRule } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import { OrganizationNotFoundError, setPlan } from "./organization";
import {
  createRule,
  deleteRule,
  exportRules,
  findRule,
  importRules,
  listRules,
  PlanLimitError,
  setRuleEnabled,
  updateRule,
} from "./rule";

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.stop());

const versionsOf = async (ruleId: string) =>
  db.prisma.ruleVersion.findMany({ where: { ruleId }, orderBy: { version: "asc" } });

describe("createRule", () => {
  it("appends, and what is read back is what was given", async () => {
    const { id: organizationId, owner } = await createTestOrganization();
    const rule = testRule({ name: "Second", description: "why", sampling_rate: 20, enabled: false });
    const first = await createTestRule(organizationId);
    const second = await createRule({ organizationId, rule, createdById: owner.id });
    expect(second).toMatchObject({
      position: first.position + 1,
      version: 1,
      name: "Second",
      enabled: false,
      rule,
    });
    expect(await listRules(organizationId)).toEqual([first, second]);
    expect(await findRule({ organizationId, id: second.id })).toEqual(second);
    expect(await versionsOf(second.id)).toMatchObject([
      { version: 1, name: "Second", createdById: owner.id },
    ]);
  });

  it("stops at the plan's limit, exactly, under parallel calls", async () => {
    const { id: organizationId } = await createTestOrganization({ plan: "free" });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => createTestRule(organizationId)));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(3);
    for (const result of results) {
      if (result.status === "fulfilled") continue;
      expect(result.reason).toBeInstanceOf(PlanLimitError);
      expect(String(result.reason)).toMatch(/Free plan has 3 rules.*Pro plan has unlimited rules/);
    }
    const positions = (await listRules(organizationId)).map((rule) => rule.position);
    expect(positions).toEqual([0, 1, 2]);
    await setPlan(organizationId, "pro");
    await createTestRule(organizationId);
    expect(await listRules(organizationId)).toHaveLength(4);
  });

  it("refuses an unknown organization", async () => {
    await expect(createTestRule(newId())).rejects.toThrow(OrganizationNotFoundError);
  });
});

describe("updateRule and setRuleEnabled", () => {
  it("write each state as a version, also under parallel calls", async () => {
    const { id: organizationId, owner } = await createTestOrganization();
    const { id } = await createTestRule(organizationId);
    await Promise.all(
      ["a", "b", "c", "d"].map((name) =>
        updateRule({ organizationId, id, rule: testRule({ name }), updatedById: owner.id }),
      ),
    );
    const versions = await versionsOf(id);
    expect(versions.map((row) => row.version)).toEqual([1, 2, 3, 4, 5]);
    expect((await findRule({ organizationId, id }))?.name).toBe(versions.at(-1)?.name);
    expect(await setRuleEnabled({ organizationId, id, enabled: false })).toBe(true);
    expect(await setRuleEnabled({ organizationId, id, enabled: false })).toBe(true);
    expect(await findRule({ organizationId, id })).toMatchObject({
      version: 6,
      enabled: false,
      rule: { enabled: false },
    });
    expect((await versionsOf(id)).at(-1)).toMatchObject({ version: 6, enabled: false });
  });

  it("are blind to rules of other organizations", async () => {
    const mine = await createTestOrganization();
    const other = await createTestOrganization();
    const { id } = await createTestRule(mine.id);
    const foreign = { organizationId: other.id, id };
    expect(await updateRule({ ...foreign, rule: testRule({ name: "theirs" }) })).toBeNull();
    expect(await setRuleEnabled({ ...foreign, enabled: false })).toBe(false);
    expect(await deleteRule(foreign)).toBe(false);
    expect(await findRule(foreign)).toBeNull();
    expect(await findRule({ organizationId: mine.id, id })).toMatchObject({ version: 1, enabled: true });
  });
});

describe("deleteRule", () => {
  it("keeps the versions", async () => {
    const { id: organizationId } = await createTestOrganization();
    const { id } = await createTestRule(organizationId);
    expect(await deleteRule({ organizationId, id })).toBe(true);
    expect(await deleteRule({ organizationId, id })).toBe(false);
    expect(await listRules(organizationId)).toEqual([]);
    expect(await versionsOf(id)).toHaveLength(1);
  });
});

describe("importRules and exportRules", () => {
  it("give back the rules in their order, in a form that imports again", async () => {
    const { id: organizationId } = await createTestOrganization({ plan: "pro" });
    const rules = ["z", "a", "m"].map((name) => testRule({ name, sampling_rate: 50 }));
    await createTestRule(organizationId, { name: "before" });
    expect(await importRules({ organizationId, rules })).toBe(3);
    const exported = await exportRules(organizationId);
    expect(exported.slice(1)).toEqual(rules);
    expect(exported[0]?.name).toBe("before");
    const again = parseRules(JSON.parse(JSON.stringify(exported)));
    expect(again).toEqual({ ok: true, rules: exported });
    for (const { id } of await listRules(organizationId)) expect(await versionsOf(id)).toHaveLength(1);
  });

  it("save nothing of a file that does not fit the plan", async () => {
    const { id: organizationId } = await createTestOrganization();
    await createTestRule(organizationId);
    const rules = ["a", "b", "c"].map((name) => testRule({ name }));
    await expect(importRules({ organizationId, rules })).rejects.toThrow(
      /has 1, and 3 more would be too many/,
    );
    expect(await listRules(organizationId)).toHaveLength(1);
    expect(await db.prisma.ruleVersion.count({ where: { organizationId } })).toBe(1);
  });

  it("takes a thousand rules at once", async () => {
    const { id: organizationId } = await createTestOrganization({ plan: "business" });
    const rules = Array.from({ length: 1000 }, (_, index) => testRule({ name: `rule ${index}` }));
    expect(await importRules({ organizationId, rules })).toBe(1000);
    expect((await listRules(organizationId)).map((rule) => rule.position)).toEqual(
      rules.map((_, index) => index),
    );
  });
});
