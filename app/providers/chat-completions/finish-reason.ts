/** Why an answer ended, in the words of the protocol. */
import { type FinishReason } from "../chat";
import { lookUp } from "../json-value";

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool_calls",
  function_call: "tool_calls",
  content_filter: "content_filter",
};

/** @param called A tool was called: an answer that had to call one is said to have stopped, and means the call. */
export function decodeFinish(native: string | null, called: boolean): FinishReason | null {
  const finish = lookUp(FINISH_REASONS, native) ?? null;
  return finish === "stop" && called ? "tool_calls" : finish;
}

interface Ended {
  readonly finish: FinishReason | null;
  readonly nativeFinish: string | null;
}

/** Whether the vendor ended for a reason that this protocol has no word for. */
export function isForeignReason({ finish, nativeFinish }: Ended): boolean {
  return finish === null && nativeFinish !== null;
}

/** Null for an answer that did not end. A word that clients of this protocol do not know would break them. */
export function encodeFinish({ finish, nativeFinish }: Ended): string | null {
  if (nativeFinish !== null && lookUp(FINISH_REASONS, nativeFinish) !== undefined) return nativeFinish;
  return finish ?? (nativeFinish === null ? null : "stop");
}
