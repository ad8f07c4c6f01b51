import { patternIdsOf } from "~/detection/catalogue";
import { createScanner, type Scanner } from "~/detection/scanner";
import { expandCategories } from "~/rules/categories";
import { type Replacement, type Rule } from "~/rules/rule";

/** A rule as it is stored; the order of a list of them is their priority. */
export interface RuleToCompile {
  id: string;
  version: number;
  name: string;
  rule: Rule;
}

export interface CompiledAction {
  type: "redact_pii";
  replacement: Replacement;
  patternIds: readonly string[];
  scanner: Scanner;
}

export interface CompiledRule {
  id: string;
  version: number;
  name: string;
  /** 0 to 100. */
  samplingRate: number;
  actions: readonly CompiledAction[];
}

/** An organization's rules, ready to run. Immutable: compile once for each snapshot. */
export interface CompiledRules {
  rules: readonly CompiledRule[];
  /** All patterns of all rules, so that one pass tells whether any of them has anything to do. */
  scanner: Scanner;
  /** Key of the `hash` replacement and of sampling. */
  hashKey: Buffer;
}

function compileActions(rule: Rule): CompiledAction[] {
  return rule.actions
    .filter(({ enabled }) => enabled)
    .map(({ type, categories, replacement }) => {
      const patternIds = patternIdsOf(expandCategories(categories));
      return { type, replacement, patternIds, scanner: createScanner(patternIds) };
    });
}

/** Disabled rules and actions are left out. */
export function compileRules(stored: readonly RuleToCompile[], hashKey: Buffer): CompiledRules {
  const rules = stored
    .filter(({ rule }) => rule.enabled)
    .map(({ id, version, name, rule }) => ({
      id,
      version,
      name,
      samplingRate: rule.sampling_rate,
      actions: compileActions(rule),
    }));
  const patternIds = rules.flatMap(({ actions }) => actions.flatMap((action) => action.patternIds));
  return { rules, scanner: createScanner([...new Set(patternIds)]), hashKey };
}
