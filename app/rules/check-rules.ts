/**
 * Rules that come as JSON, from a file or as drafts: all or nothing, and everything that is wrong with them at once.
 * On the server. Also reads the `rules.json` of the incumbent's open-source proxy.
 */
import { asArray, isObject } from "~/providers/json-value";
import { parseRules, ruleSchema, type Rule, type RuleIssue } from "~/rules/rule";
import { ruleIssues } from "~/rules/rule-issues";

export type RuleFileResult = { ok: true; rules: Rule[] } | { ok: false; issues: RuleIssue[] };

/** Levels of a file in which there are members of rules; what is deeper is nothing that we know. */
const FILE_DEPTH = 8;

/** In other proxies' files a member that says nothing is null; in ours it is left out. */
function withoutNulls(value: unknown, depth = FILE_DEPTH): unknown {
  if (depth === 0) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => withoutNulls(item, depth - 1));
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNulls(member, depth - 1)]));
}

/** What a proxy can do that we cannot, said in members that we would ignore: such a rule would do less than it says. */
function foreignIssues(rule: unknown, at: string): RuleIssue[] {
  const actions = isObject(rule) ? asArray(rule.actions) : [];
  return actions.flatMap((action, index) => {
    if (!isObject(action) || action.type !== "find_replace") return [];
    const { mode } = action;
    if (mode === undefined || mode === "redact") return [];
    const message =
      "find_replace cannot restore what it replaced; redact_pii and tokenize can (mode mask_and_restore)";
    return { path: `${at}.actions[${index}].mode`, message };
  });
}

/** @param json A rule file, parsed. */
export function checkRules(json: unknown): RuleFileResult {
  const file = withoutNulls(json);
  const parsed = parseRules(file);
  const issues = asArray(file).flatMap((rule, index) => {
    const own = ruleSchema.safeParse(rule);
    return [...foreignIssues(rule, `[${index}]`), ...(own.success ? ruleIssues(own.data, [index]) : [])];
  });
  if (parsed.ok && issues.length === 0) return parsed;
  return { ok: false, issues: [...(parsed.ok ? [] : parsed.issues), ...issues] };
}
