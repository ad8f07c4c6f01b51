/**
 * JSON Schema as the part of OpenAPI's that older models take. https://ai.google.dev/api/caching#Schema
 *
 * It knows no references, so that they are put in place, cycles are cut, and what comes of it is bounded.
 */
import { type WarningList } from "../warning-list";
import { asArray, asString, isObject, type JsonObject, lookUp } from "../json-value";
import { COUNTS, FORMATS, HANDLED, NAMED, NUMBERS, TEXTS, TYPES } from "./schema-keywords";
import { mergeAllOf, resolve, without } from "./schema-references";

const MAX_DEPTH = 64;
/** Schemas, their keywords and properties. References may repeat them many times. */
const MAX_SIZE = 20_000;
/** Of everything that is no structure, in characters. */
const MAX_TEXT = 1024 * 1024;

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

class Subset {
  private size = 0;
  private text = 0;

  constructor(
    private readonly root: JsonObject,
    private readonly warn: (what: string) => void,
  ) {}

  /** Null for a schema that cannot be said; who holds it leaves it out. `open` are the references on the way to it. */
  schema(value: unknown, open: readonly string[], depth: number): JsonObject | null {
    if (value === true) return this.anything();
    if (!isObject(value)) return null;
    this.size += 1 + Object.keys(value).length;
    if (this.size > MAX_SIZE || depth > MAX_DEPTH || this.text > MAX_TEXT) {
      this.warn("too large for this model; the rest left out");
      return null;
    }
    const reference = asString(value.$ref);
    if (reference !== null) return this.reference(value, reference, open, depth);
    if (value.allOf !== undefined) return this.together(value, open, depth);
    this.warnOfUnknown(value);
    const branches = this.branches(value);
    if (branches) return this.choice(value, branches, open, depth);
    return this.plain(value, open, depth);
  }

  private reference(
    value: JsonObject,
    reference: string,
    open: readonly string[],
    depth: number,
  ): JsonObject | null {
    const target = open.includes(reference) ? undefined : resolve(this.root, reference);
    if (target === undefined) {
      this.warn("a reference to itself or to elsewhere was left out");
      return null;
    }
    const whole = isObject(target) ? { ...target, ...without(value, "$ref") } : target;
    return this.schema(whole, [...open, reference], depth + 1);
  }

  /** A schema that is several at once. */
  private together(value: JsonObject, open: readonly string[], depth: number): JsonObject | null {
    const parts = asArray(value.allOf);
    const references = parts.map((part) => (isObject(part) ? asString(part.$ref) : null));
    const allOf = parts.filter((_, index) => !open.some((reference) => reference === references[index]));
    if (allOf.length < parts.length) this.warn("a reference to itself or to elsewhere was left out");
    const merged = mergeAllOf(this.root, { ...value, allOf }, this.warn);
    return this.schema(merged, [...open, ...references.filter((reference) => reference !== null)], depth + 1);
  }

  private warnOfUnknown(value: JsonObject): void {
    for (const key of Object.keys(value)) {
      if (HANDLED.has(key)) continue;
      this.warn(NAMED.has(key) ? `${key} is not known to this model; left out` : "a keyword was left out");
    }
  }

  /** The schemas that a value may fit one of; null when there is no such choice. */
  private branches({ anyOf, oneOf, type, properties, ...others }: JsonObject): readonly unknown[] | null {
    const branches = asArray(anyOf ?? oneOf);
    if (branches.length > 0) {
      if (typeof type !== "string" && properties === undefined) return branches;
      this.warn("alternatives beside a type were left out");
      return null;
    }
    const types = asArray(type).filter((name) => name !== "null");
    return types.length > 1 ? types.map((name) => ({ ...others, properties, type: name })) : null;
  }

  private choice(
    value: JsonObject,
    branches: readonly unknown[],
    open: readonly string[],
    depth: number,
  ): JsonObject | null {
    const isNull = (branch: unknown) => isObject(branch) && (branch.type === "null" || branch.const === null);
    const said = branches
      .filter((branch) => !isNull(branch))
      .map((branch) => this.schema(branch, open, depth + 1))
      .filter((branch) => branch !== null);
    const nullable = branches.some(isNull) || asArray(value.type).includes("null") || value.nullable === true;
    const [only, ...others] = said;
    if (only === undefined) return null;
    return {
      ...(others.length === 0 ? only : { anyOf: said }),
      ...this.texts(value),
      ...(nullable ? { nullable: true } : {}),
    };
  }

