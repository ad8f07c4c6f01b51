/** Buffered answers of Gemini. https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse */
import { type AssistantPart, type ChatChoice, type ChatResponse } from "../chat";
import { asString, isObject, type JsonObject } from "../json-value";
import { type AnswerSummary } from "../provider";
import { finishReasonOf } from "./finish-reason";
import { decodeUsage, encodeUsage } from "./usage";

/** What the trace records of a buffered answer; nulls for what it does not say. */
export function summarizeAnswer(body: unknown): AnswerSummary {
  // Without `alt=sse` a stream that was short enough to be read whole is an array of chunks.
  const last: unknown = Array.isArray(body) ? body.at(-1) : body;
  if (!isObject(last)) return { model: null, usage: null };
  return { model: asString(last.modelVersion), usage: decodeUsage(last.usageMetadata) };
}

function args(source: string): JsonObject {
  try {
    const value: unknown = JSON.parse(source);
    return isObject(value) ? value : { value };
  } catch {
    return { text: source };
  }
}

function signed(part: JsonObject, value: string | undefined): JsonObject {
  return value === undefined ? part : { ...part, thoughtSignature: value };
}

function encodePart(part: AssistantPart): JsonObject[] {
  switch (part.type) {
    case "text":
    case "refusal":
      return [{ text: part.text }];
    case "reasoning":
      return [signed({ text: part.text, thought: true }, part.proof?.value)];
    case "tool_call": {
      const id = part.id === "" ? {} : { id: part.id };
      return [
        signed({ functionCall: { ...id, name: part.name, args: args(part.arguments) } }, part.proof?.value),
      ];
    }
    case "vendor":
      return part.vendor.provider === "gemini" ? [part.vendor.fields] : [];
    case "media":
      return [];
  }
}

function encodeCandidate({ index, content, finish, nativeFinish }: ChatChoice): JsonObject {
  return {
    content: { role: "model", parts: content.flatMap(encodePart) },
    finishReason: finish === null ? nativeFinish : finishReasonOf(finish),
    index,
  };
}

export function encodeGenerateContent({ id, model, choices, usage }: ChatResponse): JsonObject {
  return {
    candidates: choices.map(encodeCandidate),
    ...(usage ? { usageMetadata: encodeUsage(usage) } : {}),
    modelVersion: model,
    responseId: id,
  };
}
