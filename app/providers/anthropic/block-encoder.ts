/** Canonical parts as content blocks, in requests and in answers. */
import { type WarningList } from "../warning-list";
import {
  type AssistantPart,
  type ReasoningPart,
  type TextPart,
  type ToolCallPart,
  type UserPart,
  type VendorPart,
} from "../chat";
import { type JsonObject } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { encodeMedia } from "./media-blocks";
import { toolInput, WRAPPED } from "./tool-input";
import { ownFields } from "./wire";

/** A vendor's part without a type holds members of the message itself. */
export function isMemberPart(part: AssistantPart): part is VendorPart {
  if (part.type !== "vendor") return false;
  return part.vendor.provider === "anthropic" && typeof part.vendor.fields.type !== "string";
}

/** Null for a text that the API refuses: "text content blocks must contain non-whitespace text". */
export function encodeText(part: TextPart, path: string, warnings: WarningList): JsonObject | null {
  if (part.text.trim() === "") {
    if (part.text !== "") warnings.add(path, "a text of nothing but white space; left out");
    return null;
  }
  return { type: "text", text: part.text, ...ownFields(part.vendor, path, warnings) };
}

function encodeVendorPart({ vendor }: VendorPart, path: string, warnings: WarningList): JsonObject | null {
  if (vendor.provider === "anthropic") return vendor.fields;
  warnings.add(path, `only ${PROVIDER_NAMES[vendor.provider]} knows this kind of part; left out`);
  return null;
}

/** Null, with a warning, for what Anthropic has no place for. */
export function encodeUserPart(part: UserPart, path: string, warnings: WarningList): JsonObject | null {
  switch (part.type) {
    case "text":
      return encodeText(part, path, warnings);
    case "media":
      return encodeMedia(part, path, warnings);
    case "vendor":
      return encodeVendorPart(part, path, warnings);
  }
}

/** Thoughts go back only with Anthropic's own proof: without it they are refused. */
export function encodeReasoning(
  { text, proof }: ReasoningPart,
  path: string,
  warnings: WarningList,
): JsonObject | null {
  if (proof?.provider === "anthropic") {
    return proof.kind === "redacted"
      ? { type: "redacted_thinking", data: proof.value }
      : { type: "thinking", thinking: text, signature: proof.value };
  }
  const whose = proof === null ? "thoughts without a proof" : `${PROVIDER_NAMES[proof.provider]}'s thoughts`;
  warnings.add(path, `${whose} cannot be sent back; left out`);
  return null;
}

export function encodeCall(call: ToolCallPart, id: string, path: string, warnings: WarningList): JsonObject {
  const { input, isWrapped } = toolInput(call);
  if (isWrapped) warnings.add(`${path}.arguments`, WRAPPED);
  if (call.proof) warnings.add(path, `only ${PROVIDER_NAMES[call.proof.provider]} knows its proof; left out`);
  return { type: "tool_use", id, name: call.name, input, ...ownFields(call.vendor, path, warnings) };
}
