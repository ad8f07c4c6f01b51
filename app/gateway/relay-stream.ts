/**
 * A provider's stream on its way to the caller: event by event and byte for byte, or said again in the caller's
 * protocol, and read along for the trace.
 *
 * Nothing is sent before the first content has come: until then another key can still be tried. What differs from what
 * the provider sent: the usage chunk is left out when it was us who asked for it, an event that is not JSON is left out
 * because clients break on it, and a stream that breaks off ends with an error in the caller's protocol instead of
 * looking finished.
 */
import { type Readable } from "node:stream";
import { type ChatError } from "~/providers/chat";
import { type StreamFrame } from "~/providers/codec";
import { type StreamObserver } from "~/providers/stream-observer";
import { type TranslatedStream } from "~/providers/translated-stream";
import { RuleBlockedError } from "~/rules/rule-block";
import { type TraceEnd, type TraceRecorder } from "~/traces/recorder";
import { UpstreamError, upstreamError } from "~/upstream/upstream-error";
import { type StreamRewriting } from "./answer-rules";
import { blockedError } from "./apply-rules";
import { type Addressee, GatewayError } from "./gateway-error";
import { type StreamItem, type StreamReader, type StreamWriter } from "./stream-framing";

export interface RelayOptions {
  body: Readable;
  status: number;
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

/** Whether the stream is an answer, as far as its first content tells; else it may be discarded for another try. */
export type Opening =
  | { readonly kind: "answers" }
  | { readonly kind: "error"; readonly error: ChatError }
  | { readonly kind: "broken"; readonly error: UpstreamError };

const NOTHING = Buffer.alloc(0);
/** An answer that says so much before its first content is passed on as it comes. */
const MAX_HELD_BYTES = 256 * 1024;

interface Ending {
  end: TraceEnd;
  notice: Buffer;
}

export class StreamRelay {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly held: Uint8Array[] = [];
  /** An error event was passed on: whatever follows would make the answer look finished. */
  private hasFailed = false;
  private hasContent = false;
  private hasEnded = false;
  private unread = false;
  private malformed = 0;
  /** A rule ended the answer before its first content. */
  private blocked: RuleBlockedError | null = null;

  constructor(private readonly options: RelayOptions) {
    this.chunks = (options.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  }

  /** Reads up to the first content. Once, before anything else. */
  async open(): Promise<Opening> {
    let size = 0;
    try {
      this.options.rewriting?.begin();
      while (!this.isDecided && size < MAX_HELD_BYTES) {
        const bytes = await this.next();
        size += bytes?.length ?? 0;
        if (bytes) this.held.push(bytes);
      }
    } catch (error) {
      if (error instanceof UpstreamError) return { kind: "broken", error };
      if (!(error instanceof RuleBlockedError)) throw error;
      this.blocked = error;
      return { kind: "answers" };
    }
    return size < MAX_HELD_BYTES ? this.judge() : { kind: "answers" };
  }

  private judge(): Opening {
    const { observer } = this.options;
    if (this.hasContent || this.unread) return { kind: "answers" };
    if (this.hasFailed && observer.error) return { kind: "error", error: observer.error };
    return observer.isComplete ? { kind: "answers" } : { kind: "broken", error: upstreamError("reset") };
  }

  /**
   * Reads on to the first text that rules let through. Until then a rule that blocks the answer can still say so with a
   * status.
   * @throws {RuleBlockedError} Closes the provider's connection, and leaves the trace to who answers.
   */
  async awaitFirst(): Promise<void> {
    const { rewriting, trace } = this.options;
    if (!rewriting) return;
    try {
      if (this.blocked) throw this.blocked;
      while (!this.hasEnded && !this.hasFailed && this.held.every(({ length }) => length === 0)) {
        const bytes = await this.next();
        if (bytes) this.held.push(bytes);
      }
    } catch (error) {
      if (!(error instanceof RuleBlockedError)) throw error;
      this.discard();
      trace.addRuleHits(rewriting.hits);
      throw error;
    }
  }

  /** Not wanted any more: closes the provider's connection. */
  discard(): void {
    this.options.body.destroy();
  }

  /** The caller's bytes. Closes the trace with what the stream turned out to be. */
  async *relay(): AsyncGenerator<Uint8Array> {
    const { body, trace, status } = this.options;
    try {
      yield* this.pass();
      const { end, notice } = await this.ending();
      this.close(end);
      if (notice.length > 0) yield notice;
    } catch (error) {
      if (error instanceof UpstreamError && error.failure === "client_gone") return;
      const { end, notice } = await this.brokenOff(error);
      this.close(end);
      yield notice;
    } finally {
      // Reached first when the caller left: the generator was told to return.
      if (!trace.isClosed) this.close({ outcome: "client_closed", status });
      body.destroy();
    }
  }

  private async *pass(): AsyncGenerator<Uint8Array> {
    const { trace } = this.options;
    for (const bytes of this.held.splice(0)) {
      if (bytes.length === 0) continue;
      trace.firstByte();
      yield bytes;
    }
    while (!this.hasEnded && !this.hasFailed) {
      const bytes = await this.next();
      if (!bytes || bytes.length === 0) continue;
      trace.firstByte();
      yield bytes;
    }
  }

  private get isDecided(): boolean {
    return this.hasContent || this.hasFailed || this.hasEnded || this.unread;
  }

  /** What the next chunk comes to; null after the last. */
  private async next(): Promise<Uint8Array | null> {
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
    const { observer, hideUsage, rewriting, translated, writer } = this.options;
    const kind = item.data === null || this.unread ? "other" : this.observe(item);
    if (kind === "content") this.hasContent = true;
    if (kind === "malformed") this.malformed++;
    if (kind === "error") {
      this.hasFailed = observer.error !== null;
      const said = this.errorEvent(item, isWhole);
      return rewriting ? this.releaseWaiting().then((waiting) => Buffer.concat([waiting, said])) : said;
    }
    if (translated) {
      const frames = translated.take();
      return rewriting ? this.rewrite(frames) : this.written(frames);
    }
    if (kind === "malformed" || (kind === "usage_only" && hideUsage)) return null;
    if (!rewriting || item.data === null || this.unread) return writer.raw(item.raw, isWhole);
    return this.rewriteItem(item, item.data, rewriting, isWhole);
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
      this.unread = true;
      trace.passedThrough();
      return "other";
    }
  }

