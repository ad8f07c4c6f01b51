/** Rule files between an organization and JSON, over a real database; bad ones leave it as it was. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { setDatabase, type Database } from "~/db/database";
import { checkRules } from "~/rules/check-rules";
import { ruleSchema, type Rule } from "~/rules/rule";
import { runAdminCommand } from "tests/support/admin-command";
import { runnableRule } from "tests/support/rule-arbitraries";
import { createTestOrganization, createTestRule, testRule } from "tests/support/factories";
import { createTestDatabase } from "tests/support/test-database";
import {
  createRule,
  exportRules,
  importRules,
  InvalidRuleError,
  listRules,
  PlanLimitError,
  updateRule,
} from "./rule";

let db: Database;
let folder: string;
beforeAll(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "grepture-import-"));
});
// The command brings a database of its own and stops it.
afterEach(() => setDatabase(db));
afterAll(async () => {
  await db.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Everything that saving a rule could have left behind. */
async function rowsOf(organizationId: string): Promise<number[]> {
  const where = { organizationId };
  const { rule, ruleVersion, auditEvent } = db.prisma;
  return Promise.all([rule.count({ where }), ruleVersion.count({ where }), auditEvent.count({ where })]);
}

async function admin(args: string[]) {
  const { exitCode, stdout, stderr } = await runAdminCommand([...args, "--json"], { database: db, folder });
  expect(stderr).toBe("");
  return { exitCode, printed: JSON.parse(stdout) as unknown };
}

async function adminImport(organizationId: string, content: string) {
  const file = path.join(folder, "rules.json");
  await writeFile(file, content);
  return admin(["rules", "import", "--organization", organizationId, "--file", file]);
}

const mail = { name: "mail", actions: [{ type: "redact_pii", categories: ["email"] }] };
const acting = (action: Record<string, unknown>) => [mail, { name: "bad", actions: [action] }];
const finding = (find: string, replace = "") =>
  acting({ type: "find_replace", find, replace, is_regex: true });
const when = (condition: Record<string, unknown>) => [{ ...mail, conditions: [{ conditions: [condition] }] }];
const tokens = (more: Record<string, unknown>) =>
  acting({ ...mail.actions[0], mode: "mask_and_restore", ...more });

const BAD: [string, unknown, string][] = [
  [
    "look-ahead, which RE2 refuses",
    finding("a(?=b)"),
    "[1].actions[0].find: is no valid RE2 pattern: look-ahead",
  ],
  ["an open group", finding("a("), "[1].actions[0].find: is no valid RE2 pattern: missing )"],
  ["a pattern that matches nothing at all", finding("a*"), "[1].actions[0].find: matches the empty string"],
  [
    "a pattern of 10,000 characters",
    finding("x".repeat(10_000)),
    "[1].actions[0].find: at most 2000 characters",
  ],
  ["a `$` that refers to nothing", finding("(a)b", "$2"), "[1].actions[0].replace: refers to $2"],
  ["a name that refers to nothing", finding("(?P<x>a)", "$<y>"), "[1].actions[0].replace: refers to $<y>"],
  [
    "a condition that RE2 refuses",
    when({ field: "body", operator: "matches", value: "[" }),
    "[0].conditions[0].conditions[0].value: is no valid RE2 pattern: missing ]",
  ],
  [
    "a header without a name",
    when({ field: "header", operator: "equals", value: "x" }),
    "[0].conditions[0].conditions[0].name: a header condition needs",
  ],
  [
    "a path that does not parse",
    acting({ type: "redact_field", fields: ["user.", "ok"] }),
    "[1].actions[0].fields[0]: “user.” is no path",
  ],
  ["a TTL of 0", tokens({ ttl_seconds: 0 }), "[1].actions[0].ttl_seconds: at least 1 second"],
  ["a negative TTL", tokens({ ttl_seconds: -60 }), "[1].actions[0].ttl_seconds: at least 1 second"],
  ["a prefix with a space", tokens({ token_prefix: "p i" }), "[1].actions[0].token_prefix: 1 to 24 letters"],
  [
    "a sampling rate of 101",
    [{ ...mail, sampling_rate: 101 }],
    "[0].sampling_rate: a percentage from 0 to 100",
  ],
  [
    "a rule without an action",
    [mail, { name: "bad", actions: [] }],
    "[1].actions: a rule needs at least one action",
  ],
  [
    "an unknown action",
    acting({ type: "restrict_tools" }),
    '[1].actions[0].type: unknown action "restrict_tools"',
  ],
  [
    "a category that another proxy knows",
    acting({ type: "redact_pii", categories: ["name"] }),
    '[1].actions[0].categories[0]: "name"',
  ],
  ["a NUL", [mail, { ...mail, name: "a\0" }], "[1].name: holds a character that cannot be stored"],
  ["half of a character", [{ ...mail, description: "\uD800" }], "[0].description: holds a character"],
  ["no list", { rules: [mail] }, "a rule file is a JSON array of rules"],
  ["1001 rules", Array(1001).fill(mail), "at most 1000 rules in one file"],
];

