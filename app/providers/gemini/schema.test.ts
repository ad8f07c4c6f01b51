import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WarningList } from "../warning-list";
import { isObject, type JsonObject } from "../json-value";
import { toJsonSchema } from "./json-schema";
import { toOpenApi } from "./schema";

function convert(schema: JsonObject) {
  const warnings = new WarningList();
  return { said: toOpenApi(schema, "tools[0].parameters", warnings), warnings: warnings.all };
}
const said = (schema: JsonObject) => convert(schema).said;
const object = (properties: JsonObject, more: JsonObject = {}) => ({ type: "object", properties, ...more });

const ALLOWED = new Set([
  ...["type", "format", "title", "description", "nullable", "enum", "items", "properties", "required"],
  ...[
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
    "minProperties",
    "maxProperties",
    "minimum",
    "maximum",
  ],
  ...["pattern", "anyOf", "propertyOrdering", "default", "example"],
]);

/** Every rule that Google refuses a schema by, at every level of it. */
function check(schema: unknown): void {
  if (!isObject(schema)) throw new Error("not a schema");
  for (const key of Object.keys(schema)) expect(ALLOWED).toContain(key);
  const { type, anyOf, items, properties, required } = schema;
  if (Array.isArray(anyOf)) {
    expect(type).toBeUndefined();
    expect(anyOf.length).toBeGreaterThan(1);
    anyOf.forEach(check);
    return;
  }
  expect(["STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT"]).toContain(type);
  if (schema.enum !== undefined) expect(type).toBe("STRING");
  if (type === "ARRAY") check(items);
  else expect(items).toBeUndefined();
  if (required !== undefined) {
    expect(Object.keys(properties as object)).toEqual(expect.arrayContaining(required as string[]));
  }
  if (properties !== undefined) Object.values(properties as object).forEach(check);
}

