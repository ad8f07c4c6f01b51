/**
 * Arbitrary values of the canonical chat model, for the round trips of every codec. What they give is canonical and
 * coherent: every tool result answers a call of the turn before, ids are unique, empty texts do not occur. Options
 * switch off what a vendor cannot carry; the default is what all four carry unharmed.
 */
import fc from "fast-check";
import {
  type AssistantPart,
  type ChatChoice,
  type ChatMessage,
  type ChatRequest,
  type ChatResponse,
  type ChatStreamEvent,
  type FinishReason,
  type FunctionTool,
  type MediaKind,
  type MediaPart,
  type ReasoningEffort,
  type ReasoningPart,
  type ReasoningProof,
  type TextPart,
  type ToolCallPart,
  type ToolChoice,
  type UserPart,
} from "~/providers/chat";
import { type JsonObject } from "~/providers/json-value";
import { type Usage } from "~/providers/provider";

/** Text with quotes, line breaks and characters outside the basic plane; never empty, never only half a pair. */
const textArbitrary: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...Array.from("abcXYZ 019.,")) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('"', "\\", "\n", "\r\n", "\t", "\u2028", "é", "日", "😀", "{", "data: "),
    },
  ),
  minLength: 1,
  maxLength: 24,
});

/** JSON objects without `__proto__`, `-0` and duplicate keys: parse(stringify(x)) is x. */
const jsonObjectArbitrary: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.constantFrom("a", "b", "city", "with space", "naïve", "nested"),
  fc.oneof(
    fc.integer({ min: 1, max: 1_000 }),
    fc.boolean(),
    textArbitrary,
    fc.constant(null),
    fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
    fc.record({ deep: textArbitrary }),
  ),
  { maxKeys: 3 },
);

