/**
 * The stages of a request whose caller is known, and what happens when our own code fails in one of them: the
 * organization's fallback mode says whether the caller gets an error or the original request goes on without us.
 */
import { PROTOCOLS } from "~/providers/registry";
import { type TraceRecorder } from "~/traces/recorder";
import { walkChain, type AttemptOutcome } from "~/upstream/walk-chain";
import { type GuardedTarget } from "~/upstream/target-guard";
import { RuleBlockedError } from "~/rules/rule-block";
import { AnswerRules } from "./answer-rules";
import { applyRules, blockedError, conditionFacts } from "./apply-rules";
import { attemptProvider, type AttemptContext } from "./attempt-provider";
import { type ProviderAnswer } from "./read-answer";
import { beginStream } from "./begin-stream";
import { AttemptBuilder } from "./build-attempt";
import { type Candidate, chooseRoute, type Route } from "./choose-route";
import { type Endpoint } from "./endpoints";
import { GatewayError } from "./gateway-error";
import { type GatewayRequest, type GatewayResponse } from "./gateway-message";
import { type GatewayDependencies } from "./handle-request";
import { callersFraming } from "./open-stream";
import { passThrough } from "./pass-through";
import { readInbound, type Inbound } from "./read-inbound";
import { respond } from "./respond";
import { type Caller } from "./snapshot-cache";
import { type TokenSession } from "./token-vault";

export interface KnownRequest {
  request: GatewayRequest;
  requestId: string;
  endpoint: Endpoint;
  explicit: GuardedTarget | null;
  caller: Caller;
  ownKey: string | null;
  /** Within it, the same value gets the same token: the caller's trace, else this request. */
  tokenScope: string;
  trace: TraceRecorder;
  /** The answer to a failure. Closes the trace. */
  refuse: (error: unknown) => GatewayResponse;
}

/** How far a request came: what a pass-through can build on. */
export interface Progress {
  inbound: Inbound | null;
  answer: ProviderAnswer | null;
}

/** @throws {GatewayError} what the caller is to be told. @throws What our own code failed with, in mode `error`. */
export async function serveRequest(
  gateway: GatewayDependencies,
  known: KnownRequest,
): Promise<GatewayResponse> {
  const { endpoint, request, requestId, trace } = known;
  const progress: Progress = { inbound: null, answer: null };
  const fallBack = (error: unknown) => goOnWithout(gateway, known, { progress, error });
  let inbound: Inbound;
  try {
    inbound = progress.inbound = await read(gateway, known);
  } catch (error) {
    return fallBack(error);
  }
  const answering = answerRead(gateway, known, { inbound, progress }).catch(fallBack);
  const isEvents = inbound.facts.stream && PROTOCOLS[endpoint.dialect].observer(endpoint.operation) !== null;
  if (!isEvents) return answering;
  return beginStream(answering.catch(known.refuse), {
    framing: callersFraming(endpoint),
    addressee: { dialect: endpoint.dialect, requestId },
    trace,
    clientGone: request.clientGone,
    intervalMs: gateway.keepAliveMs,
  });
}

/** What the organization's fallback mode does when our own code fails. */
function goOnWithout(
  gateway: GatewayDependencies,
  known: KnownRequest,
  { progress, error }: { progress: Progress; error: unknown },
): Promise<GatewayResponse> {
  const { caller, request, requestId } = known;
  const mayPass = caller.snapshot.fallbackMode === "passthrough";
  if (!mayPass || error instanceof GatewayError || request.clientGone.isCancelled) throw error;
  const cause = error instanceof Error ? error.name : "an error";
  gateway.logger.error({ requestId, cause }, "the gateway failed; the request is passed through");
  return passThrough(gateway, known, progress);
}

async function read(
  gateway: GatewayDependencies,
  { request, endpoint, trace }: KnownRequest,
): Promise<Inbound> {
  gateway.onStage?.("read");
  const inbound = await readInbound(request, endpoint);
  trace.learn({ requestedModel: inbound.facts.model, streaming: inbound.facts.stream });
  return inbound;
}

