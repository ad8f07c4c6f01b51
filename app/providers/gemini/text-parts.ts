/**
 * Every place of a Gemini request where a model or a tool reads text, in whatever method it is sent. Every string
 * counts that is not under a word of the protocol: what Google adds tomorrow is read before anyone here knows of it.
 * A thought with a signature is left out: a changed one no longer fits it. https://ai.google.dev/api/caching#Content
 */
import { type TextPart } from "~/redaction/json-text";
import {
  collectText,
  isSchemaKeyword,
  TextTooDeepError,
  type IsKeyword,
  type TextPath,
} from "../collect-text";
import { isObject, type JsonObject } from "../json-value";
import { member } from "./wire";

const MAX_DEPTH = 256;

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
  "outcome",
  "serviceTier",
  "service_tier",
]);
const isKeyword: IsKeyword = (key) => KEYWORDS.has(key);
/** Below arguments and results of functions, every key is the caller's own. */
const noKeyword: IsKeyword = () => false;
const TOOL_KEYWORDS = new Set(["propertyOrdering", "property_ordering", "behavior"]);
const isToolKeyword: IsKeyword = (key) => isSchemaKeyword(key) || TOOL_KEYWORDS.has(key);

const SETTINGS = new Set(["toolConfig", "tool_config", "safetySettings", "safety_settings"]);
const CONFIGS = new Set(["generationConfig", "generation_config"]);
/** Of a config, what the model reads; the rest is settings. */
const CONFIG_TEXTS = ["responseSchema", "responseJsonSchema", "stopSequences"] as const;
const FUNCTION_DATA = new Set(["args", "response"]);

function isSignedThought(value: JsonObject): boolean {
  return value.thought === true && member(value, "thoughtSignature") !== undefined;
}

class TextWalk {
  readonly parts: TextPart[] = [];

  walk(value: unknown, path: TextPath): void {
    if (path.length > MAX_DEPTH) throw new TextTooDeepError(`nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) value.forEach((item, index) => this.walk(item, [...path, index]));
    else if (!isObject(value)) collectText(value, path, isKeyword, this.parts);
    else if (!isSignedThought(value)) {
      for (const [key, child] of Object.entries(value)) this.walkMember(key, child, [...path, key]);
    }
  }

  private walkMember(key: string, child: unknown, at: TextPath): void {
    if (SETTINGS.has(key) || (isKeyword(key) && typeof child === "string")) return;
    if (key === "tools") collectText(child, at, isToolKeyword, this.parts, at.length);
    else if (FUNCTION_DATA.has(key)) collectText(child, at, noKeyword, this.parts, at.length);
    else if (CONFIGS.has(key) && isObject(child)) this.walkConfig(child, at);
    else this.walk(child, at);
  }

  private walkConfig(config: JsonObject, path: TextPath): void {
    for (const [key, child] of Object.entries(config)) {
      const isText = CONFIG_TEXTS.some((name) => member({ [key]: "" }, name) === "");
      if (isText) collectText(child, [...path, key], isToolKeyword, this.parts, path.length);
    }
  }
}

/** @throws {TextTooDeepError} */
export function geminiTextParts(body: unknown): TextPart[] {
  const walk = new TextWalk();
  walk.walk(body, []);
  return walk.parts;
}