describe("toOpenApi", () => {
  it.each<[string, JsonObject, JsonObject | null]>([
    ["types", object({ a: { type: "string" } }), { type: "OBJECT", properties: { a: { type: "STRING" } } }],
    ["no properties: refused, so that there are no parameters", { type: "object", properties: {} }, null],
    ["null among types", { type: ["integer", "null"] }, { type: "INTEGER", nullable: true }],
    [
      "several types",
      { type: ["string", "number"], description: "d" },
      {
        anyOf: [
          { type: "STRING", description: "d" },
          { type: "NUMBER", description: "d" },
        ],
        description: "d",
      },
    ],
    [
      "null among alternatives",
      { anyOf: [{ type: "string" }, { type: "null" }], default: null },
      { type: "STRING", default: null, nullable: true },
    ],
    [
      "oneOf",
      { oneOf: [{ type: "string" }, { type: "boolean" }] },
      { anyOf: [{ type: "STRING" }, { type: "BOOLEAN" }] },
    ],
    ["a constant", { const: "x" }, { type: "STRING", enum: ["x"] }],
    ["a list with null", { enum: ["a", null] }, { type: "STRING", enum: ["a"], nullable: true }],
    ["a list of numbers", { type: "integer", enum: [1, 2] }, { type: "INTEGER" }],
    ["an array without items", { type: "array" }, { type: "ARRAY", items: { type: "STRING" } }],
    ["formats", { type: "string", format: "uri", minLength: 1 }, { type: "STRING", minLength: 1 }],
    [
      "names that are required and not there",
      object({ a: { type: "string", format: "date-time" } }, { required: ["a", "b"] }),
      { type: "OBJECT", properties: { a: { type: "STRING", format: "date-time" } }, required: ["a"] },
    ],
    [
      "references, with what stands beside them",
      object({ a: { $ref: "#/$defs/A", description: "mine" } }, { $defs: { A: { type: "number" } } }),
      { type: "OBJECT", properties: { a: { type: "NUMBER", description: "mine" } } },
    ],
    [
      "allOf",
      object(
        { a: { allOf: [{ $ref: "#/$defs/A" }, object({ y: { type: "string" } })], description: "both" } },
        { $defs: { A: object({ x: { type: "boolean" } }, { required: ["x"] }) } },
      ),
      {
        type: "OBJECT",
        properties: {
          a: {
            type: "OBJECT",
            description: "both",
            properties: { x: { type: "BOOLEAN" }, y: { type: "STRING" } },
            required: ["x"],
          },
        },
      },
    ],
  ])("says %s", (_, schema, expected) => {
    expect(said(schema)).toEqual(expected);
  });

  it("cuts a cycle where it closes, and says so", () => {
    const schema = {
      $ref: "#/$defs/Node",
      $defs: {
        Node: object({ value: { type: "string" }, next: { $ref: "#/$defs/Node" } }, { required: ["next"] }),
      },
    };
    expect(convert(schema)).toEqual({
      said: { type: "OBJECT", properties: { value: { type: "STRING" } } },
      warnings: ["tools[0].parameters: a reference to itself or to elsewhere was left out"],
    });
  });

  it("names keywords of JSON Schema in its warnings, and never the caller's words", () => {
    const { warnings } = convert(
      object({ ssn_078051120: { type: "string", "x-secret": 1 } }, { additionalProperties: false }),
    );
    expect(warnings).toEqual([
      "tools[0].parameters: additionalProperties is not known to this model; left out",
      "tools[0].parameters: a keyword was left out",
    ]);
  });

  it("stays small where references multiply", () => {
    const defs: Record<string, JsonObject> = { D0: { type: "string", description: "x".repeat(1_000) } };
    for (let level = 1; level < 40; level++) {
      const $ref = `#/$defs/D${level - 1}`;
      defs[`D${level}`] = object({ a: { $ref }, b: { $ref }, c: { allOf: [{ $ref }] } });
    }
    const { said: result, warnings } = convert({ $ref: "#/$defs/D39", $defs: defs });
    expect(warnings).toContain("tools[0].parameters: too large for this model; the rest left out");
    expect(JSON.stringify(result).length).toBeLessThan(4 * 1024 * 1024);
  });

  it("turns any schema into one that is not refused", () => {
    const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
      schema: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.record({ $ref: fc.constantFrom("#", "#/$defs/A", "#/$defs/B", "#/properties/a", "https://x/y") }),
        fc.record(
          {
            type: fc.oneof(
              fc.constantFrom("string", "number", "integer", "boolean", "array", "object", "null", "?"),
              fc.array(fc.constantFrom("string", "number", "null")),
            ),
            enum: fc.array(fc.oneof(fc.constantFrom("a", "b"), fc.integer(), fc.constant(null))),
            const: fc.constantFrom("x", 1, null, true),
            format: fc.constantFrom("date-time", "uri", "int32"),
            items: fc.oneof(tie("schema"), fc.array(tie("schema"), { maxLength: 2 }), fc.boolean()),
            properties: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("schema"), { maxKeys: 3 }),
            required: fc.array(fc.constantFrom("a", "b", "zz"), { maxLength: 3 }),
            anyOf: fc.array(tie("schema"), { maxLength: 3 }),
            oneOf: fc.array(tie("schema"), { maxLength: 2 }),
            allOf: fc.array(tie("schema"), { maxLength: 2 }),
            additionalProperties: fc.boolean(),
            minimum: fc.oneof(fc.integer(), fc.string()),
            maxItems: fc.oneof(fc.nat(), fc.constant(-1)),
            description: fc.string(),
            $defs: fc.record({ A: tie("schema"), B: tie("schema") }),
          },
          { requiredKeys: [] },
        ),
      ),
    }));
    fc.assert(
      fc.property(schema, (value) => {
        const before = JSON.stringify(value);
        const result = said(value);
        if (result) check(result);
        expect(JSON.stringify(value)).toBe(before);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => void said(value)));
  });
});

describe("toJsonSchema", () => {
  it("says Google's form in the words of JSON Schema", () => {
    const openApi = {
      type: "OBJECT",
      properties: {
        type: { type: "STRING", format: "enum", enum: ["A"], nullable: true },
        list: { type: "ARRAY", min_items: "2", items: { any_of: [{ type: "INTEGER" }], nullable: true } },
      },
      required: ["type"],
      property_ordering: ["type", "list"],
    };
    expect(toJsonSchema(openApi)).toEqual({
      type: "object",
      properties: {
        type: { type: ["string", "null"], enum: ["A", null] },
        list: { type: "array", minItems: 2, items: { anyOf: [{ type: "integer" }, { type: "null" }] } },
      },
      required: ["type"],
      propertyOrdering: ["type", "list"],
    });
  });

  it("leaves JSON Schema as it is, and gives back what the other direction said", () => {
    const schema = object(
      {
        a: { type: ["string", "null"], enum: ["x", null] },
        b: { type: "array", items: { type: "integer", minimum: 1 } },
      },
      { required: ["b"] },
    );
    expect(toJsonSchema(schema)).toEqual(schema);
    expect(toJsonSchema(said(schema)!)).toEqual(schema);
  });
});
