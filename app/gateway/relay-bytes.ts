/** Passes a body on that is too large to hold or in a form that we do not read; the trace says how it ended. */
import { type Readable } from "node:stream";
import { type TraceRecorder } from "~/traces/recorder";

interface RelayOptions {
  body: Readable;
  status: number;
  trace: TraceRecorder;
}

export async function* relayBytes({ body, status, trace }: RelayOptions): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      trace.firstByte();
      yield chunk;
    }
    trace.close({ outcome: status >= 400 ? "upstream_error" : "ok", status });
  } catch (error) {
    trace.close({ outcome: "truncated", status, errorCode: "stream_interrupted" });
    // Not an event stream: cutting the connection is the only way to say that the rest is missing.
    throw error;
  } finally {
    trace.close({ outcome: "client_closed", status });
    body.destroy();
  }
}
