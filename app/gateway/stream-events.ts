/**
 * A provider's events as the caller gets them: byte for byte, or said again in the caller's protocol, after the
 * organization's rules, and read along for the trace. An event that is not JSON is left out because clients break on it,
 * and so is the usage chunk when it was us who asked for it.
 */
import { type Readable } from "node:stream";
import { type StreamFrame } from "~/providers/codec";
import { type StreamObserver } from "~/providers/stream-observer";
import { type TranslatedStream } from "~/providers/translated-stream";
import { type TraceRecorder } from "~/traces/recorder";
import { type StreamRewriting } from "./answer-rules";
import { type Addressee } from "./gateway-error";
import { type StreamItem, type StreamReader, type StreamWriter } from "./stream-framing";

export interface StreamEventsOptions {
  body: Readable;
  trace: TraceRecorder;
  reader: StreamReader;
  writer: StreamWriter;
  observer: StreamObserver;
  /** The observer again, where the stream is put into another protocol. */
  translated: TranslatedStream | null;
  addressee: Addressee;
  /** What rules and tokens change in the caller's events; null where they pass as they are. */
  rewriting: StreamRewriting | null;
  /** The caller did not ask for the usage chunk. */
  hideUsage: boolean;
  /** Takes the provider key out of what is shown or kept. */
  redact: (text: string) => string;
  /** Fallback mode passthrough: when reading along fails, the stream goes on unread. */
  passesThrough: boolean;
}

const NOTHING = Buffer.alloc(0);

export class StreamEvents {
  /** An error event was passed on: whatever follows would make the answer look finished. */
  hasFailed = false;
  hasContent = false;
  /** The provider has closed the stream. */
  hasEnded = false;
  /** Reading along failed, and the stream goes on without. */
  isUnread = false;
  /** How many events were left out because they were not JSON. */
  malformed = 0;
  private readonly chunks: AsyncIterator<Uint8Array>;

  constructor(private readonly options: StreamEventsOptions) {
    this.chunks = (options.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  }

  /** What the next chunk comes to; null after the last. @throws {UpstreamError} @throws {RuleBlockedError} */
  async next(): Promise<Uint8Array | null> {
    const { reader } = this.options;
    const chunk = await this.chunks.next();
    if (chunk.done !== true) return this.select(reader.push(chunk.value), true);
    this.hasEnded = true;
    return this.select(reader.flush(), false);
  }

  /** @param areWhole False for what the provider left open. */
  private async select(items: readonly StreamItem[], areWhole: boolean): Promise<Uint8Array> {
    const kept: Uint8Array[] = [];
    for (const item of items) {
      if (this.hasFailed) break;
      const bytes = this.read(item, areWhole);
      // Waiting where there is nothing to wait for costs a turn of the loop for each event.
      if (bytes) kept.push(bytes instanceof Promise ? await bytes : bytes);
    }
    const [only = NOTHING] = kept;
    return kept.length > 1 ? Buffer.concat(kept) : only;
  }

  /** What the caller gets for the item, or null when it is left out. */
  private read(item: StreamItem, isWhole: boolean): Uint8Array | Promise<Uint8Array> | null {
    const kind = item.data === null || this.isUnread ? "other" : this.observe(item);
    if (kind === "content") this.hasContent = true;
    if (kind === "malformed") this.malformed++;
    if (kind === "error") return this.fail(item, isWhole);
    const { hideUsage, rewriting, translated } = this.options;
    if (translated) {
      const frames = translated.take();
      return rewriting ? this.rewrite(frames) : this.written(frames);
    }
    if (kind === "malformed" || (kind === "usage_only" && hideUsage)) return null;
    return this.pass(item, isWhole);
  }

  private pass(item: StreamItem, isWhole: boolean): Uint8Array | Promise<Uint8Array> {
    const { rewriting, writer } = this.options;
    if (!rewriting || item.data === null || this.isUnread) return writer.raw(item.raw, isWhole);
    return this.rewriteItem(item, item.data, rewriting, isWhole);
  }

  private fail(item: StreamItem, isWhole: boolean): Uint8Array | Promise<Uint8Array> {
    const { observer, rewriting } = this.options;
    this.hasFailed = observer.error !== null;
    const said = this.errorEvent(item, isWhole);
    if (!rewriting) return said;
    return this.releaseWaiting().then((waiting) => Buffer.concat([waiting, said]));
  }

  private written(frames: readonly StreamFrame[]): Buffer {
    return Buffer.concat(frames.map((frame) => this.options.writer.frame(frame)));
  }

  private async rewrite(frames: readonly StreamFrame[]): Promise<Buffer> {
    const { rewriting } = this.options;
    const rewritten: StreamFrame[] = [];
    for (const frame of frames) rewritten.push(...((await rewriting?.rewrite(frame)) ?? [frame]));
    return this.written(rewritten);
  }

  /** An event that stays as it is keeps its bytes. */
  private async rewriteItem(
    { raw, event }: StreamItem,
    data: string,
    rewriting: StreamRewriting,
    isWhole: boolean,
  ): Promise<Buffer> {
    const original: StreamFrame = { event, data };
    const pieces = (await rewriting.rewrite(original)).map((frame) =>
      frame === original ? this.options.writer.raw(raw, isWhole) : this.options.writer.frame(frame),
    );
    return Buffer.concat(pieces);
  }

  private errorEvent(item: StreamItem, isWhole: boolean): Buffer {
    const { addressee, observer, redact, translated, writer } = this.options;
    if (!translated || !observer.error) {
      return writer.raw(Buffer.from(redact(item.raw.toString("utf8"))), isWhole);
    }
    const { message } = observer.error;
    return writer.errorNotice({ ...observer.error, message: redact(message) }, addressee);
  }

  private observe(item: StreamItem) {
    const { observer, passesThrough, trace, translated } = this.options;
    try {
      return observer.read({ event: item.event, data: item.data ?? "" });
    } catch (error) {
      if (!passesThrough || translated) throw error;
      this.isUnread = true;
      trace.passedThrough();
      return "other";
    }
  }

  /** All that still waits when the provider has said everything. @throws {RuleBlockedError} */
  async finish(): Promise<Buffer> {
    const last = await this.rewrite(this.options.translated?.finish() ?? []);
    return Buffer.concat([last, await this.releaseWaiting()]);
  }

  /** What rules hold back, however the stream ended. @throws {RuleBlockedError} */
  async releaseWaiting(): Promise<Buffer> {
    return this.written((await this.options.rewriting?.finish()) ?? []);
  }
}
