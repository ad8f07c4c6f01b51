/** Which failures of an attempt another key may cure, and what they say about the key that was asked. */
import { type ChatErrorKind } from "~/providers/chat";
import { type UpstreamFailure } from "./upstream-error";

export type FailureClass =
  /** The provider does not know the key, or no longer. */
  | "rejected"
  | "rate_limited"
  /** A limit that comes back tomorrow, or with money. */
  | "quota_exceeded"
  | "timeout"
  | "unreachable"
  | "server_error";

export interface AttemptFailure {
  readonly class: FailureClass;
  /** Of the answer, or the one that an error inside a 200 stream stands for; null when no answer came. */
  readonly status: number | null;
  /** As the provider told it, in a header or in the error; null when it told nothing. */
  readonly retryAfterMs: number | null;
}

/**
 * @param status Of the answer, or of the ChatError of an error event that came before content.
 * @param kind Of the decoded error; null when the answer has none that we can read.
 * @returns null when no other key cures it: every other 4xx is about the request, not about the key.
 */
export function classifyStatus(status: number, kind: ChatErrorKind | null): FailureClass | null {
  // A status beyond 599 is treated like a 5xx, as RFC 9110 asks.
  if (status >= 500) return "server_error";
  switch (status) {
    case 400:
      // Gemini's API_KEY_INVALID.
      return kind === "authentication" ? "rejected" : null;
    case 401:
      return "rejected";
    case 408:
      return "timeout";
    case 429:
      return kind === "quota_exceeded" ? "quota_exceeded" : "rate_limited";
    default:
      return null;
  }
}

const CLASSES: Readonly<Record<UpstreamFailure, FailureClass | null>> = {
  unreachable: "unreachable",
  reset: "unreachable",
  // What listens there does not speak HTTP: the provider is not there.
  invalid_response: "unreachable",
  connect_timeout: "timeout",
  first_byte_timeout: "timeout",
  idle_timeout: "timeout",
  total_timeout: "timeout",
  client_gone: null,
};

/** @returns null when it was the caller who ended the attempt: nobody waits for another. */
export function classifyUpstreamFailure(failure: UpstreamFailure): FailureClass | null {
  return CLASSES[failure];
}
