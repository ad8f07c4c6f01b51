/** Runs the organization's rules over a request and rewrites its body where they say so. */
import { applyInputRules, type RuleHitResult } from "~/rules/apply-input-rules";
import { replaceJsonStrings } from "~/redaction/json-text";
import { type Endpoint } from "./endpoints";
import { type OrganizationSnapshot } from "./organization-snapshot";
import { readTextParts, type Inbound } from "./read-inbound";

export interface RuledRequest {
  /** What may leave us: the original source when nothing matched; null for a body that is not read. */
  source: string | null;
  hits: readonly RuleHitResult[];
  /** In the order they were applied. */
  appliedRuleIds: readonly string[];
  warnings: readonly string[];
}

/** @throws {GatewayError} 400 when the body cannot be inspected. */
export function applyRules(
  snapshot: OrganizationSnapshot,
  { body }: Inbound,
  { endpoint, requestId }: { endpoint: Endpoint; requestId: string },
): RuledRequest {
  const hasRules = snapshot.rules.rules.length > 0;
  if (body.kind !== "json") {
    const unread = hasRules && body.kind === "opaque";
    const warnings = unread ? ["body: not JSON, passed on unread; no rule was applied to it"] : [];
    return { source: null, hits: [], appliedRuleIds: [], warnings };
  }
  if (!hasRules) return { source: body.source, hits: [], appliedRuleIds: [], warnings: [] };
  const parts = readTextParts(body.source, body.json, endpoint);
  const { replacements, hits, appliedRuleIds } = applyInputRules(snapshot.rules, { parts, requestId });
  const source = replaceJsonStrings(
    body.source,
    replacements.map(({ part, text }) => ({ ...part, text })),
  );
  return { source, hits, appliedRuleIds, warnings: [] };
}
