/** What says an answer's text again, token by token: where rules change the text, it must go. */
import { type JsonReplacement, type JsonStep } from "~/redaction/json-text";
import { isObject } from "./json-value";

/** OpenAI's and Gemini's names, whose vendors also send them empty. */
const MEMBERS = new Set(["logprobs", "logprobsResult"]);
/** Deeper than any answer has them. */
const MAX_DEPTH = 16;

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : !isObject(value);
}

/** Empties them all, whatever protocol the answer or event is in. */
export function withoutProbabilities(value: unknown, path: readonly JsonStep[] = []): JsonReplacement[] {
  if (path.length > MAX_DEPTH) return [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => withoutProbabilities(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]): JsonReplacement[] => {
    const place = [...path, key];
    if (!MEMBERS.has(key)) return withoutProbabilities(child, place);
    return isEmpty(child) ? [] : [{ path: place, literal: Array.isArray(child) ? "[]" : "null" }];
  });
}
