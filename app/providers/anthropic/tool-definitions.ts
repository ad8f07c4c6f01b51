/** Tools and the choice among them. Both directions. https://docs.anthropic.com/en/docs/agents-and-tools/tool-use */
import { otherMembers } from "../vendor-fields";
import { type WarningList } from "../warning-list";
import { type FunctionTool, type ToolChoice, type ToolDefinition } from "../chat";
import { asString, isObject, type JsonObject, asBoolean, withoutNulls } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { type ModelFamily } from "./models";
import { fitsSubset } from "./schema-subset";
import { ownFields, partFields } from "./wire";

const TOOL_MEMBERS = new Set(["type", "name", "description", "input_schema", "strict"]);

function decodeTool(tool: JsonObject): ToolDefinition {
  const isFunction = (tool.type ?? "custom") === "custom" && isObject(tool.input_schema);
  if (!isFunction) return { type: "vendor", vendor: { provider: "anthropic", fields: tool } };
  return {
    type: "function",
    name: asString(tool.name) ?? "",
    description: asString(tool.description),
    parameters: isObject(tool.input_schema) ? tool.input_schema : null,
    strict: asBoolean(tool.strict),
    ...partFields(otherMembers(tool, TOOL_MEMBERS)),
  };
}

export function decodeTools(tools: readonly unknown[]): ToolDefinition[] {
  return tools.filter(isObject).map(decodeTool);
}

/** Null for what the canonical model has no word for. */
export function decodeToolChoice(choice: unknown): ToolChoice | null {
  if (!isObject(choice)) return null;
  switch (choice.type) {
    case "auto":
    case "none":
      return { mode: choice.type };
    case "any":
      return { mode: "required" };
    case "tool": {
      const name = asString(choice.name);
      return name === null ? null : { mode: "tool", name };
    }
    default:
      return null;
  }
}

/** The schema as it is; one that says no type describes an object, since nothing else can be an input. */
function inputSchema(parameters: JsonObject | null): JsonObject {
  if (parameters === null) return { type: "object" };
  return parameters.type === undefined ? { type: "object", ...parameters } : parameters;
}

/** The mark of a strict tool; `false` is what models that do not know it do anyway. */
function strictMark(
  { strict, parameters }: FunctionTool,
  family: ModelFamily,
  path: string,
  warnings: WarningList,
): boolean | null {
  if (!family.structured) {
    if (strict) warnings.add(`${path}.strict`, "the model has no strict tools; left out");
    return null;
  }
  if (strict && !fitsSubset(inputSchema(parameters))) {
    warnings.add(`${path}.strict`, "the schema has keywords that strict tools do not take; left out");
    return null;
  }
  return strict;
}

function encodeTool(
  tool: ToolDefinition,
  family: ModelFamily,
  path: string,
  warnings: WarningList,
): JsonObject | null {
  if (tool.type === "vendor") {
    if (tool.vendor.provider === "anthropic") return tool.vendor.fields;
    warnings.add(path, `only ${PROVIDER_NAMES[tool.vendor.provider]} has this kind of tool; left out`);
    return null;
  }
  const { name, description, parameters } = tool;
  return {
    ...withoutNulls({ name, description, input_schema: inputSchema(parameters) }),
    ...withoutNulls({ strict: strictMark(tool, family, path, warnings) }),
    ...ownFields(tool.vendor, path, warnings),
  };
}

/** All of them in their order, which prompt caches depend on; of a choice among some, only those. */
export function encodeTools(
  tools: readonly ToolDefinition[],
  choice: ToolChoice | null,
  family: ModelFamily,
  warnings: WarningList,
): JsonObject[] {
  const encoded = tools
    .map((tool, index) => encodeTool(tool, family, `tools[${index}]`, warnings))
    .filter((tool) => tool !== null);
  if (choice?.mode !== "allowed") return encoded;
  return encoded.filter(({ name }) => typeof name === "string" && choice.names.includes(name));
}

/** What `tool_choice` says, before it is known whether the model takes it. */
export type WireChoice =
  { readonly type: "auto" | "any" | "none" } | { readonly type: "tool"; readonly name: string };

export function wireChoice(choice: ToolChoice): WireChoice {
  switch (choice.mode) {
    case "tool":
      return { type: "tool", name: choice.name };
    case "required":
      return { type: "any" };
    case "allowed":
      return { type: choice.required ? "any" : "auto" };
    default:
      return { type: choice.mode };
  }
}

export function isForced(choice: WireChoice | null): boolean {
  return choice?.type === "any" || choice?.type === "tool";
}

/** With the mark of calls one at a time, which needs a choice to stand on. */
export function encodeToolChoice(choice: WireChoice | null, parallel: boolean | null): JsonObject | null {
  if (choice === null) {
    return parallel === false ? { type: "auto", disable_parallel_tool_use: true } : null;
  }
  if (choice.type === "none" || parallel === null) return { ...choice };
  return { ...choice, disable_parallel_tool_use: !parallel };
}
