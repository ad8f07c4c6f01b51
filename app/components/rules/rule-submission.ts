/** A posted rule form: checked whole, each problem at the field that it is about. */
import { parse, type Submission } from "@conform-to/react";
import { ruleSchema, type Rule, type RuleIssue } from "~/rules/rule";
import { formatPath } from "~/rules/format-path";
import { ruleJsonOf, type RuleFields } from "./rule-fields";

/** More than a rule may hold. An index says how long a list is, and no stranger makes one of a billion entries. */
const MAX_INDEX = 99;
/** What a press of the form's own buttons asks for: a change of a list. */
const LIST_INTENT = /^\{"type":"(?:insert|remove|reorder|validate)",/;

function withinBounds(form: FormData): FormData {
  const bounded = new FormData();
  for (const [name, value] of form) {
    const isIntent = name === "__intent__";
    const text = isIntent && typeof value === "string" ? value : name;
    const indices = [...text.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index));
    const isBounded = indices.every((index) => index <= MAX_INDEX);
    if (isBounded && (!isIntent || LIST_INTENT.test(text))) bounded.append(name, value);
  }
  return bounded;
}

/** A list of paths is one field, and so is a list of boxes. */
function fieldOf(path: readonly PropertyKey[]): string {
  return formatPath(path.slice(0, path[0] === "conditions" ? 5 : 3));
}

type Errors = Record<string, string[]>;

function collect(problems: Iterable<{ field: string; message: string }>): Errors {
  const errors: Errors = {};
  for (const { field, message } of problems) {
    const known = (errors[field] ??= []);
    if (!known.includes(message)) known.push(message);
  }
  return errors;
}

interface RuleSubmissionOptions {
  /** The rule that is edited. */
  stored?: Rule;
  /** What only the server can tell about patterns. */
  patternIssues?: (rule: Rule) => RuleIssue[];
}

export function readRuleForm(
  form: FormData,
  { stored, patternIssues }: RuleSubmissionOptions = {},
): Submission<RuleFields, string[], Rule> {
  return parse<Rule, string[]>(withinBounds(form), {
    resolve(payload) {
      const result = ruleSchema.safeParse(ruleJsonOf(payload, stored));
      if (!result.success) {
        const { issues } = result.error;
        return { error: collect(issues.map(({ path, message }) => ({ field: fieldOf(path), message }))) };
      }
      const issues = patternIssues?.(result.data) ?? [];
      if (issues.length === 0) return { value: result.data };
      return { error: collect(issues.map(({ path, message }) => ({ field: path, message }))) };
    },
  });
}
