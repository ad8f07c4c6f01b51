/**
 * Google's contents as canonical messages. https://ai.google.dev/api/caching#Content
 *
 * Older models give calls no ids, and take results by name and order. Ids are made by counting, so that the same
 * history gives the same ids however it goes on.
 */
import { type AssistantPart, type ChatMessage, type ToolMessage, type UserPart } from "../chat";
import { type WarningList } from "../warning-list";
import { asArray, asString, isObject, type JsonObject } from "../json-value";
import { decodeAnswerPart } from "./answer-parts";
import { decodeFunctionResponse, type DecodedResponse, type NamedCall } from "./function-response";
import { decodeMedia } from "./media-parts";
import { member, Members, partFields } from "./wire";

/** The parts of a content; some callers send one without its list. */
function partsOf(content: unknown): JsonObject[] {
  if (typeof content === "string") return [{ text: content }];
  if (!isObject(content)) return asArray(content).filter(isObject);
  const { parts } = content;
  return isObject(parts) ? [parts] : asArray(parts).filter(isObject);
}

/** The texts of a system instruction; it can hold nothing else. Null when it is of no form that is known. */
export function decodeSystem(value: unknown, warnings: WarningList): ChatMessage[] | null {
  if (typeof value !== "string" && typeof value !== "object") return null;
  const content = partsOf(value).flatMap((part) => {
    const members = new Members(part);
    const text = members.take("text", asString);
    if (text === null) warnings.add("systemInstruction", "a part that is no text was left out");
    return text === null || text === ""
      ? []
      : [{ type: "text" as const, text, ...partFields(members.rest()) }];
  });
  return content.length === 0 ? [] : [{ role: "system", content, name: null }];
}

/** None for an empty part. */
function decodeUserPart(part: JsonObject): UserPart[] {
  const members = new Members(part);
  const text = members.take("text", asString);
  if (text === null)
    return [decodeMedia(part) ?? { type: "vendor", vendor: { provider: "gemini", fields: part } }];
  const vendor = partFields(members.rest());
  return text === "" && !vendor.vendor ? [] : [{ type: "text", text, ...vendor }];
}

class ContentsDecoder {
  readonly messages: ChatMessage[] = [];
  private readonly taken: ReadonlySet<string>;
  private count = 0;
  /** The calls of the last turn that have no result yet. */
  private open: NamedCall[] = [];

  constructor(contents: readonly unknown[]) {
    this.taken = new Set(contents.flatMap(partsOf).flatMap(idsOf));
  }

  add(content: unknown): void {
    const parts = partsOf(content);
    if (isObject(content) && content.role === "model") this.addAnswer(parts);
    else this.addUser(parts);
  }

  private addAnswer(parts: readonly JsonObject[]): void {
    const content = parts.flatMap(decodeAnswerPart).map((part): AssistantPart => {
      return part.type === "tool_call" && part.id === "" ? { ...part, id: this.makeId() } : part;
    });
    this.open = content.filter((part) => part.type === "tool_call");
    if (content.length > 0) this.messages.push({ role: "assistant", content, name: null });
  }

  /** Results come first: they answer the turn before, whatever the user says beside them. */
  private addUser(parts: readonly JsonObject[]): void {
    const content: UserPart[] = [];
    for (const part of parts) {
      const response = decodeFunctionResponse(part);
      if (response) this.messages.push(this.result(response));
      else content.push(...decodeUserPart(part));
    }
    if (content.length > 0) this.messages.push({ role: "user", content, name: null });
  }

  private result({ id, name, said }: DecodedResponse): ToolMessage {
    const call =
      this.open.find((candidate) => candidate.id === id) ??
      (id === "" ? (this.open.find((candidate) => candidate.name === name) ?? this.open[0]) : undefined);
    this.open = this.open.filter((candidate) => candidate !== call);
    return {
      role: "tool",
      callId: call?.id ?? (id || this.makeId()),
      name: name ?? call?.name ?? null,
      ...said,
    };
  }

  private makeId(): string {
    let id: string;
    do id = `call_${++this.count}`;
    while (this.taken.has(id));
    return id;
  }
}

function idsOf(part: JsonObject): string[] {
  const named = [member(part, "functionCall"), member(part, "functionResponse")];
  return named.flatMap((value) => (isObject(value) && typeof value.id === "string" ? [value.id] : []));
}

export function decodeContents(contents: readonly unknown[]): ChatMessage[] {
  const decoder = new ContentsDecoder(contents);
  for (const content of contents) decoder.add(content);
  return decoder.messages;
}
