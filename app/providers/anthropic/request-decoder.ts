/** A messages request as a canonical one. https://docs.anthropic.com/en/api/messages */
import { Members, otherMembers } from "../vendor-fields";
import { WarningList } from "../warning-list";
import {
  type ChatRequest,
  type ReasoningEffort,
  type ReasoningRequest,
  type ResponseFormat,
  type ToolChoice,
  type VendorFields,
} from "../chat";
import { type RequestRoute, type WithWarnings } from "../codec";
import {
  asCount,
  asString,
  isObject,
  type JsonObject,
  isEmpty,
  asBoolean,
  asNumber,
  lookUp,
} from "../json-value";
import { decodeMessages } from "./message-decoder";
import { EFFORTS } from "./models";
import { decodeToolChoice, decodeTools } from "./tool-definitions";

/** The wire has no name for a schema, and others want one. */
const SCHEMA_NAME = "answer";

function readFormat(value: unknown): ResponseFormat | null {
  if (!isObject(value) || value.type !== "json_schema" || !isObject(value.schema)) return null;
  return { type: "json_schema", name: SCHEMA_NAME, description: null, schema: value.schema, strict: null };
}

function readEffort(value: unknown) {
  return EFFORTS.find((effort) => effort === value) ?? null;
}

function readTexts(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.filter((item) => typeof item === "string");
  return texts.length === value.length ? texts : null;
}

const DISPLAY: Readonly<Record<string, boolean>> = { summarized: true, omitted: false };

/** Null for a kind of thinking that is not known: it stays the vendor's. */
function readThinking(value: unknown): Pick<ReasoningRequest, "budgetTokens" | "includeThoughts"> | null {
  if (!isObject(value)) return null;
  const includeThoughts = lookUp(DISPLAY, asString(value.display)) ?? null;
  switch (value.type) {
    case "enabled": {
      const budgetTokens = asCount(value.budget_tokens);
      return budgetTokens === null || budgetTokens === 0 ? null : { budgetTokens, includeThoughts };
    }
    case "adaptive":
      return { budgetTokens: -1, includeThoughts };
    case "disabled":
    // What is said between tools is no thought that anyone asked for.
    case "between_tools":
      return { budgetTokens: 0, includeThoughts };
    default:
      return null;
  }
}

/** An object's readable members are taken, and the others stay under its name. */
function readWithin<T>(members: Members, name: string, read: (inner: Members) => T) {
  const object = members.take(name, (value) => (isObject(value) ? value : null)) ?? {};
  const inner = new Members(object);
  const value = read(inner);
  const rest = inner.rest();
  return { value, fields: isEmpty(rest) ? {} : { [name]: rest } };
}

function readOutput(members: Members) {
  const { value, fields } = readWithin(members, "output_config", (inner) => ({
    effort: inner.take("effort", readEffort),
    format: inner.take("format", readFormat),
  }));
  // The name that the format had while it was a beta.
  return { ...value, format: value.format ?? members.take("output_format", readFormat), fields };
}

function readChoice(members: Members): { toolChoice: ToolChoice | null; parallelToolCalls: boolean | null } {
  const said = members.take("tool_choice", (value) => {
    const toolChoice = decodeToolChoice(value);
    return toolChoice && isObject(value) ? { toolChoice, value } : null;
  });
  const isSingle = asBoolean(said?.value.disable_parallel_tool_use);
  return { toolChoice: said?.toolChoice ?? null, parallelToolCalls: isSingle === null ? null : !isSingle };
}

function readReasoning(members: Members, effort: ReasoningEffort | null): ReasoningRequest | null {
  const thinking = members.take("thinking", readThinking);
  return effort === null && thinking === null
    ? null
    : { effort, budgetTokens: null, includeThoughts: null, ...thinking };
}

/**
 * An effort without thinking asks for no thoughts here: that the caller speaks this protocol is worth knowing, also
 * when there is nothing else to say.
 */
function requestFields(fields: JsonObject, reasoning: ReasoningRequest | null): VendorFields | null {
  const isBareEffort = reasoning !== null && reasoning.budgetTokens === null;
  return isEmpty(fields) && !isBareEffort ? null : { provider: "anthropic", fields };
}

/** @returns Null when the body holds no list of messages. */
export function decodeRequest(body: JsonObject, route: RequestRoute): WithWarnings<ChatRequest> | null {
  if (!Array.isArray(body.messages)) return null;
  const warnings = new WarningList();
  const members = new Members(otherMembers(body, new Set(["messages", "system"])));
  const named = members.take("model", asString);
  const stream = members.take("stream", asBoolean);
  const output = readOutput(members);
  const metadata = readWithin(members, "metadata", (inner) => inner.take("user_id", asString));
  const value: Omit<ChatRequest, "vendor"> = {
    model: route.model ?? named ?? "",
    messages: decodeMessages(body.system, body.messages, warnings),
    tools: members.take("tools", (list) => (Array.isArray(list) ? decodeTools(list) : null)) ?? [],
    ...readChoice(members),
    responseFormat: output.format,
    reasoning: readReasoning(members, output.effort),
    maxOutputTokens: members.take("max_tokens", asCount),
    temperature: members.take("temperature", asNumber),
    topP: members.take("top_p", asNumber),
    topK: members.take("top_k", asNumber),
    frequencyPenalty: null,
    presencePenalty: null,
    seed: null,
    stop: members.take("stop_sequences", readTexts) ?? [],
    choices: null,
    user: metadata.value,
    stream: route.stream ?? stream ?? false,
    // A stream of this protocol always tells it.
    includeUsage: true,
  };
  const fields = { ...members.rest(), ...output.fields, ...metadata.fields };
  const vendor = requestFields(fields, value.reasoning);
  return { value: { ...value, vendor }, warnings: warnings.all };
}
