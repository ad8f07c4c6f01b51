/** What a rule that the schema takes cannot be stored or run for. On the server. */
import { formatPath } from "~/rules/format-path";
import { type Rule, type RuleIssue } from "~/rules/rule";
import { patternIssues } from "~/rules/rule-patterns";

/** PostgreSQL stores no NUL, and half of a surrogate pair is no character at all. */
const isStorable = (text: string) => text.isWellFormed() && !text.includes("\0");

function textIssues(value: unknown, at: readonly PropertyKey[]): RuleIssue[] {
  if (typeof value === "string") {
    if (isStorable(value)) return [];
    return [
      { path: formatPath(at), message: "holds a character that cannot be stored (NUL or half of one)" },
    ];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    textIssues(member, [...at, Array.isArray(value) ? Number(key) : key]),
  );
}

/** @param at Where the rule stands in its file. */
export function ruleIssues(rule: Rule, at: readonly (string | number)[] = []): RuleIssue[] {
  return [...textIssues(rule, at), ...patternIssues(rule, [...at])];
}
