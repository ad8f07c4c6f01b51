/**
 * One request, from the socket to the trace. docs/architecture.md follows it through the files named here.
 *
 * authenticate → read → rules → attempt → respond → trace
 */
import { type Cancellation } from "~/lib/cancellation";
import { newId } from "~/lib/ids";
import { type Logger } from "~/lib/logger";
import { TraceRecorder } from "~/traces/recorder";
import { type Trace } from "~/traces/trace";
import { type UpstreamPools } from "~/upstream/pools";
import { applyRules } from "./apply-rules";
import { attemptProvider } from "./attempt-provider";
import { authenticate } from "./authenticate";
import { chooseCredential } from "./choose-credential";
import { readCredentials, type Credentials } from "./credentials";
import { findEndpoint, type Endpoint } from "./endpoints";
import { GatewayError, renderGatewayError } from "./gateway-error";
import { type GatewayRequest, type GatewayResponse } from "./gateway-message";
import { readBody } from "./read-body";
import { readInbound } from "./read-inbound";
import { respond } from "./respond";
import { type Caller, type SnapshotCache } from "./snapshot-cache";

export interface GatewayDependencies {
  snapshots: SnapshotCache;
  pools: UpstreamPools;
  baseUrls: { openai: string };
  writeTrace: (trace: Trace) => void;
  /** Notes that an API key was used. */
  onKeyUsed: (caller: Caller) => void;
  logger: Logger;
}

const ACCEPTED_REQUEST_ID = /^[\w\-.]{1,128}$/;

/** The caller's X-Request-Id when it is fit to be repeated and searched for, else a new one. */
function acceptRequestId(sent: string | string[] | undefined): string {
  return typeof sent === "string" && ACCEPTED_REQUEST_ID.test(sent) ? sent : newId();
}

/** Never throws: every failure is an answer in the caller's dialect, and a trace once the caller is known. */
export async function handleRequest(
  gateway: GatewayDependencies,
  request: GatewayRequest,
): Promise<GatewayResponse> {
  const startedAt = Date.now();
  const requestId = acceptRequestId(request.headers["x-request-id"]);
  let trace: TraceRecorder | null = null;
  try {
    const endpoint = findEndpoint(request.method, request.url);
    const credentials = readCredentials(request.headers, request.url);
    const caller = await identify(gateway, credentials, endpoint);
    trace = beginTrace(gateway, caller, request, requestId, startedAt);
    if (endpoint instanceof GatewayError) throw endpoint;
    return await serve(gateway, { request, requestId, endpoint, caller, credentials, trace });
  } catch (error) {
    return refuse(gateway, { error, requestId, trace, clientGone: request.clientGone });
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
    throw endpoint instanceof GatewayError ? endpoint : error;
  }
}

function beginTrace(
  gateway: GatewayDependencies,
  caller: Caller,
  request: GatewayRequest,
  requestId: string,
  startedAt: number,
): TraceRecorder {
  const { organizationId, zeroData } = caller.snapshot;
  const { method, url } = request;
  const start = { organizationId, zeroData, method, url, requestId, startedAt, apiKeyId: caller.apiKeyId };
  return new TraceRecorder(start, gateway.writeTrace);
}

interface Authenticated {
  request: GatewayRequest;
  requestId: string;
  endpoint: Endpoint;
  caller: Caller;
  credentials: Credentials;
  trace: TraceRecorder;
}

async function serve(gateway: GatewayDependencies, context: Authenticated): Promise<GatewayResponse> {
  const { request, requestId, endpoint, caller, credentials, trace } = context;
  const { snapshot } = caller;
  trace.learn({ protocol: endpoint.protocol });

  const inbound = readInbound(await readBody(request));
  trace.learn({ requestedModel: inbound.facts.model, streaming: inbound.facts.stream });

  const ruled = applyRules(snapshot, inbound, requestId);
  trace.learn({ requestBody: ruled.source, ruleHits: ruled.hits });

  const credential = chooseCredential(snapshot, endpoint.protocol, credentials.ownKey);
  const answer = await attemptProvider(gateway, {
    request,
    endpoint,
    inbound,
    source: ruled.source,
    credential,
    trace,
  });

  return respond({
    answer,
    inbound,
    requestId,
    appliedRuleIds: ruled.appliedRuleIds,
    secret: credential.secret,
    trace,
  });
}

interface Failure {
  error: unknown;
  requestId: string;
  trace: TraceRecorder | null;
  clientGone: Cancellation;
}

function toGatewayError(
  gateway: GatewayDependencies,
  { error, requestId, clientGone }: Failure,
): GatewayError {
  if (error instanceof GatewayError) return error;
  if (clientGone.isCancelled) return new GatewayError("client_closed", "The caller closed the connection.");
  // A stack names code, not content; messages of foreign errors may quote what they failed on.
  gateway.logger.error(
    { requestId, stack: error instanceof Error ? error.stack : null },
    "the gateway failed",
  );
  return new GatewayError(
    "internal_error",
    `The gateway failed. Report request id ${requestId} to its operator.`,
  );
}

function refuse(gateway: GatewayDependencies, failure: Failure): GatewayResponse {
  const { requestId, trace } = failure;
  const error = toGatewayError(gateway, failure);
  const gone = error.code === "client_closed";
  trace?.close({
    outcome: gone ? "client_closed" : error.code.startsWith("upstream_") ? "upstream_error" : "gateway_error",
    status: gone ? null : error.status,
    errorCode: error.code,
    errorMessage: error.message,
  });
  return renderGatewayError(error, { "x-request-id": requestId });
}
