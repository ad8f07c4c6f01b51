/** Google's form of an OpenAPI schema as JSON Schema. https://ai.google.dev/api/caching#Schema */
import { asArray, asString, isObject, type JsonObject, lookUp } from "../json-value";

/** Their numbers come as strings too: they are 64 bits wide at Google. */
const COUNTS = new Set(["minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"]);
/** As deep as any body may be nested; what is deeper is left as it is. */
const MAX_DEPTH = 256;

const CAMEL: Readonly<Record<string, string>> = {
  any_of: "anyOf",
  min_items: "minItems",
  max_items: "maxItems",
  min_length: "minLength",
  max_length: "maxLength",
  min_properties: "minProperties",
  max_properties: "maxProperties",
  property_ordering: "propertyOrdering",
};

function convertMember(key: string, value: unknown, depth: number): unknown {
  switch (key) {
    case "type":
      return typeof value === "string" ? value.toLowerCase() : value;
    case "properties":
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, convert(child, depth + 1)]))
        : value;
    case "anyOf":
      return Array.isArray(value) ? value.map((child) => convert(child, depth + 1)) : value;
    case "items":
      return convert(value, depth + 1);
    default:
      return COUNTS.has(key) && typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  }
}

/** `nullable` in the words of JSON Schema. */
function withNull(schema: JsonObject): JsonObject {
  const { type } = schema;
  if (typeof type === "string") {
    const listed = Array.isArray(schema.enum) ? { enum: [...asArray(schema.enum), null] } : {};
    return { ...schema, type: [type, "null"], ...listed };
  }
  if (Array.isArray(schema.anyOf)) return { ...schema, anyOf: [...asArray(schema.anyOf), { type: "null" }] };
  return schema;
}

function convert(schema: unknown, depth: number): unknown {
  if (!isObject(schema) || depth > MAX_DEPTH) return schema;
  const said: Record<string, unknown> = {};
  for (const [spelled, value] of Object.entries(schema)) {
    const key = lookUp(CAMEL, spelled) ?? spelled;
    // A format that only says that there is a list of values.
    const isSilent = key === "nullable" || (key === "format" && value === "enum");
    if (!isSilent) said[key] = convertMember(key, value, depth);
  }
  return schema.nullable === true && asString(said.type) !== "null" ? withNull(said) : said;
}

/** Of a schema that is JSON Schema already, the same. */
export function toJsonSchema(schema: JsonObject): JsonObject {
  const converted = convert(schema, 0);
  return isObject(converted) ? converted : schema;
}
