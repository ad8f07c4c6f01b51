/** A rule file from its text to rules that run, on the server. All or nothing: with one issue, no rule is returned. */
import { checkRules, type RuleFileResult } from "~/rules/check-rules";
import { type RuleIssue } from "~/rules/rule";

const POSITION = /at position (\d+)/;

/** What is wrong with a text that is no JSON, and where people find it. */
function syntaxIssue(text: string, error: unknown): RuleIssue {
  const message = error instanceof Error ? error.message : "";
  const position = POSITION.exec(message)?.[1];
  if (position === undefined) return { path: "", message: "this is not JSON" };
  const lines = text.slice(0, Number(position)).split("\n");
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return { path: "", message: `this is not JSON: see line ${lines.length}, column ${column}` };
}

export function readRuleFile(text: string): RuleFileResult {
  let json: unknown;
  try {
    // Editors of some systems begin files with a byte order mark.
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { ok: false, issues: [syntaxIssue(text, error)] };
  }
  return checkRules(json);
}
