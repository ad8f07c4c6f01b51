/**
 * A canonical request as the body of a generateContent request. The model and whether to stream are in its path.
 * The order of the members is always the same. https://ai.google.dev/api/generate-content#request-body
 */
import { type ChatRequest } from "../chat";
import { type WithWarnings } from "../codec";
import { WarningList } from "../warning-list";
import { type JsonObject, asObject, withoutNulls } from "../json-value";
import { encodeContents } from "./contents-encoder";
import { type GeminiModel, geminiModel } from "./models";
import { encodeFormat } from "./response-format";
import { encodeThinking } from "./thinking";
import { encodeToolChoice, encodeTools } from "./tools";
import { ownFields, unlessEmpty } from "./wire";

const MAX_STOPS = 5;
const MAX_CANDIDATES = 8;

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

function encodeLimit(asked: number | null, { maxOutput }: GeminiModel, warnings: WarningList): number | null {
  if (asked === null || maxOutput === null || asked <= maxOutput) return asked;
  warnings.add("max_tokens", `the model's limit is ${maxOutput}`);
  return maxOutput;
}

function encodeStop(stop: readonly string[], warnings: WarningList): readonly string[] | null {
  if (stop.length > MAX_STOPS) {
    warnings.add("stop", `only ${MAX_STOPS} sequences are taken; the rest left out`);
  }
  return stop.length === 0 ? null : stop.slice(0, MAX_STOPS);
}

/** Zero is no penalty, and refused nowhere; it is left out where any other is. */
function encodePenalty(
  field: string,
  value: number | null,
  { penalties }: GeminiModel,
  warnings: WarningList,
): number | null {
  if (penalties) return clamp(field, value, [-2, 2], warnings);
  if (value !== null && value !== 0) warnings.add(field, "the model knows no penalties; left out");
  return null;
}

function encodeConfig(request: ChatRequest, model: GeminiModel, warnings: WarningList): JsonObject {
  const { frequencyPenalty, presencePenalty } = request;
  return withoutNulls({
    maxOutputTokens: encodeLimit(request.maxOutputTokens, model, warnings),
    temperature: clamp("temperature", request.temperature, [0, 2], warnings),
    topP: clamp("top_p", request.topP, [0, 1], warnings),
    topK: request.topK,
    frequencyPenalty: encodePenalty("frequency_penalty", frequencyPenalty, model, warnings),
    presencePenalty: encodePenalty("presence_penalty", presencePenalty, model, warnings),
    seed: request.seed,
    stopSequences: encodeStop(request.stop, warnings),
    candidateCount: clamp("n", request.choices, [1, MAX_CANDIDATES], warnings),
    ...encodeFormat(request.responseFormat, { model, hasTools: request.tools.length > 0, warnings }),
    thinkingConfig: encodeThinking(request.reasoning, model.thinking, warnings),
  });
}

function warnOfTheRest(request: ChatRequest, warnings: WarningList): void {
  if (request.user !== null) warnings.add("user", "Gemini has no place for it; left out");
  if (request.parallelToolCalls === false && request.tools.length > 0) {
    warnings.add("parallel_tool_calls", "Gemini cannot be told; it may call several tools at once");
  }
}

export function encodeRequest(request: ChatRequest): WithWarnings<JsonObject> {
  const warnings = new WarningList();
  const model = geminiModel(request.model);
  const { contents, systemInstruction } = encodeContents(request.messages, model, warnings);
  const tools = encodeTools(request.tools, model, warnings);
  const hasFunctions = request.tools.some(({ type }) => type === "function");
  const calling = encodeToolChoice(request.toolChoice, hasFunctions, warnings);
  warnOfTheRest(request, warnings);
  const { toolConfig, generationConfig, ...others } = ownFields(request.vendor, "", warnings);
  const { functionCallingConfig, ...moreOfTools } = asObject(toolConfig) ?? {};
  const { thinkingConfig: moreOfThinking, ...moreOfConfig } = asObject(generationConfig) ?? {};
  const { thinkingConfig, ...config } = encodeConfig(request, model, warnings);
  const value = {
    ...withoutNulls({ systemInstruction }),
    contents,
    ...(tools.length > 0 ? { tools } : {}),
    ...unlessEmpty("toolConfig", {
      ...unlessEmpty("functionCallingConfig", { ...asObject(functionCallingConfig), ...calling }),
      ...moreOfTools,
    }),
    ...unlessEmpty("generationConfig", {
      ...config,
      ...unlessEmpty("thinkingConfig", { ...asObject(moreOfThinking), ...asObject(thinkingConfig) }),
      ...moreOfConfig,
    }),
    ...others,
  };
  return { value, warnings: warnings.all };
}
