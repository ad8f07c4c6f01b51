/** Canonical answers as buffered chat completions. https://platform.openai.com/docs/api-reference/chat/object */
import { type IdForm, withCallerIds } from "../caller-ids";
import { type AssistantPart, type ChatChoice, type ChatResponse, type VendorFields } from "../chat";
import { type StreamEncoding, type WithWarnings } from "../codec";
import { isObject, type JsonObject } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { joinedText, partsOf } from "./assistant-content";
import { answerFields, isShared, ownFields } from "./dialect";
import { encodeFinish, isForeignReason } from "./finish-reason";
import { encodeCall, encodeLegacyCall } from "./tool-calls";
import { encodeUsage } from "./usage";
import { WarningList } from "../warning-list";

export const ID_FORM: IdForm = { answer: "chatcmpl-", call: "call_" };

/** Clients match results to calls by id: one that the vendor left out is made of the answer's. */
export function madeCallId(answer: string, choice: number, place: number): string {
  return `call_${answer.replace(/^[a-z]+-/, "").slice(-20)}_${choice}_${place}`;
}

function sharedFields(vendor: VendorFields | null): JsonObject {
  return vendor && isShared(vendor) ? vendor.fields : {};
}

export const FOREIGN_REASON = "its finish reason is not known; sent as stop";

function encodeCalls({ index, content, nativeFinish }: ChatChoice, answer: string): JsonObject {
  const calls = partsOf(content, "tool_call");
  const [first] = calls;
  if (first === undefined) return {};
  // The vendor spoke of functions, so its caller did.
  if (nativeFinish === "function_call" && first.id === "") return { function_call: encodeLegacyCall(first) };
  return {
    tool_calls: calls.map((call, place) =>
      encodeCall(call, call.id || madeCallId(answer, index, place), sharedFields(call.vendor ?? null)),
    ),
  };
}

function encodeChoice(choice: ChatChoice, answer: string): JsonObject {
  const { index, content, vendor } = choice;
  const reasoning = joinedText(partsOf(content, "reasoning").filter(({ text }) => text !== ""));
  const { message, ...fields } = sharedFields(vendor);
  return {
    index,
    message: {
      role: "assistant",
      content: joinedText(partsOf(content, "text")),
      refusal: joinedText(partsOf(content, "refusal")),
      // Not OpenAI's word, but the one that most who speak its protocol have for it; its clients do not mind.
      ...(reasoning === null ? {} : { reasoning_content: reasoning }),
      ...encodeCalls(choice, answer),
      ...(isObject(message) ? message : {}),
    },
    logprobs: null,
    ...fields,
    finish_reason: encodeFinish(choice),
  };
}

/** Several text parts join with nothing between; an answer of tool calls alone has no content. */
export function encodeChatCompletion(response: ChatResponse): JsonObject {
  const { id, model, created, choices, usage, vendor } = response;
  return {
    id,
    object: "chat.completion",
    ...(created === null ? {} : { created }),
    model,
    choices: choices.map((choice) => encodeChoice(choice, id ?? "")),
    ...(usage ? { usage: encodeUsage(usage) } : {}),
    ...sharedFields(vendor),
  };
}

/** What an answer here has no place for; null when the part has one. */
export function lostPart(part: AssistantPart): string | null {
  if (part.type === "media") return `${part.kind} has no place in a chat completion; left out`;
  if (part.type === "vendor") {
    return `only ${PROVIDER_NAMES[part.vendor.provider]} knows this kind of part; left out`;
  }
  const hasProof = (part.type === "reasoning" || part.type === "tool_call") && part.proof !== null;
  return hasProof ? "the proof of a thought has no place here; left out" : null;
}

/** For a caller: with an id, a time and the model that he is to read. */
export function encodeResponse(
  response: ChatResponse,
  { id, model, created }: StreamEncoding,
): WithWarnings<JsonObject> {
  const warnings = new WarningList();
  answerFields(response.vendor, "", warnings);
  for (const choice of response.choices) {
    const path = `choices[${choice.index}]`;
    for (const part of choice.content) {
      const lost = lostPart(part);
      if (lost !== null) warnings.add(path, lost);
      else if ("vendor" in part && part.type !== "vendor") ownFields(part.vendor, path, warnings);
    }
    answerFields(choice.vendor, path, warnings);
    if (isForeignReason(choice)) warnings.add(path, FOREIGN_REASON);
  }
  const told = {
    ...withCallerIds(response, ID_FORM, id),
    created: response.created ?? created,
    model,
  };
  return { value: encodeChatCompletion(told), warnings: warnings.all };
}
