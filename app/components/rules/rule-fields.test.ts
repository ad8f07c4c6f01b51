import { parseWithZod } from "@conform-to/zod/v4";
import { describe, expect, it } from "vitest";
import { ruleSchema } from "~/rules/rule";
import { fieldsOfRule, ruleFieldsSchema, ruleOfFields } from "./rule-fields";

function formOf(entries: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

describe("ruleFieldsSchema", () => {
  it("reads a posted form; an unchecked box is off", () => {
    const form = formOf([
      ["name", "  Contacts  "],
      ["samplingRate", "12.5"],
      ["categories", "email"],
      ["categories", "pii"],
      ["replacement", "mask"],
    ]);
    const submission = parseWithZod(form, { schema: ruleFieldsSchema });
    expect(submission.status === "success" && submission.value).toEqual({
      name: "Contacts",
      description: "",
      enabled: false,
      samplingRate: 12.5,
      categories: ["email", "pii"],
      replacement: "mask",
    });
  });

  it.each([
    [[["samplingRate", "101"]], "samplingRate"],
    [[["samplingRate", "many"]], "samplingRate"],
    [[], "samplingRate"],
    [[["categories", "shoe_size"]], "categories[0]"],
    [[], "categories"],
    [[["replacement", "gone"]], "replacement"],
    [[["name", " "]], "name"],
  ] satisfies [[string, string][], string][])("refuses %j at %s", (entries, field) => {
    const submission = parseWithZod(formOf(entries), { schema: ruleFieldsSchema });
    expect(submission.status).toBe("error");
    expect(Object.keys(submission.reply().error ?? {})).toContain(field);
  });
});

describe("ruleOfFields", () => {
  const stored = ruleSchema.parse({
    name: "Imported",
    sampling_rate: 40,
    actions: [{ type: "redact_pii", enabled: false, categories: ["all"], replacement: "hash" }],
  });

  it("gives back the rule that the form was filled from, and keeps what the form does not show", () => {
    const fields = fieldsOfRule(stored);
    expect(fields && ruleOfFields(fields, stored)).toEqual(stored);
  });

  it("makes a whole rule of a new form", () => {
    const fields = {
      name: "N",
      description: "",
      enabled: true,
      samplingRate: 100,
      categories: ["email" as const],
    };
    const rule = ruleOfFields({ ...fields, replacement: "placeholder" });
    expect(rule.actions).toEqual([expect.objectContaining({ enabled: true, categories: ["email"] })]);
    expect(rule.conditions).toEqual([]);
  });

  it("does not claim to show a rule of several actions", () => {
    const [action] = stored.actions;
    expect(action && fieldsOfRule({ ...stored, actions: [action, action] })).toBeNull();
  });
});
