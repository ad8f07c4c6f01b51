/**
 * Every place of a messages request where a model or a tool reads text. Thoughts are left out: a changed one no
 * longer fits its signature, and the API refuses the whole request. https://docs.anthropic.com/en/api/messages
 */
import { type TextPart } from "~/redaction/json-text";
import {
  collectText,
  isSchemaKeyword,
  TextTooDeepError,
  type IsKeyword,
  type TextPath,
} from "../collect-text";
import { asArray, isObject, type JsonObject } from "../json-value";

const CONTENT_KEYWORDS = new Set([
  "type",
  "role",
  "id",
  "tool_use_id",
  "tool_id",
  "tool_name",
  "toolset_name",
  "name",
  "media_type",
  "data",
  "url",
  "file_id",
  "source_type",
  "signature",
  "encrypted_content",
  "encrypted_index",
  "encrypted_stdout",
  "error_code",
  "ttl",
]);
const isContentKeyword: IsKeyword = (key) => CONTENT_KEYWORDS.has(key);
/** Below a tool's input, every key is the caller's own. */
const noKeyword: IsKeyword = () => false;

/** As deep as `collectText` looks. */
const MAX_DEPTH = 256;

function collectBlock(block: unknown, path: TextPath, parts: TextPart[]): void {
  if (path.length > MAX_DEPTH) throw new TextTooDeepError(`nested deeper than ${MAX_DEPTH} levels`);
  if (!isObject(block)) return collectText(block, path, isContentKeyword, parts);
  if (block.type === "thinking" || block.type === "redacted_thinking") return;
  for (const [key, child] of Object.entries(block)) collectMember(block, key, child, [...path, key], parts);
}

function collectMember(
  block: JsonObject,
  key: string,
  child: unknown,
  path: TextPath,
  parts: TextPart[],
): void {
  const isPlainText = key === "data" && block.type === "text";
  // The `data` of a document's source that is plain text.
  if (key === "input" || isPlainText) collectText(child, path, noKeyword, parts);
  else if (Array.isArray(child)) {
    child.forEach((item, index) => collectBlock(item, [...path, index], parts));
  } else if (!(isContentKeyword(key) && typeof child === "string")) {
    // Documents that a server's tool fetched are inside of its result.
    collectBlock(child, path, parts);
  }
}

function collectContent(content: unknown, path: TextPath, parts: TextPart[]): void {
  if (Array.isArray(content)) {
    content.forEach((block, index) => collectBlock(block, [...path, index], parts));
  } else collectText(content, path, isContentKeyword, parts);
}

function collectTool(tool: unknown, path: TextPath, parts: TextPart[]): void {
  if (!isObject(tool)) return collectText(tool, path, isSchemaKeyword, parts);
  const { input_examples: examples, ...described } = tool;
  collectText(described, path, isSchemaKeyword, parts);
  collectText(examples, [...path, "input_examples"], noKeyword, parts);
}

function collectRequest(body: JsonObject, path: TextPath, parts: TextPart[]): void {
  collectContent(body.system, [...path, "system"], parts);
  asArray(body.messages).forEach((message, index) => {
    const at = [...path, "messages", index, "content"];
    if (isObject(message)) collectContent(message.content, at, parts);
  });
  asArray(body.tools).forEach((tool, index) => collectTool(tool, [...path, "tools", index], parts));
  // What else is beside the format are words of the protocol.
  const { format } = isObject(body.output_config) ? body.output_config : {};
  collectText(format, [...path, "output_config", "format"], isSchemaKeyword, parts);
  collectText(body.output_format, [...path, "output_format"], isSchemaKeyword, parts);
}

/** Of one request, or of each in a batch. @throws {TextTooDeepError} */
export function messagesTextParts(body: unknown): TextPart[] {
  const parts: TextPart[] = [];
  if (!isObject(body)) return parts;
  collectRequest(body, [], parts);
  asArray(body.requests).forEach((request, index) => {
    const at = ["requests", index, "params"];
    if (isObject(request) && isObject(request.params)) collectRequest(request.params, at, parts);
  });
  return parts;
}