  private plain(value: JsonObject, open: readonly string[], depth: number): JsonObject | null {
    const type = this.typeOf(value);
    if (type === null) return null;
    const isNullable =
      value.nullable === true || asArray(value.type).includes("null") || asArray(value.enum).includes(null);
    return {
      type,
      ...this.texts(value),
      ...this.values(value, type),
      ...this.limits(value),
      ...(type === "OBJECT" ? this.members(value, open, depth) : {}),
      ...(type === "ARRAY" ? { items: this.items(value, open, depth) } : {}),
      ...(isNullable ? { nullable: true } : {}),
    };
  }

  private typeOf(value: JsonObject): string | null {
    const said =
      typeof value.type === "string" ? value.type : asArray(value.type).find((name) => name !== "null");
    if (typeof said === "string") return lookUp(TYPES, said.toLowerCase()) ?? null;
    if (isObject(value.properties)) return "OBJECT";
    if (value.items !== undefined) return "ARRAY";
    const [example] = "const" in value ? [value.const] : asArray(value.enum).filter((item) => item !== null);
    if (example === undefined) return asString(this.anything().type);
    return TYPES[typeof example] ?? null;
  }

  private anything(): JsonObject {
    this.warn("a value of any type is said to be a string");
    return { type: "STRING" };
  }

  private texts(value: JsonObject): JsonObject {
    const said: Record<string, unknown> = {};
    for (const key of TEXTS) {
      if (typeof value[key] === "string") said[key] = this.counted(value[key]);
    }
    for (const key of ["default", "example"]) {
      if (value[key] !== undefined) said[key] = this.counted(value[key]);
    }
    return said;
  }

  private counted(value: unknown): unknown {
    this.text += typeof value === "string" ? value.length : JSON.stringify(value).length;
    return value;
  }

  /** The values that it may have, and the format that they are in. */
  private values(value: JsonObject, type: string): JsonObject {
    const listed = ("const" in value ? [value.const] : asArray(value.enum)).filter((item) => item !== null);
    const words = type === "STRING" ? listed.filter((item) => typeof item === "string") : [];
    if (words.length < listed.length) this.warn("only strings can be listed; other values were left out");
    return { ...(words.length > 0 ? { enum: this.counted(words) } : {}), ...this.format(value, type) };
  }

  private format({ format }: JsonObject, type: string): JsonObject {
    if (typeof format !== "string") return {};
    if (FORMATS[type]?.includes(format)) return { format };
    this.warn("a format was left out");
    return {};
  }

  private limits(value: JsonObject): JsonObject {
    const said = [
      ...NUMBERS.filter((key) => typeof value[key] === "number"),
      ...COUNTS.filter((key) => isCount(value[key])),
    ];
    return Object.fromEntries(said.map((key) => [key, value[key]]));
  }

  private members(value: JsonObject, open: readonly string[], depth: number): JsonObject {
    const properties = Object.entries(isObject(value.properties) ? value.properties : {});
    this.size += properties.length;
    const said = properties
      .map(([name, child]) => [name, this.schema(child, open, depth + 1)] as const)
      .filter(([, child]) => child !== null);
    if (said.length === 0) return {};
    const names = new Set(said.map(([name]) => name));
    const known = (list: unknown) => [...new Set(asArray(list))].filter((name) => names.has(String(name)));
    const [required, order] = [known(value.required), known(value.propertyOrdering)];
    this.counted([...names]);
    return {
      properties: Object.fromEntries(said),
      ...(required.length > 0 ? { required } : {}),
      ...(order.length === names.size ? { propertyOrdering: order } : {}),
    };
  }

  /** A list without them is refused. */
  private items({ items }: JsonObject, open: readonly string[], depth: number): JsonObject {
    if (Array.isArray(items)) this.warn("items by position were left out");
    return this.schema(Array.isArray(items) ? true : (items ?? true), open, depth + 1) ?? this.anything();
  }
}

/**
 * @param path Of the schema, for the warnings: what it holds is the caller's and not named in them.
 * @returns Null for an object without properties, which is refused, and for what cannot be said at all.
 */
export function toOpenApi(schema: JsonObject, path: string, warnings: WarningList): JsonObject | null {
  const subset = new Subset(schema, (what) => warnings.add(path, what));
  const said = subset.schema(schema, [], 0);
  return said?.type === "OBJECT" && said.properties === undefined ? null : said;
}
