/** `POST /v1/scan`: the request read, the answer written. docs/api.md describes both. */
import { type ExplainedAction, type RuleStep } from "~/rules/explain-rules";
import { blockedError } from "./apply-rules";
import { type GatewayResponse } from "./gateway-message";
import { type OwnRequest } from "./own-endpoints";
import { readBody } from "./read-body";
import { parseBody } from "./read-inbound";
import { scan, type ScanResult } from "./scan";
import { readScanRequest } from "./scan-request";

function actionJson({ skippedBecause, durationMicros, ...action }: ExplainedAction) {
  return { ...action, skipped_because: skippedBecause, micros: durationMicros };
}

function stepJson({ rules }: ScanResult, { index, actions, textsOmitted, ...step }: RuleStep) {
  const { matched, because, before, after } = step;
  return {
    rule: ruleJson({ rules }, index),
    matched,
    because,
    actions: actions.map(actionJson),
    before,
    after,
    texts_omitted: textsOmitted,
  };
}

function ruleJson({ rules }: Pick<ScanResult, "rules">, index: number) {
  const { storedId, name } = rules[index] ?? {};
  return { id: storedId ?? null, index, name: name ?? "" };
}

/** What the caller of a request would be told. */
function blockJson({ rules, block }: ScanResult) {
  if (!block) return null;
  const { status, message } = blockedError(block);
  const index = rules.findIndex(({ id }) => id === block.ruleId);
  return { status, message, rule: ruleJson({ rules }, index) };
}

/** @throws {GatewayError} */
export async function serveScan({ request, requestId, caller }: OwnRequest): Promise<GatewayResponse> {
  const { source, json } = parseBody(await readBody(request));
  const result = await scan(readScanRequest(source, json), {
    organizationId: caller.snapshot.organizationId,
    hashKey: caller.snapshot.rules.hashKey,
    requestId,
    isGone: () => request.clientGone.isCancelled,
  });
  const { content, steps } = result;
  const told = JSON.stringify({
    blocked: blockJson(result),
    steps: steps.map((step) => stepJson(result, step)),
  });
  return {
    status: 200,
    headers: { "content-type": "application/json", "x-request-id": requestId },
    body: Buffer.from(`{"${content.member}":${content.json},${told.slice(1)}`),
  };
}
