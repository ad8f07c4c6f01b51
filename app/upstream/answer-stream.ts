/** The body of an answer that is passed on as it comes, with backpressure to the provider. */
import { Readable } from "node:stream";
import { type Dispatcher } from "undici";
import { upstreamError } from "./upstream-error";

const HIGH_WATER_MARK = 64 * 1024;
const NOTHING = Buffer.alloc(0);

export class AnswerStream extends Readable {
  private isWhole = false;
  private failure: Error | null = null;

  /** @param onClose Called once, when the stream has ended, failed or been destroyed. */
  constructor(
    private readonly controller: Dispatcher.DispatchController,
    private readonly onClose: () => void,
  ) {
    super({ highWaterMark: HIGH_WATER_MARK });
    // A failure before anyone reads must not end the process; whoever reads later is told all the same.
    this.on("error", () => undefined);
  }

  /** The provider has sent all of it. */
  end(): void {
    this.isWhole = true;
    this.push(null);
  }

  /** The provider failed: the reader is told after everything that came before, however slowly it reads. */
  fail(error: Error): void {
    if (this.destroyed) return;
    this.failure = error;
    this.tellFailure(error);
  }

  private tellFailure(error: Error): void {
    // An empty chunk is no content: it only makes the stream ask again once the reader has gone on.
    if (this.readableLength > 0) this.push(NOTHING);
    else this.destroy(error);
  }

  override _read(): void {
    if (this.failure) this.tellFailure(this.failure);
    else this.controller.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // The reader stopped before the end: close the connection, or the provider goes on generating.
    if (!this.isWhole && !this.controller.aborted) this.controller.abort(upstreamError("client_gone"));
    this.onClose();
    done(error);
  }
}
