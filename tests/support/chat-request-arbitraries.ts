/**
 * Arbitrary requests of the canonical chat model, for the round trips of every codec. What they give is canonical and
 * coherent: every tool result answers a call of the turn before, ids are unique, empty texts do not occur. Options
 * switch off what a vendor cannot carry; the default is what all four carry unharmed.
 */
import fc from "fast-check";
import {
  type AssistantPart,
  type ChatMessage,
  type ChatRequest,
  type FunctionTool,
  type ReasoningEffort,
  type ReasoningPart,
  type ReasoningProof,
  type TextPart,
  type ToolCallPart,
  type ToolChoice,
  type UserPart,
} from "~/providers/chat";
import { type JsonObject } from "~/providers/json-value";
import {
  nullable,
  textArbitrary,
  textPartArbitrary,
  toolCallArbitrary,
  toolName,
  when,
  mediaPartArbitrary,
  type MediaOption,
  type ToolCallOptions,
} from "tests/support/chat-part-arbitraries";

export interface ChatRequestOptions extends ToolCallOptions {
  /** Default `model-x`: a name that no table of models knows. */
  readonly models?: readonly [string, ...string[]];
  /** None by default. */
  readonly media?: readonly MediaOption[];
  /** Media in tool results too. */
  readonly mediaInToolResults?: boolean;
  /** System messages between turns, not only at the beginning; several in a row. */
  readonly systemAnywhere?: boolean;
  readonly developer?: boolean;
  /** Names of speakers. */
  readonly names?: boolean;
  readonly refusals?: boolean;
  /** Reasoning parts of earlier answers, each with this proof; null: visible text without one. */
  readonly reasoning?: { readonly proof: ReasoningProof | null };
  /** Two or more calls in one turn. Default true. */
  readonly parallelCalls?: boolean;
  /** Results marked as errors or not; false leaves them null. */
  readonly toolErrors?: boolean;
  readonly strictTools?: boolean;
  /** Tools with `parameters: null`. */
  readonly toolsWithoutParameters?: boolean;
  readonly allowedTools?: boolean;
  readonly parallelToolCalls?: boolean;
  readonly responseFormats?: readonly ("text" | "json" | "json_schema")[];
  readonly efforts?: readonly ReasoningEffort[];
  readonly budgets?: boolean;
  readonly topK?: boolean;
  readonly penalties?: boolean;
  readonly seed?: boolean;
  readonly choices?: boolean;
  readonly user?: boolean;
  /** How many stop sequences at most. Default 4. */
  readonly maxStops?: number;
  /** Default 1: within every vendor's range. */
  readonly maxTemperature?: number;
  /** Default sometimes; where the limit is not optional, ask for one. */
  readonly maxOutputTokens?: "sometimes" | "always";
  /** Default sometimes; `always` where the vendor always tells it; `with_stream`: never for a buffered answer. */
  readonly includeUsage?: "sometimes" | "always" | "with_stream";
  /** Either by default; where the wire has no place for it, a constant. */
  readonly stream?: boolean;
}

const schemaArbitrary: fc.Arbitrary<JsonObject> = fc.constantFrom<JsonObject>(
  { type: "object", properties: {} },
  { type: "object", properties: { city: { type: "string", description: "Where" } }, required: ["city"] },
  {
    type: "object",
    properties: {
      list: { type: "array", items: { type: "string", enum: ["a", "b"] } },
      n: { type: "integer" },
    },
    required: ["list", "n"],
    additionalProperties: false,
  },
);

function toolsArbitrary(options: ChatRequestOptions): fc.Arbitrary<FunctionTool[]> {
  const tool = fc.record({
    type: fc.constant("function" as const),
    name: toolName,
    description: nullable(textArbitrary),
    parameters: options.toolsWithoutParameters ? nullable(schemaArbitrary) : schemaArbitrary,
    strict: when(options.strictTools, fc.boolean()),
  });
  return fc.uniqueArray(tool, { selector: ({ name }) => name, maxLength: 3 });
}

