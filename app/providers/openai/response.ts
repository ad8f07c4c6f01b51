import { asString, isObject } from "../json-value";
import { type AnswerSummary } from "../provider";
import { readOpenaiUsage } from "./usage";

/** What the trace records of a buffered chat completion; nulls when the body is something else. */
export function summarizeChatCompletion(body: unknown): AnswerSummary {
  if (!isObject(body)) return { model: null, usage: null };
  return { model: asString(body.model), usage: readOpenaiUsage(body.usage) };
}