  /** How the stream ended, now that the provider has closed it. */
  private async ending(): Promise<Ending> {
    const { status, observer, redact, translated, writer } = this.options;
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
    if (!observer.isComplete && !this.unread) {
      return this.interrupted("The provider's stream ended before the answer was complete.");
    }
    const last = await this.rewrite(translated?.finish() ?? []);
    const waiting = await this.releaseWaiting();
    const outcome = status >= 400 ? "upstream_error" : "ok";
    const end = translated ? writer.end() : NOTHING;
    return { end: { outcome, status }, notice: Buffer.concat([last, waiting, end]) };
  }

  private async interrupted(message: string): Promise<Ending> {
    const { addressee, writer, status } = this.options;
    const error = new GatewayError("stream_interrupted", message);
    const end: TraceEnd = { outcome: "truncated", status, errorCode: error.code, errorMessage: message };
    try {
      const waiting = await this.releaseWaiting();
      return { end, notice: Buffer.concat([waiting, writer.errorNotice(error.toChatError(), addressee)]) };
    } catch (failure) {
      if (failure instanceof RuleBlockedError) return this.blockedEnding(failure);
      // What waits cannot be ruled, so it stays here.
      return { end, notice: writer.errorNotice(error.toChatError(), addressee) };
    }
  }

  private brokenOff(error: unknown): Promise<Ending> | Ending {
    if (error instanceof RuleBlockedError) return this.blockedEnding(error);
    const message = error instanceof UpstreamError ? error.message : "the answer could not be passed on";
    return this.interrupted(`The answer broke off: ${message}.`);
  }

  private async releaseWaiting(): Promise<Buffer> {
    return this.written((await this.options.rewriting?.finish()) ?? []);
  }

  /** A rule ends the answer in the middle: an error event, and nothing after it. */
  private blockedEnding({ block }: RuleBlockedError): Ending {
    const { addressee, writer, status } = this.options;
    const error = blockedError(block);
    const outcome = block.failed ? "gateway_error" : "blocked";
    const end: TraceEnd = { outcome, status, errorCode: error.code, errorMessage: error.message };
    return { end, notice: writer.errorNotice(error.toChatError(), addressee) };
  }

  private close(end: TraceEnd): void {
    const { trace, redact, observer, rewriting, translated } = this.options;
    if (trace.isClosed) return;
    trace.addRuleHits(rewriting?.hits ?? []);
    for (const warning of translated?.warnings ?? []) trace.warn(warning);
    if (this.malformed > 0) trace.warn(`stream: ${this.malformed} malformed event(s) left out`);
    if (!this.unread) {
      trace.learn({
        servedModel: observer.model,
        usage: observer.usage,
        responseBody: trace.keepsBodies ? redact(rewriting?.assemble() ?? observer.assemble()) : null,
      });
    }
    trace.close(end);
  }
}
