import { type Category } from "~/rules/categories";
import { type ActionType, type Severity } from "~/rules/rule-actions";

export type RuleDirection = "input" | "output";

export interface HitSpan {
  /** `messages[0].content`; for text in JSON that a string holds, `…arguments#customer.email`. */
  path: string;
  /** UTF-16 offsets into the redacted text of that part, end exclusive. */
  start: number;
  end: number;
}

/** What one action of one rule did about one category, or that its rule was left out. Never holds a found value. */
export interface RuleHitResult {
  ruleId: string;
  ruleVersion: number;
  ruleName: string;
  direction: RuleDirection;
  action: ActionType;
  /** Of what was found; null where an action knows no categories, or nothing was done. */
  category: Category | null;
  matchCount: number;
  /** The first MAX_SPANS_PER_HIT places. */
  spans: HitSpan[];
  /** Of `log_only`. */
  severity: Severity | null;
  label: string | null;
  /** Why the rule was considered and not applied; null when it was. */
  skippedBecause: string | null;
  /** Of the whole action, also where it has hits in several categories. */
  durationMicros: number;
}

/** A trace explains itself with this many places; `matchCount` counts all of them. */
export const MAX_SPANS_PER_HIT = 100;
