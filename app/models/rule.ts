/** An organization's rules: ordered, versioned, limited by its plan. */
import { prisma } from "~/db/database";
import { type Plan, type Prisma } from "~/db/generated/client";
import { newId } from "~/lib/ids";
import { PLANS } from "~/lib/plans";
import { describeIssues } from "~/rules/describe-issues";
import { type Rule, type RuleIssue } from "~/rules/rule";
import { ruleIssues } from "~/rules/rule-issues";
import { recordAudit } from "./audit-event";
import { lockOrganization } from "./organization";
import { Refusal } from "./refusal";
import { RULE_ORDER } from "./rule-order";
import { toRuleColumns, toStoredRule, type StoredRule } from "./stored-rule";

export type { StoredRule } from "./stored-rule";

const SELECT = {
  id: true,
  position: true,
  name: true,
  description: true,
  enabled: true,
  version: true,
  definition: true,
} as const;

/** The plan has no room for it. */
export class PlanLimitError extends Refusal {
  override name = "PlanLimitError";
}

/** It cannot be run, such as a pattern that RE2 does not take, or not be stored. */
export class InvalidRuleError extends Refusal {
  override name = "InvalidRuleError";
  constructor(readonly issues: readonly RuleIssue[]) {
    super("invalid_rules", describeIssues(issues));
  }
}

/** @throws {InvalidRuleError} */
function requireSound(issues: readonly RuleIssue[]): void {
  if (issues.length > 0) throw new InvalidRuleError(issues);
}

interface RuleReference {
  organizationId: string;
  id: string;
}

type Actor = string | null | undefined;

/** In the order in which they run. */
export async function listRules(organizationId: string): Promise<StoredRule[]> {
  const rows = await prisma().rule.findMany({
    where: { organizationId },
    select: SELECT,
    orderBy: [...RULE_ORDER],
  });
  return rows.map(toStoredRule);
}

export async function findRule({ organizationId, id }: RuleReference): Promise<StoredRule | null> {
  const row = await prisma().rule.findFirst({ where: { organizationId, id }, select: SELECT });
  return row && toStoredRule(row);
}

/**
 * Appends a rule.
 * @throws {InvalidRuleError}
 * @throws {PlanLimitError}
 * @throws {OrganizationNotFoundError}
 */
export async function createRule(input: {
  organizationId: string;
  rule: Rule;
  createdById?: Actor;
}): Promise<StoredRule> {
  const { organizationId, rule, createdById } = input;
  requireSound(ruleIssues(rule));
  return prisma().$transaction(async (tx) => {
    const [stored] = await appendRules(tx, organizationId, [rule], createdById);
    if (!stored) throw new Error("a rule was inserted and not returned");
    await audit(tx, "rule.created", { organizationId, id: stored.id }, createdById, { name: rule.name });
    return stored;
  });
}

/**
 * Appends rules in their order, all or none.
 * @returns How many.
 * @throws {InvalidRuleError}
 * @throws {PlanLimitError}
 * @throws {OrganizationNotFoundError}
 */
export async function importRules(input: {
  organizationId: string;
  rules: readonly Rule[];
  createdById?: Actor;
}): Promise<number> {
  const { organizationId, rules, createdById } = input;
  requireSound(rules.flatMap((rule, index) => ruleIssues(rule, [index])));
  return prisma().$transaction(async (tx) => {
    await appendRules(tx, organizationId, rules, createdById);
    await recordAudit(tx, {
      action: "rules.imported",
      organizationId,
      actorUserId: createdById,
      details: { count: rules.length },
    });
    return rules.length;
  });
}

export async function exportRules(organizationId: string): Promise<Rule[]> {
  return (await listRules(organizationId)).map((stored) => stored.rule);
}

/** @returns Null when the organization has no such rule. */
export async function updateRule(
  input: RuleReference & { rule: Rule; updatedById?: Actor },
): Promise<StoredRule | null> {
  requireSound(ruleIssues(input.rule));
  return save(input, toRuleColumns(input.rule), "rule.updated", input.updatedById);
}

