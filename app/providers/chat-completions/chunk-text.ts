/** Text in the chunks of chat completions and of the older completions, whose choices hold it plain. */
import { answerTextParts } from "../answer-text";
import { addPiece, channelsBelow, type EventPiece, type EventReading } from "../event-text";
import { asArray, asCount, isObject, type JsonObject } from "../json-value";

/** OpenAI's, and what other servers of the protocol call their thoughts. */
const TEXT_FIELDS = ["content", "refusal", "reasoning_content", "reasoning"] as const;

function addDelta(pieces: EventPiece[], delta: JsonObject, at: number, choice: number): void {
  const path = ["choices", at, "delta"];
  const message = ["choices", choice, "message"];
  for (const field of TEXT_FIELDS) {
    addPiece(pieces, delta[field], { place: [...message, field], path: [...path, field] });
  }
  asArray(delta.tool_calls).forEach((call, index) => {
    if (!isObject(call)) return;
    const place = [...message, "tool_calls", asCount(call.index) ?? index];
    const { function: called, custom } = call;
    const callPath = [...path, "tool_calls", index];
    if (isObject(called)) {
      addPiece(pieces, called.arguments, {
        place: [...place, "function", "arguments"],
        kind: "arguments",
        path: [...callPath, "function", "arguments"],
      });
    }
    if (isObject(custom)) {
      const at = ["custom", "input"];
      addPiece(pieces, custom.input, { place: [...place, ...at], path: [...callPath, ...at] });
    }
  });
  if (isObject(delta.function_call)) {
    const at = ["function_call", "arguments"];
    const place = [...message, ...at];
    addPiece(pieces, delta.function_call.arguments, { place, kind: "arguments", path: [...path, ...at] });
  }
}

export function readChunkText(chunk: JsonObject): EventReading {
  const pieces: EventPiece[] = [];
  const finished: (readonly (string | number)[])[] = [];
  const wholes = asArray(chunk.choices).flatMap((choice, at) => {
    if (!isObject(choice)) return [];
    const { delta, text, finish_reason: finish, index: said, ...rest } = choice;
    const index = asCount(said) ?? at;
    addPiece(pieces, text, { place: ["choices", index, "text"], path: ["choices", at, "text"] });
    if (isObject(delta)) addDelta(pieces, delta, at, index);
    if (finish !== null && finish !== undefined) finished.push(["choices", index]);
    return answerTextParts({ ...rest, delta: otherFields(delta) }, ["choices", at]);
  });
  return { pieces, wholes, repeats: false, ends: channelsBelow(finished) };
}

/** What vendors add to a delta: audio transcripts, annotations. */
function otherFields(delta: unknown): JsonObject {
  if (!isObject(delta)) return {};
  const known: readonly string[] = [...TEXT_FIELDS, "tool_calls", "function_call"];
  return Object.fromEntries(
    Object.entries(delta).filter(([key, value]) => !(known.includes(key) && isPiece(key, value))),
  );
}

function isPiece(key: string, value: unknown): boolean {
  return typeof value === "string" || key === "tool_calls" || key === "function_call";
}
