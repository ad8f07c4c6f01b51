import { type FinishReason } from "../chat";

/** https://docs.anthropic.com/en/api/handling-stop-reasons */
const STOP_REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  pause_turn: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  tool_use: "tool_calls",
  refusal: "content_filter",
};

const NATIVE: Readonly<Record<FinishReason, string>> = {
  stop: "end_turn",
  length: "max_tokens",
  tool_calls: "tool_use",
  content_filter: "refusal",
};

/** Null for a reason that is newer than this table. */
export function readStopReason(native: string): FinishReason | null {
  return STOP_REASONS[native] ?? null;
}

/** A stop sequence that was met has a reason of its own. */
export function stopReasonOf(finish: FinishReason | null, stopSequence: string | null): string {
  if (finish === "stop" && stopSequence !== null) return "stop_sequence";
  return finish === null ? "end_turn" : NATIVE[finish];
}