describe("a bad file", () => {
  let organizationId: string;
  beforeAll(async () => {
    ({ id: organizationId } = await createTestOrganization({ plan: "pro" }));
    await createTestRule(organizationId, { name: "was there" });
  });

  it.each(BAD)("with %s is refused with the place, and nothing of it is saved", async (_, file, issue) => {
    const before = await rowsOf(organizationId);
    const { exitCode, printed } = await adminImport(organizationId, JSON.stringify(file));
    expect(exitCode).toBe(1);
    const { error } = z
      .strictObject({ error: z.strictObject({ code: z.string(), message: z.string(), field: z.string() }) })
      .parse(printed);
    expect(error).toMatchObject({ code: "invalid_rules", field: "file" });
    expect(error.message).toMatch(/^No rule was imported\. /);
    expect(error.message).toContain(issue);
    expect(await rowsOf(organizationId)).toEqual(before);
    expect((await exportRules(organizationId)).map(({ name }) => name)).toEqual(["was there"]);
  });

  it("that is no JSON at all, likewise", async () => {
    const before = await rowsOf(organizationId);
    const { exitCode, printed } = await adminImport(organizationId, '[{"name": "a",}]');
    expect(exitCode).toBe(1);
    expect(printed).toMatchObject({ error: { code: "invalid_rules", field: "file" } });
    expect(await rowsOf(organizationId)).toEqual(before);
  });

  it("names everything at once", async () => {
    const file = [{ ...mail, sampling_rate: 101 }, ...finding("("), ...tokens({ ttl_seconds: 0 })];
    const { printed } = await adminImport(organizationId, JSON.stringify(file));
    const { error } = z.object({ error: z.object({ message: z.string() }) }).parse(printed);
    const places = error.message.match(/\[\d\]\S+(?=:)/g);
    expect(places).toEqual(["[0].sampling_rate", "[4].actions[0].ttl_seconds", "[2].actions[0].find"]);
  });

  it("of 200 rules is taken where the plan has room, and whole", async () => {
    const file = JSON.stringify(Array.from({ length: 200 }, (_, index) => ({ ...mail, name: `r${index}` })));
    const free = await createTestOrganization();
    const before = await rowsOf(free.id);
    expect(await adminImport(free.id, file)).toMatchObject({
      exitCode: 1,
      printed: { error: { code: "plan_limit", message: expect.stringContaining("200 more") as string } },
    });
    expect(await rowsOf(free.id)).toEqual(before);
    const pro = await createTestOrganization({ plan: "pro" });
    expect(await adminImport(pro.id, file)).toEqual({ exitCode: 0, printed: { imported: 200 } });
    expect((await listRules(pro.id)).map(({ name }) => name)).toEqual(
      Array.from({ length: 200 }, (_, index) => `r${index}`),
    );
  });
});

