import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyRule } from "tests/support/rule-arbitraries";
import { readRuleFile } from "./rule-file";

const logOnly = { type: "log_only" };
const rule = (fields: object) => ({ name: "N", actions: [logOnly], ...fields });
const issuesOf = (json: unknown) => {
  const result = readRuleFile(JSON.stringify(json));
  return result.ok ? [] : result.issues;
};

describe("readRuleFile", () => {
  it("reads what an export wrote", () => {
    const runnable = anyRule.map((any) => ({
      ...any,
      conditions: [],
      actions: any.actions.filter((action) => action.type !== "find_replace" || !action.is_regex),
    }));
    fc.assert(
      fc.property(fc.array(runnable.filter(({ actions }) => actions.length > 0)), (rules) => {
        expect(readRuleFile(JSON.stringify(rules, null, 2))).toEqual({ ok: true, rules });
      }),
    );
  });

  it("takes a file that begins with a byte order mark", () => {
    expect(readRuleFile("\uFEFF[]")).toEqual({ ok: true, rules: [] });
  });

  it("says where a text stops being JSON", () => {
    const messages = (text: string) => {
      const result = readRuleFile(text);
      return result.ok ? [] : result.issues.map(({ message }) => message);
    };
    expect(messages('[\n  {"name": "a",}\n]')).toEqual(["this is not JSON: see line 2, column 16"]);
    expect(messages("rules:").join()).toMatch(/^this is not JSON/);
  });

  it("names the place of everything that is wrong", () => {
    expect(issuesOf({ rules: [] }).map(({ path }) => path)).toEqual([""]);
    const wrong = [rule({}), rule({ sampling_rate: 101 }), rule({ actions: [{ type: "explode" }] })];
    expect(issuesOf(wrong).map(({ path }) => path)).toEqual(["[1].sampling_rate", "[2].actions[0].type"]);
    const find = { type: "find_replace", find: "(", is_regex: true };
    const [issue, ...others] = issuesOf([rule({ actions: [logOnly, find] })]);
    expect(others).toEqual([]);
    expect(issue?.path).toBe("[0].actions[1].find");
    expect(issue?.message).toContain("RE2");
  });
});
