import { describe, expect, it } from "vitest";
import { formatPath } from "~/rules/format-path";
import { conditionGroupsSchema, conditionSchema } from "~/rules/rule-conditions";

function issues(groups: unknown): string[] {
  const { error } = conditionGroupsSchema.safeParse(groups);
  return (error?.issues ?? []).map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

const exists = { field: "model", operator: "exists" };
const group = (...conditions: unknown[]) => [{ conditions }];

describe("a condition", () => {
  it.each([
    [
      { field: "header", name: " X-Team ", operator: "equals", value: "support" },
      { field: "header", operator: "equals", name: "x-team", value: "support" },
    ],
    // As other proxies write it.
    [
      { field: "header", operator: "equals", value: "X-Team: support: 2" },
      { field: "header", operator: "equals", name: "x-team", value: "support: 2" },
    ],
    [
      { field: "header", operator: "exists", value: "X-Team" },
      { field: "header", operator: "exists", name: "x-team", value: "" },
    ],
    [
      { field: "header", operator: "exists", value: "X-Team: whatever" },
      { field: "header", operator: "exists", name: "x-team", value: "" },
    ],
    // With a name, a colon is one.
    [
      { field: "header", name: "x", operator: "contains", value: "a: b" },
      { field: "header", operator: "contains", name: "x", value: "a: b" },
    ],
    [
      { field: "model", name: "ignored", operator: "matches", value: " ^gpt " },
      { field: "model", operator: "matches", value: " ^gpt " },
    ],
    [
      { field: "body", operator: "exists", value: "ignored" },
      { field: "body", operator: "exists", value: "" },
    ],
  ])("%j is read as %j, and so again", (given, read) => {
    expect(conditionSchema.parse(given)).toEqual(read);
    expect(conditionSchema.parse(read)).toEqual(read);
  });

  it.each([
    [
      { field: "query", operator: "exists" },
      "field",
      '"query" is not supported; accepted: header, model, body, url',
    ],
    [
      { field: "model", operator: "is" },
      "operator",
      '"is" is not supported; accepted: contains, equals, matches, exists',
    ],
    [{ operator: "exists" }, "field", "nothing is not supported; accepted: header, model, body, url"],
    [{ field: "model", operator: "contains" }, "value", "“contains” needs a text to compare with"],
    [{ field: "url", operator: "equals", value: "" }, "value", "“equals” needs a text to compare with"],
    [{ field: "body", operator: "matches", value: 7 }, "value", "text to compare with"],
    [{ field: "body", operator: "matches", value: "x".repeat(2001) }, "value", "at most 2000 characters"],
    [{ field: "body", operator: "matches", value: "x".repeat(10_000) }, "value", "at most 2000 characters"],
    [
      { field: "header", operator: "equals", value: "support" },
      "name",
      "a header condition needs the header's name",
    ],
    [{ field: "header", operator: "exists" }, "name", "a header condition needs the header's name"],
    [
      { field: "header", operator: "exists", name: "x team" },
      "name",
      "a header condition needs the header's name",
    ],
    [
      { field: "header", operator: "equals", value: ": x" },
      "name",
      "a header condition needs the header's name",
    ],
  ])("%j is refused at %s", (condition, member, message) => {
    expect(issues(group(condition))).toEqual([`[0].conditions[0].${member}: ${message}`]);
  });

  it("is refused for all that is wrong with it", () => {
    expect(issues(group(exists, { field: "header", operator: "equals", value: "" }))).toEqual([
      "[0].conditions[1].name: a header condition needs the header's name",
      "[0].conditions[1].value: “equals” needs a text to compare with",
    ]);
  });
});

describe("groups", () => {
  it("are joined by AND inside unless they say otherwise", () => {
    expect(
      conditionGroupsSchema.parse([{ conditions: [exists] }, { logic: "or", conditions: [exists] }]),
    ).toMatchObject([{ logic: "and" }, { logic: "or" }]);
    expect(conditionGroupsSchema.parse([])).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["no conditions", [{ conditions: [] }], "[0].conditions: a group needs at least one condition"],
    ["conditions left out", [{}], "[0].conditions: a list of conditions"],
    [
      "too many conditions",
      [{ conditions: Array(21).fill(exists) }],
      "[0].conditions: at most 20 conditions in a group",
    ],
    ["too many groups", Array(21).fill({ conditions: [exists] }), ": at most 20 groups of conditions"],
    [
      "another logic",
      [{ logic: "not", conditions: [exists] }],
      '[0].logic: "not" is not supported; accepted: and, or',
    ],
    ["no list", "x", ": a list of groups of conditions"],
  ])("with %s are refused", (_, groups, issue) => {
    expect(issues(groups)).toEqual([issue]);
  });
});
