import { describe, expect, it } from "vitest";
import { ruleSchema, type RuleInput } from "~/rules/rule";
import { describeConditions } from "./condition-text";

const words = (fields: Partial<RuleInput>) =>
  describeConditions(ruleSchema.parse({ name: "N", actions: [{ type: "log_only" }], ...fields }));

const model = { field: "model", operator: "matches", value: "^gpt-4" } as const;
const team = { field: "header", operator: "equals", name: "X-Team", value: "support" } as const;
const body = { field: "body", operator: "exists" } as const;
const url = { field: "url", operator: "contains", value: "/v1" } as const;

describe("describeConditions", () => {
  it("has no words for always", () => {
    expect(words({})).toBeNull();
    expect(words({ match_all: true, conditions: [{ conditions: [model] }] })).toBeNull();
  });

  it("joins conditions as their group says, and groups as the rule says", () => {
    expect(words({ conditions: [{ logic: "or", conditions: [model, team] }] })).toBe(
      "model matches “^gpt-4” or header x-team equals “support”",
    );
    expect(
      words({
        logic: "and",
        conditions: [{ logic: "or", conditions: [model, body] }, { conditions: [url] }],
      }),
    ).toBe("(model matches “^gpt-4” or body exists) and URL contains “/v1”");
  });
});