function userContent(options: ChatRequestOptions): fc.Arbitrary<UserPart[]> {
  const media = (options.media ?? []).map(mediaPartArbitrary);
  const part: fc.Arbitrary<UserPart> = fc.oneof({ weight: 3, arbitrary: textPartArbitrary }, ...media);
  return fc.array(part, { minLength: 1, maxLength: 3 });
}

interface Turn {
  system: ChatMessage[];
  user: { content: UserPart[]; name: string | null };
  reasoning: ReasoningPart | null;
  text: TextPart[];
  refusal: string | null;
  calls: Omit<ToolCallPart, "id">[];
  results: { content: UserPart[]; isError: boolean | null }[];
  name: string | null;
}

const speaker = fc.constantFrom("ada", "grace");

function turnArbitrary(options: ChatRequestOptions, isFirst: boolean): fc.Arbitrary<Turn> {
  const system: fc.Arbitrary<ChatMessage> = fc.record({
    role: options.developer ? fc.constantFrom("system", "developer") : fc.constant("system"),
    content: fc.array(textPartArbitrary, { minLength: 1, maxLength: 2 }),
    name: when(options.names, speaker),
  });
  const { proof } = options.reasoning ?? { proof: null };
  const maxCalls = options.parallelCalls === false ? 1 : 3;
  return fc.record({
    system: fc.array(system, {
      maxLength: isFirst || options.systemAnywhere ? (options.systemAnywhere ? 2 : 1) : 0,
    }),
    user: fc.record({ content: userContent(options), name: when(options.names, speaker) }),
    reasoning: when(
      options.reasoning !== undefined,
      textArbitrary.map((text) => ({ type: "reasoning" as const, text, proof })),
    ),
    text: fc.array(textPartArbitrary, { maxLength: 2 }),
    refusal: when(options.refusals, textArbitrary),
    calls: fc.array(toolCallArbitrary(options), { maxLength: maxCalls }),
    results: fc.array(
      fc.record({
        content: options.mediaInToolResults
          ? userContent(options)
          : fc.array(textPartArbitrary, { minLength: 1, maxLength: 2 }),
        isError: options.toolErrors ? fc.boolean() : fc.constant(null),
      }),
      { minLength: maxCalls, maxLength: maxCalls },
    ),
    name: when(options.names, speaker),
  });
}

function assistantContent(turn: Turn, calls: readonly ToolCallPart[]): AssistantPart[] {
  const answer: AssistantPart[] = [...turn.text];
  if (turn.refusal !== null) answer.push({ type: "refusal", text: turn.refusal });
  if (answer.length === 0 && calls.length === 0) answer.push({ type: "text", text: "Well." });
  return [...(turn.reasoning ? [turn.reasoning] : []), ...answer, ...calls];
}

function messagesOf(turns: readonly Turn[], last: Turn): ChatMessage[] {
  let callNumber = 0;
  const messages = turns.flatMap((turn): ChatMessage[] => {
    const calls = turn.calls.map((call) => ({ ...call, id: `call_${++callNumber}` }));
    const results = calls.map(({ id, name }, index): ChatMessage => {
      const { content, isError } = turn.results[index]!;
      return { role: "tool", callId: id, name, content, isError };
    });
    return [
      ...turn.system,
      { role: "user", ...turn.user },
      { role: "assistant", content: assistantContent(turn, calls), name: turn.name },
      ...results,
    ];
  });
  return [...messages, ...(turns.length === 0 ? last.system : []), { role: "user", ...last.user }];
}

/** Begins with the system messages and ends with a user's; after tool results comes the next turn's user message. */
function messagesArbitrary(options: ChatRequestOptions = {}): fc.Arbitrary<ChatMessage[]> {
  return fc
    .tuple(
      fc.option(turnArbitrary(options, true), { nil: undefined }),
      fc.array(turnArbitrary(options, false), { maxLength: 2 }),
      turnArbitrary(options, true),
    )
    .map(([first, others, last]) => messagesOf(first ? [first, ...others] : [], last));
}

