/**
 * A stream whose first content is long in coming begins without it: load balancers cut a connection on which nothing
 * happens for a minute. The caller gets the head of a 200 answer and then comments, while keys and providers are still
 * being tried; how that ends is said in the stream.
 */
import { type Cancellation } from "~/lib/cancellation";
import { type TraceRecorder } from "~/traces/recorder";
import { type Addressee, GatewayError } from "./gateway-error";
import { type GatewayResponse } from "./gateway-message";
import { STREAM_HEADERS } from "./respond";
import { type StreamFraming } from "./stream-framing";

export interface EarlyStream {
  framing: StreamFraming;
  addressee: Addressee;
  trace: TraceRecorder;
  clientGone: Cancellation;
  /** Between two comments, and before the first. */
  intervalMs: number;
}

/** The answer, or when it is not there in time, a stream that waits for it. @param answering Never rejects. */
export async function beginStream(
  answering: Promise<GatewayResponse>,
  early: EarlyStream,
): Promise<GatewayResponse> {
  const answer = await withinTime(answering, early.intervalMs);
  if (answer || early.clientGone.isCancelled) return answer ?? answering;
  early.trace.headSent();
  const headers = {
    "content-type": early.framing.contentType,
    "x-request-id": early.addressee.requestId,
    ...STREAM_HEADERS,
  };
  return { status: 200, headers, body: waitFor(answering, early) };
}

async function* waitFor(
  answering: Promise<GatewayResponse>,
  { framing, addressee, intervalMs }: EarlyStream,
): AsyncGenerator<Uint8Array> {
  let isTaken = false;
  try {
    const writer = framing.writer();
    let answer: GatewayResponse | null = null;
    while (!answer) {
      yield writer.keepAlive;
      answer = await withinTime(answering, intervalMs);
    }
    isTaken = true;
    if (!Buffer.isBuffer(answer.body)) yield* answer.body;
    else yield writer.errorNotice(answer.error ?? notAStream().toChatError(), addressee);
  } finally {
    // The caller left before the answer came: whoever holds a provider's connection for it lets go.
    if (!isTaken) void answering.then(({ body }) => close(body));
  }
}

function notAStream(): GatewayError {
  return new GatewayError(
    "upstream_invalid_response",
    "The provider gave a whole answer where a stream was asked for. Ask again without streaming.",
  );
}

async function close(body: GatewayResponse["body"]): Promise<void> {
  if (!Buffer.isBuffer(body)) await body[Symbol.asyncIterator]().return?.();
}

/** Null when the promise has not settled in time. */
async function withinTime<T>(promise: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
