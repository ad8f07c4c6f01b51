/** Sets of rules as organizations have them: detection, their own patterns, conditions; most match nothing in a request. */
import { CATEGORIES } from "~/rules/categories";
import { compileRules, type CompiledRules } from "~/rules/compile";
import { ruleSchema, type RuleInput } from "~/rules/rule";

type Fields = Pick<RuleInput, "actions"> & Partial<RuleInput>;

/** The rule at a place in a long list: every kind comes round again with other values. */
function ruleAt(place: number): Fields {
  const category = CATEGORIES[place % CATEGORIES.length] ?? "email";
  switch (place % 5) {
    case 0:
      return { actions: [{ type: "redact_pii", categories: [category, "email"] }] };
    case 1:
      return { actions: [{ type: "find_replace", find: `project-${place}-[a-z]{4}`, is_regex: true }] };
    case 2:
      return {
        conditions: [{ conditions: [{ field: "model", operator: "equals", value: `model-${place}` }] }],
        actions: [{ type: "redact_pii", categories: ["all"] }],
      };
    case 3:
      return {
        conditions: [
          { conditions: [{ field: "body", operator: "contains", value: `confidential ${place}` }] },
        ],
        actions: [{ type: "block_request" }],
      };
    default:
      return { actions: [{ type: "find_replace", find: `Code Name ${place}`, replace: "[NAME]" }] };
  }
}

const KEY = Buffer.alloc(32, 1);

function compile(rules: readonly Fields[]): CompiledRules {
  const stored = rules.map((fields, place) => ({
    id: `rule-${place}`,
    version: 1,
    name: `rule ${place}`,
    rule: ruleSchema.parse({ name: `rule ${place}`, apply_to: "both", ...fields }),
  }));
  return compileRules(stored, KEY);
}

export function ruleSet(count: number): CompiledRules {
  return compile(Array.from({ length: count }, (_, place) => ruleAt(place)));
}

export const STREAM_RULES: Readonly<Record<string, CompiledRules>> = {
  "no rule": compile([]),
  "e-mail addresses": compile([{ actions: [{ type: "redact_pii", categories: ["email"] }] }]),
  pii: compile([{ actions: [{ type: "redact_pii", categories: ["pii"] }] }]),
  "the whole catalogue": compile([{ actions: [{ type: "redact_pii", categories: ["all"] }] }]),
  "10 rules": ruleSet(10),
  "100 rules": ruleSet(100),
};
