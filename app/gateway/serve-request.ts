/**
 * The stages of a request whose caller is known, and what happens when our own code fails in one of them: the
 * organization's fallback mode says whether the caller gets an error or the original request goes on without us.
 */
import { type TraceRecorder } from "~/traces/recorder";
import { type UpstreamResponse } from "~/upstream/send-attempt";
import { type GuardedTarget } from "~/upstream/target-guard";
import { applyRules } from "./apply-rules";
import { attemptProvider, type ProviderAnswer } from "./attempt-provider";
import { chooseTarget, type Target } from "./choose-target";
import { type Endpoint } from "./endpoints";
import { responseHeaders } from "./forward-headers";
import { GatewayError } from "./gateway-error";
import { type GatewayRequest, type GatewayResponse } from "./gateway-message";
import { type GatewayDependencies } from "./handle-request";
import { readBody } from "./read-body";
import { readInbound, type Inbound, type InboundBody } from "./read-inbound";
import { relayBytes } from "./relay-bytes";
import { respond } from "./respond";
import { type Caller } from "./snapshot-cache";

export interface KnownRequest {
  request: GatewayRequest;
  requestId: string;
  endpoint: Endpoint;
  explicit: GuardedTarget | null;
  caller: Caller;
  ownKey: string | null;
  trace: TraceRecorder;
}

/** How far a request came: what a pass-through can build on. */
interface Progress {
  inbound: Inbound | null;
  target: Target | null;
  answer: ProviderAnswer | null;
}

/** @throws {GatewayError} what the caller is to be told. @throws What our own code failed with, in mode `error`. */
export async function serveRequest(
  gateway: GatewayDependencies,
  known: KnownRequest,
): Promise<GatewayResponse> {
  const progress: Progress = { inbound: null, target: null, answer: null };
  try {
    return await runStages(gateway, known, progress);
  } catch (error) {
    const mayPass = known.caller.snapshot.fallbackMode === "passthrough";
    if (!mayPass || error instanceof GatewayError || known.request.clientGone.isCancelled) throw error;
    const cause = error instanceof Error ? error.name : "an error";
    gateway.logger.error(
      { requestId: known.requestId, cause },
      "the gateway failed; the request is passed through",
    );
    return passThrough(gateway, known, progress);
  }
}

async function runStages(
  gateway: GatewayDependencies,
  known: KnownRequest,
  progress: Progress,
): Promise<GatewayResponse> {
  const { request, requestId, endpoint, caller, trace } = known;
  const { snapshot } = caller;

  gateway.onStage?.("read");
  const inbound = (progress.inbound = await readInbound(request, endpoint));
  trace.learn({ requestedModel: inbound.facts.model, streaming: inbound.facts.stream });

  gateway.onStage?.("rules");
  const ruled = applyRules(snapshot, inbound, { endpoint, requestId });
  trace.learn({ requestBody: ruled.source, ruleHits: ruled.hits });
  for (const warning of ruled.warnings) trace.warn(warning);

  gateway.onStage?.("target");
  const target = (progress.target = chooseTarget(gateway, { ...known, snapshot }));

  gateway.onStage?.("attempt");
  const { source } = ruled;
  const answer = (progress.answer = await attemptProvider(gateway.pools, {
    request,
    endpoint,
    inbound,
    source,
    target,
    trace,
  }));

  gateway.onStage?.("respond");
  return respond({
    answer,
    endpoint,
    requestId,
    headers: answerHeaders(known, target, answer.upstream, ruled.appliedRuleIds),
    secret: target.secret,
    trace,
    passesThrough: snapshot.fallbackMode === "passthrough",
    keepAliveMs: gateway.keepAliveMs,
  });
}

function answerHeaders(
  { requestId, trace }: KnownRequest,
  { provider }: Target,
  upstream: UpstreamResponse,
  appliedRuleIds: readonly string[],
): GatewayResponse["headers"] {
  const headers = responseHeaders(upstream.headers);
  headers["x-request-id"] = requestId;
  if (provider) headers["x-grepture-provider"] = provider;
  headers["x-grepture-attempts"] = trace.attemptSummary();
  if (appliedRuleIds.length > 0) headers["x-grepture-rules-applied"] = appliedRuleIds.join(",");
  return headers;
}

/**
 * The original request, unread, to where it was meant to go; its answer unread. Neither is stored: the rules that
 * would have taken secrets out did not run to their end.
 */
async function passThrough(
  gateway: GatewayDependencies,
  known: KnownRequest,
  progress: Progress,
): Promise<GatewayResponse> {
  const { request, endpoint, caller, trace } = known;
  trace.passedThrough();
  const target = progress.target ?? chooseTarget(gateway, { ...known, snapshot: caller.snapshot });
  const { upstream } = progress.answer ?? (await resend());
  const { status, body } = upstream;
  const headers = answerHeaders(known, target, upstream, []);
  if (!Buffer.isBuffer(body)) return { status, headers, body: relayBytes({ body, status, trace }) };
  trace.firstByte();
  trace.close({ outcome: status >= 400 ? "upstream_error" : "ok", status });
  return { status, headers, body };

  async function resend(): Promise<ProviderAnswer> {
    const body = progress.inbound?.body ?? (await unreadBody(request));
    const { model = null, stream = endpoint.route.stream === true } = progress.inbound?.facts ?? {};
    const inbound = { body, facts: { model, stream, lacksUsage: false } };
    return attemptProvider(gateway.pools, { request, endpoint, inbound, source: null, target, trace });
  }
}

async function unreadBody(request: GatewayRequest): Promise<InboundBody> {
  if (!request.hasBody) return { kind: "none" };
  const bytes = await readBody(request);
  return { kind: "json", bytes, source: "", json: undefined };
}