/** @returns False when the organization has no such rule. */
export async function setRuleEnabled(
  input: RuleReference & { enabled: boolean; actorId?: Actor },
): Promise<boolean> {
  const { enabled, actorId } = input;
  const current = await findRule(input);
  if (!current || current.enabled === enabled) return current !== null;
  return (await save(input, { enabled }, enabled ? "rule.enabled" : "rule.disabled", actorId)) !== null;
}

/**
 * Its versions stay, so that what it did stays explainable.
 * @returns False when the organization has no such rule.
 */
export async function deleteRule(input: RuleReference & { actorId?: Actor }): Promise<boolean> {
  const { organizationId, id, actorId } = input;
  return prisma().$transaction(async (tx) => {
    const { count } = await tx.rule.deleteMany({ where: { organizationId, id } });
    if (count > 0) await audit(tx, "rule.deleted", input, actorId);
    return count > 0;
  });
}

/** Writes a change as the rule's next version. */
async function save(
  { organizationId, id }: RuleReference,
  data: Prisma.RuleUpdateManyMutationInput,
  action: string,
  actor: Actor,
): Promise<StoredRule | null> {
  return prisma().$transaction(async (tx) => {
    // The update locks the row, so that two savers get two versions.
    const changed = { ...data, version: { increment: 1 } };
    const [row] = await tx.rule.updateManyAndReturn({
      where: { organizationId, id },
      data: changed,
      select: SELECT,
    });
    if (!row) return null;
    const stored = toStoredRule(row);
    await tx.ruleVersion.create({
      data: versionOf(organizationId, stored, actor),
      select: { version: true },
    });
    await audit(tx, action, { organizationId, id }, actor, { version: stored.version });
    return stored;
  });
}

async function appendRules(
  tx: Prisma.TransactionClient,
  organizationId: string,
  rules: readonly Rule[],
  createdById: Actor,
): Promise<StoredRule[]> {
  const { plan } = await lockOrganization(tx, organizationId);
  const { _count: held, _max: last } = await tx.rule.aggregate({
    where: { organizationId },
    _count: true,
    _max: { position: true },
  });
  requireRoom(plan, held, rules.length);
  const first = (last.position ?? -1) + 1;
  const stored = rules.map((rule, index): StoredRule => {
    const { name, description, enabled } = rule;
    return { id: newId(), position: first + index, name, description, enabled, version: 1, rule };
  });
  await tx.rule.createMany({
    data: stored.map(({ id, position, rule }) => ({ id, organizationId, position, ...toRuleColumns(rule) })),
  });
  await tx.ruleVersion.createMany({
    data: stored.map((rule) => versionOf(organizationId, rule, createdById)),
  });
  return stored;
}

/** @throws {PlanLimitError} */
function requireRoom(plan: Plan, held: number, added: number): void {
  const { label, rules: limit } = PLANS[plan];
  if (limit === null || held + added <= limit) return;
  const wish = added === 1 ? "one more" : `${added} more`;
  throw new PlanLimitError(
    "plan_limit",
    `The ${label} plan has ${limit} rules; this organization has ${held}, and ${wish} would be too many. The ${PLANS.pro.label} plan has unlimited rules.`,
  );
}

function versionOf(organizationId: string, stored: StoredRule, createdById: Actor) {
  const { name, enabled, definition } = toRuleColumns(stored.rule);
  const { id: ruleId, version } = stored;
  return { organizationId, ruleId, version, name, enabled, definition, createdById: createdById ?? null };
}

async function audit(
  tx: Prisma.TransactionClient,
  action: string,
  { organizationId, id }: RuleReference,
  actor: Actor,
  details: Prisma.InputJsonObject = {},
) {
  const target = { targetType: "rule", targetId: id, details };
  await recordAudit(tx, { action, organizationId, actorUserId: actor, ...target });
}
