import { createScanner, type Scanner } from "~/detection/scanner";
import { createPatternSet, type PatternSet, type UserPattern } from "~/detection/user-pattern";
import { createTokenFormat, type TokenFormat } from "~/redaction/token-format";
import { compileAction, type CompiledAction } from "~/rules/compile-action";
import { compileConditions, type CompiledConditions } from "~/rules/compile-conditions";
import { type OnError, type Rule } from "~/rules/rule";
import { type RuleDirection } from "~/rules/rule-hit";

/** A rule as it is stored; the order of a list of them is their priority. */
export interface RuleToCompile {
  id: string;
  version: number;
  name: string;
  rule: Rule;
}

export interface CompiledRule {
  id: string;
  version: number;
  name: string;
  /** 0 to 100. */
  samplingRate: number;
  timeoutMs: number;
  onError: OnError;
  actions: readonly CompiledAction[];
}

/** Tells from one pass over the texts which actions of rules without conditions find something. */
interface SharedSearch {
  actions: ReadonlySet<CompiledAction>;
  /** Of all patterns that they look for; null where one action would do no better with it. */
  scanner: Scanner | null;
}

/** The rules of one direction, in order of priority. */
export interface DirectedRules {
  rules: readonly CompiledRule[];
  conditions: CompiledConditions;
  /** What is looked for in every request is looked for in one go. */
  shared: SharedSearch;
  /** The patterns that users wrote to find and replace, likewise. */
  userPatterns: readonly UserPattern[];
  userPatternSet: PatternSet;
}

/** An organization's rules, ready to run. Immutable: compile once for each snapshot. */
export interface CompiledRules {
  input: DirectedRules;
  output: DirectedRules;
  /** Key of the `hash` replacement, of sampling and of tokens. */
  hashKey: Buffer;
  /** Knows the tokens that any rule gives out, and those of rules that name no prefix. */
  tokenFormat: TokenFormat;
}

const DEFAULT_PREFIXES = ["pii_", "tok_"];

function prefixesOf({ rules }: DirectedRules): string[] {
  return rules.flatMap(({ actions }) =>
    actions.flatMap((action) => ("tokens" in action && action.tokens ? action.tokens.prefix : [])),
  );
}

function compileRule({ id, version, name, rule }: RuleToCompile): CompiledRule {
  const actions = rule.actions.filter(({ enabled }) => enabled);
  const onlyLogs = actions.every(({ type }) => type === "log_only");
  return {
    id,
    version,
    name,
    samplingRate: rule.sampling_rate,
    timeoutMs: rule.timeout_seconds * 1000,
    onError: rule.on_error ?? (onlyLogs ? "continue" : "block"),
    actions: actions.map(compileAction),
  };
}

/** Whether a rule is among those of the direction. */
export function runsOn({ rule }: RuleToCompile, direction: RuleDirection): boolean {
  return rule.enabled && (rule.apply_to === direction || rule.apply_to === "both");
}

function isUnconditional(rule: Rule | undefined): boolean {
  return rule !== undefined && (rule.match_all || rule.conditions.length === 0);
}

function shareSearch(rules: readonly CompiledRule[]): SharedSearch {
  const actions = rules.flatMap((rule) => rule.actions.filter((action) => action.type === "redact_pii"));
  const patternIds = actions.flatMap((action) => action.patternIds);
  return {
    actions: new Set(actions),
    scanner: actions.length > 1 ? createScanner([...new Set(patternIds)]) : null,
  };
}

function compileDirection(stored: readonly RuleToCompile[], direction: RuleDirection): DirectedRules {
  const running = stored.filter((one) => runsOn(one, direction));
  const rules = running.map(compileRule);
  const actions = rules.flatMap((rule) => rule.actions);
  const userPatterns = actions.flatMap((action) => (action.type === "find_replace" ? action.pattern : []));
  return {
    rules,
    conditions: compileConditions(running.map(({ rule }) => rule)),
    shared: shareSearch(rules.filter((_, index) => isUnconditional(running[index]?.rule))),
    userPatterns,
    userPatternSet: createPatternSet(userPatterns),
  };
}

/** Disabled rules and actions are left out. @throws {UserPatternError} for a pattern that was never checked. */
export function compileRules(stored: readonly RuleToCompile[], hashKey: Buffer): CompiledRules {
  const input = compileDirection(stored, "input");
  const output = compileDirection(stored, "output");
  const prefixes = [...DEFAULT_PREFIXES, ...prefixesOf(input), ...prefixesOf(output)];
  return { input, output, hashKey, tokenFormat: createTokenFormat(hashKey, prefixes) };
}
