/**
 * One request, from the socket to the trace. docs/architecture.md follows it through the files named here.
 *
 * authenticate → read → rules → attempt → respond → trace
 */
import { type Cancellation } from "~/lib/cancellation";
import { newId } from "~/lib/ids";
import { type Logger } from "~/lib/logger";
import { TraceRecorder, type TraceStart } from "~/traces/recorder";
import { type RequestOutcome, type Trace } from "~/traces/trace";
import { type KeyHealth } from "~/upstream/key-health";
import { type UpstreamPools } from "~/upstream/pools";
import { type GuardedTarget } from "~/upstream/target-guard";
import { authenticate } from "./authenticate";
import { guardTarget, type Destinations } from "./destinations";
import { readCredentials, type Credentials } from "./credentials";
import { dialectOf, findEndpoint, type Endpoint } from "./endpoints";
import { type Addressee, GatewayError, renderGatewayError } from "./gateway-error";
import { type GatewayRequest, type GatewayResponse } from "./gateway-message";
import { findOwnEndpoint, type OwnEndpoint } from "./own-endpoints";
import { readAnnotations } from "./request-annotations";
import { serveRequest } from "./serve-request";
import { type Caller, type SnapshotCache } from "./snapshot-cache";
import { type TokenVault } from "./token-vault";

/** Where a request is. A hook that throws at one stands for our own code failing there. */
export type Stage = "read" | "rules" | "target" | "attempt" | "respond";

export interface GatewayDependencies extends Destinations {
  snapshots: SnapshotCache;
  pools: UpstreamPools;
  /** How long a stream may be silent before its first content. */
  keepAliveMs: number;
  health: KeyHealth;
  vault: TokenVault;
  writeTrace: (trace: Trace) => void;
  /** Notes that an API key was used. */
  onKeyUsed: (caller: Caller) => void;
  /** Told before each stage. */
  onStage?: (stage: Stage) => void;
  logger: Logger;
}

const ACCEPTED_REQUEST_ID = /^[\w\-.]{1,128}$/;

/** The caller's X-Request-Id when it is fit to be repeated and searched for, else ours. */
function acceptRequestId(sent: string | string[] | undefined, id: string): string {
  return typeof sent === "string" && ACCEPTED_REQUEST_ID.test(sent) ? sent : id;
}

/** Never throws: every failure is an answer in the caller's dialect, and a trace once the caller is known. */
export async function handleRequest(
  gateway: GatewayDependencies,
  request: GatewayRequest,
): Promise<GatewayResponse> {
  const startedAt = Date.now();
  const { headers, url } = request;
  const id = newId(startedAt);
  const requestId = acceptRequestId(headers["x-request-id"], id);
  const own = findOwnEndpoint(request);
  if (own) return serveOwn(gateway, own, { request, requestId });
  const place = locate(gateway, request);
  const dialect = place.endpoint instanceof GatewayError ? dialectOf(request) : place.endpoint.dialect;
  let trace: TraceRecorder | null = null;
  const refuseWith = (error: unknown) =>
    refuse(gateway, { error, addressee: { dialect, requestId }, trace, clientGone: request.clientGone });
  try {
    const credentials = readCredentials(headers, url, dialect);
    const caller = await identify(gateway, credentials, place.endpoint);
    trace = beginTrace(gateway, caller, { request, id, requestId, startedAt });
    if (place.endpoint instanceof GatewayError) throw place.endpoint;
    const annotations = readAnnotations(headers);
    trace.learn({ protocol: dialect, annotations });
    const { ownKey } = credentials;
    const { endpoint, explicit } = place;
    const tokenScope = annotations.traceId ?? id;
    const refuse = refuseWith;
    const known = { request, requestId, caller, ownKey, tokenScope, trace, endpoint, explicit, refuse };
    return await serveRequest(gateway, known);
  } catch (error) {
    return refuseWith(error);
  }
}

