/**
 * Every place of a messages request where a model or a tool reads text. Thoughts are left out: a changed one no
 * longer fits its signature, and the API refuses the whole request. https://docs.anthropic.com/en/api/messages
 */
import { type TextPart } from "~/redaction/json-text";
import { collectText, isSchemaKeyword, type IsKeyword, type TextPath } from "../collect-text";
import { asArray, isObject } from "../json-value";

const CONTENT_KEYWORDS = new Set([
  "type",
  "role",
  "id",
  "tool_use_id",
  "name",
  "media_type",
  "data",
  "url",
  "file_id",
  "source_type",
  "signature",
  "encrypted_content",
  "ttl",
]);
const isContentKeyword: IsKeyword = (key) => CONTENT_KEYWORDS.has(key);
/** Below a tool's input, every key is the caller's own. */
const noKeyword: IsKeyword = () => false;

function collectBlock(block: unknown, path: TextPath, parts: TextPart[]): void {
  if (!isObject(block)) return collectText(block, path, isContentKeyword, parts);
  if (block.type === "thinking" || block.type === "redacted_thinking") return;
  for (const [key, child] of Object.entries(block)) {
    if (key === "input") collectText(child, [...path, key], noKeyword, parts);
    else if (key === "source" && isObject(child) && child.type === "text") {
      // A document given as plain text: `data` is its text.
      collectText(child.data, [...path, key, "data"], noKeyword, parts);
    } else if (Array.isArray(child)) {
      child.forEach((item, index) => collectBlock(item, [...path, key, index], parts));
    } else if (!(isContentKeyword(key) && typeof child === "string")) {
      collectText(child, [...path, key], isContentKeyword, parts);
    }
  }
}

function collectContent(content: unknown, path: TextPath, parts: TextPart[]): void {
  if (Array.isArray(content)) {
    content.forEach((block, index) => collectBlock(block, [...path, index], parts));
  } else collectText(content, path, isContentKeyword, parts);
}

/** @throws {TextTooDeepError} */
export function messagesTextParts(body: unknown): TextPart[] {
  const parts: TextPart[] = [];
  if (!isObject(body)) return parts;
  collectContent(body.system, ["system"], parts);
  asArray(body.messages).forEach((message, index) => {
    if (isObject(message)) collectContent(message.content, ["messages", index, "content"], parts);
  });
  collectText(body.tools, ["tools"], isSchemaKeyword, parts);
  collectText(body.output_config, ["output_config"], isSchemaKeyword, parts);
  return parts;
}
