/** How much a model is to think: a level or a budget of tokens, as the model knows it. Both directions. */
import { type ChatRequest, type ReasoningEffort } from "../chat";
import { type WarningList } from "../warning-list";
import { type JsonObject, isEmpty, asBoolean, asNumber } from "../json-value";
import { LEVELS, type ThinkingLevel, type ThinkingSupport } from "./models";
import { type Members } from "./wire";

type ReasoningRequest = NonNullable<ChatRequest["reasoning"]>;

const EFFORTS: Readonly<Record<ThinkingLevel, ReasoningEffort>> = {
  MINIMAL: "minimal",
  LOW: "low",
  MEDIUM: "medium",
  HIGH: "high",
};
const LEVEL_OF: Readonly<Record<ReasoningEffort, ThinkingLevel>> = {
  none: "MINIMAL",
  minimal: "MINIMAL",
  low: "LOW",
  medium: "MEDIUM",
  high: "HIGH",
  xhigh: "HIGH",
  max: "HIGH",
};
/** Google's own numbers: https://ai.google.dev/gemini-api/docs/openai#thinking */
const BUDGETS: Readonly<Record<ReasoningEffort, number>> = {
  none: 0,
  minimal: 1_024,
  low: 1_024,
  medium: 8_192,
  high: 24_576,
  xhigh: 32_768,
  max: 32_768,
};

const OFF = 0;
const UP_TO_THE_MODEL = -1;

function readLevel(value: unknown): ReasoningEffort | null {
  const level = LEVELS.find((known) => typeof value === "string" && known === value.toUpperCase());
  return level === undefined ? null : EFFORTS[level];
}

/** Null when nothing is said of it. */
export function decodeThinking(config: Members): ReasoningRequest | null {
  const effort = config.take("thinkingLevel", readLevel);
  const budgetTokens = config.take("thinkingBudget", asNumber);
  const includeThoughts = config.take("includeThoughts", asBoolean);
  if (effort === null && budgetTokens === null && includeThoughts === null) return null;
  return { effort, budgetTokens, includeThoughts };
}

function levelOfBudget(tokens: number): ThinkingLevel {
  if (tokens <= OFF) return "MINIMAL";
  if (tokens < 4_096) return "LOW";
  return tokens < 16_384 ? "MEDIUM" : "HIGH";
}

/** The supported level nearest to the wanted one; of two as near, the greater. */
function nearestLevel(wanted: ThinkingLevel, levels: readonly ThinkingLevel[]): ThinkingLevel {
  const place = LEVELS.indexOf(wanted) + 0.1;
  const distance = (level: ThinkingLevel) => Math.abs(LEVELS.indexOf(level) - place);
  return levels.toSorted((a, b) => distance(a) - distance(b))[0] ?? wanted;
}

function encodeLevel(
  { effort, budgetTokens }: ReasoningRequest,
  levels: readonly ThinkingLevel[],
  warnings: WarningList,
): JsonObject {
  if (effort === null) {
    if (budgetTokens === null || budgetTokens === UP_TO_THE_MODEL) return {};
    const level = nearestLevel(levelOfBudget(budgetTokens), levels);
    warnings.add("reasoning.budgetTokens", `sent as the level ${level}`);
    return { thinkingLevel: level };
  }
  const level = nearestLevel(LEVEL_OF[effort], levels);
  if (EFFORTS[level] !== effort) warnings.add("reasoning.effort", `the model's nearest is ${level}`);
  if (budgetTokens !== null)
    warnings.add("reasoning.budgetTokens", "the effort says how much to think; left out");
  return { thinkingLevel: level };
}

function encodeBudget(
  { effort, budgetTokens }: ReasoningRequest,
  { min, max, canBeOff }: { min: number; max: number; canBeOff: boolean },
  warnings: WarningList,
): JsonObject {
  if (budgetTokens === null && effort === null) return {};
  const asked = budgetTokens ?? (effort === null ? UP_TO_THE_MODEL : Math.min(BUDGETS[effort], max));
  if (asked === UP_TO_THE_MODEL || (asked === OFF && canBeOff)) return { thinkingBudget: asked };
  const tokens = Math.min(Math.max(asked, min), max);
  if (tokens !== asked)
    warnings.add("reasoning", `the model thinks with ${min} to ${max} tokens; sent as ${tokens}`);
  return { thinkingBudget: tokens };
}

/** For a model that no table knows: what was asked, in the words it was asked in. */
function encodeAsAsked(reasoning: ReasoningRequest, warnings: WarningList): JsonObject {
  const { effort, budgetTokens } = reasoning;
  if (effort === "none") return { thinkingBudget: OFF };
  if (effort === null) return budgetTokens === null ? {} : { thinkingBudget: budgetTokens };
  return encodeLevel(reasoning, LEVELS, warnings);
}

function encodeAmount(
  reasoning: ReasoningRequest,
  support: Exclude<ThinkingSupport, { by: "none" }>,
  warnings: WarningList,
): JsonObject {
  switch (support.by) {
    case "level":
      return encodeLevel(reasoning, support.levels, warnings);
    case "budget":
      return encodeBudget(reasoning, support, warnings);
    case "either":
      return encodeAsAsked(reasoning, warnings);
  }
}

/** The `thinkingConfig`; null for none. */
export function encodeThinking(
  reasoning: ReasoningRequest | null,
  support: ThinkingSupport,
  warnings: WarningList,
): JsonObject | null {
  if (!reasoning) return null;
  const { effort, budgetTokens, includeThoughts } = reasoning;
  if (support.by === "none") {
    // Not to think is what it does anyway.
    const isAsked =
      (effort !== null && effort !== "none") || (budgetTokens ?? OFF) !== OFF || includeThoughts;
    if (isAsked) warnings.add("reasoning", "the model does not think; left out");
    return null;
  }
  const config = {
    ...encodeAmount(reasoning, support, warnings),
    ...(includeThoughts === null ? {} : { includeThoughts }),
  };
  return isEmpty(config) ? null : config;
}
