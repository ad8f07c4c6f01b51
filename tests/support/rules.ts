/** Rules for tests of what runs them. */
import { compileRules, type CompiledRules } from "~/rules/compile";
import { type ConditionFacts } from "~/rules/compile-conditions";
import { ruleSchema, type RuleInput } from "~/rules/rule";
import { type TokenIssuer } from "~/redaction/token-issuer";

export const HASH_KEY = Buffer.alloc(32, 7);

export type RuleFields = Partial<RuleInput> & Pick<RuleInput, "actions">;

/** Rules by id, in order of priority. */
export function compiled(
  rules: Readonly<Record<string, RuleFields>>,
  hashKey: Buffer = HASH_KEY,
): CompiledRules {
  const stored = Object.entries(rules).map(([id, fields]) => ({
    id,
    version: 3,
    name: `rule ${id}`,
    rule: ruleSchema.parse({ name: id, ...fields }),
  }));
  return compileRules(stored, hashKey);
}

/** Tokens that show what they stand for. */
export const OPEN_TOKENS: TokenIssuer = {
  issue: (value, { prefix, ttlSeconds }) =>
    `${prefix}<${Array.from(value).reverse().join("")}|${ttlSeconds}>`,
};

export const FACTS: ConditionFacts = {
  header: (name) => (name === "x-team" ? "support" : null),
  model: "gpt-4o",
  url: "/v1/chat/completions?a=1",
};
