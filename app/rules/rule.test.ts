import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATEGORIES, CATEGORY_GROUPS, expandCategories } from "~/rules/categories";
import { formatPath } from "~/rules/format-path";
import { parseRules } from "~/rules/rule";
import { runnableRule } from "tests/support/rule-arbitraries";

const minimal = { name: "mail", actions: [{ type: "redact_pii", categories: ["email"] }] };

describe("parseRules", () => {
  it("fills in the defaults", () => {
    expect(parseRules([minimal])).toEqual({
      ok: true,
      rules: [
        {
          name: "mail",
          description: "",
          enabled: true,
          apply_to: "input",
          sampling_rate: 100,
          timeout_seconds: 60,
          match_all: false,
          logic: "or",
          conditions: [],
          actions: [
            {
              type: "redact_pii",
              enabled: true,
              categories: ["email"],
              replacement: "placeholder",
              mode: "redact",
              token_prefix: "pii_",
              ttl_seconds: 3600,
            },
          ],
        },
      ],
    });
  });

  it("reads another proxy's file: fields that we do not know are ignored", () => {
    const rules = parseRules([
      {
        id: "r1",
        priority: 1,
        ...minimal,
        match_all: false,
        logic: "and",
        timeout_seconds: 60,
        conditions: [],
        actions: [{ id: "a1", ...minimal.actions[0], token_prefix: "pii_", ttl_seconds: 3600 }],
      },
    ]);
    expect(rules).toMatchObject({ ok: true, rules: [{ name: "mail", match_all: false }] });
  });

  it("reads back what it wrote", () => {
    const first = parseRules([{ ...minimal, sampling_rate: 12.5, description: " d " }]);
    expect(first.ok && parseRules(JSON.parse(JSON.stringify(first.rules)))).toEqual(first);
    fc.assert(
      fc.property(fc.array(runnableRule, { maxLength: 4 }), (rules) => {
        expect(parseRules(JSON.parse(JSON.stringify(rules)))).toEqual({ ok: true, rules });
      }),
    );
  });

  it("keeps every kind of action whole, with its defaults", () => {
    const actions = [
      { type: "find_replace", find: "a" },
      { type: "redact_field", fields: ["user.email"] },
      { type: "tokenize", fields: ["$..ssn"] },
      { type: "block_request" },
      { type: "log_only" },
      { type: "ai_detect_pii" },
      { type: "ai_detect_injection" },
      { type: "ai_detect_toxicity" },
      { type: "ai_detect_dlp" },
      { type: "ai_detect_compliance" },
    ];
    const parsed = parseRules([{ name: "all", actions }]);
    const redaction = {
      replacement: "placeholder",
      mode: "redact",
      token_prefix: "pii_",
      ttl_seconds: 3600,
    };
    const blocking = { threshold: 0.8, block_status_code: 403, block_message: "" };
    const expected = [
      { replace: "", is_regex: false, case_sensitive: true },
      { replacement: "[REDACTED]" },
      { token_prefix: "tok_", ttl_seconds: 3600 },
      { status_code: 403, message: "" },
      { severity: "info", label: "" },
      { categories: ["person", "location", "organization"], threshold: 0.5, ...redaction },
      { on_detect: "block", ...blocking },
      {
        categories: ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"],
        on_detect: "log",
        ...blocking,
      },
      {
        categories: ["source_code", "credentials", "internal_document", "financial_data"],
        on_detect: "log",
        ...blocking,
      },
      { domains: ["healthcare", "financial", "legal", "insurance"], on_detect: "flag", ...blocking },
    ];
    expect(parsed.ok && parsed.rules[0]?.actions).toEqual(
      actions.map((action, index) => ({ enabled: true, ...action, ...expected[index] })),
    );
  });

  it.each<[string, unknown, string, RegExp]>([
    ["no array", minimal, "", /JSON array/],
    ["a rule that is no object", ["mail"], "[0]", /object/],
    ["no name", [{ ...minimal, name: " " }], "[0].name", /name/],
    [
      "another direction",
      [{ ...minimal, apply_to: "upstream" }],
      "[0].apply_to",
      /"upstream".*accepted: input, output, both/,
    ],
    [
      "conditions without a group",
      [{ ...minimal, conditions: [{ field: "model", operator: "exists" }] }],
      "[0].conditions[0].conditions",
      /a list of conditions/,
    ],
    ["conditions that are no list", [{ ...minimal, conditions: {} }], "[0].conditions", /a list of groups/],
    ["another logic", [{ ...minimal, logic: "xor" }], "[0].logic", /"xor".*accepted: and, or/],
    ["a timeout of nothing", [{ ...minimal, timeout_seconds: 0 }], "[0].timeout_seconds", /from 1 to 600/],
    ["a timeout without end", [{ ...minimal, timeout_seconds: 601 }], "[0].timeout_seconds", /from 1 to 600/],
    ["another way to fail", [{ ...minimal, on_error: "retry" }], "[0].on_error", /accepted: continue, block/],
    ["a rate below 0", [{ ...minimal, sampling_rate: -1 }], "[0].sampling_rate", /0 to 100/],
    ["a name of 101 letters", [{ ...minimal, name: "x".repeat(101) }], "[0].name", /at most 100/],
    [
      "a long description",
      [{ ...minimal, description: "x".repeat(1001) }],
      "[0].description",
      /at most 1000/,
    ],
    [
      "more actions than one can follow",
      [{ ...minimal, actions: Array(21).fill(minimal.actions[0]) }],
      "[0].actions",
      /at most 20 actions/,
    ],
    ["more rules than a file may hold", Array(1001).fill(minimal), "", /at most 1000 rules/],
    ["a rate above 100", [{ ...minimal, sampling_rate: 101 }], "[0].sampling_rate", /0 to 100/],
    ["a rate in words", [{ ...minimal, sampling_rate: "10" }], "[0].sampling_rate", /0 to 100/],
    ["no actions", [{ ...minimal, actions: [] }], "[0].actions", /at least one action/],
    ["actions left out", [{ name: "x" }], "[0].actions", /at least one action/],
    [
      "an unknown action",
      [minimal, { ...minimal, actions: [{ type: "explode" }] }],
      "[1].actions[0].type",
      /"explode".*accepted: redact_pii/,
    ],
    [
      "an action without a type",
      [{ ...minimal, actions: [{}] }],
      "[0].actions[0].type",
      /unknown action nothing/,
    ],
    [
      "an action that is no object",
      [{ ...minimal, actions: ["redact"] }],
      "[0].actions[0]",
      /an action is an object/,
    ],
    [
      "an unknown category",
      [{ ...minimal, actions: [{ type: "redact_pii", categories: ["email", "shoe_size"] }] }],
      "[0].actions[0].categories[1]",
      /"shoe_size".*accepted: email, /,
    ],
    [
      "no category",
      [{ ...minimal, actions: [{ type: "redact_pii", categories: [] }] }],
      "[0].actions[0].categories",
      /at least one category/,
    ],
    [
      "categories left out",
      [{ ...minimal, actions: [{ type: "redact_pii" }] }],
      "[0].actions[0].categories",
      /at least one category/,
    ],
    [
      "another mode",
      [{ ...minimal, actions: [{ ...minimal.actions[0], mode: "forget" }] }],
      "[0].actions[0].mode",
      /"forget".*accepted: redact, mask_and_restore/,
    ],
    [
      "an unknown replacement",
      [{ ...minimal, actions: [{ ...minimal.actions[0], replacement: "blank" }] }],
      "[0].actions[0].replacement",
      /accepted: placeholder, hash, mask/,
    ],
  ])("names the field and what is accepted: %s", (_, file, path, message) => {
    const result = parseRules(file);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.issues).toEqual([{ path, message: expect.stringMatching(message) as string }]);
  });

  it("gives every issue at once and no rule", () => {
    const result = parseRules([{ ...minimal, name: "" }, minimal, { ...minimal, apply_to: "all" }]);
    expect(result).toMatchObject({ ok: false, issues: [{ path: "[0].name" }, { path: "[2].apply_to" }] });
  });
});

describe("expandCategories", () => {
  it("opens groups, once each and in order", () => {
    expect(expandCategories(["all"])).toEqual([...CATEGORIES]);
    const both = expandCategories(["financial", "ssn", "pii", "email"]);
    expect(both).toEqual(CATEGORIES.filter((id) => both.includes(id)));
    expect(new Set(both).size).toBe(both.length);
    expect(both).toEqual(expect.arrayContaining(["email", "phone", "ssn", "credit_card", "iban"]));
    expect(both).not.toContain("api_key");
    expect(expandCategories(["jwt"])).toEqual(["jwt"]);
    expect(expandCategories([...CATEGORY_GROUPS])).toEqual([...CATEGORIES]);
    expect(expandCategories([])).toEqual([]);
  });
});

describe("formatPath", () => {
  it("writes keys, indexes and odd keys", () => {
    expect(formatPath(["messages", 0, "content"])).toBe("messages[0].content");
    expect(formatPath([1, "x-team", "a.b"])).toBe('[1]["x-team"]["a.b"]');
    expect(formatPath([])).toBe("");
  });
});
