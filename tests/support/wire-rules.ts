/**
 * What each vendor's API takes, as far as its documentation and its refusals tell. A check gives the rules that a body
 * breaks, for people; none for a body that is taken.
 */
import { asArray, isObject, type JsonObject } from "~/providers/json-value";
import { type ProviderId } from "~/providers/provider";

class Rules {
  readonly broken: string[] = [];

  must(isKept: boolean, rule: string): void {
    if (!isKept) this.broken.push(rule);
  }

  range(value: unknown, min: number, max: number, rule: string): void {
    if (value !== undefined) this.must(typeof value === "number" && value >= min && value <= max, rule);
  }

  only(object: JsonObject, members: string, where: string): void {
    const known = new Set(members.split(" "));
    for (const key of Object.keys(object)) this.must(known.has(key), `${where} has no member ${key}`);
  }
}

const objects = (value: unknown): JsonObject[] => asArray(value).filter(isObject);
const typed = (blocks: readonly JsonObject[], type: string) => blocks.filter((block) => block.type === type);
const sortedIds = (ids: readonly unknown[]) => ids.map(String).sort().join();

/** https://docs.anthropic.com/en/api/messages and …/agents-and-tools/tool-use/implement-tool-use */
function anthropicRules(body: JsonObject, rules: Rules): void {
  rules.only(
    body,
    "model max_tokens system messages tools tool_choice thinking output_config temperature top_p top_k stop_sequences metadata stream",
    "the request",
  );
  rules.must(Number.isInteger(body.max_tokens) && Number(body.max_tokens) >= 1, "max_tokens is required");
  rules.range(body.temperature, 0, 1, "temperature is from 0 to 1");
  rules.range(body.top_p, 0, 1, "top_p is from 0 to 1");
  for (const stop of asArray(body.stop_sequences))
    rules.must(String(stop).trim() !== "", "stop is more than space");
  anthropicTurns(objects(body.messages), rules);
  const tools = objects(body.tools);
  for (const { input_schema: schema } of tools) {
    rules.must(isObject(schema) && schema.type === "object", "an input is an object");
  }
  const blocks = objects(body.messages).flatMap(({ content }) => objects(content));
  const isCalling = blocks.some(({ type }) => type === "tool_use" || type === "tool_result");
  rules.must(!isCalling || tools.length > 0, "calls need the definitions of their tools");
  rules.must(body.tool_choice === undefined || tools.length > 0, "a choice needs tools");
  const { thinking, tool_choice: choice } = body;
  if (!isObject(thinking) || (thinking.type !== "enabled" && thinking.type !== "adaptive")) return;
  rules.must(
    !isObject(choice) || choice.type === "auto" || choice.type === "none",
    "thinking forbids forced tools",
  );
  rules.must((body.temperature ?? 1) === 1 && body.top_k === undefined, "thinking forbids sampling");
  if (thinking.type !== "enabled") return;
  const budget = Number(thinking.budget_tokens);
  rules.must(
    budget >= 1_024 && budget < Number(body.max_tokens),
    "the budget is from 1,024 to below max_tokens",
  );
}

function anthropicTurns(messages: readonly JsonObject[], rules: Rules): void {
  const ids: unknown[] = [];
  messages.forEach(({ role, content }, index) => {
    rules.must(role === (index % 2 === 0 ? "user" : "assistant"), "roles alternate and begin with the user");
    const blocks = objects(content);
    rules.must(blocks.length > 0, "a turn has content");
    for (const { text } of typed(blocks, "text")) rules.must(String(text).trim() !== "", "no text is empty");
    const results = typed(blocks, "tool_result");
    rules.must(
      blocks.slice(0, results.length).every((block) => results.includes(block)),
      "results come first",
    );
    const calls = typed(objects(messages[index - 1]?.content), "tool_use");
    const answered = sortedIds(results.map(({ tool_use_id: id }) => id));
    rules.must(
      answered === sortedIds(calls.map(({ id }) => id)),
      "every call has one result in the next turn",
    );
    for (const call of typed(blocks, "tool_use")) {
      rules.must(/^[a-zA-Z0-9_-]+$/.test(String(call.id)), "ids have a charset");
      rules.must(isObject(call.input), "an input is an object");
      ids.push(call.id);
    }
    const { text: end } = blocks.at(-1) ?? {};
    const isFinal = index === messages.length - 1 && role === "assistant";
    if (isFinal && typeof end === "string") rules.must(end.trimEnd() === end, "a prefill is trimmed");
    if (isFinal) rules.must(typed(blocks, "tool_use").length === 0, "the last calls are answered");
  });
  rules.must(new Set(ids).size === ids.length, "ids are unique");
}

