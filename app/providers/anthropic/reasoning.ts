/**
 * How much a model is to think, in the words that it knows: a budget of tokens, an effort, or both.
 * https://platform.claude.com/docs/en/build-with-claude/thinking
 * https://platform.claude.com/docs/en/build-with-claude/effort
 */
import { type WarningList } from "../warning-list";
import { type ChatRequest, type ReasoningEffort, type ReasoningRequest } from "../chat";
import { type JsonObject, withoutNulls } from "../json-value";
import { type Effort, EFFORTS, type ModelFamily, type ThinkingSupport } from "./models";

const MIN_BUDGET = 1_024;
/** Where only a budget can be said. */
const BUDGETS: Readonly<Record<Effort, number>> = {
  low: 2_048,
  medium: 8_192,
  high: 16_384,
  xhigh: 32_768,
  max: 32_768,
};

export interface ThinkingContext {
  readonly family: ModelFamily;
  readonly maxTokens: number;
  /** A call of a tool is forced, which no model combines with thinking. */
  readonly isForced: boolean;
  /** The conversation goes on after calls whose thoughts are not there: a budget would be refused. */
  readonly lacksThoughts: boolean;
  readonly warnings: WarningList;
}

export interface Thinking {
  readonly thinking: JsonObject | null;
  readonly effort: Effort | null;
  /** Whether the model will think, asked or by default. */
  readonly isOn: boolean;
}

type Wish = "on" | "off" | "unsaid";

/** An effort asks for thoughts, except in this protocol, where it is about the whole answer. */
function wishOf({ reasoning, vendor }: ChatRequest): Wish {
  if (!reasoning) return "unsaid";
  const { effort, budgetTokens, includeThoughts } = reasoning;
  if (budgetTokens !== null) return budgetTokens === 0 ? "off" : "on";
  if (effort !== null) return effort === "none" ? "off" : vendor?.provider === "anthropic" ? "unsaid" : "on";
  return includeThoughts ? "on" : "unsaid";
}

/** The effort itself, or the greatest below it that the model has. */
function nearestEffort(
  asked: ReasoningEffort,
  { efforts }: ModelFamily,
  warnings: WarningList,
): Effort | null {
  const known = EFFORTS.find((effort) => effort === asked) ?? "low";
  const below = EFFORTS.slice(0, EFFORTS.indexOf(known) + 1);
  const nearest = efforts.findLast((effort) => below.includes(effort)) ?? null;
  if (nearest !== asked) {
    const what =
      nearest === null ? "the model has no efforts; left out" : `the model's nearest is ${nearest}`;
    warnings.add("reasoning.effort", what);
  }
  return nearest;
}

function effortOfBudget(tokens: number): Effort {
  if (tokens <= BUDGETS.low) return "low";
  return tokens <= BUDGETS.medium ? "medium" : "high";
}

/** Between the least that is taken and what the answer leaves; null when that is nothing. */
function fitBudget(tokens: number, { maxTokens, warnings }: ThinkingContext): number | null {
  if (maxTokens <= MIN_BUDGET) {
    warnings.add("reasoning", `thinking needs more than ${MIN_BUDGET} output tokens; left out`);
    return null;
  }
  const budget = Math.min(Math.max(tokens, MIN_BUDGET), maxTokens - 1);
  if (budget !== tokens) warnings.add("reasoning.budgetTokens", `sent as ${budget}`);
  return budget;
}

function display({ includeThoughts }: ReasoningRequest): string | null {
  return includeThoughts === null ? null : includeThoughts ? "summarized" : "omitted";
}

class ThinkingPlan {
  private readonly warnings: WarningList;

  constructor(
    private readonly reasoning: ReasoningRequest,
    private readonly support: ThinkingSupport,
    private readonly context: ThinkingContext,
  ) {
    this.warnings = context.warnings;
  }

  off(wasAsked: boolean): Thinking {
    const { off, byDefault } = this.support;
    if (off === null) {
      if (wasAsked) this.warnings.add("reasoning", "the model always thinks; sent as the least effort");
      return { thinking: null, effort: wasAsked ? "low" : this.effort(), isOn: true };
    }
    // An effort that was only to say how much to think goes with the thinking, which was warned of.
    const effort = wasAsked || this.context.family.efforts.length > 0 ? this.effort() : null;
    const isSaid = wasAsked || byDefault;
    // The two highest efforts are for thinking.
    const isTooHigh = byDefault && (effort === "xhigh" || effort === "max");
    if (isTooHigh) this.warnings.add("reasoning.effort", "without thinking, high is the highest");
    return {
      thinking: isSaid ? { type: off } : null,
      effort: isTooHigh ? "high" : effort,
      isOn: false,
    };
  }

  on(): Thinking {
    const { budgetTokens, effort } = this.reasoning;
    const { budget, adaptive } = this.support;
    const isCounted = budgetTokens !== null && budgetTokens > 0;
    return adaptive && !(budget && isCounted)
      ? this.adaptive(isCounted ? budgetTokens : null)
      : this.budget(isCounted ? budgetTokens : BUDGETS[budgetStep(effort)], isCounted);
  }

  effort(): Effort | null {
    const { effort } = this.reasoning;
    if (effort === null || effort === "none") return null;
    return nearestEffort(effort, this.context.family, this.warnings);
  }

  private adaptive(budgetTokens: number | null): Thinking {
    const thinking = { type: "adaptive", ...withoutNulls({ display: display(this.reasoning) }) };
    if (budgetTokens === null || this.reasoning.effort !== null) {
      return { thinking, effort: this.effort(), isOn: true };
    }
    const effort = effortOfBudget(budgetTokens);
    this.warnings.add("reasoning.budgetTokens", `the model knows no budgets; sent as the effort ${effort}`);
    return { thinking, effort, isOn: true };
  }

  private budget(tokens: number, isCounted: boolean): Thinking {
    if (this.context.lacksThoughts) {
      this.warnings.add("reasoning", "the thoughts that led to the last calls are not there; left out");
      return this.off(false);
    }
    const budget = fitBudget(tokens, this.context);
    if (budget === null) return this.off(false);
    const shown = this.reasoning.includeThoughts === false ? { display: "omitted" } : {};
    return {
      thinking: { type: "enabled", budget_tokens: budget, ...shown },
      effort: isCounted ? this.effort() : null,
      isOn: true,
    };
  }
}

function budgetStep(effort: ReasoningEffort | null): Effort {
  if (effort === null) return "medium";
  return EFFORTS.find((step) => step === effort) ?? "low";
}

const UNSAID: ReasoningRequest = { effort: null, budgetTokens: null, includeThoughts: null };

export function encodeThinking(request: ChatRequest, context: ThinkingContext): Thinking {
  const { family, isForced, warnings } = context;
  const { reasoning } = request;
  const wish = wishOf(request);
  if (family.thinking === null) {
    if (reasoning && wish !== "off") warnings.add("reasoning", "the model does not think; left out");
    return { thinking: null, effort: null, isOn: false };
  }
  const plan = new ThinkingPlan(reasoning ?? UNSAID, family.thinking, context);
  if (isForced && family.forcedTools) {
    if (wish === "on") warnings.add("reasoning", "thinking does not go with a forced tool; turned off");
    return plan.off(wish === "off");
  }
  if (wish === "off") return plan.off(true);
  if (wish === "on") return plan.on();
  return { thinking: null, effort: plan.effort(), isOn: family.thinking.byDefault };
}
