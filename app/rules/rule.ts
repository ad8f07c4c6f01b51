/**
 * Rule JSON: what the dashboard's form, the admin command, the API and rule files speak. Browser-safe; what only RE2
 * can tell about a pattern is checked in `rule-patterns.ts`.
 *
 * Fields that we do not know are ignored, so that files of other proxies can be read; a field that we know and
 * cannot honour is an error that says so, because a rule that silently does less than it says is a leak.
 */
import { z } from "zod";
import { accepted } from "~/rules/accepted-values";
import { formatPath } from "~/rules/format-path";
import { actionSchema } from "~/rules/rule-actions";
import { conditionGroupsSchema, LOGIC } from "~/rules/rule-conditions";

const MAX_RULES_PER_FILE = 1000;
const MAX_ACTIONS = 20;
export const APPLY_TO = ["input", "output", "both"] as const;
/** What happens to a request when a rule cannot do its work: it goes on without the rule, or not at all. */
export const ON_ERROR = ["continue", "block"] as const;
export type OnError = (typeof ON_ERROR)[number];

export const ruleSchema = z.object({
  name: z
    .string("a rule needs a name")
    .trim()
    .min(1, "a rule needs a name")
    .max(100, "at most 100 characters"),
  description: z.string().trim().max(1000, "at most 1000 characters").default(""),
  enabled: z.boolean().default(true),
  apply_to: z.enum(APPLY_TO, accepted(APPLY_TO)).default("input"),
  sampling_rate: z
    .number("a percentage from 0 to 100")
    .min(0, "a percentage from 0 to 100")
    .max(100, "a percentage from 0 to 100")
    .default(100),
  /** How long the rule may take for one request, all its actions together. */
  timeout_seconds: z
    .number("a number of seconds from 1 to 600")
    .min(1, "a number of seconds from 1 to 600")
    .max(600, "a number of seconds from 1 to 600")
    .default(60),
  /** Left out: `continue` where all actions only log, else `block`. */
  on_error: z.enum(ON_ERROR, accepted(ON_ERROR)).optional(),
  /** The rule always runs, whatever its conditions say; so does a rule without conditions. */
  match_all: z.boolean().default(false),
  /** Between the groups of conditions. */
  logic: z.enum(LOGIC, accepted(LOGIC)).default("or"),
  conditions: conditionGroupsSchema.default([]),
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
