/** Reads a stream along while it passes through: for the trace, and to know whether it came to its end. */
import { ResponseAssembler } from "./assemble-response";
import { isContent, type ChatError, type ChatResponse, type ChatStreamEvent } from "./chat";
import { type StreamDecoder, type StreamFrame } from "./codec";
import { parseJson, type JsonObject } from "./json-value";
import { type Usage } from "./provider";

/** What an event was, as far as passing it on goes. */
export type StreamFrameKind = "content" | "usage_only" | "end" | "error" | "malformed" | "other";

export interface StreamObserver {
  read(frame: StreamFrame): StreamFrameKind;
  /** The provider said that the answer is complete. */
  readonly isComplete: boolean;
  readonly error: ChatError | null;
  readonly usage: Usage | null;
  readonly model: string | null;
  /** The answer as a buffered one would have said it, for the trace; bounded. */
  assemble(): string;
}

class ChatObserver implements StreamObserver {
  private readonly assembler: ResponseAssembler;

  constructor(
    private readonly decoder: StreamDecoder,
    private readonly encodeResponse: (response: ChatResponse) => JsonObject,
    needsMarker: boolean,
    private readonly onEvent: ((event: ChatStreamEvent) => void) | null,
  ) {
    this.assembler = new ResponseAssembler(needsMarker);
  }

  get isComplete(): boolean {
    return this.assembler.isComplete;
  }
  get error(): ChatError | null {
    return this.assembler.error;
  }
  get usage(): Usage | null {
    return this.assembler.usage;
  }
  get model(): string | null {
    return this.assembler.model;
  }

  read(frame: StreamFrame): StreamFrameKind {
    const events = this.decoder.read(frame);
    for (const event of events) {
      this.assembler.add(event);
      this.onEvent?.(event);
    }
    const kind = kindOf(events);
    if (kind !== "other") return kind;
    if (events.length === 0) return parseJson(frame.data) === undefined ? "malformed" : "other";
    const isUsageOnly = events.some(({ type }) => type === "usage") && hasNoChoices(frame.data);
    return isUsageOnly ? "usage_only" : "other";
  }

  assemble(): string {
    return JSON.stringify(this.encodeResponse(this.assembler.response));
  }
}

function kindOf(events: readonly ChatStreamEvent[]): StreamFrameKind {
  if (events.some(({ type }) => type === "error")) return "error";
  if (events.some(isContent)) return "content";
  return events.some(({ type }) => type === "end") ? "end" : "other";
}

/** Of chat completions: the chunk that only tells the usage. Rare, so that parsing it twice costs nothing. */
function hasNoChoices(data: string): boolean {
  return /"choices"\s*:\s*\[\s*\]/.test(data);
}

/**
 * An observer of any provider's chat streams.
 * @param needsMarker Its answers end with a marker of their own, not with the finish reason.
 * @param onEvent Hears every event as well.
 */
export function chatObserver(
  decoder: StreamDecoder,
  encodeResponse: (response: ChatResponse) => JsonObject,
  needsMarker = false,
  onEvent: ((event: ChatStreamEvent) => void) | null = null,
): StreamObserver {
  return new ChatObserver(decoder, encodeResponse, needsMarker, onEvent);
}
