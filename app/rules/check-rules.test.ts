import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRules } from "~/rules/check-rules";
import { describeIssues } from "~/rules/describe-issues";
import { runnableRule } from "tests/support/rule-arbitraries";

const mail = { name: "mail", actions: [{ type: "redact_pii", categories: ["email"] }] };
const find = (pattern: string, more: Record<string, unknown> = {}) => ({
  name: "find",
  actions: [{ type: "find_replace", find: pattern, is_regex: true, ...more }],
});

/** The places and reasons, which there must be. */
function issues(json: unknown): string[] {
  const result = checkRules(json);
  return result.ok ? [] : result.issues.map(({ path: place, message }) => `${place}: ${message}`);
}

describe("a rule file of the open-source proxy", () => {
  const file: unknown = JSON.parse(
    readFileSync(path.join(import.meta.dirname, "../../tests/support/proxy-rules.json"), "utf8"),
  );

  it("is read, with what it says in its own way", () => {
    expect(checkRules(file)).toEqual({
      ok: true,
      rules: [
        {
          name: "mask-customer-data",
          description: "",
          enabled: true,
          apply_to: "input",
          sampling_rate: 100,
          timeout_seconds: 30,
          match_all: true,
          logic: "or",
          conditions: [],
          actions: [
            {
              type: "redact_pii",
              enabled: true,
              categories: ["email", "phone", "ssn", "credit_card", "ip_address", "address", "date_of_birth"],
              replacement: "placeholder",
              mode: "mask_and_restore",
              token_prefix: "pii_",
              ttl_seconds: 3600,
            },
            {
              type: "tokenize",
              enabled: false,
              fields: ["$.metadata.account", "messages[0].name"],
              token_prefix: "cc_",
              ttl_seconds: 600,
            },
          ],
        },
        {
          name: "keep-interns-off-the-large-model",
          description: "Two groups: either is enough.",
          enabled: true,
          apply_to: "input",
          sampling_rate: 25,
          timeout_seconds: 60,
          match_all: false,
          logic: "or",
          conditions: [
            {
              logic: "and",
              conditions: [
                { field: "header", operator: "equals", name: "x-team", value: "interns" },
                { field: "model", operator: "matches", value: "^(gpt-5|claude-opus)" },
              ],
            },
            {
              logic: "or",
              conditions: [
                { field: "header", operator: "exists", name: "x-trial", value: "" },
                { field: "url", operator: "contains", value: "/beta/" },
                { field: "body", operator: "contains", value: "sandbox" },
              ],
            },
          ],
          actions: [
            { type: "log_only", enabled: true, severity: "warn", label: "intern" },
            { type: "block_request", enabled: true, status_code: 403, message: "Ask your mentor." },
          ],
        },
        expect.objectContaining({ name: "clean-answers", enabled: false, apply_to: "both" }) as object,
      ],
    });
    const result = checkRules(file);
    expect(result.ok && result.rules[2]?.actions).toEqual([
      {
        type: "find_replace",
        enabled: true,
        find: "ACME",
        replace: "the customer",
        is_regex: false,
        case_sensitive: false,
      },
      { type: "redact_field", enabled: true, fields: ["user"], replacement: "[GONE]" },
      expect.objectContaining({ type: "ai_detect_pii", categories: ["person"], threshold: 0.5 }) as object,
      expect.objectContaining({ type: "ai_detect_injection", threshold: 0.9, on_detect: "log" }) as object,
      expect.objectContaining({ type: "ai_detect_compliance", domains: ["legal"] }) as object,
    ]);
  });

  it.each([
    [
      { type: "restrict_tools", allowed_tools: ["search"], on_violation: "block" },
      /^\[1\]\.actions\[0\]\.type: unknown action "restrict_tools"; accepted: redact_pii, /,
    ],
    [
      { type: "route_model", target_model: "m" },
      /^\[1\]\.actions\[0\]\.type: unknown action "route_model"; /,
    ],
    [
      { type: "find_replace", find: "a", mode: "mask_and_restore", token_prefix: "tok_" },
      /^\[1\]\.actions\[0\]\.mode: find_replace cannot restore what it replaced; redact_pii and tokenize can/,
    ],
    [
      { type: "redact_pii", categories: ["email", "name"] },
      /^\[1\]\.actions\[0\]\.categories\[1\]: "name" is not supported \(names are found by ai_detect_pii/,
    ],
    [{ type: "redact_pii", categories: ["email"], ttl_seconds: 0 }, /ttl_seconds: at least 1 second/],
  ])("that asks for %j is refused by name: we have nothing like it", (action, issue) => {
    expect(issues([mail, { name: "other", actions: [action] }])).toEqual([expect.stringMatching(issue)]);
  });

  it("may say null for what it does not say", () => {
    const nulls = { description: null, conditions: null, logic: null, sampling_rate: null, created_at: null };
    expect(checkRules([{ ...mail, ...nulls }])).toEqual(checkRules([mail]));
    expect(issues([{ ...mail, name: null }])).toEqual(["[0].name: a rule needs a name"]);
    expect(issues([null])).toHaveLength(1);
  });
});

describe("everything that is wrong", () => {
  it("is told at once: the form of one rule, the patterns of another, what a third cannot do", () => {
    expect(
      issues([
        { ...mail, sampling_rate: 101 },
        find("a(b"),
        mail,
        find("x*"),
        find("(a)", { replace: "$1 for $2" }),
        find("a", { mode: "mask_and_restore" }),
        {
          ...mail,
          conditions: [{ conditions: [{ field: "body", operator: "matches", value: String.raw`(a)\1` }] }],
        },
      ]),
    ).toEqual([
      "[0].sampling_rate: a percentage from 0 to 100",
      "[1].actions[0].find: is no valid RE2 pattern: missing ): a(b",
      "[3].actions[0].find: matches the empty string, so it would replace between every two characters",
      "[4].actions[0].replace: refers to $2, and the pattern has no such group",
      "[5].actions[0].mode: find_replace cannot restore what it replaced; redact_pii and tokenize can (mode mask_and_restore)",
      String.raw`[6].conditions[0].conditions[0].value: is no valid RE2 pattern: back-references are not supported: “\1”, at character 4`,
    ]);
  });

  it("is no pattern where it is taken literally", () => {
    expect(issues([find("a(b", { is_regex: false, replace: "$1 costs $$" })])).toEqual([]);
  });

  it.each([
    [{ ...mail, name: "a\0b" }, "[0].name"],
    [{ ...mail, description: "half of \uD83D one" }, "[0].description"],
    [find("\uDE00", { is_regex: false }), "[0].actions[0].find"],
    [{ name: "n", actions: [{ type: "redact_field", fields: ["a", "b\0"] }] }, "[0].actions[0].fields[1]"],
    [
      { ...mail, conditions: [{ conditions: [{ field: "model", operator: "equals", value: "\0" }] }] },
      "[0].conditions[0].conditions[0].value",
    ],
  ])("is a character that cannot be stored: %j", (rule, place) => {
    expect(issues([rule])).toEqual([
      `${place}: holds a character that cannot be stored (NUL or half of one)`,
    ]);
    expect(issues([{ ...mail, name: "😀 whole", description: "é" }])).toEqual([]);
  });

  it("is said of any JSON, and of nothing else", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())), (json) => {
        const result = checkRules(json);
        if (Array.isArray(json) && json.length === 0) expect(result).toEqual({ ok: true, rules: [] });
        else expect(issues(json)).not.toEqual([]);
      }),
    );
    let deep: unknown = "x";
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(issues(deep)).not.toEqual([]);
    expect(issues([{ ...mail, extra: deep }])).toEqual([]);
  });

  it("is nothing where rules were exported", () => {
    fc.assert(
      fc.property(fc.array(runnableRule, { maxLength: 4 }), (rules) => {
        expect(checkRules(JSON.parse(JSON.stringify(rules)))).toEqual({ ok: true, rules });
      }),
    );
  });
});

describe("describeIssues", () => {
  it("names places and reasons, as many as one can read", () => {
    expect(describeIssues([{ path: "", message: "no list" }])).toBe("no list");
    const many = Array.from({ length: 53 }, (_, index) => ({ path: `[${index}].name`, message: "bad" }));
    expect(describeIssues(many)).toMatch(/^\[0\]\.name: bad; .*\[49\]\.name: bad; and 3 more$/);
    expect(describeIssues(many.slice(0, 50))).not.toContain("more");
  });
});
