/** One try against a provider: its own URL, headers and body, built from the immutable request, and its trace. */
import { openaiCredential, openaiUrl } from "~/providers/openai/endpoint";
import { askForUsage } from "~/providers/openai/request";
import { type TraceRecorder } from "~/traces/recorder";
import { sendAttempt, type UpstreamResponse } from "~/upstream/send-attempt";
import { UpstreamError, type UpstreamFailure } from "~/upstream/upstream-error";
import { type ProviderCredential } from "./choose-credential";
import { type Endpoint } from "./endpoints";
import { requestHeaders } from "./forward-headers";
import { GatewayError, type GatewayErrorCode } from "./gateway-error";
import { type GatewayRequest } from "./gateway-message";
import { type GatewayDependencies } from "./handle-request";
import { type Inbound } from "./read-inbound";

interface AttemptInput {
  request: GatewayRequest;
  endpoint: Endpoint;
  inbound: Inbound;
  /** The body's source after the rules. */
  source: string;
  credential: ProviderCredential;
  trace: TraceRecorder;
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

/** The bytes to send: the caller's own when neither a rule nor we changed anything. */
function outboundBody({ inbound, source }: AttemptInput): Buffer {
  const { facts, body, bytes } = inbound;
  if (facts.stream && !facts.wantsUsage) return Buffer.from(askForUsage(source, body));
  return source === inbound.source ? bytes : Buffer.from(source);
}

/** @throws {GatewayError} 502 or 504 when no answer came. */
export async function attemptProvider(
  gateway: GatewayDependencies,
  input: AttemptInput,
): Promise<UpstreamResponse> {
  const { request, endpoint, inbound, credential, trace } = input;
  const query = request.url.indexOf("?");
  const startedAt = Date.now();
  const record = (status: number | null, errorClass: string | null, errorMessage: string | null) =>
    trace.attempt({
      provider: endpoint.protocol,
      providerKeyId: credential.providerKeyId,
      model: inbound.facts.model,
      status,
      errorClass,
      errorMessage,
      startedAt,
      durationMs: Date.now() - startedAt,
    });
  trace.learn({ provider: endpoint.protocol, providerKeyId: credential.providerKeyId });
  try {
    const answer = await sendAttempt(
      gateway.pools,
      {
        url: openaiUrl(
          gateway.baseUrls.openai,
          endpoint.path,
          query === -1 ? "" : queryWithoutKey(request.url.slice(query)),
        ),
        method: request.method,
        headers: requestHeaders(request.headers, openaiCredential(credential.secret)),
        body: outboundBody(input),
      },
      request.clientGone,
    );
    record(answer.status, answer.status >= 400 ? `http_${answer.status}` : null, null);
    return answer;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    record(null, error.failure, error.message);
    throw new GatewayError(ERROR_CODES[error.failure], `OpenAI could not be asked: ${error.message}.`, {
      cause: error,
    });
  }
}

/** Our key may have come as `?key=`; it never goes upstream. */
function queryWithoutKey(query: string): string {
  const parameters = new URLSearchParams(query);
  if (!parameters.has("key")) return query;
  parameters.delete("key");
  const rest = parameters.toString();
  return rest === "" ? "" : `?${rest}`;
}
