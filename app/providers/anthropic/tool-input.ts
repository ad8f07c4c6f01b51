import { type ToolCallPart } from "../chat";
import { isObject, type JsonObject } from "../json-value";

/** Holds arguments that are no JSON object: an input must be one, and `{}` would hide what the model wrote. */
const RAW_MEMBER = "_raw";

export const WRAPPED = "no JSON object; sent inside of one";

export interface ToolInput {
  readonly input: JsonObject;
  /** The arguments were no object and are in a member of their own. */
  readonly isWrapped: boolean;
}

/** The arguments of a call as the object that Anthropic wants; none are `{}`. */
export function toolInput({ arguments: source, kind }: Pick<ToolCallPart, "arguments" | "kind">): ToolInput {
  if (kind === "function") {
    if (source.trim() === "") return { input: {}, isWrapped: false };
    try {
      const value: unknown = JSON.parse(source);
      if (value === null) return { input: {}, isWrapped: false };
      if (isObject(value)) return { input: value, isWrapped: false };
    } catch {
      // Cut off, or never JSON: wrapped below.
    }
  }
  return { input: { [RAW_MEMBER]: source }, isWrapped: true };
}