/** What no provider is asked: no trace tells of it. */
async function serveOwn(
  gateway: GatewayDependencies,
  own: OwnEndpoint,
  asked: { request: GatewayRequest; requestId: string },
): Promise<GatewayResponse> {
  const { request, requestId } = asked;
  const { headers, url, clientGone } = request;
  const dialect = "openai";
  try {
    const caller = await authenticate(readCredentials(headers, url, dialect), gateway.snapshots);
    gateway.onKeyUsed(caller);
    return await own({ ...asked, caller });
  } catch (error) {
    return refuse(gateway, { error, addressee: { dialect, requestId }, trace: null, clientGone });
  }
}

interface Place {
  endpoint: Endpoint | GatewayError;
  explicit: GuardedTarget | null;
}

/** What is asked, and where when the caller says so itself. */
function locate({ guard }: GatewayDependencies, request: GatewayRequest): Place {
  const target = request.headers["x-grepture-target"];
  if (typeof target !== "string") return { endpoint: findEndpoint(request, null), explicit: null };
  try {
    const explicit = guardTarget(guard, target);
    return { endpoint: findEndpoint(request, explicit.url), explicit };
  } catch (error) {
    if (error instanceof GatewayError) return { endpoint: error, explicit: null };
    throw error;
  }
}

/** An unknown path is a 404 whoever asks; a known caller's is traced as well. */
async function identify(
  gateway: GatewayDependencies,
  credentials: Credentials,
  endpoint: Endpoint | GatewayError,
): Promise<Caller> {
  try {
    const caller = await authenticate(credentials, gateway.snapshots);
    gateway.onKeyUsed(caller);
    return caller;
  } catch (error) {
    throw endpoint instanceof GatewayError && endpoint.status === 404 ? endpoint : error;
  }
}

function beginTrace(
  gateway: GatewayDependencies,
  caller: Caller,
  {
    request,
    id,
    requestId,
    startedAt,
  }: { request: GatewayRequest } & Pick<TraceStart, "id" | "requestId" | "startedAt">,
): TraceRecorder {
  const { organizationId, zeroData } = caller.snapshot;
  const { method, url } = request;
  const start = {
    id,
    organizationId,
    zeroData,
    method,
    url,
    requestId,
    startedAt,
    apiKeyId: caller.apiKeyId,
  };
  return new TraceRecorder(start, gateway.writeTrace);
}

interface Failure {
  error: unknown;
  addressee: Addressee;
  trace: TraceRecorder | null;
  clientGone: Cancellation;
}

function toGatewayError(
  gateway: GatewayDependencies,
  { error, addressee: { requestId }, clientGone }: Failure,
): GatewayError {
  if (error instanceof GatewayError) return error;
  if (clientGone.isCancelled) return new GatewayError("client_closed", "The caller closed the connection.");
  // A stack names code, not content; messages of foreign errors may quote what they failed on.
  const stack = error instanceof Error ? (error.stack ?? "").replace(/^.*?(?=\n\s+at )/s, error.name) : null;
  gateway.logger.error({ requestId, stack }, "the gateway failed");
  return new GatewayError(
    "internal_error",
    `The gateway failed. Report request id ${requestId} to its operator.`,
  );
}

function outcomeOf({ code }: GatewayError): RequestOutcome {
  if (code === "client_closed") return "client_closed";
  if (code === "blocked_by_rule") return "blocked";
  return code.startsWith("upstream_") ? "upstream_error" : "gateway_error";
}

function refuse(gateway: GatewayDependencies, failure: Failure): GatewayResponse {
  const { addressee, trace } = failure;
  const error = toGatewayError(gateway, failure);
  const outcome = outcomeOf(error);
  trace?.close({
    outcome,
    status: outcome === "client_closed" ? null : error.status,
    errorCode: error.code,
    errorMessage: error.message,
  });
  return renderGatewayError(error, addressee, {});
}
