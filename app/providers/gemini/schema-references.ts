/** What a JSON Schema says elsewhere in itself. https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3 */
import { asArray, asString, isObject, type JsonObject } from "../json-value";

/** @returns What a local reference names; undefined for any other. */
export function resolve(root: JsonObject, reference: string): unknown {
  if (reference !== "#" && !reference.startsWith("#/")) return undefined;
  let found: unknown = root;
  for (const step of reference.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(found)) found = found[Number(key)];
    else found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

export function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** One step only: a reference to a reference is none that a merge can take. Null for those. */
function dereference(root: JsonObject, part: unknown): JsonObject | null {
  if (!isObject(part)) return null;
  const reference = asString(part.$ref);
  const target = reference === null ? part : resolve(root, reference);
  return isObject(target) && target.$ref === undefined && target.allOf === undefined ? target : null;
}

/** All of several schemas as one: their properties together; of other keywords, the last one's. */
export function mergeAllOf(root: JsonObject, schema: JsonObject, warn: (what: string) => void): JsonObject {
  const all = asArray(schema.allOf).map((part) => dereference(root, part));
  if (all.includes(null)) warn("a part of allOf was left out");
  const parts = [...all.filter((part) => part !== null), without(schema, "allOf")];
  const properties = parts.flatMap((part) =>
    isObject(part.properties) ? Object.entries(part.properties) : [],
  );
  const required = parts.flatMap((part) => asArray(part.required));
  return {
    ...parts.reduce<JsonObject>((sum, part) => ({ ...sum, ...part }), {}),
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}
