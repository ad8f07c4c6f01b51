/** Arguments and results of functions: text elsewhere, objects at Google. */
import { type ToolCallPart } from "../chat";
import { isObject, type JsonObject, parseJson } from "../json-value";

interface AsObject {
  readonly value: JsonObject;
  /** The text was no object of JSON's, and is one member of this one. */
  readonly isWrapped: boolean;
}

/** A number that does not survive being read and written. */
const LONG_NUMBER = /\d{16}/;

/** @param source As the model wrote it; no text is no arguments, except of a tool that takes any text. */
export function argumentsOf({ arguments: source, kind }: Pick<ToolCallPart, "arguments" | "kind">): AsObject {
  if (kind === "custom") return { value: { text: source }, isWrapped: true };
  if (source.trim() === "") return { value: {}, isWrapped: false };
  const value = parseJson(source);
  if (isObject(value)) return { value, isWrapped: false };
  return { value: value === undefined ? { text: source } : { value }, isWrapped: true };
}

/**
 * What a function gave. An object is sent as one, anything else as `result` or `error`; what would be read back as
 * another thing is wrapped too.
 */
export function resultOf(text: string, isError: boolean): JsonObject {
  if (isError) return { error: text };
  const value = LONG_NUMBER.test(text) ? undefined : parseJson(text);
  return isObject(value) && readResult(value).text === null ? value : { result: text };
}

/** The text of a wrapped result; null for an object of the function's own. */
export function readResult(response: JsonObject): { text: string | null; isError: boolean | null } {
  const [only, ...others] = Object.entries(response);
  const [key, value] = only ?? [];
  if (others.length > 0 || typeof value !== "string") return { text: null, isError: null };
  if (key === "error") return { text: value, isError: true };
  return { text: key === "result" ? value : null, isError: null };
}
