/**
 * Where text is in the operations beside chat: the Responses API, embeddings, completions, moderations, and whatever
 * else speaks JSON under the same paths. https://platform.openai.com/docs/api-reference
 *
 * One walk finds it in all of them: every string counts that is not under a word of the protocol. What a vendor adds
 * tomorrow is read before anyone here knows of it.
 */
import { type TextPart } from "~/redaction/json-text";
import {
  collectJsonString,
  collectText,
  isSchemaKeyword,
  TextTooDeepError,
  type IsKeyword,
  type TextPath,
} from "../collect-text";
import { isObject } from "../json-value";
import { type Operation } from "../protocol";
import { chatTextParts } from "./text-parts";

const MAX_DEPTH = 256;

const KEYWORDS = new Set([
  "type",
  "role",
  "id",
  "name",
  "model",
  "status",
  "version",
  "url",
  "data",
  "file_data",
  "b64_json",
  "encoding_format",
  "format",
  "encrypted_content",
  "conversation",
  "service_tier",
  "truncation",
  "effort",
  "include",
  "modalities",
  "voice",
  "response_format",
  "purpose",
  "user",
  "safety_identifier",
  "prompt_cache_key",
]);
/** `call_id`, `file_ids`, `server_url` and the like name things; none of them is read by a model. */
const REFERENCE = /_(id|ids|url)$/;
const isKeyword: IsKeyword = (key) => KEYWORDS.has(key) || REFERENCE.test(key);

/** Of a tool that runs elsewhere: how to reach it, not what it is told. */
const ACCESS = new Set(["headers", "authorization", "server_label", "allowed_tools", "container", "filters"]);
const isToolKeyword: IsKeyword = (key) => isSchemaKeyword(key) || REFERENCE.test(key);

/** Fields that hold descriptions of tools, or schemas. */
const SCHEMAS = new Set(["tools", "functions", "schema", "parameters"]);

class TextWalk {
  readonly parts: TextPart[] = [];

  walk(value: unknown, path: TextPath): void {
    if (path.length > MAX_DEPTH) throw new TextTooDeepError(`nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) value.forEach((item, index) => this.walk(item, [...path, index]));
    else if (isObject(value)) this.walkObject(value, path);
    else collectText(value, path, isKeyword, this.parts);
  }

  private walkObject(value: Readonly<Record<string, unknown>>, path: TextPath): void {
    // A thought that is encrypted no longer fits the text when that changes.
    if (value.type === "reasoning" && value.encrypted_content) return;
    for (const [key, child] of Object.entries(value)) {
      const at = [...path, key];
      const isWord = isKeyword(key) && (typeof child === "string" || Array.isArray(child));
      if (key === "arguments") collectJsonString(child, at, this.parts);
      else if (SCHEMAS.has(key)) this.walkSchemas(child, at);
      else if (!isWord) this.walk(child, at);
    }
  }

  /** Tools are looked into one by one, those inside others too. */
  private walkSchemas(value: unknown, path: TextPath): void {
    if (path.length > MAX_DEPTH) throw new TextTooDeepError(`nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) value.forEach((item, index) => this.walkSchemas(item, [...path, index]));
    else if (isObject(value)) {
      for (const [key, child] of Object.entries(value)) {
        const at = [...path, key];
        if (key === "tools") this.walkSchemas(child, at);
        else if (!ACCESS.has(key))
          collectText({ [key]: child }, path, isToolKeyword, this.parts, path.length);
      }
    } else collectText(value, path, isToolKeyword, this.parts);
  }
}

/**
 * Every place of a request where a model or a tool reads text.
 * @throws {TextTooDeepError}
 */
export function openaiTextParts(operation: Operation, body: unknown): TextPart[] {
  if (operation === "chat") return chatTextParts(body);
  const walk = new TextWalk();
  walk.walk(body, []);
  return walk.parts;
}
