/** A canonical request as a messages request. The order of the members is always the same. */
import { WarningList } from "../warning-list";
import { type ChatRequest } from "../chat";
import { type WithWarnings } from "../codec";
import { isObject, type JsonObject, isEmpty, withoutNulls } from "../json-value";
import { type Conversation, encodeMessages, fitPrefill } from "./message-encoder";
import { type ModelFamily, modelFamily } from "./models";
import { choiceWithAnswer, encodeFormat, type OutputFormat } from "./output-format";
import { encodeThinking } from "./reasoning";
import { encodeToolChoice, encodeTools, isForced, type WireChoice, wireChoice } from "./tool-definitions";
import { ownFields } from "./wire";

/** The least of the current models' limits, for a name whose own is not known. */
const DEFAULT_MAX_OUTPUT = 32_000;

function maxTokens({ maxOutputTokens: asked }: ChatRequest, family: ModelFamily, warnings: WarningList) {
  const limit = family.maxOutput ?? (asked === null ? DEFAULT_MAX_OUTPUT : Infinity);
  if (asked === null || asked <= limit) return asked ?? limit;
  warnings.add("max_tokens", `the model's limit is ${limit}`);
  return limit;
}

interface Tools {
  readonly tools: readonly JsonObject[];
  readonly choice: WireChoice | null;
}

/** Calls in the conversation are refused without a definition of their tools, even where none may be called. */
function rememberedTools(called: readonly string[], warnings: WarningList): Tools {
  if (called.length === 0) return { tools: [], choice: null };
  warnings.add("tools", "tools called before are not there; named again, and not to be called");
  return {
    tools: called.map((name) => ({ name, input_schema: { type: "object" } })),
    choice: { type: "none" },
  };
}

function chooseTools(
  request: ChatRequest,
  family: ModelFamily,
  format: OutputFormat,
  { called }: Conversation,
  warnings: WarningList,
): Tools {
  const { toolChoice } = request;
  const tools = encodeTools(request.tools, toolChoice, family, warnings);
  const choice = toolChoice && wireChoice(toolChoice);
  if (format.tool) {
    return { tools: [...tools, format.tool], choice: choiceWithAnswer(choice, tools.length) };
  }
  if (tools.length === 0) {
    if (isForced(choice)) warnings.add("tool_choice", "there are no tools to choose from; left out");
    return rememberedTools(called, warnings);
  }
  if (!isForced(choice) || family.forcedTools) return { tools, choice };
  warnings.add("tool_choice", "the model cannot be made to call a tool; sent as auto");
  return { tools, choice: { type: "auto" } };
}

function clamp(field: string, value: number | null, warnings: WarningList): number | null {
  if (value === null || (value >= 0 && value <= 1)) return value;
  const clamped = Math.min(Math.max(value, 0), 1);
  warnings.add(field, `must be from 0 to 1; sent as ${clamped}`);
  return clamped;
}

/** From here on, top_p changes little enough to go with thinking. */
const MIN_THINKING_TOP_P = 0.95;

/** Sampling, as far as the model takes it; what is the default anyway goes without a word. */
function encodeSampling(request: ChatRequest, family: ModelFamily, thinks: boolean, warnings: WarningList) {
  const sampling = {
    temperature: clamp("temperature", request.temperature, warnings),
    top_p: clamp("top_p", request.topP, warnings),
    top_k: request.topK,
  };
  const leaveOut = (field: keyof typeof sampling, standard: number | null, why: string) => {
    if (sampling[field] !== null && sampling[field] !== standard) warnings.add(field, `${why}; left out`);
    sampling[field] = null;
  };
  const why = family.sampling === "none" ? "the model refuses it" : "does not go with thinking";
  if (family.sampling === "none" || thinks) {
    leaveOut("temperature", 1, why);
    leaveOut("top_k", null, why);
    if (family.sampling === "none" || (sampling.top_p ?? 1) < MIN_THINKING_TOP_P) leaveOut("top_p", 1, why);
  }
  if (family.sampling === "one" && sampling.temperature !== null) {
    leaveOut("top_p", 1, "the model takes no temperature beside it");
  }
  return sampling;
}

/** Each must hold more than white space: others are refused. */
function encodeStop(stop: readonly string[], warnings: WarningList): readonly string[] | null {
  const kept = stop.filter((text) => text.trim() !== "");
  if (kept.length < stop.length) warnings.add("stop", "sequences of nothing but white space left out");
  return kept.length === 0 ? null : kept;
}

function warnOfUnknown(request: ChatRequest, warnings: WarningList): void {
  const { seed, frequencyPenalty, presencePenalty, choices } = request;
  const said = {
    seed,
    frequency_penalty: frequencyPenalty || null,
    presence_penalty: presencePenalty || null,
  };
  for (const [field, value] of Object.entries(said)) {
    if (value !== null) warnings.add(field, "Anthropic does not know it; left out");
  }
  if (choices !== null && choices !== 1) warnings.add("choices", "Anthropic gives one answer");
}

const MAX_USER = 256;

function encodeUser({ user }: ChatRequest, warnings: WarningList): string | null {
  if (user === null || user.length <= MAX_USER) return user;
  // Cut, it would stand for somebody else.
  warnings.add("user", `longer than ${MAX_USER} characters; left out`);
  return null;
}

function systemPrompt({ system }: Conversation, { instruction }: OutputFormat): JsonObject[] | null {
  const blocks = instruction === null ? system : [...system, { type: "text", text: instruction }];
  return blocks.length === 0 ? null : blocks;
}

/** Own members of an object that we write to as well. */
function joined(own: unknown, ours: JsonObject): JsonObject | null {
  const both = { ...withoutNulls(ours), ...(isObject(own) ? own : {}) };
  return isEmpty(both) ? null : both;
}

export function encodeRequest(request: ChatRequest): WithWarnings<JsonObject> {
  const warnings = new WarningList();
  const family = modelFamily(request.model);
  const conversation = encodeMessages(request.messages, warnings);
  const limit = maxTokens(request, family, warnings);
  const format = encodeFormat(request, family, warnings);
  const { tools, choice } = chooseTools(request, family, format, conversation, warnings);
  const { thinking, effort, isOn } = encodeThinking(request, {
    family,
    maxTokens: limit,
    isForced: isForced(choice),
    lacksThoughts: conversation.lacksThoughts,
    warnings,
  });
  const isThinking = isOn && thinking !== null;
  warnOfUnknown(request, warnings);
  const { output_config, metadata, ...fields } = ownFields(request.vendor, "", warnings);
  const body = withoutNulls({
    model: request.model,
    max_tokens: limit,
    system: systemPrompt(conversation, format),
    messages: fitPrefill(
      conversation.messages,
      family.prefill && !isThinking && format.native === null,
      warnings,
    ),
    tools: tools.length === 0 ? null : tools,
    tool_choice: tools.length === 0 ? null : encodeToolChoice(choice, request.parallelToolCalls),
    thinking,
    output_config: joined(output_config, { effort, format: format.native }),
    ...encodeSampling(request, family, isThinking, warnings),
    stop_sequences: encodeStop(request.stop, warnings),
    metadata: joined(metadata, { user_id: encodeUser(request, warnings) }),
    stream: request.stream ? true : null,
    ...fields,
  });
  return { value: body, warnings: warnings.all };
}
