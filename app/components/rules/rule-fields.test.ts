import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ruleSchema, type Rule } from "~/rules/rule";
import { ACTION_TYPES } from "~/rules/rule-actions";
import { patternIssues } from "~/rules/rule-patterns";
import { anyRule } from "tests/support/rule-arbitraries";
import { newAction } from "./new-actions";
import { fieldsOfRule } from "./rule-fields";
import { readRuleForm } from "./rule-submission";

/** What a browser posts of a form that was filled with these values and not touched. */
function posted(values: unknown, form = new FormData(), name = ""): FormData {
  const member = /\w+$/.exec(name)?.[0] ?? "";
  if (Array.isArray(values)) {
    values.forEach((value, index) => {
      const isBox = member === "categories" || member === "domains";
      posted(value, form, isBox ? name : `${name}[${index}]`);
    });
  } else if (typeof values === "object" && values !== null) {
    for (const [key, value] of Object.entries(values))
      posted(value, form, name === "" ? key : `${name}.${key}`);
  } else if (values === true) form.append(name, "on");
  else if (typeof values === "string" && ["name", "label"].includes(member)) {
    form.append(name, values.replace(/[\r\n]/g, ""));
  } else if (typeof values === "string" || typeof values === "number") {
    form.append(name, String(values).replace(/\r\n?|\n/g, "\r\n"));
  }
  return form;
}

const redact = { type: "redact_pii", categories: ["email"] };
const form = (rule: object) => posted({ name: "N", sampling_rate: 100, actions: [{ ...redact }], ...rule });

describe("the rule form", () => {
  it("gives back the rule that it was filled from, whatever the rule", () => {
    fc.assert(
      fc.property(anyRule, (rule: Rule) => {
        const submission = readRuleForm(posted(fieldsOfRule(rule)), { stored: rule });
        expect(submission.status === "success" ? submission.value : submission.reply().error).toEqual(rule);
      }),
    );
  });

  it("keeps line ends apart that look the same in a form", () => {
    const conditions = ["\r\n", "\n", "\r"].map((value) => ({ field: "body", operator: "contains", value }));
    const rule = ruleSchema.parse({ name: "N", conditions: [{ conditions }], actions: [redact] });
    const submission = readRuleForm(posted(fieldsOfRule(rule)), { stored: rule });
    expect(submission.status === "success" && submission.value).toEqual(rule);
  });

  it("takes its own new actions once what only people know is filled in", () => {
    const filled = { categories: ["secrets"], find: "a", fields: "user.email" };
    for (const type of ACTION_TYPES) {
      const fresh = newAction(type);
      const own = Object.entries(filled).filter(([key]) => key in fresh);
      const action = { ...fresh, ...(type.startsWith("ai_") ? {} : Object.fromEntries(own)) };
      const submission = readRuleForm(form({ actions: [action] }));
      expect(submission.status === "success" && submission.value.actions[0]?.type, type).toBe(type);
    }
  });

  it.each([
    [{ name: " " }, "name"],
    [{ sampling_rate: 101 }, "sampling_rate"],
    [{ sampling_rate: "many" }, "sampling_rate"],
    [{ sampling_rate: "" }, "sampling_rate"],
    [{ timeout_seconds: 0 }, "timeout_seconds"],
    [{ apply_to: "sideways" }, "apply_to"],
    [{ actions: [] }, "actions"],
    [{ actions: [{ type: "redact_pii" }] }, "actions[0].categories"],
    [{ actions: [{ ...redact, categories: ["email", "shoe_size"] }] }, "actions[0].categories"],
    [{ actions: [redact, { ...redact, ttl_seconds: 0 }] }, "actions[1].ttl_seconds"],
    [{ actions: [{ type: "tokenize", fields: "a", ttl_seconds: -5 }] }, "actions[0].ttl_seconds"],
    [{ actions: [{ type: "redact_field", fields: "user.email\n\na..\n" }] }, "actions[0].fields"],
    [{ actions: [{ type: "redact_field", fields: " \n" }] }, "actions[0].fields"],
    [{ actions: [{ type: "find_replace", find: "" }] }, "actions[0].find"],
    [{ actions: [{ type: "find_replace", find: "x".repeat(10_000) }] }, "actions[0].find"],
    [{ actions: [{ type: "find_replace", find: "(", is_regex: true }] }, "actions[0].find"],
    [{ actions: [{ type: "find_replace", find: "a*", is_regex: true }] }, "actions[0].find"],
    [{ actions: [{ type: "find_replace", find: "a", replace: "$1", is_regex: true }] }, "actions[0].replace"],
    [{ actions: [{ type: "ai_detect_dlp" }] }, "actions[0].categories"],
    [{ conditions: [{ logic: "and" }] }, "conditions[0].conditions"],
    [
      { conditions: [{ conditions: [{ field: "header", operator: "equals", value: "x" }] }] },
      "conditions[0].conditions[0].name",
    ],
    [
      { conditions: [{ conditions: [{ field: "model", operator: "equals", value: "" }] }] },
      "conditions[0].conditions[0].value",
    ],
    [
      { conditions: [{ conditions: [{ field: "model", operator: "matches", value: "(?=a)" }] }] },
      "conditions[0].conditions[0].value",
    ],
  ])("refuses %j at its field", (rule, field) => {
    const submission = readRuleForm(form(rule), { patternIssues });
    expect(submission.status).toBe("error");
    expect(Object.keys(submission.reply().error ?? {})).toEqual([field]);
  });

  it("keeps what was typed when a list changes, and asks for no more", () => {
    const typed = form({
      name: "",
      description: "half done",
      actions: [{ type: "log_only", label: "x" }, redact],
    });
    typed.append(
      "__intent__",
      JSON.stringify({ type: "reorder", payload: { name: "actions", from: 1, to: 0 } }),
    );
    const submission = readRuleForm(typed);
    expect(submission.status).toBeUndefined();
    expect(submission.reply().initialValue).toMatchObject({
      description: "half done",
      actions: [
        { type: "redact_pii", categories: "email" },
        { type: "log_only", label: "x" },
      ],
    });
  });

  it("makes no list of a billion entries for whoever asks for one", () => {
    const hostile = form({});
    hostile.append("actions[999999999].type", "log_only");
    hostile.append("__intent__", JSON.stringify({ type: "update", payload: { name: "actions[99999999]" } }));
    const submission = readRuleForm(hostile);
    expect(submission.status === "success" && submission.value.actions).toHaveLength(1);
  });

  it("replaces line ends only where the text is otherwise as it was", () => {
    const stored = ruleSchema.parse({ name: "a\nb", description: "x\r\ny", actions: [redact] });
    const changed = { ...fieldsOfRule(stored), description: "x\r\ny!" };
    const submission = readRuleForm(posted(changed), { stored });
    expect(submission.status === "success" && submission.value).toMatchObject({
      name: "a\nb",
      description: "x\ny!",
    });
  });
});
