/**
 * Fallback mode `passthrough`: the original request, unread, to where it was meant to go; its answer unread. Neither is
 * stored: the rules that would have taken secrets out did not run to their end.
 */
import { attemptProvider } from "./attempt-provider";
import { type ProviderAnswer } from "./read-answer";
import { AttemptBuilder } from "./build-attempt";
import { chooseRoute } from "./choose-route";
import { type GatewayRequest, type GatewayResponse } from "./gateway-message";
import { type GatewayDependencies } from "./handle-request";
import { readBody } from "./read-body";
import { type Inbound } from "./read-inbound";
import { relayBytes } from "./relay-bytes";
import { answerHeaders, STREAM_HEADERS } from "./respond";
import { type KnownRequest, type Progress } from "./serve-request";

/** @throws {GatewayError} when it cannot go on either. */
export async function passThrough(
  gateway: GatewayDependencies,
  known: KnownRequest,
  progress: Progress,
): Promise<GatewayResponse> {
  known.trace.passedThrough();
  return relay(known, progress.answer ?? (await resend(gateway, known, progress)));
}

/** Asks the first candidate, in the caller's own words. */
async function resend(
  gateway: GatewayDependencies,
  known: KnownRequest,
  progress: Progress,
): Promise<ProviderAnswer> {
  const { request, endpoint, caller } = known;
  const inbound = progress.inbound ? withoutChanges(progress.inbound) : await unread(request, endpoint.route);
  const route = chooseRoute(gateway, { ...known, snapshot: caller.snapshot, model: inbound.facts.model });
  const builder = new AttemptBuilder(gateway, { request, route, inbound, source: null });
  const context = {
    ...known,
    pools: gateway.pools,
    builder,
    passesThrough: true,
    answerRules: null,
    onUnfit: () => undefined,
  };
  const [first] = route.candidates;
  if (!first) throw new TypeError("a route has a candidate");
  const outcome = await attemptProvider(context, first);
  if (outcome.kind !== "skipped") return outcome.answer;
  throw new TypeError("the original request cannot be sent as it is");
}

function withoutChanges({ body, facts }: Inbound): Inbound {
  return { body, facts: { ...facts, lacksUsage: false } };
}

async function unread(request: GatewayRequest, route: KnownRequest["endpoint"]["route"]): Promise<Inbound> {
  const facts = { model: route.model, stream: route.stream === true, lacksUsage: false };
  if (!request.hasBody) return { body: { kind: "none" }, facts };
  const bytes = await readBody(request);
  return { body: { kind: "json", bytes, source: "", json: undefined }, facts };
}

/** The provider's answer as it came. @throws What there is instead of one. */
function relay({ requestId, trace }: KnownRequest, answer: ProviderAnswer): GatewayResponse {
  if (answer.kind === "none") throw answer.error;
  if (answer.attempt.translation)
    throw new TypeError("an answer in another protocol cannot be passed through");
  const { upstream } = answer;
  const { status } = upstream;
  const headers = answerHeaders({ requestId, trace, appliedRuleIds: [] }, answer);
  switch (answer.kind) {
    case "bytes":
      return { status, headers, body: relayBytes({ body: answer.body, status, trace }) };
    case "events":
      return { status, headers: { ...headers, ...STREAM_HEADERS }, body: answer.relay.relay() };
    default: {
      trace.firstByte();
      trace.close({ outcome: answer.kind === "error" ? "upstream_error" : "ok", status });
      const body = Buffer.isBuffer(upstream.body) ? upstream.body : Buffer.alloc(0);
      return { status, headers, body };
    }
  }
}
