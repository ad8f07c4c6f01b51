/** Buffered answers of Gemini. Both directions. https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse */
import { answerId } from "../caller-ids";
import { type AssistantPart, type ChatChoice, type ChatResponse, type VendorFields } from "../chat";
import { type StreamEncoding, type WithWarnings } from "../codec";
import { WarningList } from "../warning-list";
import {
  asArray,
  asCount,
  asString,
  isObject,
  type JsonObject,
  isEmpty,
  asObject,
  withoutNulls,
} from "../json-value";
import { type AnswerSummary } from "../provider";
import { decodeAnswerPart, encodeAnswerParts } from "./answer-parts";
import { encodeFinishReason, isForeignReason, readFinishReason } from "./finish-reason";
import { ANY_MODEL } from "./models";
import { decodeUsage, encodeUsage } from "./usage";
import { answerFields, Members } from "./wire";

/** What the trace records of a buffered answer; nulls for what it does not say. */
export function summarizeAnswer(body: unknown): AnswerSummary {
  // Without `alt=sse` a stream that was short enough to be read whole is an array of chunks.
  const last: unknown = Array.isArray(body) ? body.at(-1) : body;
  if (!isObject(last)) return { model: null, usage: null };
  return {
    model: asString(last.modelVersion),
    usage: decodeUsage(last.usageMetadata),
  };
}

/** A text that Google cut into parts is one text, as it is in a stream; a thought ends with its signature. */
function joinNeighbours(parts: readonly AssistantPart[]): AssistantPart[] {
  const joined: AssistantPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const isOneText = last?.type === "text" && part.type === "text" && !last.vendor && !part.vendor;
    const isOneThought = last?.type === "reasoning" && part.type === "reasoning" && !last.proof;
    if (isOneText || isOneThought) {
      joined.pop();
      joined.push({ ...last, ...part, text: last.text + part.text });
    } else joined.push(part);
  }
  return joined;
}

function vendorFields(fields: JsonObject): VendorFields | null {
  return isEmpty(fields) ? null : { provider: "gemini", fields };
}

function decodeCandidate(candidate: JsonObject, place: number, warnings: WarningList): ChatChoice {
  const members = new Members(candidate);
  const said = members.take("content", asObject) ?? {};
  const content = joinNeighbours(asArray(said.parts).filter(isObject).flatMap(decodeAnswerPart));
  const index = members.take("index", asCount) ?? place;
  const nativeFinish = members.take("finishReason", asString);
  const hasCalls = content.some(({ type }) => type === "tool_call");
  const finish = nativeFinish === null ? null : readFinishReason(nativeFinish, hasCalls);
  if (nativeFinish !== null && finish === null) {
    warnings.add(`candidates[${index}]`, "it ended for a reason of Gemini's own");
  }
  return { index, content, finish, nativeFinish, stopSequence: null, vendor: vendorFields(members.rest()) };
}

/** A prompt that was blocked has no candidates: its answer is empty, and says why. */
function blockedChoice(feedback: JsonObject | null): ChatChoice[] {
  const nativeFinish = asString(feedback?.blockReason);
  if (nativeFinish === null) return [];
  const finish = "content_filter" as const;
  return [{ index: 0, content: [], finish, nativeFinish, stopSequence: null, vendor: null }];
}

/** @returns Null when the body is no answer of generateContent. */
export function decodeResponse(body: unknown): WithWarnings<ChatResponse> | null {
  if (!isObject(body)) return null;
  const candidates = asArray(body.candidates).filter(isObject);
  const feedback = asObject(body.promptFeedback);
  if (!Array.isArray(body.candidates) && !feedback && !isObject(body.usageMetadata)) return null;
  const warnings = new WarningList();
  const members = new Members(body);
  members.take("candidates", () => candidates);
  const value: ChatResponse = {
    id: members.take("responseId", asString),
    model: members.take("modelVersion", asString),
    created: null,
    choices:
      candidates.length > 0
        ? candidates.map((candidate, place) => decodeCandidate(candidate, place, warnings))
        : blockedChoice(feedback),
    usage: members.take("usageMetadata", decodeUsage),
    vendor: vendorFields(members.rest()),
  };
  return { value, warnings: warnings.all };
}

/** Its ids have no form; those of others do. */
export const ID_PREFIX = "";
export const FOREIGN_REASON = "its finish reason is not known; sent as OTHER";

function encodeCandidate(choice: ChatChoice, warnings: WarningList): JsonObject {
  const { index, content, vendor } = choice;
  const path = `choices[${index}]`;
  const finishReason = encodeFinishReason(choice);
  if (isForeignReason(choice)) warnings.add(path, FOREIGN_REASON);
  return {
    content: { role: "model", parts: encodeAnswerParts(content, { model: ANY_MODEL, path, warnings }) },
    ...(finishReason === null ? {} : { finishReason }),
    index,
    ...answerFields(vendor, path, warnings),
  };
}

function encode(response: ChatResponse, warnings: WarningList): JsonObject {
  const { id, model, choices, usage, vendor } = response;
  return withoutNulls({
    candidates: choices.map((choice) => encodeCandidate(choice, warnings)),
    usageMetadata: usage && encodeUsage(usage),
    modelVersion: model,
    responseId: id,
    ...answerFields(vendor, "", warnings),
  });
}

export function encodeGenerateContent(response: ChatResponse): JsonObject {
  return encode(response, new WarningList());
}

/** For a caller: with an id, and the model that he is to read. */
export function encodeResponse(
  response: ChatResponse,
  { id, model }: StreamEncoding,
): WithWarnings<JsonObject> {
  const warnings = new WarningList();
  const value = encode({ ...response, id: answerId(ID_PREFIX, response.id, id), model }, warnings);
  return { value, warnings: warnings.all };
}
