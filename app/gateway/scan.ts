/**
 * Tries rules on a text or a body: what each step does, and why a rule does nothing. Nothing is sent anywhere and
 * nothing is stored; tokens are of a session that ends with the scan.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { newId } from "~/lib/ids";
import { listRules } from "~/models/rule";
import { StoredRuleError } from "~/models/stored-rule";
import { answerTextParts } from "~/providers/answer-text";
import { PROTOCOLS } from "~/providers/registry";
import { replaceJsonValues, type TextPart } from "~/redaction/json-text";
import { createTokenFormat } from "~/redaction/token-format";
import { type TokenIssuer } from "~/redaction/token-issuer";
import { type RuleToCompile } from "~/rules/compile";
import { type ConditionFacts } from "~/rules/compile-conditions";
import { explainSteps, type RuleStep } from "~/rules/explain-rules";
import { type RuledBody, type RulesResult } from "~/rules/run-rules";
import { findEndpoint, type Endpoint } from "./endpoints";
import { GatewayError } from "./gateway-error";
import { inspectJson } from "./read-inbound";
import { MAX_SCAN_BYTES, type ScanRequest } from "./scan-request";

/** For whom, and under which id sampling decides as it would for a request. */
export interface ScanContext {
  organizationId: string;
  hashKey: Buffer;
  requestId: string;
  isGone: () => boolean;
  /** Milliseconds. */
  now?: () => number;
}

/** A rule that had its turn in a scan. */
interface ScannedRule extends RuleToCompile {
  /** Null for a draft. */
  storedId: string | null;
}

export interface ScanResult extends Omit<RulesResult, "replacements"> {
  rules: readonly ScannedRule[];
  steps: readonly RuleStep[];
  /** As the rules left it, in JSON. */
  content: { member: "text" | "body"; json: string };
}

/** Others are served in between. */
const SLICE_MS = 10;
/** Of work, pauses not counted. */
const MAX_WORK_MS = 10_000;

async function rulesOf(
  { drafts }: Pick<ScanRequest, "drafts">,
  { organizationId }: Pick<ScanContext, "organizationId">,
): Promise<ScannedRule[]> {
  if (drafts)
    return drafts.map((rule, index) => {
      return { id: `draft ${index}`, storedId: null, version: 0, name: rule.name, rule };
    });
  try {
    return (await listRules(organizationId)).map((stored) => ({ ...stored, storedId: stored.id }));
  } catch (cause) {
    if (cause instanceof StoredRuleError) throw cause;
    throw new GatewayError(
      "database_unavailable",
      "The rules cannot be read right now. Try again in a moment.",
      {
        cause,
        headers: { "retry-after": "5" },
      },
    );
  }
}

function endpointOf({ path, headers }: ScanRequest): Endpoint {
  const endpoint = findEndpoint({ method: "POST", url: path, headers }, null);
  if (!(endpoint instanceof GatewayError)) return endpoint;
  throw new GatewayError("invalid_body", `path: ${endpoint.message}`, { param: "path" });
}

interface Content {
  source: string;
  parts: TextPart[];
  model: string | null;
}

function readContent(scan: ScanRequest): Content {
  const { content, direction } = scan;
  const { dialect, operation, route } = endpointOf(scan);
  if ("text" in content) {
    const { text } = content;
    const source = limited("text", JSON.stringify(text));
    return { source, parts: text === "" ? [] : [{ path: [], text }], model: route.model };
  }
  const { body } = content;
  const source = limited("body", content.source);
  // An answer's own model is not the one that was asked for.
  if (direction === "output")
    return { source, parts: inspectJson(source, () => answerTextParts(body)), model: route.model };
  const parts = inspectJson(source, () => PROTOCOLS[dialect].textParts(operation, body));
  return { source, parts, model: PROTOCOLS[dialect].readFacts(operation, body, route).model };
}

function limited(param: "text" | "body", source: string): string {
  if (Buffer.byteLength(source) <= MAX_SCAN_BYTES) return source;
  const message = `${param}: longer than 1 MiB, which is the most that one scan takes.`;
  throw new GatewayError("body_too_large", message, { param });
}

function factsOf({ model, headers, url, path }: ScanRequest, content: Content): ConditionFacts {
  return {
    header: (name) => (Object.hasOwn(headers, name) ? (headers[name] ?? null) : null),
    model: model ?? content.model,
    url: url ?? path,
  };
}

/** @throws {GatewayError} when there is more to do than a scan may. */
async function runSteps(
  steps: Generator<RuleStep, RulesResult>,
  { isGone, now = () => performance.now() }: ScanContext,
): Promise<RulesResult & { steps: RuleStep[] }> {
  const done: RuleStep[] = [];
  let worked = 0;
  let sliceStarted = now();
  for (;;) {
    const next = steps.next();
    if (next.done === true) return { ...next.value, steps: done };
    done.push(next.value);
    const slice = now() - sliceStarted;
    if (slice < SLICE_MS) continue;
    worked += slice;
    if (worked > MAX_WORK_MS) {
      const message = `Rule ${done.length} was the last before ${MAX_WORK_MS / 1000} seconds had passed. Scan a shorter text, or fewer rules.`;
      throw new GatewayError("scan_too_long", message);
    }
    await nextTurn();
    if (isGone()) throw new GatewayError("client_closed", "The caller closed the connection.");
    sliceStarted = now();
  }
}

/** @throws {GatewayError} */
export async function scan(request: ScanRequest, context: ScanContext): Promise<ScanResult> {
  const { hashKey, requestId } = context;
  const content = readContent(request);
  const { source, parts } = content;
  const rules = await rulesOf(request, context);
  const body: RuledBody = {
    direction: request.direction,
    parts,
    source,
    unread: null,
    facts: factsOf(request, content),
    requestId,
    tokens: throwAwayTokens(hashKey),
  };
  const { replacements, ...result } = await runSteps(explainSteps({ rules, hashKey, body }), context);
  const json = replaceJsonValues(source, replacements);
  return { ...result, rules, content: { member: "text" in request.content ? "text" : "body", json } };
}

/** They look like those of a request, and stand for nothing. */
function throwAwayTokens(hashKey: Buffer): TokenIssuer {
  const format = createTokenFormat(hashKey, []);
  const scope = newId();
  return { issue: (value, { prefix }) => format.mint(value, prefix, scope) };
}
