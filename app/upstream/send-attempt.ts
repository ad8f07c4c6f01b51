/**
 * One request to one provider: sends it, and answers with the head and either the whole body (ordinary answers) or
 * a stream with backpressure (server-sent events, what is not text, and bodies beyond the buffer limit). A redirect is
 * an answer like any other: it is never followed, the guard has not seen where it leads.
 *
 * Written on undici's dispatch handler: `request()` costs a Readable and several promises per call, and its body
 * stream cannot be told to stop at a bound.
 */
import { type Readable } from "node:stream";
import { type Dispatcher } from "undici";
import { type Cancellation } from "~/lib/cancellation";
import { AnswerStream } from "./answer-stream";
import { type UpstreamPools } from "./pools";
import { uploadBody } from "./upload-body";
import { TargetRefusedError, toUpstreamError, upstreamError, type UpstreamFailure } from "./upstream-error";

export interface UpstreamRequest {
  url: URL;
  method: string;
  /** Lower-case names; credentials included. A streamed body of known size needs its `content-length` here. */
  headers: Record<string, string>;
  /** A stream is sent as it comes, once: such a request cannot be tried again. It is not destroyed here. */
  body: Buffer | AsyncIterable<Uint8Array> | null;
  /** Hand a successful answer out as a stream, whatever its type. */
  stream?: boolean;
  /** From GuardedTarget: connect to public addresses alone. */
  publicOnly?: boolean;
}

export interface UpstreamResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** A Buffer is complete. A stream throws UpstreamError on a cut, a stall or the total timer; destroy it to abort. */
  body: Buffer | Readable;
}

/** Ordinary answers up to this size are read whole; beyond it they are passed on as they come. */
const BUFFER_LIMIT = 16 * 1024 * 1024;
const EVENT_STREAM = /^text\/event-stream\b/i;
const TEXT_OR_JSON = /^(text\/|application\/(json|[^;\s]*\+json)\s*(;|$))/i;

type Headers = UpstreamResponse["headers"];

class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private failure: UpstreamFailure | null = null;
  private status = 0;
  private headers: Headers = {};
  private chunks: Buffer[] = [];
  private size = 0;
  private stream: AnswerStream | null = null;
  private readonly timer: NodeJS.Timeout;
  private readonly forgetClient: () => void = () => undefined;

  constructor(
    private readonly request: UpstreamRequest,
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
    const known = this.knownError(error);
    if (!this.stream) this.reject(known);
    // A caller that has gone reads nothing any more.
    else if (this.failure === "client_gone") this.stream.destroy(known);
    else this.stream.fail(known);
  }

  private knownError(error: Error): Error {
    if (this.failure) return upstreamError(this.failure);
    return error instanceof TargetRefusedError ? error : toUpstreamError(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.failure) controller.abort(upstreamError(this.failure));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
    if (this.isStreamed()) this.startStream(controller);
  }

  private isStreamed(): boolean {
    // Failures are read whole: who reads them decides whether another key is tried.
    if (this.request.method === "HEAD" || this.status === 204 || this.status >= 300) return false;
    const type = String(this.headers["content-type"] ?? "");
    if (EVENT_STREAM.test(type)) return true;
    return this.request.stream === true || (type !== "" && !TEXT_OR_JSON.test(type));
  }

  private startStream(controller: Dispatcher.DispatchController): AnswerStream {
    const stream = new AnswerStream(controller, () => this.settle());
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
    const stream = this.startStream(controller);
    for (const held of this.chunks) stream.push(held);
    this.chunks = [];
    controller.pause();
  }

  onResponseEnd(): void {
    this.settle();
    if (this.stream) {
      this.stream.end();
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
 * @throws {TargetRefusedError} when `publicOnly` and an address of the host is not public.
 */
export function sendAttempt(
  pools: UpstreamPools,
  request: UpstreamRequest,
  clientGone: Cancellation,
): Promise<UpstreamResponse> {
  return new Promise((resolve, reject) => {
    const { url, body } = request;
    const exchange = new Exchange(request, clientGone, pools.timeouts.totalMs, resolve, reject);
    pools.get(url.origin, request.publicOnly).dispatch(
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method,
        headers: request.headers,
        body: body === null || Buffer.isBuffer(body) ? body : uploadBody(body),
      },
      exchange,
    );
  });
}
