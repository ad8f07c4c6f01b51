/** Runs the organization's rules over a request and rewrites its body where they say so. */
import { replaceJsonValues } from "~/redaction/json-text";
import { type TokenIssuer } from "~/redaction/token-issuer";
import { type RuleHitResult } from "~/rules/rule-hit";
import { type ConditionFacts } from "~/rules/compile-conditions";
import { type RuleBlock } from "~/rules/rule-block";
import { runRules } from "~/rules/run-rules";
import { type Endpoint } from "./endpoints";
import { GatewayError } from "./gateway-error";
import { type GatewayRequest } from "./gateway-message";
import { type OrganizationSnapshot } from "./organization-snapshot";
import { readTextParts, type Inbound } from "./read-inbound";

export interface RuledRequest {
  /** What may leave us: the original source when nothing matched; null for a body that is not read. */
  source: string | null;
  hits: readonly RuleHitResult[];
  /** In the order they were applied. */
  appliedRuleIds: readonly string[];
  warnings: readonly string[];
  /** Nothing leaves us. */
  block: RuleBlock | null;
}

export interface RuleContext {
  readonly request: GatewayRequest;
  readonly endpoint: Endpoint;
  readonly requestId: string;
  readonly tokens: TokenIssuer;
}

const UNREAD = "the body is not JSON and was not read";

function headerValue(value: string | string[] | undefined): string | null {
  return value === undefined ? null : String(value);
}

/** What conditions look at beside the text: the same for the request and for its answer. */
export function conditionFacts({ headers, url }: GatewayRequest, { facts }: Inbound): ConditionFacts {
  return { header: (name) => headerValue(headers[name]), model: facts.model, url };
}

/** @throws {GatewayError} 400 when the body cannot be inspected. */
export function applyRules(
  snapshot: OrganizationSnapshot,
  inbound: Inbound,
  { request, endpoint, requestId, tokens }: RuleContext,
): RuledRequest {
  const { body } = inbound;
  const original = body.kind === "json" ? body.source : null;
  if (snapshot.rules.input.rules.length === 0) {
    return { source: original, hits: [], appliedRuleIds: [], warnings: [], block: null };
  }
  const isUnread = body.kind === "opaque";
  const { replacements, ...result } = runRules(snapshot.rules, {
    direction: "input",
    parts: body.kind === "json" ? readTextParts(body.source, body.json, endpoint) : [],
    source: original,
    unread: isUnread ? UNREAD : null,
    facts: conditionFacts(request, inbound),
    requestId,
    tokens,
  });
  const source = original === null ? null : replaceJsonValues(original, replacements);
  const warnings = isUnread ? [`body: ${UNREAD}; rules on its content were not applied`] : [];
  return { ...result, source, warnings };
}

/** What the caller is told: the rule's own words where it has some. */
export function blockedError({ message, status, failed, ruleName }: RuleBlock): GatewayError {
  if (failed) {
    return new GatewayError(
      "rule_failed",
      `The rule “${ruleName}” could not be applied, and nothing may pass without it. The trace says why; its setting “on error” decides what happens then.`,
      { status },
    );
  }
  return new GatewayError("blocked_by_rule", message || `The rule “${ruleName}” blocks this request.`, {
    status,
  });
}
