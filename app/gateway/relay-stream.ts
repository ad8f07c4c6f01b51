/**
 * Passes a provider's event stream on, byte for byte, and reads along for the trace.
 *
 * Only two things ever differ from what the provider sent: the usage chunk is left out when it was us who asked for
 * it, and a stream that breaks off ends with an error event instead of looking finished.
 */
import { type Readable } from "node:stream";
import { openaiErrorBody, GatewayError } from "./gateway-error";
import { ChatStreamReader } from "~/providers/openai/stream";
import { encodeSseEvent, SseSplitter, type SseEvent } from "~/streaming/sse";
import { type TraceEnd, type TraceRecorder } from "~/traces/recorder";
import { UpstreamError } from "~/upstream/upstream-error";

interface RelayOptions {
  body: Readable;
  status: number;
  trace: TraceRecorder;
  /** The caller did not ask for the usage chunk. */
  hideUsage: boolean;
  /** Called once when the trace closes, to take secrets out of what is kept. */
  redact: (text: string) => string;
}

const NOTHING = Buffer.alloc(0);

class StreamRelay {
  private readonly splitter = new SseSplitter();
  private readonly reader = new ChatStreamReader();

  constructor(private readonly options: RelayOptions) {}

  /** The bytes to pass on for a chunk. */
  push(chunk: Uint8Array): Uint8Array {
    return this.select(this.splitter.push(chunk), chunk);
  }

  flush(): Uint8Array {
    return this.select(this.splitter.flush(), NOTHING);
  }

  /** Closes the trace with what the stream turned out to be. */
  close(end: TraceEnd): void {
    const { trace, redact } = this.options;
    if (trace.isClosed) return;
    const { model, usage } = this.reader;
    trace.learn({ servedModel: model, usage, responseBody: redact(this.reader.assemble()) });
    trace.close(end);
  }

  /** How the stream ended, now that the provider has closed it. */
  ending(): { end: TraceEnd; notice: Buffer } {
    const { status } = this.options;
    if (this.reader.error) {
      const { code, message } = this.reader.error;
      const end: TraceEnd = {
        outcome: "upstream_error",
        status,
        errorCode: code,
        errorMessage: this.options.redact(message),
      };
      return { end, notice: NOTHING };
    }
    if (this.reader.isComplete) return { end: { outcome: "ok", status }, notice: NOTHING };
    return this.interrupted("The provider's stream ended before the answer was complete.");
  }

  interrupted(message: string): { end: TraceEnd; notice: Buffer } {
    const error = new GatewayError("stream_interrupted", message);
    const end: TraceEnd = {
      outcome: "truncated",
      status: this.options.status,
      errorCode: error.code,
      errorMessage: message,
    };
    return { end, notice: encodeSseEvent({ data: JSON.stringify(openaiErrorBody(error)) }) };
  }

  /** Everything goes through as it came, unless an event must be left out. */
  private select(events: readonly SseEvent[], chunk: Uint8Array): Uint8Array {
    const { hideUsage } = this.options;
    const kept: Buffer[] = [];
    for (const event of events) {
      const kind = event.data === null ? "other" : this.reader.read(event.data);
      if (!hideUsage || kind !== "usage_only") kept.push(event.raw);
    }
    return hideUsage ? Buffer.concat(kept) : chunk;
  }
}

export async function* relayStream(options: RelayOptions): AsyncGenerator<Uint8Array> {
  const { body, trace, status } = options;
  const relay = new StreamRelay(options);
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      const out = relay.push(chunk);
      if (out.length === 0) continue;
      trace.firstByte();
      yield out;
    }
    const rest = relay.flush();
    if (rest.length > 0) yield rest;
    const { end, notice } = relay.ending();
    relay.close(end);
    if (notice.length > 0) yield notice;
  } catch (error) {
    if (error instanceof UpstreamError && error.failure === "client_gone") return;
    const message = error instanceof UpstreamError ? error.message : "the answer could not be passed on";
    const { end, notice } = relay.interrupted(`The answer broke off: ${message}.`);
    relay.close(end);
    yield notice;
  } finally {
    // Reached first when the caller left: the generator was told to return.
    relay.close({ outcome: "client_closed", status });
    body.destroy();
  }
}
