/** What the gateway asks of a provider's protocol beside its chat codec: every operation, not only chat. */
import { type TextPart } from "~/redaction/json-text";
import { type ChatCodec, type RequestRoute } from "./codec";
import { type EventTextReader } from "./event-text";
import { type AnswerSummary } from "./provider";
import { type StreamObserver } from "./stream-observer";

/** What a request asks for, as far as reading it goes. `other` is passed through with whatever text it holds. */
export type Operation =
  "chat" | "responses" | "embeddings" | "completions" | "moderations" | "count_tokens" | "other";

/** What the gateway reads of a request. */
export interface RequestFacts {
  readonly model: string | null;
  readonly stream: boolean;
  /** We must ask for the usage of this stream ourselves: the vendor tells it on demand only, and nobody asked. */
  readonly lacksUsage: boolean;
}

export interface Protocol {
  readonly errors: Pick<ChatCodec, "decodeError" | "encodeError" | "encodeStreamError">;
  readFacts(operation: Operation, body: unknown, route: RequestRoute): RequestFacts;
  /** @throws {TextTooDeepError} */
  textParts(operation: Operation, body: unknown): TextPart[];
  /** Where text is in the events of the operation's streams; null where nobody knows. */
  eventText(operation: Operation): EventTextReader | null;
  /** Of a buffered answer; nulls for what it does not say. */
  summarize(body: unknown): AnswerSummary;
  /** A finish reason is not the end of a streamed chat: a marker always is. */
  readonly endsWithMarker: boolean;
  /** Null: the operation's streams have no terminal marker that we know. */
  observer(operation: Operation): StreamObserver | null;
}
