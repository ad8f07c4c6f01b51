/**
 * Functions, tools of Google's own, and the choice among them. Both directions.
 * https://ai.google.dev/api/caching#Tool
 */
import { type FunctionTool, type ToolChoice, type ToolDefinition } from "../chat";
import { type WarningList } from "../warning-list";
import { asArray, asString, isObject, type JsonObject, isEmpty, asObject, withoutNulls } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { toJsonSchema } from "./json-schema";
import { type GeminiModel } from "./models";
import { toOpenApi } from "./schema";
import { Members, ownFields, partFields, unlessEmpty } from "./wire";

function readArray(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? asArray(value) : null;
}

function decodeFunction(said: JsonObject): FunctionTool {
  const members = new Members(said);
  const schema = members.take("parametersJsonSchema", asObject);
  const openApi = members.take("parameters", asObject);
  return {
    type: "function",
    name: members.take("name", asString) ?? "",
    description: members.take("description", asString),
    parameters: schema ?? (openApi && toJsonSchema(openApi)),
    strict: null,
    ...partFields(members.rest()),
  };
}

/** One object of Google's may hold many functions, and tools of its own beside them. */
export function decodeTools(tools: unknown): ToolDefinition[] | null {
  return (
    readArray(tools)
      ?.filter(isObject)
      .flatMap((tool): ToolDefinition[] => {
        const members = new Members(tool);
        const functions = members.take("functionDeclarations", readArray) ?? [];
        const fields = members.rest();
        const own: ToolDefinition[] = isEmpty(fields)
          ? []
          : [{ type: "vendor", vendor: { provider: "gemini", fields } }];
        return [...functions.filter(isObject).map(decodeFunction), ...own];
      }) ?? null
  );
}

function readNames(value: unknown): string[] | null {
  const names = asArray(value).filter((name) => typeof name === "string");
  return names.length > 0 ? names : null;
}

function choiceOf(mode: string, names: readonly string[] | null): ToolChoice | null {
  const [first, ...others] = names ?? [];
  switch (mode.toUpperCase()) {
    case "NONE":
      return { mode: "none" };
    case "AUTO":
      return { mode: "auto" };
    case "ANY":
      if (first === undefined) return { mode: "required" };
      return others.length === 0
        ? { mode: "tool", name: first }
        : { mode: "allowed", names: [first, ...others], required: true };
    case "VALIDATED":
      return names ? { mode: "allowed", names, required: false } : null;
    default:
      return null;
  }
}

/** @returns The choice, null when it says none that others know; and what else the config says. */
export function decodeToolConfig(config: JsonObject): { choice: ToolChoice | null; rest: JsonObject } {
  const outer = new Members(config);
  const calling = outer.take("functionCallingConfig", asObject);
  if (!calling) return { choice: null, rest: config };
  const inner = new Members(calling);
  const names = inner.take("allowedFunctionNames", readNames);
  const choice = choiceOf(inner.take("mode", asString) ?? "", names);
  if (!choice) return { choice, rest: { ...outer.rest(), functionCallingConfig: calling } };
  return { choice, rest: { ...outer.rest(), ...unlessEmpty("functionCallingConfig", inner.rest()) } };
}

function encodeFunction(
  tool: FunctionTool,
  path: string,
  model: GeminiModel,
  warnings: WarningList,
): JsonObject {
  const { name, description, parameters, strict, vendor } = tool;
  if (strict === true) warnings.add(`${path}.strict`, "Gemini gives no such promise; left out");
  const schema = model.jsonSchema
    ? { parametersJsonSchema: parameters }
    : { parameters: parameters && toOpenApi(parameters, `${path}.parameters`, warnings) };
  return { ...withoutNulls({ name, description, ...schema }), ...ownFields(vendor, path, warnings) };
}

export function encodeTools(
  tools: readonly ToolDefinition[],
  model: GeminiModel,
  warnings: WarningList,
): JsonObject[] {
  const functions: JsonObject[] = [];
  const own: JsonObject[] = [];
  tools.forEach((tool, index) => {
    const path = `tools[${index}]`;
    if (tool.type === "function") functions.push(encodeFunction(tool, path, model, warnings));
    else if (tool.vendor.provider === "gemini") own.push(tool.vendor.fields);
    else warnings.add(path, `only ${PROVIDER_NAMES[tool.vendor.provider]} has this kind of tool; left out`);
  });
  return functions.length > 0 ? [{ functionDeclarations: functions }, ...own] : own;
}

function callingConfig(choice: ToolChoice): JsonObject {
  switch (choice.mode) {
    case "auto":
      return { mode: "AUTO" };
    case "none":
      return { mode: "NONE" };
    case "required":
      return { mode: "ANY" };
    case "tool":
      return { mode: "ANY", allowedFunctionNames: [choice.name] };
    case "allowed":
      // Only these two modes take names; the second leaves it to the model whether to call at all.
      return { mode: choice.required ? "ANY" : "VALIDATED", allowedFunctionNames: choice.names };
  }
}

/** @param hasFunctions A choice among none is refused; one that asks for nothing is nothing lost. */
export function encodeToolChoice(
  choice: ToolChoice | null,
  hasFunctions: boolean,
  warnings: WarningList,
): JsonObject {
  if (!choice) return {};
  if (hasFunctions) return callingConfig(choice);
  if (choice.mode !== "auto" && choice.mode !== "none") {
    warnings.add("tool_choice", "there are no functions to choose from; left out");
  }
  return {};
}
