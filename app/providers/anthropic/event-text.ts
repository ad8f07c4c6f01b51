/** Text in the events of a messages stream. https://docs.anthropic.com/en/api/messages-streaming */
import { answerTextParts } from "../answer-text";
import {
  addPiece,
  channelsBelow,
  EVERY_CHANNEL,
  NO_CHANNEL,
  type EventPiece,
  type EventReading,
} from "../event-text";
import { asCount, isObject, type JsonObject } from "../json-value";

const PIECES = ["text", "thinking"] as const;

function blockStart(event: JsonObject): EventReading {
  const pieces: EventPiece[] = [];
  const { content_block: started } = event;
  if (!isObject(started)) return { pieces, wholes: [], repeats: false, ends: NO_CHANNEL };
  const { text, thinking, ...rest } = started;
  const block = ["content", asCount(event.index) ?? 0];
  addPiece(pieces, text, { place: [...block, "text"], path: ["content_block", "text"] });
  addPiece(pieces, thinking, { place: [...block, "thinking"], path: ["content_block", "thinking"] });
  return { pieces, wholes: answerTextParts(rest, ["content_block"]), repeats: false, ends: NO_CHANNEL };
}

function blockDelta(event: JsonObject): EventReading {
  const pieces: EventPiece[] = [];
  const { delta } = event;
  if (!isObject(delta)) return { pieces, wholes: [], repeats: false, ends: NO_CHANNEL };
  const block = ["content", asCount(event.index) ?? 0];
  const { partial_json: json, ...rest } = delta;
  addPiece(pieces, json, { place: [...block, "input"], kind: "arguments", path: ["delta", "partial_json"] });
  for (const field of PIECES)
    addPiece(pieces, rest[field], { place: [...block, field], path: ["delta", field] });
  const others = Object.fromEntries(
    Object.entries(rest).filter(([key]) => !PIECES.some((field) => field === key)),
  );
  return { pieces, wholes: answerTextParts(others, ["delta"]), repeats: false, ends: NO_CHANNEL };
}

export function readMessagesEventText(event: JsonObject): EventReading {
  switch (event.type) {
    case "content_block_start":
      return blockStart(event);
    case "content_block_delta":
      return blockDelta(event);
    case "content_block_stop": {
      const stopped = ["content", asCount(event.index) ?? 0];
      return { pieces: [], wholes: [], repeats: false, ends: channelsBelow([stopped]) };
    }
    case "message_delta":
    case "message_stop":
      return { pieces: [], wholes: [], repeats: false, ends: EVERY_CHANNEL };
    default:
      return { pieces: [], wholes: answerTextParts(event), repeats: false, ends: NO_CHANNEL };
  }
}
