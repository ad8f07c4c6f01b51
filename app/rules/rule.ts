/**
 * Rule JSON: what the dashboard's form, the admin command and rule files speak. Browser-safe.
 *
 * Fields that we do not know are ignored, so that files of other proxies can be read; a field that we know and
 * cannot honour is an error that says so, because a rule that silently does less than it says is a leak.
 */
import { z } from "zod";
import { CATEGORY_CHOICES } from "~/rules/categories";
import { formatPath } from "~/rules/format-path";

const MAX_RULES_PER_FILE = 1000;
const MAX_ACTIONS = 20;

export const REPLACEMENTS = ["placeholder", "hash", "mask"] as const;
export type Replacement = (typeof REPLACEMENTS)[number];

/** What was sent, short enough for an error message. */
function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function accepted(values: readonly string[]): { error: (issue: { input?: unknown }) => string } {
  return { error: (issue) => `${shown(issue.input)} is not supported; accepted: ${values.join(", ")}` };
}

export const redactPiiSchema = z.object({
  type: z.literal("redact_pii"),
  enabled: z.boolean().default(true),
  categories: z
    .array(z.enum(CATEGORY_CHOICES, accepted(CATEGORY_CHOICES)), "choose at least one category")
    .min(1, "choose at least one category")
    .transform((choices) => [...new Set(choices)]),
  replacement: z.enum(REPLACEMENTS, accepted(REPLACEMENTS)).default("placeholder"),
  mode: z.enum(["redact"], accepted(["redact"])).default("redact"),
});
export type RedactPiiAction = z.output<typeof redactPiiSchema>;

const ACTION_TYPES = ["redact_pii"] as const;

const actionSchema = z.discriminatedUnion("type", [redactPiiSchema], {
  error: (issue) => {
    const { input } = issue;
    if (typeof input !== "object" || input === null) return "an action is an object with a type";
    return `unknown action ${shown("type" in input ? input.type : undefined)}; accepted: ${ACTION_TYPES.join(", ")}`;
  },
});

export const ruleSchema = z.object({
  name: z
    .string("a rule needs a name")
    .trim()
    .min(1, "a rule needs a name")
    .max(100, "at most 100 characters"),
  description: z.string().trim().max(1000, "at most 1000 characters").default(""),
  enabled: z.boolean().default(true),
  apply_to: z.enum(["input"], accepted(["input"])).default("input"),
  sampling_rate: z
    .number("a percentage from 0 to 100")
    .min(0, "a percentage from 0 to 100")
    .max(100, "a percentage from 0 to 100")
    .default(100),
  /** Kept for the file format: a rule without conditions always runs, whatever this says. */
  match_all: z.boolean().default(true),
  conditions: z.tuple([], "conditions are not supported; remove them, and the rule always runs").default([]),
  actions: z
    .array(actionSchema, "a rule needs at least one action")
    .min(1, "a rule needs at least one action")
    .max(MAX_ACTIONS, `at most ${MAX_ACTIONS} actions`),
});
export type Rule = z.output<typeof ruleSchema>;
/** A rule as it may be written: everything that has a default may be left out. */
export type RuleInput = z.input<typeof ruleSchema>;

export interface RuleIssue {
  /** Where in the file: `[2].actions[0].type`; empty for the file itself. */
  path: string;
  message: string;
}

const fileSchema = z
  .array(ruleSchema, "a rule file is a JSON array of rules, in order of priority")
  .max(MAX_RULES_PER_FILE, `at most ${MAX_RULES_PER_FILE} rules in one file`);

/** Reads a rule file that was already parsed from JSON. All or nothing: one issue, and no rule is returned. */
export function parseRules(json: unknown): { ok: true; rules: Rule[] } | { ok: false; issues: RuleIssue[] } {
  const result = fileSchema.safeParse(json);
  if (result.success) return { ok: true, rules: result.data };
  const issues = result.error.issues.map(({ path, message }) => ({ path: formatPath(path), message }));
  return { ok: false, issues };
}
