/**
 * Arbitrary answers of the canonical chat model, whole and as streams, for the round trips of every codec. Options are those
 * of `chat-request-arbitraries.ts`: they switch off what a vendor cannot carry.
 */
import fc from "fast-check";
import {
  type AssistantPart,
  type ChatChoice,
  type ChatResponse,
  type ChatStreamEvent,
  type FinishReason,
  type ReasoningProof,
} from "~/providers/chat";
import { type Usage } from "~/providers/provider";
import {
  textArbitrary,
  textPartArbitrary,
  toolCallArbitrary,
  when,
  type ToolCallOptions,
} from "tests/support/chat-part-arbitraries";

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
