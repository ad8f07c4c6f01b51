/** Walks a vendor's JSON for the places where a model or a tool reads text. */
import { textPartsOfJsonString, type JsonStep, type TextPart } from "~/redaction/json-text";
import { isObject } from "./json-value";

export type TextPath = readonly JsonStep[];

/** Thrown for a body nested deeper than we inspect: it is refused, never skipped. */
export class TextTooDeepError extends Error {
  override name = "TextTooDeepError";
}

const MAX_DEPTH = 256;

/** Whether a string under this key is a keyword or a reference. An object under it (a property so named) is not. */
export type IsKeyword = (key: string) => boolean;

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
/** The words of JSON Schema and of tool definitions that are not text. */
export const isSchemaKeyword: IsKeyword = (key) => SCHEMA_KEYWORDS.has(key);

/**
 * Adds every string below `value` that is not a keyword's.
 * @throws {TextTooDeepError}
 */
export function collectText(
  value: unknown,
  path: TextPath,
  isKeyword: IsKeyword,
  parts: TextPart[],
  depth = 0,
): void {
  if (depth > MAX_DEPTH) throw new TextTooDeepError(`nested deeper than ${MAX_DEPTH} levels`);
  if (typeof value === "string") {
    if (value !== "") parts.push({ path: [...path], text: value });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => collectText(item, [...path, index], isKeyword, parts, depth + 1));
  } else if (isObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      const keyword = isKeyword(key) && (typeof child === "string" || Array.isArray(child));
      if (!keyword) collectText(child, [...path, key], isKeyword, parts, depth + 1);
    }
  }
}

/** Arguments are JSON in a string: their strings are parts of their own, so that rewriting keeps that JSON valid. */
export function collectJsonString(text: unknown, path: TextPath, parts: TextPart[]): void {
  if (typeof text === "string" && text !== "") parts.push(...textPartsOfJsonString([...path], text));
}
