/**
 * Every place of a chat completion request where a model reads text: all roles, content parts, tool arguments
 * (JSON inside a string), tool results, tool and schema descriptions. Rules see these parts and never the vendor's
 * JSON. Media, ids and protocol keywords are not text.
 * https://platform.openai.com/docs/api-reference/chat/create
 */
import { type TextPart } from "~/redaction/json-text";
import {
  collectJsonString,
  collectText,
  isSchemaKeyword,
  type IsKeyword,
  type TextPath,
} from "../collect-text";
import { asArray, isObject } from "../json-value";

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

function collectCall(call: unknown, path: TextPath, parts: TextPart[]): void {
  if (!isObject(call)) return;
  if (isObject(call.function))
    collectJsonString(call.function.arguments, [...path, "function", "arguments"], parts);
  if (isObject(call.custom))
    collectText(call.custom.input, [...path, "custom", "input"], isMessageKeyword, parts);
}

function collectMessage(message: unknown, path: TextPath, parts: TextPart[]): void {
  if (!isObject(message)) return;
  for (const [key, child] of Object.entries(message)) {
    if (key === "tool_calls") {
      asArray(child).forEach((call, index) => collectCall(call, [...path, key, index], parts));
    } else if (key === "function_call") {
      if (isObject(child)) collectJsonString(child.arguments, [...path, key, "arguments"], parts);
    } else if (!isMessageKeyword(key)) {
      collectText(child, [...path, key], isMessageKeyword, parts);
    }
  }
}

/** Fields beside the messages that carry text to the model or to a tool. */
const SCHEMA_FIELDS = ["tools", "functions", "response_format"] as const;
const TEXT_FIELDS = ["prediction", "web_search_options"] as const;

/** What Azure tells the model about the organization's data; the rest of a source is how to reach it. */
function collectSource(source: unknown, path: TextPath, parts: TextPart[]): void {
  const said = isObject(source) && isObject(source.parameters) ? source.parameters.role_information : null;
  if (typeof said === "string") {
    collectText(said, [...path, "parameters", "role_information"], isMessageKeyword, parts);
  }
}

/** @throws {TextTooDeepError} */
export function chatTextParts(body: unknown): TextPart[] {
  const parts: TextPart[] = [];
  if (!isObject(body)) return parts;
  asArray(body.messages).forEach((message, index) => collectMessage(message, ["messages", index], parts));
  for (const field of SCHEMA_FIELDS) collectText(body[field], [field], isSchemaKeyword, parts);
  for (const field of TEXT_FIELDS) collectText(body[field], [field], isMessageKeyword, parts);
  asArray(body.data_sources).forEach((source, index) =>
    collectSource(source, ["data_sources", index], parts),
  );
  return parts;
}
