/** A canonical request as a chat completion request. The order of the members is always the same. */
import { type AssistantPart, type ChatRequest, type ReasoningEffort, type ResponseFormat } from "../chat";
import { type WithWarnings } from "../codec";
import { isObject, type JsonObject, withoutNulls } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { type Dialect, isShared, isSpelledWith, ownFields } from "./dialect";
import { encodeMessages } from "./message-encoder";
import { fitToModel, modelFamily } from "./model-families";
import { encodeFunctionCall, encodeFunctions, encodeToolChoice, encodeTools } from "./tool-definitions";
import { WarningList } from "../warning-list";

const MAX_STOPS = 4;

function encodeFormat(format: ResponseFormat): JsonObject {
  if (format.type === "text") return { type: "text" };
  if (format.type === "json") return { type: "json_object" };
  const { name, description, schema, strict } = format;
  return { type: "json_schema", json_schema: withoutNulls({ name, description, schema, strict }) };
}

/** A choice among no tools is refused; one that asks for nothing is nothing lost. */
function encodeToolFields(request: ChatRequest, isLegacy: boolean, warnings: WarningList): JsonObject {
  const { toolChoice, parallelToolCalls } = request;
  const tools = (isLegacy ? encodeFunctions : encodeTools)(request.tools, warnings);
  if (tools.length === 0) {
    const isEmpty = toolChoice === null || toolChoice.mode === "auto" || toolChoice.mode === "none";
    if (!isEmpty) warnings.add("tool_choice", "there are no tools to choose from; left out");
    return {};
  }
  return isLegacy
    ? { functions: tools, function_call: toolChoice && encodeFunctionCall(toolChoice, warnings) }
    : {
        tools,
        tool_choice: toolChoice && encodeToolChoice(toolChoice, tools),
        parallel_tool_calls: parallelToolCalls,
      };
}

/** How much thought a budget of tokens is, where only words can be said. */
function effortOfBudget(tokens: number): ReasoningEffort | null {
  if (tokens < 0) return null;
  if (tokens === 0) return "none";
  if (tokens < 4_096) return "low";
  return tokens < 16_384 ? "medium" : "high";
}

function encodeEffort({ reasoning, model }: ChatRequest, warnings: WarningList): ReasoningEffort | null {
  if (!reasoning) return null;
  if (reasoning.includeThoughts) warnings.add("reasoning", "thoughts are not shown by this protocol");
  if (reasoning.effort !== null || reasoning.budgetTokens === null) return reasoning.effort;
  const effort = effortOfBudget(reasoning.budgetTokens);
  if (effort === null) return null;
  // A model that does not reason refuses the field; a name that we do not know may be one.
  const family = modelFamily(model);
  const reasons = family !== null && family.efforts.length > 0;
  if (reasons) warnings.add("reasoning.budgetTokens", `sent as the effort ${effort}`);
  else if (family === null) {
    warnings.add("reasoning.budgetTokens", "whether the model reasons is not known; left out");
  } else if (effort !== "none") warnings.add("reasoning.budgetTokens", "the model does not reason; left out");
  return reasons ? effort : null;
}

function encodeLimit({ maxOutputTokens: asked, model }: ChatRequest, warnings: WarningList): number | null {
  const limit = modelFamily(model)?.maxOutput ?? Infinity;
  if (asked === null || asked <= limit) return asked;
  warnings.add("max_tokens", `the model's limit is ${limit}`);
  return limit;
}

/** A longer one is refused: "string too long. Expected a string with maximum length 64". */
const MAX_USER = 64;

function encodeUser({ user, vendor }: ChatRequest, warnings: WarningList): JsonObject {
  if (user === null) return {};
  if (user.length > MAX_USER) {
    // Cut, it would stand for somebody else.
    warnings.add("user", `longer than ${MAX_USER} characters; left out`);
    return {};
  }
  return { [isSpelledWith(vendor, "safety_identifier") ? "safety_identifier" : "user"]: user };
}

