import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { RuleHitsSection, type RuleHitFacts } from "./rule-hits";

const HIT: RuleHitFacts = {
  position: 0,
  ruleName: "the rule",
  ruleVersion: 3,
  direction: "input",
  action: "find_replace",
  category: null,
  matchCount: 2,
  severity: null,
  label: null,
  skippedBecause: null,
  durationMicros: 12,
};

function shown(hit: Partial<RuleHitFacts>): string {
  const html = renderToStaticMarkup(<RuleHitsSection hits={[{ ...HIT, ...hit }]} cataloguePath="/c" />);
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

it.each([
  [{}, "Find and replace 2 matches"],
  [{ direction: "output" as const }, "Find and replace, on the answer 2 matches"],
  [{ category: "gone_category", matchCount: 1 }, "1 match · gone_category"],
  [{ action: "block_request" }, "Block Blocked"],
  [{ action: "log_only", severity: "warn", label: "small talk" }, "Log warn : small talk"],
  [{ action: "log_only", severity: "info" }, "Log info 12 µs"],
  [
    { action: "ai_detect_pii", skippedBecause: "there is no model for it here" },
    "Detect names and places Not applied: there is no model for it here",
  ],
  [{ action: "of_another_version" }, "of_another_version 2 matches"],
])("says what a rule did: %j", (hit, expected) => {
  const said = shown(hit);
  expect(said).toContain("the rule version 3");
  expect(said.replaceAll(" :", ":")).toContain(expected.replaceAll(" :", ":"));
});
