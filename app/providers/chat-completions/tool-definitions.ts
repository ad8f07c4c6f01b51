/** Tools and the choice among them. Both directions, with the older `functions` and `function_call`. */
import { otherMembers, partFields } from "../vendor-fields";
import { type FunctionTool, type ToolChoice, type ToolDefinition } from "../chat";
import { asArray, asString, isObject, type JsonObject, withoutNulls } from "../json-value";
import { PROVIDER_NAMES, type ProviderId } from "../provider";
import { isShared, ownFields } from "./dialect";
import { type WarningList } from "../warning-list";

const TOOL_MEMBERS = new Set(["type", "function"]);
const FUNCTION_MEMBERS = new Set(["name", "description", "parameters", "strict"]);

function decodeFunction(said: JsonObject, outer: JsonObject, provider: ProviderId): FunctionTool {
  const inner = otherMembers(said, FUNCTION_MEMBERS);
  const fields = Object.keys(inner).length > 0 ? { ...outer, function: inner } : outer;
  return {
    type: "function",
    name: asString(said.name) ?? "",
    description: asString(said.description),
    parameters: isObject(said.parameters) ? said.parameters : null,
    strict: typeof said.strict === "boolean" ? said.strict : null,
    ...partFields(provider, fields),
  };
}

function decodeTool(tool: JsonObject, provider: ProviderId): ToolDefinition {
  const isFunction = isObject(tool.function) && (tool.type ?? "function") === "function";
  return isFunction && isObject(tool.function)
    ? decodeFunction(tool.function, otherMembers(tool, TOOL_MEMBERS), provider)
    : { type: "vendor", vendor: { provider, fields: tool } };
}

export function decodeTools(tools: unknown, provider: ProviderId): ToolDefinition[] {
  return asArray(tools)
    .filter(isObject)
    .map((tool) => decodeTool(tool, provider));
}

export function decodeFunctions(functions: unknown, provider: ProviderId): FunctionTool[] {
  return asArray(functions)
    .filter(isObject)
    .map((said) => decodeFunction(said, {}, provider));
}

/** The tool that an entry of a choice names: `{type, function|custom: {name}}`. */
function namedTool(entry: unknown): string | null {
  if (!isObject(entry)) return null;
  const said = isObject(entry.function) ? entry.function : entry.custom;
  return isObject(said) ? asString(said.name) : null;
}

function allowedTools(value: unknown): ToolChoice | null {
  if (!isObject(value) || !Array.isArray(value.tools)) return null;
  const names = asArray(value.tools).map(namedTool);
  // One that we cannot name would be lost: then the choice is the vendor's own.
  if (names.some((name) => name === null)) return null;
  return {
    mode: "allowed",
    names: names.filter((name) => name !== null),
    required: value.mode === "required",
  };
}

/** Null for what the canonical model has no word for. */
export function decodeToolChoice(choice: unknown): ToolChoice | null {
  if (choice === "auto" || choice === "none" || choice === "required") return { mode: choice };
  if (!isObject(choice)) return null;
  if (choice.type === "allowed_tools") return allowedTools(choice.allowed_tools);
  const name = namedTool(choice);
  return name === null ? null : { mode: "tool", name };
}

export function decodeFunctionCall(choice: unknown): ToolChoice | null {
  if (choice === "auto" || choice === "none") return { mode: choice };
  const name = isObject(choice) ? asString(choice.name) : null;
  return name === null ? null : { mode: "tool", name };
}

/** "object schema missing properties" is what a schema gets that has none, also where there is nothing to say. */
function withProperties(parameters: JsonObject | null): JsonObject | null {
  const lacks = parameters?.type === "object" && parameters.properties === undefined;
  return lacks ? { ...parameters, properties: {} } : parameters;
}

function encodeFunction(tool: FunctionTool, more: unknown): JsonObject {
  const { name, description, strict } = tool;
  const parameters = withProperties(tool.parameters);
  return { ...withoutNulls({ name, description, parameters, strict }), ...(isObject(more) ? more : {}) };
}

function encodeTool(tool: ToolDefinition, path: string, warnings: WarningList): JsonObject | null {
  if (tool.type === "function") {
    const { function: more, ...outer } = ownFields(tool.vendor, path, warnings);
    return { type: "function", function: encodeFunction(tool, more), ...outer };
  }
  if (isShared(tool.vendor)) return tool.vendor.fields;
  warnings.add(path, `only ${PROVIDER_NAMES[tool.vendor.provider]} has this kind of tool; left out`);
  return null;
}

export function encodeTools(tools: readonly ToolDefinition[], warnings: WarningList): JsonObject[] {
  return tools
    .map((tool, index) => encodeTool(tool, `tools[${index}]`, warnings))
    .filter((tool) => tool !== null);
}

export function encodeFunctions(tools: readonly ToolDefinition[], warnings: WarningList): JsonObject[] {
  const functions: JsonObject[] = [];
  tools.forEach((tool, index) => {
    const path = `tools[${index}]`;
    if (tool.type === "function") {
      functions.push(encodeFunction(tool, ownFields(tool.vendor, path, warnings).function));
    } else warnings.add(path, "cannot be said as a function; left out");
  });
  return functions;
}

/** @param tools As encoded: they say which of the names are free-text tools. */
export function encodeToolChoice(choice: ToolChoice, tools: readonly JsonObject[]): unknown {
  const naming = (name: string) => {
    const isCustom = tools.some(({ custom }) => isObject(custom) && custom.name === name);
    const kind = isCustom ? "custom" : "function";
    return { type: kind, [kind]: { name } };
  };
  switch (choice.mode) {
    case "tool":
      return naming(choice.name);
    case "allowed": {
      const mode = choice.required ? "required" : "auto";
      return { type: "allowed_tools", allowed_tools: { mode, tools: choice.names.map(naming) } };
    }
    default:
      return choice.mode;
  }
}

/** `function_call` knows no more than auto, none and one name. */
export function encodeFunctionCall(choice: ToolChoice, warnings: WarningList): unknown {
  if (choice.mode === "tool") return { name: choice.name };
  if (choice.mode === "auto" || choice.mode === "none") return choice.mode;
  warnings.add("tool_choice", "functions know no such choice; sent as auto");
  return "auto";
}