/** JSON mode is refused where no message says what it is: "'messages' must contain the word 'json' in some form". */
function jsonInstruction(request: ChatRequest, warnings: WarningList): JsonObject[] {
  if (request.responseFormat?.type !== "json") return [];
  const parts = request.messages.flatMap(({ content }): readonly AssistantPart[] => content);
  if (parts.some((part) => part.type === "text" && /json/i.test(part.text))) return [];
  warnings.add("response_format", "no message says that the answer is JSON; one was put before them");
  const role = modelFamily(request.model)?.systemRole ?? "system";
  return [{ role, content: "Answer in JSON." }];
}

function clamp(
  field: string,
  value: number | null,
  [min, max]: readonly [number, number],
  warnings: WarningList,
): number | null {
  if (value === null || (value >= min && value <= max)) return value;
  const clamped = Math.min(Math.max(value, min), max);
  warnings.add(field, `must be from ${min} to ${max}; sent as ${clamped}`);
  return clamped;
}

function encodeStop(stop: readonly string[], warnings: WarningList): readonly string[] | null {
  if (stop.length > MAX_STOPS)
    warnings.add("stop", `only ${MAX_STOPS} sequences are taken; the rest left out`);
  return stop.length === 0 ? null : stop.slice(0, MAX_STOPS);
}

/** The fields of the caller's own protocol, when it is one of the two. */
function vendorFields({ vendor }: ChatRequest, dialect: Dialect, warnings: WarningList): JsonObject {
  if (!vendor) return {};
  const { provider, fields } = vendor;
  if (!isShared(vendor)) return ownFields(vendor, "", warnings);
  const kept = Object.entries(fields).filter(([field]) => {
    const isKept = provider === dialect.provider || !dialect.refuses.has(field);
    if (!isKept) warnings.add(field, `only ${PROVIDER_NAMES[provider]} knows it; left out`);
    return isKept;
  });
  return Object.fromEntries(kept);
}

function streamOptions(request: ChatRequest, more: unknown): JsonObject | null {
  if (!request.stream) return null;
  const options = {
    ...(request.includeUsage ? { include_usage: true } : {}),
    ...(isObject(more) ? more : {}),
  };
  return Object.keys(options).length === 0 ? null : options;
}

export function encodeRequest(dialect: Dialect, request: ChatRequest): WithWarnings<JsonObject> {
  const warnings = new WarningList();
  const { model, responseFormat, stop } = request;
  const isLegacy = isSpelledWith(request.vendor, "functions");
  const limit = isSpelledWith(request.vendor, "max_tokens") ? "max_tokens" : "max_completion_tokens";
  const { stream_options: moreOptions, ...fields } = vendorFields(request, dialect, warnings);
  if (request.topK !== null) {
    warnings.add("top_k", `${PROVIDER_NAMES[dialect.provider]} does not know it; left out`);
  }
  const body = withoutNulls({
    model,
    messages: [
      ...jsonInstruction(request, warnings),
      ...encodeMessages(request.messages, {
        dialect,
        warnings,
        systemRole: modelFamily(model)?.systemRole ?? null,
        isLegacy,
      }),
    ],
    ...encodeToolFields(request, isLegacy, warnings),
    response_format: responseFormat && encodeFormat(responseFormat),
    reasoning_effort: encodeEffort(request, warnings),
    [limit]: encodeLimit(request, warnings),
    temperature: clamp("temperature", request.temperature, [0, 2], warnings),
    top_p: clamp("top_p", request.topP, [0, 1], warnings),
    frequency_penalty: clamp("frequency_penalty", request.frequencyPenalty, [-2, 2], warnings),
    presence_penalty: clamp("presence_penalty", request.presencePenalty, [-2, 2], warnings),
    seed: request.seed,
    stop: encodeStop(stop, warnings),
    n: request.choices,
    ...encodeUser(request, warnings),
    stream: request.stream ? true : null,
    stream_options: streamOptions(request, moreOptions),
    ...fields,
  });
  return { value: fitToModel(body, model, warnings), warnings: warnings.all };
}
