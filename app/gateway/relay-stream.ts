/**
 * A provider's stream on its way to the caller: event by event (`stream-events.ts`), and what becomes of it at the
 * end.
 *
 * Nothing is sent before the first content has come: until then another key can still be tried. A stream that breaks
 * off, or that a rule ends, closes with an error in the caller's protocol instead of looking finished.
 */
import { type ChatError } from "~/providers/chat";
import { RuleBlockedError } from "~/rules/rule-block";
import { type TraceEnd } from "~/traces/recorder";
import { UpstreamError, upstreamError } from "~/upstream/upstream-error";
import { blockedError } from "./apply-rules";
import { GatewayError } from "./gateway-error";
import { StreamEvents, type StreamEventsOptions } from "./stream-events";

export interface RelayOptions extends StreamEventsOptions {
  status: number;
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
  private readonly events: StreamEvents;
  private readonly held: Uint8Array[] = [];
  /** A rule ended the answer before its first content. */
  private blocked: RuleBlockedError | null = null;

  constructor(private readonly options: RelayOptions) {
    this.events = new StreamEvents(options);
  }

  /** Reads up to the first content. Once, before anything else. */
  async open(): Promise<Opening> {
    let size = 0;
    try {
      this.options.rewriting?.begin();
      while (!this.isDecided && size < MAX_HELD_BYTES) {
        const bytes = await this.events.next();
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
    if (this.events.hasContent || this.events.isUnread) return { kind: "answers" };
    if (this.events.hasFailed && observer.error) return { kind: "error", error: observer.error };
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
    const { events } = this;
    try {
      if (this.blocked) throw this.blocked;
      while (!events.hasEnded && !events.hasFailed && this.held.every(({ length }) => length === 0)) {
        const bytes = await this.events.next();
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
    const { events } = this;
    for (const bytes of this.held.splice(0)) {
      if (bytes.length === 0) continue;
      trace.firstByte();
      yield bytes;
    }
    while (!events.hasEnded && !events.hasFailed) {
      const bytes = await events.next();
      if (!bytes || bytes.length === 0) continue;
      trace.firstByte();
      yield bytes;
    }
  }

  private get isDecided(): boolean {
    return this.events.hasContent || this.events.hasFailed || this.events.hasEnded || this.events.isUnread;
  }

  /** How the stream ended, now that the provider has closed it. */
  private async ending(): Promise<Ending> {
    const { status, observer, redact, translated, writer } = this.options;
    const { error } = observer;
    if (error) {
      const end: TraceEnd = {
        outcome: this.events.hasContent ? "truncated" : "upstream_error",
        status,
        errorCode: error.code,
        errorMessage: redact(error.message),
      };
      return { end, notice: NOTHING };
    }
    if (!observer.isComplete && !this.events.isUnread) {
      return this.interrupted("The provider's stream ended before the answer was complete.");
    }
    const last = await this.events.finish();
    const outcome = status >= 400 ? "upstream_error" : "ok";
    const end = translated ? writer.end() : NOTHING;
    return { end: { outcome, status }, notice: Buffer.concat([last, end]) };
  }

  private async interrupted(message: string): Promise<Ending> {
    const { addressee, writer, status } = this.options;
    const error = new GatewayError("stream_interrupted", message);
    const end: TraceEnd = { outcome: "truncated", status, errorCode: error.code, errorMessage: message };
    try {
      const waiting = await this.events.releaseWaiting();
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
    if (this.events.malformed > 0) trace.warn(`stream: ${this.events.malformed} malformed event(s) left out`);
    if (!this.events.isUnread) {
      trace.learn({
        servedModel: observer.model,
        usage: observer.usage,
        responseBody: trace.keepsBodies ? redact(rewriting?.assemble() ?? observer.assemble()) : null,
      });
    }
    trace.close(end);
  }
}
