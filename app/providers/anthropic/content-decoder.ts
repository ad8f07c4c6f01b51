/** Content blocks of requests and answers, as canonical parts. https://docs.anthropic.com/en/api/messages */
import { otherMembers } from "../vendor-fields";
import {
  type AssistantPart,
  type ReasoningPart,
  type TextPart,
  type ToolCallPart,
  type UserPart,
} from "../chat";
import { asArray, asString, isObject, type JsonObject } from "../json-value";
import { decodeMedia } from "./media-blocks";
import { partFields } from "./wire";

const TEXT_MEMBERS = new Set(["type", "text"]);
const CALL_MEMBERS = new Set(["type", "id", "name", "input"]);

export function decodeText(block: JsonObject): TextPart | null {
  const text = block.type === "text" ? asString(block.text) : null;
  return text === null ? null : { type: "text", text, ...partFields(otherMembers(block, TEXT_MEMBERS)) };
}

function decodeReasoning(block: JsonObject): ReasoningPart | null {
  const redacted = block.type === "redacted_thinking" ? asString(block.data) : null;
  if (redacted !== null) {
    return {
      type: "reasoning",
      text: "",
      proof: { provider: "anthropic", kind: "redacted", value: redacted },
    };
  }
  const text = block.type === "thinking" ? asString(block.thinking) : null;
  if (text === null) return null;
  // We write an empty signature for thoughts that another vendor gave us: it proves nothing.
  const value = asString(block.signature) ?? "";
  const proof = value === "" ? null : ({ provider: "anthropic", kind: "signature", value } as const);
  return { type: "reasoning", text, proof };
}

/** Who called says nothing when it was the model itself. */
function isDirect(caller: unknown): boolean {
  return isObject(caller) && caller.type === "direct";
}

function decodeCall(block: JsonObject): ToolCallPart | null {
  if (block.type !== "tool_use") return null;
  const { caller, ...others } = otherMembers(block, CALL_MEMBERS);
  const fields = caller === undefined || isDirect(caller) ? others : { ...others, caller };
  return {
    type: "tool_call",
    id: asString(block.id) ?? "",
    name: asString(block.name) ?? "",
    arguments: JSON.stringify(block.input ?? {}),
    kind: "function",
    proof: null,
    ...partFields(fields),
  };
}

function isSaid(part: AssistantPart | UserPart): boolean {
  if (part.type === "reasoning") return part.text !== "" || part.proof !== null;
  return part.type !== "text" || part.text !== "" || part.vendor !== undefined;
}

function blocksOf(content: unknown): JsonObject[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return asArray(content).filter(isObject);
}

/** What is not known, or not as it should be, is the vendor's own to read or to refuse. */
function vendorPart(fields: JsonObject) {
  return { type: "vendor", vendor: { provider: "anthropic", fields } } as const;
}

/** An empty text says nothing and is no part. */
export function decodeUserContent(content: unknown): UserPart[] {
  return blocksOf(content)
    .map((block): UserPart => decodeText(block) ?? decodeMedia(block) ?? vendorPart(block))
    .filter(isSaid);
}

export function decodeAssistantContent(content: unknown): AssistantPart[] {
  return blocksOf(content)
    .map(
      (block): AssistantPart =>
        decodeText(block) ?? decodeReasoning(block) ?? decodeCall(block) ?? vendorPart(block),
    )
    .filter(isSaid);
}
