import { type FinishReason } from "../chat";

/** https://ai.google.dev/api/generate-content#FinishReason */
const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  SAFETY: "content_filter",
  RECITATION: "content_filter",
  LANGUAGE: "content_filter",
  BLOCKLIST: "content_filter",
  PROHIBITED_CONTENT: "content_filter",
  SPII: "content_filter",
  IMAGE_SAFETY: "content_filter",
};

const NATIVE: Readonly<Record<FinishReason, string>> = {
  stop: "STOP",
  length: "MAX_TOKENS",
  tool_calls: "STOP",
  content_filter: "SAFETY",
};

/** Gemini has no word of its own for an answer that calls tools. Null for a failure or an unknown reason. */
export function readFinishReason(native: string, hasCalls: boolean): FinishReason | null {
  return native === "STOP" && hasCalls ? "tool_calls" : (FINISH_REASONS[native] ?? null);
}

export function finishReasonOf(finish: FinishReason): string {
  return NATIVE[finish];
}
