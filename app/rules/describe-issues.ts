import { type RuleIssue } from "~/rules/rule";

/** A file of a thousand broken rules needs no message of a megabyte. */
const SHOWN_ISSUES = 50;

/** What is wrong with rules in one line: the place and the reason of each. */
export function describeIssues(issues: readonly RuleIssue[]): string {
  const lines = issues
    .slice(0, SHOWN_ISSUES)
    .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  const more = issues.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
