import { type FinishReason } from "../chat";

/** https://docs.anthropic.com/en/api/handling-stop-reasons */
const STOP_REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["pause_turn", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["tool_use", "tool_calls"],
  ["refusal", "content_filter"],
]);

const NATIVE: Readonly<Record<FinishReason, string>> = {
  stop: "end_turn",
  length: "max_tokens",
  tool_calls: "tool_use",
  content_filter: "refusal",
};

/** Null for a reason that is newer than this table. */
export function readStopReason(native: string): FinishReason | null {
  return STOP_REASONS.get(native) ?? null;
}

/** Why an answer ended, canonically. */
export interface Ended {
  readonly finish: FinishReason | null;
  readonly nativeFinish: string | null;
  readonly stopSequence: string | null;
}

/** Whether the vendor ended for a reason that this protocol has no word for. */
export function isForeignReason({ finish, nativeFinish }: Ended): boolean {
  return finish === null && nativeFinish !== null;
}

/**
 * Anthropic's own word stands as long as it says the same. Null for an answer that did not end; a reason without a
 * word here is an end like any other.
 */
export function stopReasonOf({ finish, nativeFinish, stopSequence }: Ended): string | null {
  if (nativeFinish !== null && finish !== null && readStopReason(nativeFinish) === finish)
    return nativeFinish;
  if (finish === "stop" && stopSequence !== null) return "stop_sequence";
  if (finish !== null) return NATIVE[finish];
  return nativeFinish === null ? null : "end_turn";
}
