/** What an assistant said: the part of the protocol that requests and answers have in common. */
import { type AssistantPart } from "../chat";
import { asArray, asString, isObject, type JsonObject } from "../json-value";
import { type ProviderId } from "../provider";
import { decodePart } from "./content-parts";
import { decodeCalls } from "./tool-calls";

/** The members that become parts; everything else of a message is the vendor's. */
export const ASSISTANT_MEMBERS: ReadonlySet<string> = new Set([
  "role",
  "name",
  "content",
  "refusal",
  "reasoning_content",
  "reasoning",
  "tool_calls",
  "function_call",
]);

function decodePiece(piece: unknown, provider: ProviderId): AssistantPart[] {
  if (typeof piece === "string") return [{ type: "text", text: piece }];
  if (!isObject(piece)) return [];
  const refusal = piece.type === "refusal" ? asString(piece.refusal) : null;
  return [refusal === null ? decodePart(piece, provider) : { type: "refusal", text: refusal }];
}

/** Thoughts are no part of OpenAI's protocol; servers that speak it give them under one of two names. */
export function readReasoning(said: JsonObject): string {
  return asString(said.reasoning_content) ?? asString(said.reasoning) ?? "";
}

function isSaid(part: AssistantPart): boolean {
  return (part.type !== "text" && part.type !== "refusal") || part.text !== "";
}

/** In the order reasoning, text, refusal, calls. */
export function decodeAssistant(message: JsonObject, provider: ProviderId): AssistantPart[] {
  const reasoning = readReasoning(message);
  const { content } = message;
  const pieces = Array.isArray(content) ? asArray(content) : [content];
  const parts: AssistantPart[] = pieces.flatMap((piece) => decodePiece(piece, provider));
  parts.push({ type: "refusal", text: asString(message.refusal) ?? "" });
  return [
    ...(reasoning === "" ? [] : [{ type: "reasoning" as const, text: reasoning, proof: null }]),
    ...parts.filter(isSaid),
    ...decodeCalls(message, provider),
  ];
}

type PartOf<T extends AssistantPart["type"]> = Extract<AssistantPart, { type: T }>;

export function partsOf<T extends AssistantPart["type"]>(
  content: readonly AssistantPart[],
  type: T,
): PartOf<T>[] {
  return content.filter((part): part is PartOf<T> => part.type === type);
}

/** The texts with nothing between them; null when there are none. */
export function joinedText(parts: readonly { readonly text: string }[]): string | null {
  return parts.length === 0 ? null : parts.map(({ text }) => text).join("");
}
