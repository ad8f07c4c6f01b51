/** The form of an answer: text, any JSON, or JSON by a schema. https://ai.google.dev/gemini-api/docs/structured-output */
import { type ResponseFormat } from "../chat";
import { type WarningList } from "../warning-list";
import { asString, type JsonObject, asObject } from "../json-value";
import { toJsonSchema } from "./json-schema";
import { type GeminiModel } from "./models";
import { toOpenApi } from "./schema";
import { type Members } from "./wire";

const TEXT = "text/plain";
const JSON_TYPE = "application/json";
/** Gemini's schemas have no name, and others ask for one. */
const NAME = "response";

function readKnownType(value: unknown): string | null {
  const type = asString(value);
  return type === TEXT || type === JSON_TYPE ? type : null;
}

/** Null when nothing is said, or of a form that others do not know. */
export function decodeFormat(config: Members): ResponseFormat | null {
  const type = config.take("responseMimeType", readKnownType);
  if (type === null) return null;
  if (type === TEXT) return { type: "text" };
  const schema = config.take("responseJsonSchema", asObject);
  const openApi = config.take("responseSchema", asObject);
  const said = schema ?? (openApi && toJsonSchema(openApi));
  if (!said) return { type: "json" };
  return { type: "json_schema", name: NAME, description: null, schema: said, strict: null };
}

export function encodeFormat(
  format: ResponseFormat | null,
  { model, hasTools, warnings }: { model: GeminiModel; hasTools: boolean; warnings: WarningList },
): JsonObject {
  if (!format) return {};
  if (format.type === "text") return { responseMimeType: TEXT };
  if (hasTools && !model.jsonWithTools) {
    warnings.add("response_format", "the model takes no JSON mode beside tools; left out");
    return {};
  }
  if (format.type === "json") return { responseMimeType: JSON_TYPE };
  const { description } = format;
  // What the schema is for is read by the model: it has a place inside of it.
  const isTold = description === null || format.schema.description !== undefined;
  const schema = isTold ? format.schema : { description, ...format.schema };
  if (model.jsonSchema) return { responseMimeType: JSON_TYPE, responseJsonSchema: schema };
  const responseSchema = toOpenApi(schema, "response_format", warnings);
  if (!responseSchema) warnings.add("response_format", "the schema cannot be said; any JSON was asked for");
  return { responseMimeType: JSON_TYPE, ...(responseSchema ? { responseSchema } : {}) };
}
