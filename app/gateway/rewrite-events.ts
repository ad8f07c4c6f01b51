/**
 * Rewrites the text in the events of a stream, whatever the protocol: each channel's pieces go through a filter, and
 * what the filter holds back comes out with a later piece of the channel, at the latest right before the event that
 * ends it. All else in an event stays as it was, byte for byte.
 */
import { type StreamFrame } from "~/providers/codec";
import { type EventPiece, type EventReading, type EventTextReader } from "~/providers/event-text";
import { isObject, parseJson, type JsonObject } from "~/providers/json-value";
import { replaceJsonValues, type JsonReplacement, type JsonStep, type TextPart } from "~/redaction/json-text";

type Soon<T> = T | Promise<T>;

interface ChannelFilter {
  /** What may go on so far. */
  push(text: string): Soon<string>;
  /** The channel is complete. */
  end(): Soon<string>;
}

export interface EventFilters {
  channel(piece: Pick<EventPiece, "kind" | "place">): ChannelFilter;
  /** Texts that are complete in one event. @param repeats They came in pieces before. */
  wholes(parts: readonly TextPart[], repeats: boolean): Soon<readonly JsonReplacement[]>;
  /** What else an event may not say. */
  others(event: JsonObject): readonly JsonReplacement[];
}

interface Channel {
  place: readonly JsonStep[];
  filter: ChannelFilter;
  /** The last event with a piece of it: what is left at the end comes in another one like it. */
  last: { frame: StreamFrame; pieces: readonly EventPiece[]; path: readonly JsonStep[] };
}

function withTexts(frame: StreamFrame, replacements: readonly JsonReplacement[]): StreamFrame {
  return replacements.length === 0 ? frame : { ...frame, data: replaceJsonValues(frame.data, replacements) };
}

/** The event again with this text alone: the other channels' pieces have been sent. */
function carrying(text: string, { frame, pieces, path }: Channel["last"]): StreamFrame {
  return withTexts(
    frame,
    pieces.map((piece) => ({ path: [...piece.path], text: piece.path === path ? text : "" })),
  );
}

export class EventRewriter {
  private readonly channels = new Map<string, Channel>();

  constructor(
    private readonly read: EventTextReader,
    private readonly filters: EventFilters,
  ) {}

  /** What the caller gets for the event. The same object where nothing of it changes. */
  async rewrite(frame: StreamFrame): Promise<StreamFrame[]> {
    const event = parseJson(frame.data);
    // A terminal marker that is no JSON: all that waits goes before it.
    if (!isObject(event)) return [...(await this.finish()), frame];
    const reading = this.read(event);
    const wholes = await this.filters.wholes(reading.wholes, reading.repeats);
    const replacements = [...wholes, ...this.filters.others(event)];
    for (const [index, piece] of reading.pieces.entries()) {
      const key = keyOf(piece);
      const isLast = !reading.pieces.some((other, at) => at > index && keyOf(other) === key);
      const text = await this.push(frame, piece, reading, isLast);
      if (text !== piece.text) replacements.push({ path: [...piece.path], text });
    }
    const before = await this.close((channel) => reading.ends(channel.place) && !isIn(reading, channel));
    return [...before, withTexts(frame, replacements)];
  }

  /** The stream is over, however it ended: what waits, in events of its own. */
  finish(): Promise<StreamFrame[]> {
    return this.close(() => true);
  }

  private async push(
    frame: StreamFrame,
    piece: EventPiece,
    reading: EventReading,
    isLast: boolean,
  ): Promise<string> {
    const key = keyOf(piece);
    const last = { frame, pieces: reading.pieces, path: piece.path };
    const channel = this.channels.get(key) ?? {
      place: piece.place,
      filter: this.filters.channel(piece),
      last,
    };
    channel.last = last;
    this.channels.set(key, channel);
    const text = await channel.filter.push(piece.text);
    if (!isLast || !reading.ends(piece.place)) return text;
    this.channels.delete(key);
    return text + (await channel.filter.end());
  }

  private async close(isDue: (channel: Channel) => boolean): Promise<StreamFrame[]> {
    const frames: StreamFrame[] = [];
    for (const [key, channel] of this.channels) {
      if (!isDue(channel)) continue;
      this.channels.delete(key);
      const rest = await channel.filter.end();
      if (rest !== "") frames.push(carrying(rest, channel.last));
    }
    return frames;
  }
}

function keyOf({ place }: { place: readonly JsonStep[] }): string {
  return JSON.stringify(place);
}

function isIn({ pieces }: EventReading, channel: Channel): boolean {
  return pieces.some((piece) => keyOf(piece) === keyOf(channel));
}
