import { type CompiledAction } from "~/rules/compile-action";
import { type CompiledRule } from "~/rules/compile";

/** The request, or its answer, ends here. */
export interface RuleBlock {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly status: number;
  /** The rule's own words; empty for none. */
  readonly message: string;
  /** The rule could not do its work, and says that nothing may pass without it. */
  readonly failed: boolean;
}

export function blockOf(
  { id: ruleId, name: ruleName }: CompiledRule,
  { status, message }: Extract<CompiledAction, { type: "block_request" }>,
): RuleBlock {
  return { ruleId, ruleName, status, message, failed: false };
}

export function failedBlock({ id: ruleId, name: ruleName }: CompiledRule): RuleBlock {
  return { ruleId, ruleName, status: 502, message: "", failed: true };
}

/** An answer that has begun ends here. */
export class RuleBlockedError extends Error {
  override name = "RuleBlockedError";
  constructor(readonly block: RuleBlock) {
    super("a rule blocks the answer");
  }
}
