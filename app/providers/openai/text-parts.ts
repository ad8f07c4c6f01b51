/**
 * Every place of a chat completion request where a model reads text: all roles, content parts, tool arguments
 * (JSON inside a string), tool results, tool and schema descriptions. Rules see these parts and never the vendor's
 * JSON. Media, ids and protocol keywords are not text.
 * https://platform.openai.com/docs/api-reference/chat/create
 */
import { textPartsOfJsonString, type TextPart } from "~/redaction/json-text";
import { asArray, isObject } from "../json-value";

type Path = readonly (string | number)[];

/** Thrown for a body nested deeper than we inspect: it is refused, never skipped. */
export class TextTooDeepError extends Error {
  override name = "TextTooDeepError";
}

const MAX_DEPTH = 256;

/** Whether a string under this key is a keyword or a reference. An object under it (a property so named) is not. */
type IsKeyword = (key: string) => boolean;

const SCHEMA_KEYWORDS = new Set([
  "type",
  "name",
  "$ref",
  "$schema",
  "format",
  "pattern",
  "required",
  "strict",
  "syntax",
]);
const isSchemaKeyword: IsKeyword = (key) => SCHEMA_KEYWORDS.has(key);

const MESSAGE_KEYWORDS = new Set([
  "role",
  "type",
  "tool_call_id",
  "id",
  "url",
  "data",
  "file_data",
  "file_id",
  "format",
]);
const isMessageKeyword: IsKeyword = (key) => MESSAGE_KEYWORDS.has(key);

function collect(value: unknown, path: Path, isKeyword: IsKeyword, parts: TextPart[], depth = 0): void {
  if (depth > MAX_DEPTH) throw new TextTooDeepError(`nested deeper than ${MAX_DEPTH} levels`);
  if (typeof value === "string") {
    if (value !== "") parts.push({ path: [...path], text: value });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => collect(item, [...path, index], isKeyword, parts, depth + 1));
  } else if (isObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      const keyword = isKeyword(key) && (typeof child === "string" || Array.isArray(child));
      if (!keyword) collect(child, [...path, key], isKeyword, parts, depth + 1);
    }
  }
}

/** Arguments are JSON in a string: their strings are parts of their own, so that rewriting keeps that JSON valid. */
function collectArguments(text: unknown, path: Path, parts: TextPart[]): void {
  if (typeof text === "string" && text !== "") parts.push(...textPartsOfJsonString([...path], text));
}

function collectCall(call: unknown, path: Path, parts: TextPart[]): void {
  if (!isObject(call)) return;
  if (isObject(call.function))
    collectArguments(call.function.arguments, [...path, "function", "arguments"], parts);
  if (isObject(call.custom))
    collect(call.custom.input, [...path, "custom", "input"], isMessageKeyword, parts);
}

function collectMessage(message: unknown, path: Path, parts: TextPart[]): void {
  if (!isObject(message)) return;
  for (const [key, child] of Object.entries(message)) {
    if (key === "tool_calls") {
      asArray(child).forEach((call, index) => collectCall(call, [...path, key, index], parts));
    } else if (key === "function_call") {
      if (isObject(child)) collectArguments(child.arguments, [...path, key, "arguments"], parts);
    } else if (!isMessageKeyword(key)) {
      collect(child, [...path, key], isMessageKeyword, parts);
    }
  }
}

/** Fields beside the messages that carry text to the model or to a tool. */
const SCHEMA_FIELDS = ["tools", "functions", "response_format"] as const;
const TEXT_FIELDS = ["prediction", "web_search_options"] as const;

/** @throws {TextTooDeepError} */
export function chatTextParts(body: unknown): TextPart[] {
  const parts: TextPart[] = [];
  if (!isObject(body)) return parts;
  asArray(body.messages).forEach((message, index) => collectMessage(message, ["messages", index], parts));
  for (const field of SCHEMA_FIELDS) collect(body[field], [field], isSchemaKeyword, parts);
  for (const field of TEXT_FIELDS) collect(body[field], [field], isMessageKeyword, parts);
  return parts;
}