async function answerRead(
  gateway: GatewayDependencies,
  known: KnownRequest,
  { inbound, progress }: { inbound: Inbound; progress: Progress },
): Promise<GatewayResponse> {
  const { request, requestId, endpoint, caller, trace } = known;
  const { snapshot } = caller;

  gateway.onStage?.("rules");
  const tokens = openTokens(gateway, known);
  const ruled = applyRules(snapshot, inbound, { request, endpoint, requestId, tokens });
  trace.learn({ requestBody: ruled.block ? null : ruled.source, ruleHits: ruled.hits });
  for (const warning of ruled.warnings) trace.warn(warning);
  if (ruled.block) throw blockedError(ruled.block);
  const answerRules = new AnswerRules({
    rules: snapshot.rules,
    facts: conditionFacts(request, inbound),
    endpoint,
    requestId,
    tokens,
    restores: mayAnswerTokens(tokens, ruled.source, endpoint),
    trace,
  });

  gateway.onStage?.("target");
  const { ownKey, explicit } = known;
  const route = chooseRoute(gateway, { snapshot, endpoint, ownKey, explicit, model: inbound.facts.model });

  gateway.onStage?.("attempt");
  const builder = new AttemptBuilder(gateway, { request, route, inbound, source: ruled.source });
  const { answer, retryAfterMs } = await findAnswer(gateway, { known, route, builder, answerRules });
  progress.answer = answer;
  // Not always of the attempt that was the last.
  const { provider, providerKeyId } = answer.attempt.target;
  trace.learn({ provider, providerKeyId });

  gateway.onStage?.("respond");
  for (const warning of answer.attempt.warnings) trace.warn(warning);
  const { appliedRuleIds } = ruled;
  return respond({ endpoint, requestId, trace, appliedRuleIds, retryAfterMs, answerRules }, answer).catch(
    (error: unknown) => {
      throw error instanceof RuleBlockedError ? blockedError(error.block) : error;
    },
  );
}

function openTokens(gateway: GatewayDependencies, { caller, tokenScope, trace }: KnownRequest): TokenSession {
  const { organizationId, zeroData, rules } = caller.snapshot;
  return gateway.vault.session({
    organizationId,
    zeroData,
    format: rules.tokenFormat,
    scope: tokenScope,
    onUnavailable: () => trace.warn("tokens: the vault could not be asked; what it holds counts as expired"),
  });
}

/** Whether the provider was told tokens, now or, where it remembers conversations, before. */
function mayAnswerTokens(tokens: TokenSession, source: string | null, { operation }: Endpoint): boolean {
  if (tokens.hasIssued || operation === "responses") return true;
  return source !== null && tokens.format.find(source).length > 0;
}

interface Found {
  answer: ProviderAnswer;
  /** Every key that was asked is limited: until the first of them may be asked again. */
  retryAfterMs: number | null;
}

interface Walk {
  known: KnownRequest;
  route: Route;
  builder: AttemptBuilder;
  answerRules: AnswerRules;
}

/** From candidate to candidate. @throws {GatewayError} */
async function findAnswer(gateway: GatewayDependencies, walk: Walk): Promise<Found> {
  const { known, route, builder, answerRules } = walk;
  const { request, requestId, endpoint, trace } = known;
  const unfit: GatewayError[] = [];
  // Written out field by field: spreading objects costs more than all the rest of this.
  const context: AttemptContext = {
    request,
    requestId,
    endpoint,
    trace,
    pools: gateway.pools,
    builder,
    answerRules,
    passesThrough: known.caller.snapshot.fallbackMode === "passthrough",
    onUnfit: (error) => unfit.push(error),
  };
  const [first] = route.candidates;
  // The caller's own key is the caller's concern: its health is not ours to keep.
  if (first?.id === "own")
    return { answer: finalAnswer(await attemptProvider(context, first), unfit), retryAfterMs: null };
  let asked = 0;
  const end = await walkChain<Candidate, ProviderAnswer>(route.candidates, {
    health: gateway.health,
    attempt: async (candidate) => {
      const outcome = await attemptProvider(context, candidate);
      if (outcome.kind !== "skipped") asked++;
      return outcome;
    },
    isGone: () => request.clientGone.isCancelled,
    onMovedOn: (_, because) => trace.movedOn(because),
  });
  switch (end.kind) {
    case "answered":
      return { answer: end.answer, retryAfterMs: null };
    case "exhausted":
      return { answer: end.last, retryAfterMs: asked > 1 ? end.retryAfterMs : null };
    case "unusable":
      throw unfit[0] ?? noUsableKey(end.reasons);
  }
}

function finalAnswer(
  outcome: AttemptOutcome<ProviderAnswer>,
  [unfit]: readonly GatewayError[],
): ProviderAnswer {
  if (outcome.kind === "skipped") throw unfit ?? noUsableKey([outcome.reason]);
  return outcome.answer;
}

function noUsableKey(reasons: readonly string[]): GatewayError {
  return new GatewayError(
    "no_usable_key",
    `No provider key of the chain can be used for this request: ${reasons.join("; ")}. See Provider keys in the dashboard.`,
  );
}
