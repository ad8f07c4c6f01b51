/** Canonical answers as buffered chat completions. https://platform.openai.com/docs/api-reference/chat/object */
import { type AssistantPart, type ChatChoice, type ChatResponse, type VendorFields } from "../chat";
import { type StreamEncoding, type WithWarnings } from "../codec";
import { isObject, type JsonObject } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { joinedText, partsOf } from "./assistant-content";
import { isShared } from "./dialect";
import { encodeFinish } from "./finish-reason";
import { encodeCall, encodeLegacyCall } from "./tool-calls";
import { encodeUsage } from "./usage";
import { WarningList } from "../warning-list";

/** Clients match results to calls by id: one that the vendor left out is made of the answer's. */
export function madeCallId(answerId: string, choice: number, place: number): string {
  return `call_${answerId.replace(/^[a-z]+-/, "").slice(-20)}_${choice}_${place}`;
}

function sharedFields(vendor: VendorFields | null): JsonObject {
  return vendor && isShared(vendor) ? vendor.fields : {};
}

function encodeCalls({ index, content, nativeFinish }: ChatChoice, answerId: string): JsonObject {
  const calls = partsOf(content, "tool_call");
  const [first] = calls;
  if (first === undefined) return {};
  // The vendor spoke of functions, so its caller did.
  if (nativeFinish === "function_call" && first.id === "") return { function_call: encodeLegacyCall(first) };
  return {
    tool_calls: calls.map((call, place) =>
      encodeCall(call, call.id || madeCallId(answerId, index, place), sharedFields(call.vendor ?? null)),
    ),
  };
}

function encodeChoice(choice: ChatChoice, answerId: string): JsonObject {
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
      ...encodeCalls(choice, answerId),
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

function whatIsLost(part: AssistantPart): string | null {
  if (part.type === "media") return `${part.kind} has no place in a chat completion; left out`;
  if (part.type === "vendor") {
    return `only ${PROVIDER_NAMES[part.vendor.provider]} knows this kind of part; left out`;
  }
  if (part.type === "reasoning" && part.proof) return "the proof of a thought has no place here; left out";
  return null;
}

/** For a caller: with an id, a time and the model that he is to read. */
export function encodeResponse(
  response: ChatResponse,
  { id, model, created }: StreamEncoding,
): WithWarnings<JsonObject> {
  const warnings = new WarningList();
  for (const { index, content, finish, nativeFinish } of response.choices) {
    const path = `choices[${index}]`;
    for (const part of content) {
      const lost = whatIsLost(part);
      if (lost !== null) warnings.add(path, lost);
    }
    if (finish === null && nativeFinish !== null)
      warnings.add(path, "its finish reason is not known; sent as stop");
  }
  const told = { ...response, id: response.id ?? id, created: response.created ?? created, model };
  return { value: encodeChatCompletion(told), warnings: warnings.all };
}
