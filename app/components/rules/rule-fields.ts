/** Between the rule form and Rule JSON. The form edits rules with one `redact_pii` action. */
import { z } from "zod";
import { ruleSchema, type Rule } from "~/rules/rule";
import { redactPiiSchema, type ActionOf } from "~/rules/rule-actions";

export const ruleFieldsSchema = z.object({
  name: ruleSchema.shape.name,
  description: ruleSchema.shape.description,
  // An unchecked box is not sent at all.
  enabled: z.boolean().default(false),
  samplingRate: z
    .number({ error: "Enter a percentage from 0 to 100." })
    .min(0, "Enter a percentage from 0 to 100.")
    .max(100, "Enter a percentage from 0 to 100."),
  categories: redactPiiSchema.shape.categories,
  replacement: redactPiiSchema.shape.replacement,
});
export type RuleFields = z.output<typeof ruleFieldsSchema>;

/** The one action that the form edits; null when the rule, from a file, has another or several. */
function editableAction(rule: Rule): ActionOf<"redact_pii"> | null {
  const [action, ...others] = rule.actions;
  return action?.type === "redact_pii" && action.mode === "redact" && others.length === 0 ? action : null;
}

/** What the form starts with; null when it cannot show the whole rule. */
export function fieldsOfRule(rule: Rule): RuleFields | null {
  const action = editableAction(rule);
  const isPlain = rule.apply_to === "input" && rule.conditions.length === 0 && rule.on_error === undefined;
  if (!action || !isPlain) return null;
  const { name, description, enabled, sampling_rate: samplingRate } = rule;
  return {
    name,
    description,
    enabled,
    samplingRate,
    categories: action.categories,
    replacement: action.replacement,
  };
}

/** @param base The stored rule, whose parts beyond the form stay as they are. */
export function ruleOfFields(fields: RuleFields, base?: Rule): Rule {
  const { name, description, enabled, samplingRate, categories, replacement } = fields;
  const action = { ...(base && editableAction(base)), type: "redact_pii" as const, categories, replacement };
  return ruleSchema.parse({
    ...base,
    name,
    description,
    enabled,
    sampling_rate: samplingRate,
    actions: [action],
  });
}