/** https://platform.openai.com/docs/api-reference/chat/create */
function openaiRules(body: JsonObject, rules: Rules): void {
  rules.only(
    body,
    "model messages tools tool_choice parallel_tool_calls response_format reasoning_effort max_completion_tokens temperature top_p frequency_penalty presence_penalty seed stop n user stream stream_options",
    "the request",
  );
  rules.range(body.temperature, 0, 2, "temperature is from 0 to 2");
  rules.range(body.top_p, 0, 1, "top_p is from 0 to 1");
  rules.range(body.frequency_penalty, -2, 2, "penalties are from -2 to 2");
  rules.range(body.presence_penalty, -2, 2, "penalties are from -2 to 2");
  rules.must(asArray(body.stop).length <= 4, "stop has four sequences at most");
  rules.must(body.stream_options === undefined || body.stream === true, "stream options need a stream");
  rules.must(typeof body.user !== "string" || body.user.length <= 64, "a user has 64 characters at most");
  const tools = objects(body.tools);
  rules.must(body.tools === undefined || tools.length > 0, "tools are not empty");
  for (const member of ["tool_choice", "parallel_tool_calls"]) {
    rules.must(body[member] === undefined || tools.length > 0, `${member} needs tools`);
  }
  for (const { function: said } of tools) {
    if (!isObject(said)) continue;
    rules.must(/^[a-zA-Z0-9_-]{1,64}$/.test(String(said.name)), "names of functions have a charset");
    const { parameters } = said;
    rules.must(
      !isObject(parameters) || parameters.type !== "object" || isObject(parameters.properties),
      "objects have properties",
    );
  }
  openaiMessages(objects(body.messages), rules);
  const isJsonMode = isObject(body.response_format) && body.response_format.type === "json_object";
  rules.must(!isJsonMode || /json/i.test(JSON.stringify(body.messages)), "JSON mode needs the word");
}

function openaiMessages(messages: readonly JsonObject[], rules: Rules): void {
  let open = new Set<unknown>();
  for (const message of messages) {
    const { role, content } = message;
    if (role !== "tool") rules.must(open.size === 0, "results follow their calls at once, every one of them");
    switch (role) {
      case "tool":
        rules.must(open.delete(message.tool_call_id), "a result answers a call");
        rules.must(String(message.tool_call_id).length <= 40, "ids have 40 characters at most");
        rules.must(
          typeof content === "string" || objects(content).every(({ type }) => type === "text"),
          "a result is text",
        );
        break;
      case "assistant": {
        const calls = objects(message.tool_calls);
        rules.must(message.tool_calls === undefined || calls.length > 0, "calls are not empty");
        const isSilent = calls.length > 0 || typeof message.refusal === "string";
        rules.must(
          isSilent || (content !== null && content !== undefined),
          "an answer without calls has content",
        );
        open = new Set(calls.map(({ id }) => id));
        rules.must(open.size === calls.length, "ids of a turn are unique");
        break;
      }
      case "system":
      case "developer":
      case "user":
        rules.must(typeof content === "string" || objects(content).length > 0, "a message has content");
        break;
      default:
        rules.must(false, "a role is one of five");
    }
  }
  rules.must(open.size === 0, "the last calls are answered");
}

/** https://ai.google.dev/api/generate-content, …/function-calling, …/thought-signatures */
function geminiRules(body: JsonObject, rules: Rules, model: string): void {
  rules.only(body, "systemInstruction contents tools toolConfig generationConfig", "the request");
  const config = isObject(body.generationConfig) ? body.generationConfig : {};
  rules.range(config.temperature, 0, 2, "temperature is from 0 to 2");
  rules.range(config.topP, 0, 1, "topP is from 0 to 1");
  rules.range(config.candidateCount, 1, 8, "candidates are one to eight");
  rules.must(asArray(config.stopSequences).length <= 5, "stop has five sequences at most");
  const isOlder = /gemini-(1|2\.0)/.test(model);
  const functions = objects(body.tools).flatMap(({ functionDeclarations }) => objects(functionDeclarations));
  for (const { name, parameters, parametersJsonSchema } of functions) {
    rules.must(/^[a-zA-Z_][\w.:-]{0,63}$/.test(String(name)), "names of functions have a charset");
    rules.must(!isOlder || parametersJsonSchema === undefined, "an older model takes no JSON Schema");
    if (parameters !== undefined) openApiRules(parameters, rules);
  }
  if (config.responseSchema !== undefined) openApiRules(config.responseSchema, rules);
  rules.must(!isOlder || config.responseJsonSchema === undefined, "an older model takes no JSON Schema");
  const takesBoth = !/gemini-[12]/.test(model);
  rules.must(
    takesBoth || config.responseMimeType !== "application/json" || functions.length === 0,
    "no JSON mode beside tools",
  );
  const calling = isObject(body.toolConfig) ? body.toolConfig.functionCallingConfig : undefined;
  rules.must(calling === undefined || functions.length > 0, "a choice needs functions");
  geminiTurns(objects(body.contents), rules, model);
}

