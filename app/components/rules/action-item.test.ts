import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionSchema } from "~/rules/rule-actions";
import { anyRule } from "tests/support/rule-arbitraries";
import { actionItems } from "./action-item";

const words = (action: object) => {
  const [item] = actionItems([actionSchema.parse(action)]);
  return item && "description" in item ? item.description : null;
};

describe("actionItems", () => {
  it.each([
    [{ type: "find_replace", find: "a", replace: "b" }, "Replace the text “a” with “b”"],
    [{ type: "find_replace", find: "a+", is_regex: true }, "Take out the pattern “a+”"],
    [{ type: "find_replace", find: "x".repeat(100) }, `Take out the text “${"x".repeat(60)}…”`],
    [{ type: "redact_field", fields: ["a", "$..b"] }, "Redact a, $..b"],
    [{ type: "log_only", severity: "warn" }, "Log as warn"],
    [
      { type: "ai_detect_pii", categories: ["person"] },
      "Detect person → placeholder; there is no model here yet",
    ],
    [
      { type: "ai_detect_injection", block_status_code: 451 },
      "Detect prompt injection → block with status 451; there is no model here yet",
    ],
    [
      { type: "ai_detect_dlp", categories: ["source_code"], on_detect: "log" },
      "Detect confidential content (source code) → log; there is no model here yet",
    ],
    [
      { type: "ai_detect_compliance", domains: ["legal", "insurance"] },
      "Detect regulated content (legal, insurance) → flag; there is no model here yet",
    ],
  ])("tells %j as %s", (action, expected) => expect(words(action)).toBe(expected));

  it("has something to say of every action, in order, and whether it is on", () => {
    fc.assert(
      fc.property(anyRule, ({ actions }) => {
        const items = actionItems(actions);
        expect(items.map(({ enabled }) => enabled)).toEqual(actions.map(({ enabled }) => enabled));
        for (const item of items) if ("description" in item) expect(item.description).toMatch(/\w/);
      }),
    );
  });
});
