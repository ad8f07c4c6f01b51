/**
 * Structured answers. Models that know `output_config.format` are asked for it; older ones are made to call a tool
 * of ours, whose input is the answer and is read back as text. A codec remembers nothing between a request and its
 * answer: the tool's name is what says that it is ours.
 */
import { type WarningList } from "../warning-list";
import { type ChatRequest, type ResponseFormat } from "../chat";
import { type JsonObject } from "../json-value";
import { type ModelFamily } from "./models";
import { toSubset } from "./schema-subset";
import { isForced, type WireChoice, wireChoice } from "./tool-definitions";

/** Reserved: a call of this tool is the answer's text. */
export const ANSWER_TOOL = "grepture_json_answer";

type JsonSchemaFormat = Extract<ResponseFormat, { type: "json_schema" }>;

export interface OutputFormat {
  /** For `output_config.format`. */
  readonly native: JsonObject | null;
  /** One more block of the system prompt. */
  readonly instruction: string | null;
  readonly tool: JsonObject | null;
}

const NOTHING: OutputFormat = { native: null, instruction: null, tool: null };
const JSON_ONLY = "and nothing else: no text around it, no code fence.";
const ANY_OBJECT = `Answer with one JSON object ${JSON_ONLY}`;

function described({ schema, description }: JsonSchemaFormat): JsonObject {
  return description === null || schema.description !== undefined ? schema : { ...schema, description };
}

function answerTool(format: JsonSchemaFormat): JsonObject {
  const { name, description, schema } = format;
  const what = description === null ? "" : ` ${description}`;
  return {
    name: ANSWER_TOOL,
    description: `Gives the final answer, “${name}”.${what}`,
    input_schema: schema.type === undefined ? { type: "object", ...schema } : schema,
  };
}

function schemaInstruction(format: JsonSchemaFormat): string {
  return `Answer with JSON of this schema ${JSON_ONLY} ${JSON.stringify(described(format))}`;
}

/** A forced call leaves no answer to give a form to. */
export function encodeFormat(
  { responseFormat: format, toolChoice }: ChatRequest,
  family: ModelFamily,
  warnings: WarningList,
): OutputFormat {
  if (format === null || format.type === "text") return NOTHING;
  if (format.type === "json") {
    warnings.add("response_format", "there is no JSON mode; the model is told to answer in JSON");
    return { ...NOTHING, instruction: ANY_OBJECT };
  }
  if (family.structured) {
    const schema = toSubset(described(format), "response_format.schema", warnings);
    return { ...NOTHING, native: { type: "json_schema", schema } };
  }
  if (toolChoice && isForced(wireChoice(toolChoice))) {
    warnings.add("response_format", "the answer is a call of a tool; left out");
    return NOTHING;
  }
  if ((format.schema.type ?? "object") !== "object") {
    warnings.add("response_format", "the model knows no such format; it is told the schema");
    return { ...NOTHING, instruction: schemaInstruction(format) };
  }
  return { ...NOTHING, tool: answerTool(format) };
}

/** With the tool among them, some tool must be called: the answer's, when there is no other or none may be. */
export function choiceWithAnswer(choice: WireChoice | null, others: number): WireChoice {
  return others === 0 || choice?.type === "none" ? { type: "tool", name: ANSWER_TOOL } : { type: "any" };
}
