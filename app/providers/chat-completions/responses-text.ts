/** Text in the events of the Responses API: `….delta` brings a piece, `….done` the whole again. */
import { type JsonStep } from "~/redaction/json-text";
import { answerTextParts } from "../answer-text";
import {
  addPiece,
  channelsBelow,
  EVERY_CHANNEL,
  NO_CHANNEL,
  type EventPiece,
  type EventReading,
} from "../event-text";
import { asCount, asString, type JsonObject } from "../json-value";

const DELTA = /^(.*)\.delta$/;
const DONE = /^(.*)\.done$/;
/** Sound and pictures in base64. */
const MEDIA = /audio\.delta$|partial_image/;
const FINAL = /^response\.(completed|incomplete|failed)$/;

/** Where an item's text stands in the whole response, as far as its events tell. */
function placeOf(name: string, event: JsonObject): JsonStep[] {
  const item = ["output", asCount(event.output_index) ?? asString(event.item_id) ?? ""];
  const content = asCount(event.content_index);
  if (content !== null) return [...item, "content", content, name.endsWith("refusal") ? "refusal" : "text"];
  const summary = asCount(event.summary_index);
  if (summary !== null) return [...item, "summary", summary, "text"];
  return [...item, /(\w+)$/.exec(name)?.[1] ?? name];
}

export function readResponsesText(event: JsonObject): EventReading {
  const type = asString(event.type) ?? "";
  const deltaOf = DELTA.exec(type)?.[1];
  const pieces: EventPiece[] = [];
  if (MEDIA.test(type)) return { pieces, wholes: [], repeats: false, ends: NO_CHANNEL };
  if (deltaOf !== undefined && typeof event.delta === "string") {
    const kind = deltaOf.endsWith("arguments") ? "arguments" : "text";
    addPiece(pieces, event.delta, { place: placeOf(deltaOf, event), kind, path: ["delta"] });
    return { pieces, wholes: [], repeats: false, ends: NO_CHANNEL };
  }
  const done = DONE.exec(type)?.[1];
  const isFinal = FINAL.test(type);
  const ends = done === undefined ? NO_CHANNEL : channelsBelow([placeOf(done, event)]);
  const repeats = isFinal || done !== undefined;
  return { pieces, wholes: answerTextParts(event), repeats, ends: isFinal ? EVERY_CHANNEL : ends };
}
