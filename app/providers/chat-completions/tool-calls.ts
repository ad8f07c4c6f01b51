/** Calls of tools, in a request's earlier turns and in an answer. Both directions. */
import { otherMembers, partFields } from "../vendor-fields";
import { type ToolCallPart } from "../chat";
import { asArray, asString, isObject, type JsonObject } from "../json-value";
import { type ProviderId } from "../provider";

const CALL_MEMBERS = new Set(["id", "type", "function", "custom", "index"]);

/** Some servers give the arguments as an object, and no arguments as the empty string. */
export function readArguments(value: unknown): string {
  if (isObject(value)) return JSON.stringify(value);
  return asString(value) ?? "";
}

function decodeCall(call: JsonObject, provider: ProviderId): ToolCallPart | null {
  const kind = isObject(call.custom) ? "custom" : "function";
  const said = call[kind];
  if (!isObject(said)) return null;
  const text = kind === "custom" ? (asString(said.input) ?? "") : readArguments(said.arguments) || "{}";
  return {
    type: "tool_call",
    id: asString(call.id) ?? "",
    name: asString(said.name) ?? "",
    arguments: text,
    kind,
    proof: null,
    ...partFields(provider, otherMembers(call, CALL_MEMBERS)),
  };
}

/** @param message Of the assistant; the older `function_call` is a call without an id. */
export function decodeCalls(message: JsonObject, provider: ProviderId): ToolCallPart[] {
  const { function_call: legacy } = message;
  return [...asArray(message.tool_calls), ...(isObject(legacy) ? [{ function: legacy }] : [])]
    .filter(isObject)
    .map((call) => decodeCall(call, provider))
    .filter((call) => call !== null);
}

/** @param fields The call's own vendor fields, as far as they can be read here. */
export function encodeCall(call: ToolCallPart, id: string, fields: JsonObject): JsonObject {
  const { kind, name } = call;
  const said = kind === "custom" ? { name, input: call.arguments } : { name, arguments: call.arguments };
  return { id, type: kind, [kind]: said, ...fields };
}

export function encodeLegacyCall({ name, arguments: text }: ToolCallPart): JsonObject {
  return { name, arguments: text };
}
