/** Why an answer ended, in Google's words. https://ai.google.dev/api/generate-content#FinishReason */
import { type ChatChoice, type FinishReason } from "../chat";
import { lookUp } from "../json-value";

/** Null: a failure, which no other vendor has a word for. */
const FINISH_REASONS: Readonly<Record<string, FinishReason | null>> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  CONTINUATION: "length",
  SAFETY: "content_filter",
  RECITATION: "content_filter",
  LANGUAGE: "content_filter",
  BLOCKLIST: "content_filter",
  PROHIBITED_CONTENT: "content_filter",
  SPII: "content_filter",
  IMAGE_SAFETY: "content_filter",
  IMAGE_PROHIBITED_CONTENT: "content_filter",
  IMAGE_RECITATION: "content_filter",
  OTHER: null,
  MALFORMED_FUNCTION_CALL: null,
  UNEXPECTED_TOOL_CALL: null,
  TOO_MANY_TOOL_CALLS: null,
  NO_IMAGE: null,
  IMAGE_OTHER: null,
};

const NATIVE: Readonly<Record<FinishReason, string>> = {
  stop: "STOP",
  length: "MAX_TOKENS",
  tool_calls: "STOP",
  content_filter: "SAFETY",
};

/** Gemini has no word of its own for an answer that calls tools. Null for a failure or an unknown reason. */
export function readFinishReason(native: string, hasCalls: boolean): FinishReason | null {
  return native === "STOP" && hasCalls ? "tool_calls" : (lookUp(FINISH_REASONS, native) ?? null);
}

/** Whether the vendor ended for a reason that Google has no word for. */
export function isForeignReason({
  finish,
  nativeFinish,
}: Pick<ChatChoice, "finish" | "nativeFinish">): boolean {
  return finish === null && nativeFinish !== null && lookUp(FINISH_REASONS, nativeFinish) === undefined;
}

/** Null for an answer that did not end. A word that is not Google's has the one that stands for the rest. */
export function encodeFinishReason({
  finish,
  nativeFinish,
}: Pick<ChatChoice, "finish" | "nativeFinish">): string | null {
  if (nativeFinish !== null && lookUp(FINISH_REASONS, nativeFinish) !== undefined) return nativeFinish;
  if (finish !== null) return NATIVE[finish];
  return nativeFinish === null ? null : "OTHER";
}
