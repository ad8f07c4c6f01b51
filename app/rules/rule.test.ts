import { describe, expect, it } from "vitest";
import { CATEGORIES, CATEGORY_GROUPS, expandCategories } from "~/rules/categories";
import { formatPath } from "~/rules/format-path";
import { parseRules } from "~/rules/rule";

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
          match_all: true,
          conditions: [],
          actions: [
            {
              type: "redact_pii",
              enabled: true,
              categories: ["email"],
              replacement: "placeholder",
              mode: "redact",
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
  });

  it.each<[string, unknown, string, RegExp]>([
    ["no array", minimal, "", /JSON array/],
    ["a rule that is no object", ["mail"], "[0]", /object/],
    ["no name", [{ ...minimal, name: " " }], "[0].name", /name/],
    ["another direction", [{ ...minimal, apply_to: "output" }], "[0].apply_to", /"output".*accepted: input/],
    [
      "conditions",
      [{ ...minimal, conditions: [{ field: "model" }] }],
      "[0].conditions",
      /not supported; remove/,
    ],
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
      "a mode that restores",
      [{ ...minimal, actions: [{ ...minimal.actions[0], mode: "mask_and_restore" }] }],
      "[0].actions[0].mode",
      /"mask_and_restore".*accepted: redact/,
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
    const result = parseRules([{ ...minimal, name: "" }, minimal, { ...minimal, apply_to: "both" }]);
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
