/** Reads the chat stream of one provider and says it again in another's protocol. */
import { type StreamEncoding, type StreamFrame, type Warnings } from "./codec";
import { CODECS } from "./codecs";
import { foreignEvent, foreignResponse } from "./foreign-answer";
import { type ProviderId } from "./provider";
import { PROTOCOLS } from "./registry";
import { chatObserver, type StreamObserver } from "./stream-observer";

/** Whose answer it is, and in whose protocol it is said to whom. */
export interface Translation {
  readonly from: ProviderId;
  readonly to: ProviderId;
  readonly encoding: StreamEncoding;
}

export interface TranslatedStream extends StreamObserver {
  /** What the events read since the last call are in the other protocol. Errors are left to who writes the stream. */
  take(): readonly StreamFrame[];
  /** The last frames of an answer that is complete. */
  finish(): readonly StreamFrame[];
  /** What the other protocol could not carry so far. */
  readonly warnings: Warnings;
}

/** Ids and model names of the provider that answered are not the caller's to see: the encoding's own stand for them. */
export function translatedStream({ from, to, encoding }: Translation): TranslatedStream {
  const encoder = CODECS[to].streamEncoder(encoding);
  let frames: StreamFrame[] = [];
  let hasEnded = false;
  const observer = chatObserver(
    CODECS[from].streamDecoder(),
    (response) => CODECS[to].encodeResponse(foreignResponse(response, to).value, encoding).value,
    PROTOCOLS[from].endsWithMarker,
    (event) => {
      if (event.type === "error") return;
      if (event.type === "end") hasEnded = true;
      frames.push(...encoder.write(foreignEvent(event, to)));
    },
  );
  const take = () => {
    const taken = frames;
    frames = [];
    return taken;
  };
  return {
    read: (frame) => observer.read(frame),
    assemble: () => observer.assemble(),
    get isComplete() {
      return observer.isComplete;
    },
    get error() {
      return observer.error;
    },
    get usage() {
      return observer.usage;
    },
    get model() {
      return observer.model;
    },
    get warnings() {
      return encoder.warnings;
    },
    take,
    finish() {
      if (!hasEnded) frames.push(...encoder.write({ type: "end" }));
      return take();
    },
  };
}
