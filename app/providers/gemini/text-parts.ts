/**
 * Every place of a Gemini request where a model or a tool reads text, in whatever method it is sent. A thought with
 * a signature is left out: a changed one no longer fits it. https://ai.google.dev/api/caching#Content
 */
import { type TextPart } from "~/redaction/json-text";
import { collectText, isSchemaKeyword, type IsKeyword, type TextPath } from "../collect-text";
import { isObject } from "../json-value";

const KEYWORDS = new Set([
  "role",
  "id",
  "name",
  "model",
  "mimeType",
  "mime_type",
  "data",
  "fileUri",
  "file_uri",
  "cachedContent",
  "cached_content",
  "thoughtSignature",
  "thought_signature",
  "taskType",
  "task_type",
  "language",
]);
const isKeyword: IsKeyword = (key) => KEYWORDS.has(key);
/** Below arguments and results of functions, every key is the caller's own. */
const noKeyword: IsKeyword = () => false;

/** Where JSON Schema and the vendor's settings are. */
const SCHEMAS = new Set(["tools", "generationConfig", "generation_config"]);
const SETTINGS = new Set(["toolConfig", "tool_config", "safetySettings", "safety_settings"]);
const FUNCTION_DATA = new Set(["args", "response"]);

function isSignedThought(value: object): boolean {
  return (
    "thought" in value &&
    value.thought === true &&
    ("thoughtSignature" in value || "thought_signature" in value)
  );
}

function collect(value: unknown, path: TextPath, parts: TextPart[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => collect(item, [...path, index], parts));
    return;
  }
  if (!isObject(value)) return collectText(value, path, isKeyword, parts);
  if (isSignedThought(value)) return;
  for (const [key, child] of Object.entries(value)) {
    const at = [...path, key];
    if (SETTINGS.has(key) || (isKeyword(key) && typeof child === "string")) continue;
    if (SCHEMAS.has(key)) collectText(child, at, isSchemaKeyword, parts);
    else if (FUNCTION_DATA.has(key)) collectText(child, at, noKeyword, parts);
    else collect(child, at, parts);
  }
}

/** @throws {TextTooDeepError} Callers check the depth of the whole body first. */
export function geminiTextParts(body: unknown): TextPart[] {
  const parts: TextPart[] = [];
  collect(body, [], parts);
  return parts;
}
