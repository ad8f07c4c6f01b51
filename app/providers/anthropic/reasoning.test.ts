import { describe, expect, it } from "vitest";
import { WarningList } from "../warning-list";
import { type ChatRequest, type ReasoningRequest } from "../chat";
import { modelFamily } from "./models";
import { encodeThinking, type ThinkingContext } from "./reasoning";

interface Situation extends Partial<Omit<ThinkingContext, "family" | "warnings">> {
  readonly own?: boolean;
}

function plan(model: string, asked: Partial<ReasoningRequest> | null, situation: Situation = {}) {
  const { own, ...context } = situation;
  const warnings = new WarningList();
  const reasoning = asked && { effort: null, budgetTokens: null, includeThoughts: null, ...asked };
  const vendor = own ? { provider: "anthropic", fields: {} } : null;
  const { thinking, effort } = encodeThinking({ reasoning, vendor } as ChatRequest, {
    family: modelFamily(model),
    maxTokens: 20_000,
    isForced: false,
    lacksThoughts: false,
    ...context,
    warnings,
  });
  return [thinking, effort, ...warnings.all];
}

const enabled = (budget_tokens: number) => ({ type: "enabled", budget_tokens });
const ADAPTIVE = { type: "adaptive" };

describe("thinking", () => {
  it.each([
    ["claude-sonnet-4-5", enabled(16_384), null],
    ["claude-opus-4-6", ADAPTIVE, "high"],
    ["claude-opus-4-8", ADAPTIVE, "high"],
    ["claude-fable-5-1", ADAPTIVE, "high"],
    ["someone-else", ADAPTIVE, "high"],
  ])("of an effort is what %s knows", (model, thinking, effort) => {
    expect(plan(model, { effort: "high" })).toEqual([thinking, effort]);
  });

  it.each([
    ["claude-3-7-sonnet-20250219", enabled(9_000), null, []],
    ["claude-opus-4-6", enabled(9_000), null, []],
    ["claude-opus-4-7", ADAPTIVE, "high", ["the model knows no budgets; sent as the effort high"]],
  ])("of a budget is what %s knows", (model, thinking, effort, warnings) => {
    const said = warnings.map((warning) => `reasoning.budgetTokens: ${warning}`);
    expect(plan(model, { budgetTokens: 9_000 })).toEqual([thinking, effort, ...said]);
  });

  it("keeps a budget between its least and the output's limit", () => {
    expect(plan("claude-sonnet-4-5", { budgetTokens: 5 })).toEqual([
      enabled(1_024),
      null,
      "reasoning.budgetTokens: sent as 1024",
    ]);
    expect(plan("claude-sonnet-4-5", { budgetTokens: 5_000 }, { maxTokens: 4_000 })).toEqual([
      enabled(3_999),
      null,
      "reasoning.budgetTokens: sent as 3999",
    ]);
    expect(plan("claude-sonnet-4-5", { effort: "low" }, { maxTokens: 1_024 })).toEqual([
      null,
      null,
      "reasoning: thinking needs more than 1024 output tokens; left out",
    ]);
  });

  it("takes the nearest effort below", () => {
    expect(plan("claude-sonnet-4-6", { effort: "xhigh" })).toEqual([
      ADAPTIVE,
      "high",
      "reasoning.effort: the model's nearest is high",
    ]);
    expect(plan("claude-opus-5", { effort: "minimal" })).toEqual([
      ADAPTIVE,
      "low",
      "reasoning.effort: the model's nearest is low",
    ]);
    expect(plan("claude-haiku-3", { effort: "max" })).toEqual([ADAPTIVE, "max"]);
  });

  it("is turned off in the model's own way", () => {
    expect(plan("claude-sonnet-4-5", { effort: "none" })).toEqual([{ type: "disabled" }, null]);
    expect(plan("claude-sonnet-5-5", { budgetTokens: 0 })).toEqual([{ type: "between_tools" }, null]);
    expect(plan("claude-opus-5", { budgetTokens: 0, effort: "max" })).toEqual([
      { type: "disabled" },
      "high",
      "reasoning.effort: without thinking, high is the highest",
    ]);
    expect(plan("claude-opus-5-5", { effort: "none" })).toEqual([
      null,
      "low",
      "reasoning: the model always thinks; sent as the least effort",
    ]);
  });

  it("gives way to a forced tool, and to calls without thoughts where there is a budget", () => {
    const forced = "reasoning: thinking does not go with a forced tool; turned off";
    expect(plan("claude-sonnet-4-5", { effort: "high" }, { isForced: true })).toEqual([null, null, forced]);
    expect(plan("claude-opus-5", null, { isForced: true })).toEqual([{ type: "disabled" }, null]);
    expect(plan("claude-sonnet-4-5", { effort: "high" }, { lacksThoughts: true })).toEqual([
      null,
      null,
      "reasoning: the thoughts that led to the last calls are not there; left out",
    ]);
    expect(plan("claude-opus-4-6", { effort: "high" }, { lacksThoughts: true })).toEqual([ADAPTIVE, "high"]);
  });

  it("is not asked for by an effort of Anthropic's own, nor of a model that has none", () => {
    expect(plan("claude-opus-4-6", { effort: "low" }, { own: true })).toEqual([null, "low"]);
    expect(plan("claude-opus-4-6", { effort: "low", budgetTokens: -1 }, { own: true })).toEqual([
      ADAPTIVE,
      "low",
    ]);
    expect(plan("claude-3-5-sonnet-latest", { effort: "low" })).toEqual([
      null,
      null,
      "reasoning: the model does not think; left out",
    ]);
  });

  it("is shown where the caller wants to read it", () => {
    expect(plan("claude-opus-5", { includeThoughts: true })).toEqual([
      { ...ADAPTIVE, display: "summarized" },
      null,
    ]);
    expect(plan("claude-opus-5", { includeThoughts: false })).toEqual([null, null]);
  });
});

describe("the table of models", () => {
  it.each([
    ["claude-3-opus-20240229", 4_096, "all"],
    ["claude-opus-4-20250514", 32_000, "all"],
    ["claude-opus-4-0", 32_000, "all"],
    ["claude-opus-4-1-20250805", 32_000, "one"],
    ["claude-sonnet-4@20250514", 64_000, "all"],
    ["anthropic.claude-haiku-4-5-20251001-v1:0", 64_000, "one"],
    ["claude-opus-4-5", 64_000, "one"],
    ["claude-sonnet-4-6", 128_000, "one"],
    ["claude-opus-4-7", 128_000, "none"],
    ["claude-opus-5", 128_000, "none"],
    ["claude-haiku-5-5", 128_000, "none"],
    ["claude-opus-6-20270101", 128_000, "none"],
    ["gpt-x", null, "all"],
  ])("knows %s", (model, maxOutput, sampling) => {
    expect(modelFamily(model)).toMatchObject({ maxOutput, sampling });
  });

  it("tells a generation from its later models", () => {
    const forced = (model: string) => modelFamily(model).forcedTools;
    expect(["claude-opus-5", "claude-opus-5-20260724", "anthropic.claude-sonnet-5-v1:0"].map(forced)).toEqual(
      [true, true, true],
    );
    expect(["claude-opus-5-5", "claude-sonnet-5-5", "claude-fable-5"].map(forced)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
