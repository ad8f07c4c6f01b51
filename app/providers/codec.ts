/**
 * What every provider folder gives the gateway. All of it is pure: bytes, sockets and keys are elsewhere. Decoders
 * are tolerant (a body of an unexpected shape is the vendor's to refuse), encoders are strict and deterministic:
 * equal input gives equal bytes, which prompt caches depend on.
 */
import { type TextPart as RewritablePart } from "~/redaction/json-text";
import { type ChatError, type ChatRequest, type ChatResponse, type ChatStreamEvent } from "./chat";
import { type JsonObject } from "./json-value";

/** `path: what happened` for people, one sentence each: shown on the trace and in X-Grepture-Warnings. No content. */
export type Warnings = readonly string[];

export interface WithWarnings<T> {
  readonly value: T;
  readonly warnings: Warnings;
}

/** What the path of a request says beside its body. */
export interface RequestRoute {
  /** The model in the path (Gemini, an Azure deployment); null when the body names it. */
  readonly model: string | null;
  /** The path says that the answer is streamed (Gemini); null when the body says so. */
  readonly stream: boolean | null;
}

/** One server-sent event, as read or to be written. */
export interface StreamFrame {
  /** Null: no name. */
  readonly event: string | null;
  readonly data: string;
}

export interface StreamDecoder {
  /** Malformed or unknown frames give no events: they are passed on, not fatal. */
  read(frame: StreamFrame): readonly ChatStreamEvent[];
}

export interface StreamEncoder {
  /** The frames that this event completes; none when it must wait for what comes next. */
  write(event: ChatStreamEvent): readonly StreamFrame[];
  /** What of the events so far the caller's protocol could not say. */
  readonly warnings: Warnings;
}

/** How a stream is written to a caller. */
export interface StreamEncoding {
  /**
   * Made by the caller of the encoder, so that it stays pure; the encoder puts it into its vendor's form. Used when the
   * upstream gave none, or one of another vendor's form.
   */
  readonly id: string;
  /** The model that the caller reads. */
  readonly model: string;
  /** Seconds since the epoch. */
  readonly created: number;
  /** The caller asked for usage (where the vendor makes it a choice). */
  readonly includeUsage: boolean;
}

export interface ChatCodec {
  /** Null when the body is not this protocol's at all: it can be passed through and not be translated. */
  decodeRequest(body: JsonObject, route: RequestRoute): WithWarnings<ChatRequest> | null;
  /** The body to send; what this vendor cannot carry is in the warnings. The model is the one to ask. */
  encodeRequest(request: ChatRequest): WithWarnings<JsonObject>;
  decodeResponse(body: unknown): WithWarnings<ChatResponse> | null;
  encodeResponse(response: ChatResponse, encoding: StreamEncoding): WithWarnings<JsonObject>;
  streamDecoder(): StreamDecoder;
  streamEncoder(encoding: StreamEncoding): StreamEncoder;
  /** The error of an answer's body, or null when it holds none in this dialect. */
  decodeError(status: number, body: unknown): ChatError | null;
  encodeError(error: ChatError, requestId: string): JsonObject;
  /** An error event inside a stream; after it comes no terminal marker. */
  encodeStreamError(error: ChatError, requestId: string): StreamFrame;
  /** Every place of a chat request where a model or a tool reads text. @throws {TextTooDeepError} */
  textParts(body: unknown): RewritablePart[];
}
