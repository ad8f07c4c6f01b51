/** Runs the organization's rules over a request and rewrites its body where they say so. */
import { applyInputRules, type RuleHitResult } from "~/rules/apply-input-rules";
import { replaceJsonStrings } from "~/redaction/json-text";
import { type OrganizationSnapshot } from "./organization-snapshot";
import { readTextParts, type Inbound } from "./read-inbound";

export interface RuledRequest {
  /** What may leave us: the original source when nothing matched. */
  source: string;
  hits: readonly RuleHitResult[];
  /** In the order they were applied. */
  appliedRuleIds: readonly string[];
}

/** @throws {GatewayError} 400 when the body cannot be inspected. */
export function applyRules(
  snapshot: OrganizationSnapshot,
  inbound: Inbound,
  requestId: string,
): RuledRequest {
  if (snapshot.rules.rules.length === 0) return { source: inbound.source, hits: [], appliedRuleIds: [] };
  const parts = readTextParts(inbound);
  const { replacements, hits, appliedRuleIds } = applyInputRules(snapshot.rules, { parts, requestId });
  const source = replaceJsonStrings(
    inbound.source,
    replacements.map(({ part, text }) => ({ ...part, text })),
  );
  return { source, hits, appliedRuleIds };
}