/** What the schema takes and RE2 or the database does not: a form and the API come here without a file. */
describe("the model", () => {
  const broken: [string, Rule, string][] = [
    ["a pattern that RE2 refuses", rule(finding("a(?!b)")[1]), "actions[0].find"],
    ["an empty match", rule(finding("(a|)")[1]), "actions[0].find"],
    ["a missing group", rule(finding("a", "$1")[1]), "actions[0].replace"],
    [
      "a condition",
      rule(when({ field: "url", operator: "matches", value: "*" })[0]),
      "conditions[0].conditions[0].value",
    ],
    ["a NUL", rule({ ...mail, name: "\0" }), "name"],
  ];

  function rule(json: unknown): Rule {
    return ruleSchema.parse(json);
  }

  it.each(broken)("refuses %s wherever it is saved, and saves nothing", async (_, bad, place) => {
    const { id: organizationId } = await createTestOrganization({ plan: "pro" });
    const { id } = await createTestRule(organizationId);
    const before = await rowsOf(organizationId);
    const attempts: [Promise<unknown>, string][] = [
      [createRule({ organizationId, rule: bad }), place],
      [updateRule({ organizationId, id, rule: bad }), place],
      [importRules({ organizationId, rules: [bad] }), `[0].${place}`],
      [importRules({ organizationId, rules: [testRule(), bad] }), `[1].${place}`],
    ];
    for (const [attempt, at] of attempts) {
      const error: unknown = await attempt.catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(InvalidRuleError);
      expect(error).toMatchObject({ code: "invalid_rules", issues: [{ path: at }] });
      expect(String(error)).toContain(`${at}: `);
    }
    expect(await rowsOf(organizationId)).toEqual(before);
    expect(await listRules(organizationId)).toMatchObject([{ id, version: 1 }]);
  });

  it("saves nothing of a file whose last rule is one too many", async () => {
    const { id: organizationId } = await createTestOrganization();
    const before = await rowsOf(organizationId);
    const rules = Array.from({ length: 4 }, () => testRule());
    await expect(importRules({ organizationId, rules })).rejects.toThrow(PlanLimitError);
    expect(await rowsOf(organizationId)).toEqual(before);
  });
});

describe("an export", () => {
  it("imports as the same rules in the same order, whatever they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(runnableRule, { minLength: 1, maxLength: 6 }), async (rules) => {
        const [from, to] = [
          await createTestOrganization({ plan: "pro" }),
          await createTestOrganization({ plan: "pro" }),
        ];
        await importRules({ organizationId: from.id, rules });
        const exported = await exportRules(from.id);
        expect(exported).toEqual(rules);
        const checked = checkRules(JSON.parse(JSON.stringify(exported)));
        expect(checked).toEqual({ ok: true, rules });
        await importRules({ organizationId: to.id, rules: checked.ok ? checked.rules : [] });
        expect(await exportRules(to.id)).toEqual(rules);
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  it("does so through the command, from the open-source proxy's file on", async () => {
    const { id } = await createTestOrganization({ plan: "pro" });
    const fixture = path.join(import.meta.dirname, "../../tests/support/proxy-rules.json");
    const args = ["--organization", id];
    expect(await admin(["rules", "import", ...args, "--file", fixture])).toEqual({
      exitCode: 0,
      printed: { imported: 3 },
    });
    const first = await admin(["rules", "export", ...args]);
    expect(first).toMatchObject({ exitCode: 0, printed: [{ name: "mask-customer-data" }, {}, {}] });
    const other = await createTestOrganization({ plan: "pro" });
    expect(await adminImport(other.id, JSON.stringify(first.printed))).toMatchObject({ exitCode: 0 });
    expect(await admin(["rules", "export", "--organization", other.id])).toEqual(first);
  });
});
