/** A chat completion request as a canonical one. https://platform.openai.com/docs/api-reference/chat/create */
import { otherMembers, Members } from "../vendor-fields";
import { type ChatRequest, type ReasoningEffort, type ResponseFormat } from "../chat";
import { type RequestRoute, type WithWarnings } from "../codec";
import { asCount, asString, isObject, type JsonObject, asNumber, asBoolean, asObject } from "../json-value";
import { type ProviderId } from "../provider";
import { requestFields, type Spelling } from "./dialect";
import { decodeMessages } from "./message-decoder";
import { EFFORTS } from "./model-families";
import { decodeFunctionCall, decodeFunctions, decodeToolChoice, decodeTools } from "./tool-definitions";
import { WarningList } from "../warning-list";

function readStop(value: unknown): string[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.filter((item) => typeof item === "string");
  return texts.length === list.length ? texts : null;
}

function readEffort(value: unknown): ReasoningEffort | null {
  return EFFORTS.find((effort) => effort === value) ?? null;
}

function readFormat(value: unknown): ResponseFormat | null {
  if (!isObject(value)) return null;
  if (value.type === "text") return { type: "text" };
  if (value.type === "json_object") return { type: "json" };
  const { json_schema: said } = value;
  if (value.type !== "json_schema" || !isObject(said)) return null;
  return {
    type: "json_schema",
    name: asString(said.name) ?? "",
    description: asString(said.description),
    schema: isObject(said.schema) ? said.schema : {},
    strict: asBoolean(said.strict),
  };
}

/** Only an array can be taken apart. */
function readList<T>(decode: (list: unknown, provider: ProviderId) => T, provider: ProviderId) {
  return (value: unknown): T | null => (Array.isArray(value) ? decode(value, provider) : null);
}

function readTools(members: Members, provider: ProviderId) {
  const tools = members.take("tools", readList(decodeTools, provider));
  const functions = members.take("functions", readList(decodeFunctions, provider));
  return {
    tools: [...(tools ?? []), ...(functions ?? [])],
    toolChoice:
      members.take("tool_choice", decodeToolChoice) ?? members.take("function_call", decodeFunctionCall),
    isLegacy: functions !== null && tools === null,
  };
}

/** The newer name counts; the older one is taken along, as it says the same. */
function readLimit(members: Members): { limit: number | null; isOld: boolean } {
  const limit = members.take("max_completion_tokens", asCount);
  const old = members.take("max_tokens", asCount);
  return { limit: limit ?? old, isOld: limit === null && old !== null };
}

/** The newer name says more than the older one: beside that one it is the vendor's own. */
function readUser(members: Members): { user: string | null; isNew: boolean } {
  const old = members.take("user", asString);
  const user = old ?? members.take("safety_identifier", asString);
  return { user, isNew: old === null && user !== null };
}

function readStreamOptions(members: Members) {
  const options = members.take("stream_options", asObject) ?? {};
  const others = otherMembers(options, new Set(["include_usage"]));
  return {
    includeUsage: options.include_usage === true,
    fields: Object.keys(others).length > 0 ? { stream_options: others } : {},
  };
}

function spellings(used: Readonly<Record<Spelling, boolean>>): Spelling[] {
  const all: readonly Spelling[] = ["max_tokens", "functions", "safety_identifier"];
  return all.filter((spelling) => used[spelling]);
}

/** @returns Null when the body holds no list of messages. */
export function decodeRequest(
  provider: ProviderId,
  body: JsonObject,
  route: RequestRoute,
): WithWarnings<ChatRequest> | null {
  if (!Array.isArray(body.messages)) return null;
  const warnings = new WarningList();
  const members = new Members(body);
  const messages =
    members.take(
      "messages",
      readList((list) => list, provider),
    ) ?? [];
  const { isLegacy, ...tools } = readTools(members, provider);
  const { limit, isOld } = readLimit(members);
  const { user, isNew } = readUser(members);
  const { includeUsage, fields } = readStreamOptions(members);
  const named = members.take("model", asString);
  const stream = members.take("stream", asBoolean);
  const effort = members.take("reasoning_effort", readEffort);
  const spelling = spellings({ max_tokens: isOld, functions: isLegacy, safety_identifier: isNew });
  const value: ChatRequest = {
    model: route.model ?? named ?? "",
    messages: decodeMessages(Array.isArray(messages) ? messages : [], provider, warnings),
    ...tools,
    parallelToolCalls: members.take("parallel_tool_calls", asBoolean),
    responseFormat: members.take("response_format", readFormat),
    reasoning: effort === null ? null : { effort, budgetTokens: null, includeThoughts: null },
    maxOutputTokens: limit,
    temperature: members.take("temperature", asNumber),
    topP: members.take("top_p", asNumber),
    topK: null,
    frequencyPenalty: members.take("frequency_penalty", asNumber),
    presencePenalty: members.take("presence_penalty", asNumber),
    seed: members.take("seed", asNumber),
    stop: members.take("stop", readStop) ?? [],
    choices: members.take("n", asCount),
    user,
    stream: route.stream ?? stream ?? false,
    includeUsage,
    vendor: requestFields(provider, { ...members.rest(), ...fields }, spelling),
  };
  return { value, warnings: warnings.all };
}
