/**
 * Text in the events of a stream. A channel is one text that comes in pieces: a choice's content, a content block, the
 * arguments of a tool call, a train of thought. Pieces of several channels may interleave.
 */
import { type JsonStep, type TextPart } from "~/redaction/json-text";
import { type JsonObject } from "./json-value";

export interface EventPiece {
  /** The channel, told by where its text stands in the answer when that is whole. */
  readonly place: readonly JsonStep[];
  /** `arguments` are JSON. */
  readonly kind: "text" | "arguments";
  /** Where the piece stands in the event. */
  readonly path: readonly JsonStep[];
  readonly text: string;
}

export interface EventReading {
  readonly pieces: readonly EventPiece[];
  /** Texts that are complete in this event. */
  readonly wholes: readonly TextPart[];
  /** What they say has been said before, in pieces. */
  readonly repeats: boolean;
  /** Whether the channel ends with this event, its piece in it included. */
  readonly ends: (place: readonly JsonStep[]) => boolean;
}

export type EventTextReader = (event: JsonObject) => EventReading;

export const NO_CHANNEL = (): boolean => false;
export const EVERY_CHANNEL = (): boolean => true;

/** The channels whose place begins with one of these. */
export function channelsBelow(places: readonly (readonly JsonStep[])[]): EventReading["ends"] {
  if (places.length === 0) return NO_CHANNEL;
  return (channel) => places.some((place) => place.every((step, index) => channel[index] === step));
}

/** Adds the string at `path` when it is one and not empty. */
export function addPiece(
  pieces: EventPiece[],
  value: unknown,
  piece: Omit<EventPiece, "text" | "kind"> & { kind?: EventPiece["kind"] },
): void {
  if (typeof value === "string" && value !== "") pieces.push({ kind: "text", ...piece, text: value });
}