const nullable = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 2 });
const when = <T>(condition: boolean | undefined, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  condition ? nullable(arbitrary) : fc.constant(null);

const textPartArbitrary: fc.Arbitrary<TextPart> = textArbitrary.map((text) => ({
  type: "text",
  text,
}));

const base64 = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .map((bytes) => Buffer.from(bytes).toString("base64"));
const MEDIA_TYPES: Readonly<Record<MediaKind, readonly [string, ...string[]]>> = {
  image: ["image/png", "image/jpeg"],
  audio: ["audio/wav", "audio/mpeg"],
  video: ["video/mp4"],
  document: ["application/pdf"],
};

/** One kind of media from one kind of source; stored files are for a codec's own tests. */
interface MediaOption {
  readonly kind: MediaKind;
  readonly from: "base64" | "url" | "text";
  /** Whether the part has a file name: always, never (default). */
  readonly fileName?: boolean;
}

function mediaPartArbitrary({ kind, from, fileName }: MediaOption): fc.Arbitrary<MediaPart> {
  const source: fc.Arbitrary<MediaPart["source"]> = {
    base64: fc.record({
      from: fc.constant("base64" as const),
      mediaType: fc.constantFrom(...MEDIA_TYPES[kind]),
      data: base64,
    }),
    url: fc.record({
      from: fc.constant("url" as const),
      url: fc.webUrl({ validSchemes: ["https"] }),
      mediaType: fc.constant(null),
    }),
    text: fc.record({ from: fc.constant("text" as const), text: textArbitrary }),
  }[from];
  return fc.record({
    type: fc.constant("media" as const),
    kind: fc.constant(kind),
    source,
    fileName: fileName ? fc.constantFrom("report.pdf", "a b.pdf") : fc.constant(null),
  });
}

interface ToolCallOptions {
  /** Arguments that are not JSON (cut off). */
  readonly brokenArguments?: boolean;
  /** OpenAI's free-text tools. */
  readonly customTools?: boolean;
  /** The proof that calls carry, some of them. */
  readonly callProof?: ReasoningProof;
}

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

const TOOL_NAMES = ["get_weather", "search", "send_mail"] as const;
const toolName = fc.constantFrom(...TOOL_NAMES);

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

/** Ids are set by whoever puts calls into a conversation. */
function toolCallArbitrary({
  brokenArguments,
  customTools,
  callProof,
}: ToolCallOptions): fc.Arbitrary<Omit<ToolCallPart, "id">> {
  const json = jsonObjectArbitrary.map((value) => JSON.stringify(value));
  const call = fc.record({
    type: fc.constant("tool_call" as const),
    name: toolName,
    arguments: brokenArguments ? fc.oneof({ weight: 4, arbitrary: json }, fc.constant('{"cut":"o')) : json,
    kind: fc.constant("function" as const),
    proof: callProof ? nullable(fc.constant(callProof)) : fc.constant(null),
  });
  if (!customTools) return call;
  const custom = fc.record({
    type: fc.constant("tool_call" as const),
    name: toolName,
    arguments: textArbitrary,
    kind: fc.constant("custom" as const),
    proof: fc.constant(null),
  });
  return fc.oneof({ weight: 3, arbitrary: call }, custom);
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

export interface ChatResponseOptions extends ToolCallOptions {
  /** Default 1. */
  readonly maxChoices?: number;
  readonly refusals?: boolean;
  readonly reasoning?: { readonly proof: ReasoningProof | null };
  /** Several text parts in one answer; by default at most one. */
  readonly manyTexts?: boolean;
  /** The vendor's own words; without them `nativeFinish` is null. */
  readonly nativeFinish?: Readonly<Record<FinishReason, string>>;
  /** Usage as it is on the wire of the vendor under test: what it cannot say is made null here. Default: all told. */
  readonly usage?: (usage: Usage) => Usage | null;
  /** Seconds since the epoch; null where the vendor has no such field. */
  readonly created?: "number" | "null";
  /** What the vendor's ids begin with. Default: `answer-`, which is nobody's form, and `call_`. */
  readonly ids?: { readonly answer: string; readonly call: string };
}

const usageArbitrary: fc.Arbitrary<Usage> = fc
  .record({
    fresh: fc.nat(1_000),
    cached: fc.nat(1_000),
    written: fc.nat(1_000),
    said: fc.nat(1_000),
    thought: fc.nat(1_000),
  })
  .map(({ fresh, cached, written, said, thought }) => ({
    inputTokens: fresh + cached + written,
    outputTokens: said + thought,
    totalTokens: fresh + cached + written + said + thought,
    cachedInputTokens: cached,
    cacheWriteTokens: written,
    reasoningTokens: thought,
  }));

function choiceArbitrary(options: ChatResponseOptions, index: number): fc.Arbitrary<ChatChoice> {
  return fc
    .record({
      reasoning: when(options.reasoning !== undefined, textArbitrary),
      texts: fc.array(textPartArbitrary, { maxLength: options.manyTexts ? 3 : 1 }),
      refusal: when(options.refusals, textArbitrary),
      calls: fc.array(toolCallArbitrary(options), { maxLength: 3 }),
      otherwise: fc.constantFrom<FinishReason>("stop", "length", "content_filter"),
    })
    .map(({ reasoning, texts, refusal, calls, otherwise }) => {
      const finish = calls.length > 0 ? "tool_calls" : otherwise;
      const content: AssistantPart[] = [
        ...(reasoning === null
          ? []
          : [{ type: "reasoning" as const, text: reasoning, proof: options.reasoning?.proof ?? null }]),
        ...texts,
        ...(refusal === null ? [] : [{ type: "refusal" as const, text: refusal }]),
        ...calls.map((call, number) => ({
          ...call,
          id: `${options.ids?.call ?? "call_"}${index}_${number}`,
        })),
      ];
      const nativeFinish = options.nativeFinish?.[finish] ?? null;
      return { index, content, finish, nativeFinish, stopSequence: null, vendor: null };
    });
}

export function chatResponseArbitrary(options: ChatResponseOptions = {}): fc.Arbitrary<ChatResponse> {
  const { usage = (told: Usage): Usage | null => told } = options;
  return fc.integer({ min: 1, max: options.maxChoices ?? 1 }).chain((count) =>
    fc.record({
      id: fc.constantFrom("1", "2").map((number) => (options.ids?.answer ?? "answer-") + number),
      model: fc.constant("model-x"),
      created: options.created === "null" ? fc.constant(null) : fc.integer({ min: 1, max: 2_000_000_000 }),
      choices: fc.tuple(...Array.from({ length: count }, (_, index) => choiceArbitrary(options, index))),
      usage: usageArbitrary.map(usage),
      vendor: fc.constant(null),
    }),
  );
}

/** Cuts a text into pieces, between code points only: half a pair is not text on any wire. */
function cut(text: string, sizes: readonly number[]): string[] {
  const points = Array.from(text);
  const pieces: string[] = [];
  for (let position = 0, turn = 0; position < points.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(points.slice(position, position + size).join(""));
    position += size;
  }
  return pieces;
}

function blockEvents(
  part: AssistantPart,
  at: { choice: number; block: number },
  sizes: readonly number[],
): ChatStreamEvent[] {
  switch (part.type) {
    case "text":
    case "refusal":
      return cut(part.text, sizes).map((text) => ({ type: part.type, ...at, text }));
    case "reasoning":
      return [
        ...cut(part.text, sizes).map((text) => ({ type: "reasoning" as const, ...at, text })),
        ...(part.proof ? [{ type: "reasoning_proof" as const, ...at, proof: part.proof }] : []),
      ];
    case "tool_call": {
      const { id, name, kind, proof } = part;
      return [
        { type: "tool_call", ...at, id, name, kind, proof },
        ...cut(part.arguments, sizes).map((text) => ({ type: "tool_arguments" as const, ...at, text })),
      ];
    }
    default:
      return [{ type: "part", ...at, part }];
  }
}

/** One of many orders in which lists can be merged, each list's own order kept; `picks` says whose turn it is. */
function interleave<T>(lists: readonly T[][], picks: readonly number[]): T[] {
  const rest = lists.filter((list) => list.length > 0).map((list) => [...list]);
  const merged: T[] = [];
  for (let turn = 0; rest.length > 0; turn++) {
    const index = (picks[turn % picks.length] ?? 0) % rest.length;
    merged.push(rest[index]!.shift()!);
    if (rest[index]!.length === 0) rest.splice(index, 1);
  }
  return merged;
}

/** Blocks begin in order; after that the tool calls of a choice go on in any order if `interleaved`. */
function choiceEvents(
  choice: ChatChoice,
  sizes: readonly number[],
  picks: readonly number[],
  interleaved: boolean,
): ChatStreamEvent[] {
  const blocks = choice.content.map((part, block) =>
    blockEvents(part, { choice: choice.index, block }, sizes),
  );
  const isCall = (index: number) => choice.content[index]?.type === "tool_call";
  const finish: ChatStreamEvent = {
    type: "finish",
    choice: choice.index,
    finish: choice.finish,
    nativeFinish: choice.nativeFinish,
    stopSequence: choice.stopSequence,
  };
  if (!interleaved) return [...blocks.flat(), finish];
  const calls = blocks.filter((_, index) => isCall(index));
  const heads = calls.flatMap((events) => events.slice(0, 1));
  const tails = calls.map((events) => events.slice(1));
  return [
    ...blocks.filter((_, index) => !isCall(index)).flat(),
    ...heads,
    ...interleave(tails, picks),
    finish,
  ];
}

export interface ChatStreamOptions extends ChatResponseOptions {
  /** The deltas of parallel tool calls and of several choices come in any order. */
  readonly interleaved?: boolean;
}

/** An answer, and a stream that says the same: start, blocks, finish, usage, end. */
export function chatStreamArbitrary(
  options: ChatStreamOptions = {},
): fc.Arbitrary<{ response: ChatResponse; events: ChatStreamEvent[] }> {
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
  const picks = fc.array(fc.nat(7), { minLength: 1, maxLength: 12 });
  return fc.tuple(chatResponseArbitrary(options), sizes, picks).map(([response, cuts, order]) => {
    const interleaved = options.interleaved ?? false;
    const choices = response.choices.map((choice) => choiceEvents(choice, cuts, order, interleaved));
    const { id, model, created, usage } = response;
    const events: ChatStreamEvent[] = [
      { type: "start", id, model, created },
      ...(interleaved ? interleave(choices, order) : choices.flat()),
      ...(usage ? [{ type: "usage" as const, usage }] : []),
      { type: "end" },
    ];
    return { response, events };
  });
}
