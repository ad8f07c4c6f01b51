/**
 * Passes a provider's stream on, event by event and byte for byte, and reads along for the trace.
 *
 * What differs from what the provider sent: the usage chunk is left out when it was us who asked for it, an event
 * that is not JSON is left out because clients break on it, silence before the first content is filled with
 * comments, and a stream that breaks off ends with an error in the caller's protocol instead of looking finished.
 */
import { type Readable } from "node:stream";
import { type StreamObserver } from "~/providers/stream-observer";
import { withKeepAlive } from "~/streaming/keep-alive";
import { type TraceEnd, type TraceRecorder } from "~/traces/recorder";
import { UpstreamError } from "~/upstream/upstream-error";
import { type Addressee, GatewayError } from "./gateway-error";
import { type StreamFraming, type StreamItem } from "./stream-framing";

export interface RelayOptions {
  body: Readable;
  status: number;
  trace: TraceRecorder;
  framing: StreamFraming;
  observer: StreamObserver;
  addressee: Addressee;
  /** The caller did not ask for the usage chunk. */
  hideUsage: boolean;
  /** Takes the provider key out of what is shown or kept. */
  redact: (text: string) => string;
  /** Fallback mode passthrough: when reading along fails, the stream goes on unread. */
  passesThrough: boolean;
  keepAliveMs: number;
}

const NOTHING = Buffer.alloc(0);

interface Ending {
  end: TraceEnd;
  notice: Buffer;
}

class StreamRelay {
  /** An error event was passed on: whatever follows would make the answer look finished. */
  hasFailed = false;
  hasContent = false;
  private unread = false;
  private malformed = 0;

  constructor(private readonly options: RelayOptions) {}

  /** The bytes to pass on for a chunk. */
  push(chunk: Uint8Array): Uint8Array {
    return this.select(this.options.framing.push(chunk));
  }

  flush(): Uint8Array {
    return this.select(this.options.framing.flush());
  }

  /** Closes the trace with what the stream turned out to be. */
  close(end: TraceEnd): void {
    const { trace, redact, observer } = this.options;
    if (trace.isClosed) return;
    if (this.malformed > 0) trace.warn(`stream: ${this.malformed} malformed event(s) left out`);
    if (!this.unread) {
      trace.learn({
        servedModel: observer.model,
        usage: observer.usage,
        responseBody: trace.keepsBodies ? redact(observer.assemble()) : null,
      });
    }
    trace.close(end);
  }

  /** How the stream ended, now that the provider has closed it. */
  ending(): Ending {
    const { status, observer, redact } = this.options;
    const { error } = observer;
    if (error) {
      const end: TraceEnd = {
        outcome: this.hasContent ? "truncated" : "upstream_error",
        status,
        errorCode: error.code,
        errorMessage: redact(error.message),
      };
      return { end, notice: NOTHING };
    }
    if (observer.isComplete || this.unread) {
      return { end: { outcome: status >= 400 ? "upstream_error" : "ok", status }, notice: NOTHING };
    }
    return this.interrupted("The provider's stream ended before the answer was complete.");
  }

  interrupted(message: string): Ending {
    const { addressee, framing, status } = this.options;
    const error = new GatewayError("stream_interrupted", message);
    const end: TraceEnd = { outcome: "truncated", status, errorCode: error.code, errorMessage: message };
    return { end, notice: framing.errorNotice(error.toChatError(), addressee) };
  }

  private select(items: readonly StreamItem[]): Uint8Array {
    const kept: Uint8Array[] = [];
    for (const item of items) {
      if (this.hasFailed) break;
      const bytes = this.read(item);
      if (bytes) kept.push(bytes);
    }
    const [only = NOTHING] = kept;
    return kept.length > 1 ? Buffer.concat(kept) : only;
  }

  /** The item's bytes, or null when it is left out. */
  private read(item: StreamItem): Uint8Array | null {
    if (item.data === null || this.unread) return item.raw;
    const { observer, hideUsage, redact } = this.options;
    switch (this.observe(item)) {
      case "content":
        this.hasContent = true;
        return item.raw;
      case "usage_only":
        return hideUsage ? null : item.raw;
      case "error":
        this.hasFailed = observer.error !== null;
        return Buffer.from(redact(item.raw.toString("utf8")));
      case "malformed":
        this.malformed++;
        return null;
      default:
        return item.raw;
    }
  }

  private observe(item: StreamItem) {
    const { observer, passesThrough, trace } = this.options;
    try {
      return observer.read({ event: item.event, data: item.data ?? "" });
    } catch (error) {
      if (!passesThrough) throw error;
      this.unread = true;
      trace.passedThrough();
      return "other";
    }
  }
}

export async function* relayStream(options: RelayOptions): AsyncGenerator<Uint8Array> {
  const { body, trace, status, framing, keepAliveMs } = options;
  const relay = new StreamRelay(options);
  const chunks = relayChunks(relay, body, trace);
  try {
    yield* withKeepAlive(chunks, {
      intervalMs: keepAliveMs,
      filler: framing.keepAlive,
      isStarted: () => relay.hasContent,
    });
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

/** The provider's events as they come; stops after an error event. */
async function* relayChunks(
  relay: StreamRelay,
  body: Readable,
  trace: TraceRecorder,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    const out = relay.push(chunk);
    if (out.length > 0) {
      trace.firstByte();
      yield out;
    }
    if (relay.hasFailed) return;
  }
  const rest = relay.flush();
  if (rest.length > 0) yield rest;
}
