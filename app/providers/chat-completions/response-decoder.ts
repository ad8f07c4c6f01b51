/** A buffered chat completion as a canonical answer. https://platform.openai.com/docs/api-reference/chat/object */
import { otherMembers, partFields } from "../vendor-fields";
import { type AssistantPart, type ChatChoice, type ChatResponse, type VendorFields } from "../chat";
import { asArray, asCount, asString, isObject, type JsonObject } from "../json-value";
import { type ProviderId } from "../provider";
import { ASSISTANT_MEMBERS, decodeAssistant } from "./assistant-content";
import { decodeFinish } from "./finish-reason";
import { decodeUsage } from "./usage";

const MEMBERS = new Set(["id", "object", "created", "model", "choices", "usage"]);
const CHOICE_MEMBERS = new Set(["index", "message", "finish_reason"]);

function fieldsOf(provider: ProviderId, fields: JsonObject): VendorFields | null {
  return partFields(provider, fields).vendor ?? null;
}

function decodeChoice(choice: JsonObject, place: number, provider: ProviderId): ChatChoice {
  const message = isObject(choice.message) ? choice.message : {};
  const content: AssistantPart[] = decodeAssistant(message, provider);
  const nativeFinish = asString(choice.finish_reason);
  const others = otherMembers(message, ASSISTANT_MEMBERS);
  const called = content.some(({ type }) => type === "tool_call");
  return {
    index: asCount(choice.index) ?? place,
    content,
    finish: decodeFinish(nativeFinish, called),
    nativeFinish,
    stopSequence: null,
    vendor: fieldsOf(provider, {
      ...otherMembers(choice, CHOICE_MEMBERS),
      ...(Object.keys(others).length > 0 ? { message: others } : {}),
    }),
  };
}

/** @returns Null when the body holds no list of choices. */
export function decodeResponse(provider: ProviderId, body: unknown): ChatResponse | null {
  if (!isObject(body) || !Array.isArray(body.choices)) return null;
  return {
    id: asString(body.id),
    model: asString(body.model),
    created: asCount(body.created),
    choices: asArray(body.choices)
      .filter(isObject)
      .map((choice, place) => decodeChoice(choice, place, provider)),
    usage: decodeUsage(body.usage),
    vendor: fieldsOf(provider, otherMembers(body, MEMBERS)),
  };
}
