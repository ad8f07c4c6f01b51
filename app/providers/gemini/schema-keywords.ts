/** The words of the part of OpenAPI's schemas that Gemini takes, and of JSON Schema. https://ai.google.dev/api/caching#Schema */

export const TYPES: Readonly<Record<string, string>> = {
  string: "STRING",
  number: "NUMBER",
  integer: "INTEGER",
  boolean: "BOOLEAN",
  array: "ARRAY",
  object: "OBJECT",
};
export const TEXTS = ["title", "description", "pattern"] as const;
export const NUMBERS = ["minimum", "maximum"] as const;
export const COUNTS = [
  "minItems",
  "maxItems",
  "minLength",
  "maxLength",
  "minProperties",
  "maxProperties",
] as const;
export const FORMATS: Readonly<Record<string, readonly string[]>> = {
  STRING: ["date-time", "enum"],
  NUMBER: ["float", "double"],
  INTEGER: ["int32", "int64"],
};

/** They are read here, or constrain nothing. */
export const HANDLED = new Set<string>([
  ...[...TEXTS, ...NUMBERS, ...COUNTS],
  ...["type", "nullable", "properties", "required", "propertyOrdering", "items", "enum", "const", "format"],
  ...["anyOf", "oneOf", "allOf", "$ref", "$defs", "definitions", "default", "example"],
  ...["$schema", "$id", "$comment", "$anchor"],
]);
/** Those that may be named in a warning: any other word is the caller's own. */
export const NAMED = new Set([
  ...[
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "dependentRequired",
  ],
  ...["prefixItems", "additionalItems", "contains", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum"],
  ...["multipleOf", "not", "if", "then", "else", "examples", "enumDescriptions", "deprecated", "readOnly"],
]);
