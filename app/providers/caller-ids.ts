/**
 * Ids as a caller's own vendor makes them. Another vendor's id says who answered, and clients that look at the form of
 * an id would stumble over it; the upstream's own is on the trace.
 */
import { type ChatResponse } from "./chat";

const ANSWER_PREFIXES = ["chatcmpl-", "msg_"];
const CALL_PREFIXES = ["call_", "toolu_"];

function withoutPrefix(id: string, prefixes: readonly string[]): string {
  const prefix = prefixes.find((candidate) => id.startsWith(candidate)) ?? "";
  return id.slice(prefix.length);
}

/**
 * The upstream's id when it has the form, else one from what the caller of the encoder made.
 * @param prefix Empty for a vendor whose ids have none: of its form is what is of no other's.
 */
export function answerId(prefix: string, upstream: string | null, made: string): string {
  const isForeign = (id: string) => withoutPrefix(id, ANSWER_PREFIXES) !== id;
  const isOwn = upstream !== null && (prefix === "" ? !isForeign(upstream) : upstream.startsWith(prefix));
  if (isOwn) return upstream;
  return prefix + withoutPrefix(made, ANSWER_PREFIXES).replace(/[^a-zA-Z0-9_-]/g, "");
}

export interface IdForm {
  readonly answer: string;
  readonly call: string;
}

/** An answer as the caller reads it: its id, and those of its calls. */
export function withCallerIds(
  response: ChatResponse,
  form: IdForm,
  made: string,
): ChatResponse & { readonly id: string } {
  const choices = response.choices.map((choice) => ({
    ...choice,
    content: choice.content.map((part) =>
      part.type === "tool_call" ? { ...part, id: toolCallId(form.call, part.id) } : part,
    ),
  }));
  return { ...response, id: answerId(form.answer, response.id, made), choices };
}

/** Only the prefix changes, so that ids stay apart; one that neither vendor would give stays as it is. */
export function toolCallId(prefix: string, id: string): string {
  const rest = withoutPrefix(id, CALL_PREFIXES);
  return rest === id || rest === "" ? id : prefix + rest;
}