function toolChoiceArbitrary(
  tools: readonly FunctionTool[],
  options: ChatRequestOptions,
): fc.Arbitrary<ToolChoice | null> {
  const names = tools.map(({ name }) => name);
  if (names.length === 0) return fc.constant(null);
  const modes: fc.Arbitrary<ToolChoice>[] = [
    fc.record({ mode: fc.constantFrom("auto", "none", "required") }),
    fc.record({ mode: fc.constant("tool" as const), name: fc.constantFrom(...names) }),
  ];
  if (options.allowedTools) {
    modes.push(
      fc.record({
        mode: fc.constant("allowed" as const),
        names: fc.subarray(names, { minLength: 1 }),
        required: fc.boolean(),
      }),
    );
  }
  return nullable(fc.oneof(...modes));
}

const FORMATS = {
  text: fc.constant({ type: "text" as const }),
  json: fc.constant({ type: "json" as const }),
  json_schema: fc.record({
    type: fc.constant("json_schema" as const),
    name: fc.constantFrom("answer", "report"),
    description: nullable(textArbitrary),
    schema: schemaArbitrary,
    strict: nullable(fc.boolean()),
  }),
};

function reasoningArbitrary({
  efforts = [],
  budgets,
}: ChatRequestOptions): fc.Arbitrary<ChatRequest["reasoning"]> {
  const asked: fc.Arbitrary<NonNullable<ChatRequest["reasoning"]>>[] = [];
  const none = fc.constant(null);
  if (efforts.length > 0) {
    asked.push(fc.record({ effort: fc.constantFrom(...efforts), budgetTokens: none, includeThoughts: none }));
  }
  if (budgets) {
    const budgetTokens = fc.integer({ min: 1_024, max: 32_000 });
    asked.push(fc.record({ effort: none, budgetTokens, includeThoughts: none }));
  }
  return asked.length === 0 ? none : nullable(fc.oneof(...asked));
}

function usageWanted(option: ChatRequestOptions["includeUsage"], stream: boolean): fc.Arbitrary<boolean> {
  if (option === "always") return fc.constant(true);
  return option === "with_stream" && !stream ? fc.constant(false) : fc.boolean();
}

/** Tenths, so that every number is written as it was read. */
const tenths = (min: number, max: number) =>
  fc.integer({ min: min * 10, max: max * 10 }).map((value) => value / 10 || 0);

export function chatRequestArbitrary(options: ChatRequestOptions = {}): fc.Arbitrary<ChatRequest> {
  const { models = ["model-x"], responseFormats = [], maxStops = 4, maxTemperature = 1 } = options;
  const limit = fc.integer({ min: 1, max: 8_192 });
  return fc
    .tuple(toolsArbitrary(options), options.stream === undefined ? fc.boolean() : fc.constant(options.stream))
    .chain(([tools, stream]) =>
      fc.record({
        model: fc.constantFrom(...models),
        messages: messagesArbitrary(options),
        tools: fc.constant(tools),
        toolChoice: toolChoiceArbitrary(tools, options),
        parallelToolCalls: when(options.parallelToolCalls && tools.length > 0, fc.boolean()),
        responseFormat:
          responseFormats.length === 0
            ? fc.constant(null)
            : nullable(fc.oneof(...responseFormats.map((format) => FORMATS[format]))),
        reasoning: reasoningArbitrary(options),
        maxOutputTokens: options.maxOutputTokens === "always" ? limit : nullable(limit),
        temperature: nullable(tenths(0, maxTemperature)),
        topP: nullable(tenths(0, 1)),
        topK: when(options.topK, fc.integer({ min: 1, max: 100 })),
        frequencyPenalty: when(options.penalties, tenths(-2, 2)),
        presencePenalty: when(options.penalties, tenths(-2, 2)),
        seed: when(options.seed, fc.integer({ min: 0, max: 1_000_000 })),
        stop: fc.uniqueArray(textArbitrary, { maxLength: maxStops }),
        choices: when(options.choices, fc.integer({ min: 1, max: 4 })),
        user: when(options.user, fc.constantFrom("user-1", "user-2")),
        stream: fc.constant(stream),
        includeUsage: usageWanted(options.includeUsage, stream),
        vendor: fc.constant(null),
      }),
    );
}
