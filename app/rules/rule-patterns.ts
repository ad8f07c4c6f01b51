/** What only RE2 can tell about the patterns in a rule. On the server; everything else is in the schema. */
import { compileUserPattern, matchesEmpty, missingGroups, UserPatternError } from "~/detection/user-pattern";
import { formatPath } from "~/rules/format-path";
import { type Rule, type RuleIssue } from "~/rules/rule";

type Place = (string | number)[];

function patternProblem(source: string): string | null {
  try {
    compileUserPattern(source);
    return null;
  } catch (error) {
    if (error instanceof UserPatternError) return `is no valid RE2 pattern: ${error.message}`;
    throw error;
  }
}

function replacementProblem(find: string, replace: string): { member: string; problem: string } | null {
  const problem = patternProblem(find);
  if (problem !== null) return { member: "find", problem };
  if (matchesEmpty(find)) {
    return {
      member: "find",
      problem: "matches the empty string, so it would replace between every two characters",
    };
  }
  const [missing] = missingGroups(find, replace);
  return missing === undefined
    ? null
    : { member: "replace", problem: `refers to ${missing}, and the pattern has no such group` };
}

/** @param at Where the rule stands in its file. */
export function patternIssues(rule: Rule, at: Place = []): RuleIssue[] {
  const issues: RuleIssue[] = [];
  const add = (place: Place, message: string) =>
    issues.push({ path: formatPath([...at, ...place]), message });
  rule.conditions.forEach(({ conditions }, group) => {
    conditions.forEach(({ operator, value }, index) => {
      const problem = operator === "matches" ? patternProblem(value) : null;
      if (problem !== null) add(["conditions", group, "conditions", index, "value"], problem);
    });
  });
  rule.actions.forEach((action, index) => {
    if (action.type !== "find_replace" || !action.is_regex) return;
    const found = replacementProblem(action.find, action.replace);
    if (found) add(["actions", index, found.member], found.problem);
  });
  return issues;
}