function geminiTurns(contents: readonly JsonObject[], rules: Rules, model: string): void {
  const isNewest = /gemini-3\.[5-9]/.test(model);
  const isSigned = /gemini-3/.test(model);
  contents.forEach((content, index) => {
    const parts = objects(content.parts);
    const before = contents[index - 1];
    rules.must(content.role === "user" || content.role === "model", "a role is one of two");
    rules.must(content.role !== before?.role, "roles alternate");
    rules.must(parts.length > 0, "a turn has parts");
    const calls = parts.flatMap(({ functionCall }) => (isObject(functionCall) ? [functionCall] : []));
    const results = parts.flatMap(({ functionResponse }) =>
      isObject(functionResponse) ? [functionResponse] : [],
    );
    const open = objects(before?.parts).flatMap(({ functionCall }) =>
      isObject(functionCall) ? [functionCall] : [],
    );
    rules.must(
      results.map(({ name }) => name).join() === open.map(({ name }) => name).join(),
      "each call has its result, in order",
    );
    rules.must(
      results.map(({ id }) => id).join() === open.map(({ id }) => id).join(),
      "ids are the same on both",
    );
    rules.must(calls.length === 0 || index > 0, "calls come after a user's turn");
    for (const { args } of calls) rules.must(isObject(args), "arguments are an object");
    for (const { response, name } of results)
      rules.must(isObject(response) && name !== "", "a result is a named object");
    for (const { text } of parts) rules.must(text !== "", "no text is empty");
    if (isSigned && calls.length > 0) {
      const first = parts.find(({ functionCall }) => isObject(functionCall));
      rules.must(typeof first?.thoughtSignature === "string", "the first call of a step is signed");
    }
    if (isNewest && results.length > 0) {
      rules.must(isObject(parts.at(-1)?.functionResponse), "nothing stands behind results");
    }
  });
  rules.must(
    !isNewest || contents.length === 0 || contents.at(-1)?.role === "user",
    "the last turn is the user's",
  );
}

const OPEN_API =
  "type format title description nullable enum maxItems minItems properties required minProperties maxProperties minLength maxLength pattern example anyOf propertyOrdering default items minimum maximum";

/** https://ai.google.dev/api/caching#Schema */
function openApiRules(schema: unknown, rules: Rules): void {
  if (!isObject(schema)) return rules.must(false, "a schema is an object");
  rules.only(schema, OPEN_API, "a schema");
  const { type, properties, items, required } = schema;
  const types = ["STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT"];
  rules.must(schema.anyOf !== undefined || types.includes(String(type)), "a schema has a type");
  rules.must(schema.enum === undefined || type === "STRING", "only strings are listed");
  rules.must(type !== "ARRAY" || items !== undefined, "a list has items");
  const names = isObject(properties) ? Object.keys(properties) : [];
  rules.must(properties === undefined || names.length > 0, "properties are not empty");
  rules.must(
    asArray(required).every((name) => names.includes(String(name))),
    "what is required is there",
  );
  const inner = [...(isObject(properties) ? Object.values(properties) : []), ...asArray(schema.anyOf)];
  for (const one of items === undefined ? inner : [...inner, items]) openApiRules(one, rules);
}

/** @param model The one that is asked: its family's rules count too. */
export function brokenRules(provider: ProviderId, body: JsonObject, model: string): string[] {
  const rules = new Rules();
  if (provider === "anthropic") anthropicRules(body, rules);
  else if (provider === "gemini") geminiRules(body, rules, model);
  else openaiRules(body, rules);
  return rules.broken;
}
