/**
 * One request to one provider: sends it, and answers with the head and either the whole body (ordinary answers) or
 * a stream with backpressure (server-sent events, and bodies beyond the buffer limit).
 *
 * Written on undici's dispatch handler: `request()` costs a Readable and several promises per call, and its body
 * stream cannot be told to stop at a bound.
 */
import { Readable } from "node:stream";
import { type Dispatcher } from "undici";
import { type Cancellation } from "~/lib/cancellation";
import { type UpstreamPools } from "./pools";
import { toUpstreamError, upstreamError, type UpstreamFailure } from "./upstream-error";

export interface UpstreamRequest {
  url: URL;
  method: string;
  /** Lower-case names; credentials included. */
  headers: Record<string, string>;
  body: Buffer | null;
}

export interface UpstreamResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** A Buffer is complete. A stream throws UpstreamError on a cut, a stall or the total timer; destroy it to abort. */
  body: Buffer | Readable;
}

/** Ordinary answers up to this size are read whole; beyond it they are passed on as they come. */
const BUFFER_LIMIT = 16 * 1024 * 1024;

type Headers = UpstreamResponse["headers"];

class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private failure: UpstreamFailure | null = null;
  private status = 0;
  private headers: Headers = {};
  private chunks: Buffer[] = [];
  private size = 0;
  private complete = false;
  private stream: Readable | null = null;
  private readonly timer: NodeJS.Timeout;
  private readonly forgetClient: () => void = () => undefined;

  constructor(
    clientGone: Cancellation,
    totalMs: number,
    private readonly resolve: (response: UpstreamResponse) => void,
    private readonly reject: (error: Error) => void,
  ) {
    this.timer = setTimeout(() => this.abort("total_timeout"), totalMs);
    this.forgetClient = clientGone.onCancel(() => {
      this.abort("client_gone");
    });
  }

  private abort(failure: UpstreamFailure): void {
    this.failure ??= failure;
    this.controller?.abort(upstreamError(this.failure));
    // Still waiting for a connection: nothing to abort, and nobody else will report it.
    if (!this.controller) this.fail(upstreamError(this.failure));
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.forgetClient();
  }

  private fail(error: Error): void {
    this.settle();
    const known = this.failure ? upstreamError(this.failure) : toUpstreamError(error);
    if (this.stream) this.stream.destroy(known);
    else this.reject(known);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.failure) controller.abort(upstreamError(this.failure));
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
    if (String(headers["content-type"] ?? "").startsWith("text/event-stream")) this.startStream();
  }

  private startStream(): Readable {
    const { controller } = this;
    const stream = new Readable({
      highWaterMark: 64 * 1024,
      read: () => controller?.resume(),
      destroy: (error, done) => {
        // The reader stopped before the end: close the connection, or the provider goes on generating.
        if (controller && !controller.aborted && !this.complete)
          controller.abort(upstreamError("client_gone"));
        this.settle();
        done(error);
      },
    });
    this.stream = stream;
    this.resolve({ status: this.status, headers: this.headers, body: stream });
    return stream;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.stream) {
      if (!this.stream.push(chunk)) controller.pause();
      return;
    }
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.size <= BUFFER_LIMIT) return;
    const stream = this.startStream();
    for (const held of this.chunks) stream.push(held);
    this.chunks = [];
    controller.pause();
  }

  onResponseEnd(): void {
    this.complete = true;
    this.settle();
    if (this.stream) {
      this.stream.push(null);
      return;
    }
    const [only] = this.chunks;
    const body = this.chunks.length === 1 && only ? only : Buffer.concat(this.chunks);
    this.resolve({ status: this.status, headers: this.headers, body });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }
}

/**
 * @param clientGone Aborts the exchange; the provider's connection is closed at once.
 * @throws {UpstreamError}
 */
export function sendAttempt(
  pools: UpstreamPools,
  request: UpstreamRequest,
  clientGone: Cancellation,
): Promise<UpstreamResponse> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(clientGone, pools.timeouts.totalMs, resolve, reject);
    pools.get(request.url.origin).dispatch(
      {
        origin: request.url.origin,
        path: request.url.pathname + request.url.search,
        method: request.method,
        headers: request.headers,
        body: request.body,
      },
      exchange,
    );
  });
}
