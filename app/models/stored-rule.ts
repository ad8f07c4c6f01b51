/** A rule between its row and Rule JSON. */
import { type Prisma } from "~/db/generated/client";
import { ruleSchema, type Rule } from "~/rules/rule";

export interface StoredRule {
  id: string;
  /** Order of execution, ascending. */
  position: number;
  name: string;
  description: string;
  enabled: boolean;
  /** Grows with every saved change. */
  version: number;
  rule: Rule;
}

/** What is stored of it cannot be read as a rule: it is never run by halves. */
export class StoredRuleError extends Error {
  override name = "StoredRuleError";
}

type RuleRow = Omit<StoredRule, "rule"> & { definition: unknown };

/** @throws {StoredRuleError} naming the rule. */
export function toStoredRule({ definition, ...row }: RuleRow): StoredRule {
  const { name, description, enabled } = row;
  const given = typeof definition === "object" ? definition : {};
  const result = ruleSchema.safeParse({ ...given, name, description, enabled });
  if (!result.success) throw new StoredRuleError(`rule ${row.id} is stored in a form that cannot be read`);
  return { ...row, rule: result.data };
}

/** The columns that a rule's JSON becomes. */
export function toRuleColumns({ name, description, enabled, ...definition }: Rule): {
  name: string;
  description: string;
  enabled: boolean;
  definition: Prisma.InputJsonObject;
} {
  return { name, description, enabled, definition };
}
