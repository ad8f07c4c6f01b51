/** Text in the elements of a generateContent stream: each brings the next text of a candidate, calls come whole. */
import { type TextPart } from "~/redaction/json-text";
import { answerTextParts } from "../answer-text";
import { addPiece, channelsBelow, type EventPiece, type EventReading } from "../event-text";
import { asArray, asCount, isObject, type JsonObject } from "../json-value";

export function readCandidatesText(event: JsonObject): EventReading {
  const pieces: EventPiece[] = [];
  const wholes: TextPart[] = [];
  const finished: (readonly (string | number)[])[] = [];
  asArray(event.candidates).forEach((candidate, at) => {
    if (!isObject(candidate)) return;
    const { content, finishReason, index: said, ...rest } = candidate;
    const index = asCount(said) ?? at;
    wholes.push(...answerTextParts(rest, ["candidates", at]));
    asArray(isObject(content) ? content.parts : []).forEach((part, partAt) => {
      if (!isObject(part)) return;
      const path = ["candidates", at, "content", "parts", partAt];
      const { text, ...others } = part;
      const kind = part.thought === true ? "thought" : "text";
      const place = ["candidates", index, "content", "parts", kind, "text"];
      addPiece(pieces, text, { place, path: [...path, "text"] });
      wholes.push(...answerTextParts(others, path));
    });
    if (typeof finishReason === "string" && finishReason !== "") finished.push(["candidates", index]);
  });
  return { pieces, wholes, repeats: false, ends: channelsBelow(finished) };
}
