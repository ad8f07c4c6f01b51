/**
 * The part of JSON Schema that structured outputs take.
 * https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations
 *
 * Schemas are as deep as a body may be nested (MAX_JSON_DEPTH), so that recursion is bounded.
 */
import { type WarningList } from "../warning-list";
import { asArray, asString, isObject, type JsonObject } from "../json-value";

const PLAIN = new Set([
  "type",
  "const",
  "$ref",
  "title",
  "description",
  "default",
  "required",
  "additionalProperties",
]);
/** Their value is a schema, a list of schemas, or schemas by name. */
const OF_ONE = new Set(["items"]);
const OF_MANY = new Set(["anyOf", "allOf"]);
const BY_NAME = new Set(["properties", "$defs", "definitions"]);
/** They name the dialect and constrain nothing. */
const SILENT = new Set(["$schema", "$id", "$comment"]);
const FORMATS = new Set("date-time time date duration email hostname uri ipv4 ipv6 uuid".split(" "));

/** Those that may be named in a warning: any other word is the caller's own. */
const NAMED = new Set([
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"],
  ...["pattern", "format", "enum", "const", "minItems", "maxItems", "uniqueItems", "contains", "prefixItems"],
  ...["minProperties", "maxProperties", "patternProperties", "propertyNames", "additionalProperties"],
  ...["dependentRequired", "not", "if", "then", "else", "examples", "nullable", "deprecated", "readOnly"],
]);

function isPrimitive(value: unknown): boolean {
  return value === null || typeof value !== "object";
}

function isTaken(keyword: string, value: unknown): boolean {
  switch (keyword) {
    case "enum":
      return asArray(value).every(isPrimitive);
    case "format":
      return typeof value === "string" && FORMATS.has(value);
    case "minItems":
      return value === 0 || value === 1;
    case "const":
      return isPrimitive(value);
    default:
      return PLAIN.has(keyword);
  }
}

function isObjectSchema({ type, properties }: JsonObject): boolean {
  return type === "object" || (Array.isArray(type) && type.includes("object")) || isObject(properties);
}

class Subset {
  /** Keywords that had to go, each once. */
  readonly refused = new Set<string>();

  schema(schema: JsonObject): JsonObject {
    const fitted: Record<string, unknown> = {};
    const constraints: string[] = [];
    for (const [keyword, value] of Object.entries(schema)) {
      const inner = this.inner(keyword === "oneOf" ? "anyOf" : keyword, value);
      if (inner) this.add(fitted, keyword === "oneOf" ? "anyOf" : keyword, inner);
      else if (isTaken(keyword, value)) fitted[keyword] = value;
      else if (!SILENT.has(keyword)) {
        this.refused.add(keyword);
        constraints.push(`${keyword}: ${JSON.stringify(value)}`);
      }
    }
    if (isObjectSchema(schema)) this.close(fitted);
    // The model can still read what cannot be enforced.
    if (constraints.length > 0) {
      const description = asString(fitted.description);
      const text = `(${constraints.join(", ")})`;
      fitted.description = description ? `${description} ${text}` : text;
    }
    return fitted;
  }

  /** The keyword's value with the schemas in it fitted; null when it holds none. */
  private inner(keyword: string, value: unknown): unknown {
    if (OF_ONE.has(keyword) && isObject(value)) return this.schema(value);
    if (OF_MANY.has(keyword) && Array.isArray(value)) return value.map((one) => this.any(one));
    if (!BY_NAME.has(keyword) || !isObject(value)) return null;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.any(one)]));
  }

  private any(value: unknown): unknown {
    return isObject(value) ? this.schema(value) : value;
  }

  /** Both `oneOf` and `anyOf`: each must hold, so they are parts of an `allOf`. */
  private add(fitted: Record<string, unknown>, keyword: string, value: unknown): void {
    if (keyword === "anyOf" && fitted.anyOf !== undefined) {
      fitted.allOf = [...asArray(fitted.allOf), { anyOf: value }];
    } else if (keyword === "allOf") fitted.allOf = [...asArray(fitted.allOf), ...asArray(value)];
    else fitted[keyword] = value;
  }

  private close(fitted: Record<string, unknown>): void {
    const { additionalProperties: open = false } = fitted;
    if (open !== false) this.refused.add("additionalProperties");
    fitted.additionalProperties = false;
  }
}

/** The schema with closed objects and without the keywords that are refused, which move into descriptions. */
export function toSubset(schema: JsonObject, path: string, warnings: WarningList): JsonObject {
  const subset = new Subset();
  const fitted = subset.schema(schema);
  for (const keyword of subset.refused) {
    const at = NAMED.has(keyword) ? `${path}.${keyword}` : path;
    warnings.add(at, "cannot be enforced; said in the description where there is one");
  }
  return fitted;
}

/** Whether nothing would have to go. */
export function fitsSubset(schema: JsonObject): boolean {
  const subset = new Subset();
  subset.schema(schema);
  return subset.refused.size === 0;
}
