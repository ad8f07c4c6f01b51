/** When a rule applies, in words. */
import { type Rule } from "~/rules/rule";
import { type Condition, type ConditionGroup } from "~/rules/rule-conditions";
import { CONDITION_FIELD_LABELS, OPERATOR_LABELS } from "./rule-words";

function describeCondition({ field, operator, name = "", value }: Condition): string {
  const subject =
    field === "header"
      ? `header ${name}`
      : CONDITION_FIELD_LABELS[field].replace(/^[MB]/, (letter) => letter.toLowerCase());
  return operator === "exists"
    ? `${subject} ${OPERATOR_LABELS.exists}`
    : `${subject} ${OPERATOR_LABELS[operator]} “${value}”`;
}

function describeGroup({ logic, conditions }: ConditionGroup): string {
  return conditions.map(describeCondition).join(` ${logic} `);
}

/** `model matches “^gpt-4” and (header x-team exists or body contains “a”)`; null: always. */
export function describeConditions(rule: Pick<Rule, "match_all" | "logic" | "conditions">): string | null {
  const { match_all: matchAll, logic, conditions } = rule;
  if (matchAll || conditions.length === 0) return null;
  const alone = conditions.length === 1;
  return conditions
    .map((group) => {
      const text = describeGroup(group);
      return alone || group.conditions.length === 1 ? text : `(${text})`;
    })
    .join(` ${logic} `);
}
