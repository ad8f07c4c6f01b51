/** One try against a provider: its own URL, headers and body, built from the immutable request, and its trace. */
import { type IncomingHttpHeaders } from "node:http";
import { type Readable } from "node:stream";
import { askForUsage, takesStreamOptions } from "~/providers/chat-completions/request-facts";
import { PROVIDER_NAMES } from "~/providers/provider";
import { type TraceRecorder } from "~/traces/recorder";
import { type UpstreamPools } from "~/upstream/pools";
import { sendAttempt, type UpstreamResponse } from "~/upstream/send-attempt";
import { TargetRefusedError, UpstreamError, type UpstreamFailure } from "~/upstream/upstream-error";
import { type Target } from "./choose-target";
import { type Endpoint } from "./endpoints";
import { requestHeaders } from "./forward-headers";
import { GatewayError, type GatewayErrorCode } from "./gateway-error";
import { type GatewayRequest } from "./gateway-message";
import { type Inbound } from "./read-inbound";

interface AttemptInput {
  request: GatewayRequest;
  endpoint: Endpoint;
  inbound: Inbound;
  /** The body's source after the rules; null for a body that is not read. */
  source: string | null;
  target: Target;
  trace: TraceRecorder;
}

export interface ProviderAnswer {
  readonly upstream: UpstreamResponse;
  /** It was us who asked for the usage chunk of the stream. */
  readonly usageIsOurs: boolean;
}

const ERROR_CODES: Readonly<Record<UpstreamFailure, GatewayErrorCode>> = {
  unreachable: "upstream_unreachable",
  reset: "upstream_unreachable",
  connect_timeout: "upstream_timeout",
  first_byte_timeout: "upstream_timeout",
  idle_timeout: "upstream_timeout",
  total_timeout: "upstream_timeout",
  client_gone: "client_closed",
  invalid_response: "upstream_invalid_response",
};

/** The body to send: the caller's own bytes when neither a rule nor we changed anything. */
function outboundBody({ inbound, source }: AttemptInput, withUsage: boolean): Buffer | Readable | null {
  const { body } = inbound;
  if (body.kind === "none") return null;
  if (body.kind === "opaque") return body.stream;
  const ruled = source ?? body.source;
  if (withUsage) return Buffer.from(askForUsage(ruled, body.json));
  return ruled === body.source ? body.bytes : Buffer.from(ruled);
}

function outboundHeaders(headers: IncomingHttpHeaders, { credential }: Target, isOpaque: boolean) {
  const forwarded = requestHeaders(headers, credential);
  // Of a body that is passed on as it comes, the length is the caller's; of any other, it is told by the client.
  const length = isOpaque ? headers["content-length"] : undefined;
  if (length !== undefined) forwarded["content-length"] = length;
  return forwarded;
}

/** @throws {GatewayError} 400 for a refused address, 502 or 504 when no answer came. */
export async function attemptProvider(pools: UpstreamPools, input: AttemptInput): Promise<ProviderAnswer> {
  const { request, endpoint, inbound, target, trace } = input;
  const startedAt = Date.now();
  const record = (status: number | null, errorClass: string | null, errorMessage: string | null) =>
    trace.attempt({
      provider: target.provider,
      providerKeyId: target.providerKeyId,
      model: inbound.facts.model,
      status,
      errorClass,
      errorMessage,
      startedAt,
      durationMs: Date.now() - startedAt,
    });
  trace.learn({ provider: target.provider, providerKeyId: target.providerKeyId });
  const usageIsOurs = inbound.facts.lacksUsage && target.provider !== null && takesStreamOptions(target.url);
  try {
    const upstream = await sendAttempt(
      pools,
      {
        url: target.url,
        method: request.method,
        headers: outboundHeaders(request.headers, target, inbound.body.kind === "opaque"),
        body: outboundBody(input, usageIsOurs),
        // Gemini streams a JSON array unless it is asked for events.
        stream: endpoint.dialect === "gemini" && inbound.facts.stream,
        publicOnly: target.publicOnly,
      },
      request.clientGone,
    );
    record(upstream.status, upstream.status >= 400 ? `http_${upstream.status}` : null, null);
    return { upstream, usageIsOurs };
  } catch (error) {
    const failure = toGatewayError(error, target);
    if (!failure) throw error;
    record(null, error instanceof UpstreamError ? error.failure : "target_refused", failure.message);
    throw failure;
  }
}

function toGatewayError(error: unknown, { provider }: Target): GatewayError | null {
  if (error instanceof TargetRefusedError) {
    return new GatewayError("invalid_target", `The target URL was refused: ${error.message}.`, {
      cause: error,
    });
  }
  if (!(error instanceof UpstreamError)) return null;
  const who = provider ? PROVIDER_NAMES[provider] : "The target";
  return new GatewayError(ERROR_CODES[error.failure], `${who} could not be asked: ${error.message}.`, {
    cause: error,
  });
}
