/** When a rule applies: groups of conditions on the request or, on output, on the request and its answer. Browser-safe. */
import { z } from "zod";
import { accepted } from "~/rules/accepted-values";

export const CONDITION_FIELDS = ["header", "model", "body", "url"] as const;
export const CONDITION_OPERATORS = ["contains", "equals", "matches", "exists"] as const;
export const LOGIC = ["and", "or"] as const;
export type Logic = (typeof LOGIC)[number];

const MAX_GROUPS = 20;
const MAX_CONDITIONS = 20;
/** Also of the patterns that users write: long enough for any sensible one. */
export const MAX_PATTERN_LENGTH = 2000;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

const conditionFields = z.object({
  field: z.enum(CONDITION_FIELDS, accepted(CONDITION_FIELDS)),
  operator: z.enum(CONDITION_OPERATORS, accepted(CONDITION_OPERATORS)),
  /** Of the header; names are case-insensitive. */
  name: z.string().trim().optional(),
  value: z
    .string("text to compare with")
    .max(MAX_PATTERN_LENGTH, `at most ${MAX_PATTERN_LENGTH} characters`)
    .default(""),
});
type ConditionFields = z.output<typeof conditionFields>;

/** A header's name may also stand in its value: `x-team: support`, or alone where the operator is `exists`. */
function withHeaderName(condition: ConditionFields): ConditionFields {
  const { field, name, value, operator } = condition;
  if (field !== "header" || (name !== undefined && name !== "")) return condition;
  const colon = value.indexOf(":");
  if (colon < 0) return operator === "exists" ? { ...condition, name: value.trim(), value: "" } : condition;
  return { ...condition, name: value.slice(0, colon).trim(), value: value.slice(colon + 1).trim() };
}

export const conditionSchema = conditionFields
  .transform(withHeaderName)
  .transform(({ field, operator, name = "", value }) => ({
    field,
    operator,
    ...(field === "header" && { name: name.toLowerCase() }),
    value: operator === "exists" ? "" : value,
  }))
  .superRefine(({ field, operator, name, value }, context) => {
    if (field === "header" && !HEADER_NAME.test(name ?? "")) {
      context.addIssue({
        code: "custom",
        path: ["name"],
        message: "a header condition needs the header's name",
      });
    }
    if (operator !== "exists" && value === "") {
      context.addIssue({
        code: "custom",
        path: ["value"],
        message: `“${operator}” needs a text to compare with`,
      });
    }
  });
export type Condition = z.output<typeof conditionSchema>;

const conditionGroupSchema = z.object({
  logic: z.enum(LOGIC, accepted(LOGIC)).default("and"),
  conditions: z
    .array(conditionSchema, "a list of conditions")
    .min(1, "a group needs at least one condition")
    .max(MAX_CONDITIONS, `at most ${MAX_CONDITIONS} conditions in a group`),
});
export type ConditionGroup = z.output<typeof conditionGroupSchema>;

export const conditionGroupsSchema = z
  .array(conditionGroupSchema, "a list of groups of conditions")
  .max(MAX_GROUPS, `at most ${MAX_GROUPS} groups of conditions`);
