/** Buffered messages. https://docs.anthropic.com/en/api/messages */
import { type AssistantPart, type ChatResponse } from "../chat";
import { asString, isObject, type JsonObject } from "../json-value";
import { type AnswerSummary } from "../provider";
import { readStopReason, stopReasonOf } from "./stop-reason";
import { decodeUsage, encodeUsage } from "./usage";

/** What the trace records of a buffered answer; a token count is an answer as well. */
export function summarizeAnswer(body: unknown): AnswerSummary {
  if (!isObject(body)) return { model: null, usage: null };
  const isCount = body.usage === undefined && typeof body.input_tokens === "number";
  const usage = isCount ? null : decodeUsage(body.usage);
  return { model: asString(body.model), usage };
}

function toolInput(source: string): unknown {
  try {
    const value: unknown = JSON.parse(source);
    return isObject(value) ? value : { value };
  } catch {
    return { text: source };
  }
}

function encodePart(part: AssistantPart): JsonObject[] {
  switch (part.type) {
    case "text":
    case "refusal":
      return part.text === "" ? [] : [{ type: "text", text: part.text }];
    case "reasoning":
      return part.proof?.kind === "redacted"
        ? [{ type: "redacted_thinking", data: part.proof.value }]
        : [{ type: "thinking", thinking: part.text, signature: part.proof?.value ?? "" }];
    case "tool_call":
      return [{ type: "tool_use", id: part.id, name: part.name, input: toolInput(part.arguments) }];
    case "vendor":
      return part.vendor.provider === "anthropic" ? [part.vendor.fields] : [];
    case "media":
      return [];
  }
}

export function encodeMessage({ id, model, choices, usage }: ChatResponse): JsonObject {
  const [choice] = choices;
  const { content = [], finish = null, nativeFinish = null, stopSequence = null } = choice ?? {};
  const isOwn = nativeFinish !== null && readStopReason(nativeFinish) !== null;
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: content.flatMap(encodePart),
    stop_reason: isOwn ? nativeFinish : choice ? stopReasonOf(finish, stopSequence) : null,
    stop_sequence: stopSequence,
    ...(usage ? { usage: encodeUsage(usage) } : {}),
  };
}
