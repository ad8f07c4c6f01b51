/**
 * Answers in all twelve directions, buffered and streamed, over generated ones: what the caller reads is what the
 * target said, as far as the caller's protocol can say it, and a stream says what the buffered answer says.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ChatResponseOptions,
  chatResponseArbitrary,
  chatStreamArbitrary,
} from "tests/support/chat-response-arbitraries";
import { deepFreeze, overTheWire } from "tests/support/json-values";
import {
  type Direction,
  DIRECTIONS,
  ENCODING,
  translateAnswer,
  translateStream,
} from "tests/support/translation";
import { ResponseAssembler } from "../assemble-response";
import { type AssistantPart, type ChatChoice, type ChatResponse, type ChatStreamEvent } from "../chat";
import { type StreamFrame } from "../codec";
import { CODECS } from "../codecs";
import { isObject, type JsonObject, parseJson } from "../json-value";
import { type ProviderId, type Usage } from "../provider";

const CHAT_COMPLETIONS: ChatResponseOptions = {
  maxChoices: 2,
  refusals: true,
  reasoning: { proof: null },
  nativeFinish: {
    stop: "stop",
    length: "length",
    tool_calls: "tool_calls",
    content_filter: "content_filter",
  },
  ids: { answer: "chatcmpl-", call: "call_" },
};
/** What a target answers. */
const ANSWERS: Readonly<Record<ProviderId, ChatResponseOptions>> = {
  openai: CHAT_COMPLETIONS,
  azure: CHAT_COMPLETIONS,
  anthropic: {
    manyTexts: true,
    reasoning: { proof: { provider: "anthropic", kind: "signature", value: "c2lnbmVk" } },
    nativeFinish: {
      stop: "end_turn",
      length: "max_tokens",
      tool_calls: "tool_use",
      content_filter: "refusal",
    },
    ids: { answer: "msg_", call: "toolu_" },
    created: "null",
  },
  gemini: {
    maxChoices: 2,
    reasoning: { proof: { provider: "gemini", kind: "signature", value: "c2lnbmVk" } },
    callProof: { provider: "gemini", kind: "signature", value: "Y2FsbA==" },
    nativeFinish: { stop: "STOP", length: "MAX_TOKENS", tool_calls: "STOP", content_filter: "SAFETY" },
    created: "null",
    usage: (usage) => ({ ...usage, cacheWriteTokens: null }),
  },
};

const joined = (content: readonly AssistantPart[], type: "text" | "refusal" | "reasoning") =>
  content.flatMap((part) => (part.type === type ? [part.text] : [])).join("");

const callsOf = (content: readonly AssistantPart[]) =>
  content.flatMap((part) =>
    part.type === "tool_call"
      ? [{ id: part.id.replace(/^(call|toolu)_/, ""), name: part.name, input: inputOf(part) }]
      : [],
  );

/** Free text is a member of an object where only objects are known. */
function inputOf({ arguments: source, kind }: Extract<AssistantPart, { type: "tool_call" }>): unknown {
  const value = kind === "custom" ? source : parseJson(source);
  const members = isObject(value) ? Object.entries(value) : [];
  const [only] = members;
  return members.length === 1 && (only?.[0] === "_raw" || only?.[0] === "text") ? only[1] : value;
}

/** What a choice says, in whatever protocol; a refusal is text where there is no other word for it. */
function saidBy({ content, finish }: ChatChoice, knowsRefusals: boolean): object {
  const text = joined(content, "text");
  const refusal = joined(content, "refusal");
  return {
    thoughts: joined(content, "reasoning"),
    ...(knowsRefusals ? { text, refusal } : { text: text + refusal }),
    calls: callsOf(content),
    finish,
  };
}

/** Zero and unknown are one here: chat completions have no word for the difference. */
function countsOf(usage: Usage | null, knowsWrites: boolean): object {
  const { inputTokens, outputTokens, totalTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens } =
    usage ?? {};
  return {
    inputTokens,
    outputTokens,
    totalTokens,
    cached: cachedInputTokens ?? 0,
    thought: reasoningTokens ?? 0,
    ...(knowsWrites ? { written: cacheWriteTokens ?? 0 } : {}),
  };
}

const isChatCompletions = (provider: ProviderId) => provider === "openai" || provider === "azure";
/** Gemini bills what it stores apart from requests, so that its usage has no place for it: it is part of the input. */
const knowsWrites = ({ caller }: Direction) => caller !== "gemini";

function nativeAnswer(target: ProviderId, response: ChatResponse): JsonObject {
  const encoding = { id: response.id ?? "", model: response.model ?? "", created: 1, includeUsage: true };
  return overTheWire(CODECS[target].encodeResponse(response, encoding).value);
}

function nativeFrames(
  target: ProviderId,
  response: ChatResponse,
  events: readonly ChatStreamEvent[],
): string[] {
  const encoding = { id: response.id ?? "", model: response.model ?? "", created: 1, includeUsage: true };
  const encoder = CODECS[target].streamEncoder(encoding);
  return events.flatMap((event) => encoder.write(event)).map(({ data }) => data);
}

function readAnswer(provider: ProviderId, body: JsonObject): ChatResponse {
  const decoded = CODECS[provider].decodeResponse(body);
  if (!decoded) throw new Error("not an answer");
  return decoded.value;
}

function readStream(provider: ProviderId, frames: readonly StreamFrame[]): ResponseAssembler {
  const decoder = CODECS[provider].streamDecoder();
  const assembler = new ResponseAssembler(provider === "anthropic");
  for (const frame of frames) for (const event of decoder.read(frame)) assembler.add(event);
  return assembler;
}

/** The caller's protocol tells that the answer is at its end. */
const tellsEnd = (said: readonly unknown[]) =>
  said.some((frame) => frame === "[DONE]" || /"message_stop"|"finishReason"/.test(JSON.stringify(frame)));

describe.each(DIRECTIONS)("an answer of $target to a caller of $caller", (direction) => {
  const { caller, target } = direction;

  it("says what was said, and counts what was counted; what is lost is named", () => {
    const responses = chatResponseArbitrary({ ...ANSWERS[target], customTools: isChatCompletions(target) });
    fc.assert(
      fc.property(responses, (response) => {
        const native = deepFreeze(nativeAnswer(target, response));
        const was = readAnswer(target, native);
        const { value, warnings } = translateAnswer(direction, native);
        const is = readAnswer(caller, value);
        const knowsRefusals = isChatCompletions(caller);
        const kept = caller === "anthropic" ? was.choices.slice(0, 1) : was.choices;
        expect(is.choices.map((choice) => saidBy(choice, knowsRefusals))).toEqual(
          kept.map((choice) => saidBy(choice, knowsRefusals)),
        );
        expect(countsOf(is.usage, knowsWrites(direction))).toEqual(
          countsOf(was.usage, knowsWrites(direction)),
        );
        expect(warnings.length > 0).toBe(losesSomething(was, kept.length, direction));
        for (const warning of warnings) expect(warning).toMatch(/^[\x20-\x7e]{1,160}$/);
      }),
      { numRuns: 150 },
    );
  });

  it("is the same streamed and buffered, in whatever order it came", () => {
    const streams = chatStreamArbitrary({ ...ANSWERS[target], interleaved: true });
    fc.assert(
      fc.property(streams, ({ response, events }) => {
        const native = nativeAnswer(target, response);
        const buffered = translateAnswer(direction, native);
        const streamed = translateStream(direction, nativeFrames(target, response, events));
        const read = readStream(caller, streamed.frames);
        expect(read.isComplete).toBe(true);
        expect(read.error).toBeNull();
        expect(read.response).toEqual(readAnswer(caller, buffered.value));
        expect(streamed.warnings.toSorted()).toEqual(buffered.warnings.toSorted());
      }),
      { numRuns: 150 },
    );
  });

  it("that is cut has no end, wherever it is cut, and says a part of what it would have said", () => {
    const streams = chatStreamArbitrary({ ...ANSWERS[target], interleaved: true });
    fc.assert(
      fc.property(streams, ({ response, events }) => {
        const frames = nativeFrames(target, response, events);
        const whole = readStream(caller, translateStream(direction, frames).frames).response;
        for (let length = 0; length < frames.length; length++) {
          const cut = translateStream(direction, frames.slice(0, length));
          expect(tellsEnd(cut.said)).toBe(false);
          for (const { index, content } of readStream(caller, cut.frames).response.choices) {
            const all = whole.choices.find((choice) => choice.index === index)?.content ?? [];
            for (const type of ["text", "refusal", "reasoning"] as const) {
              expect(joined(all, type).startsWith(joined(content, type))).toBe(true);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("that fails says so wherever it fails, and nothing after it", () => {
    const error = CODECS[target].encodeStreamError(
      { kind: "overloaded", status: 503, message: "busy", code: null, param: null, retryAfterMs: null },
      "req-1",
    );
    const streams = chatStreamArbitrary({ ...ANSWERS[target], interleaved: true });
    fc.assert(
      fc.property(streams, fc.nat(), ({ response, events }, place) => {
        const frames = nativeFrames(target, response, events);
        const at = place % frames.length;
        const failed = translateStream(direction, [...frames.slice(0, at), error.data, ...frames.slice(at)]);
        expect(tellsEnd(failed.said)).toBe(false);
        expect(readStream(caller, failed.frames.slice(-1)).error).toMatchObject({ message: "busy" });
        expect(failed.steps.slice(at + 1).flat()).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("is the same bytes every time", () => {
    fc.assert(
      fc.property(chatStreamArbitrary(ANSWERS[target]), ({ response, events }) => {
        const native = nativeAnswer(target, response);
        const frames = nativeFrames(target, response, events);
        const write = () =>
          JSON.stringify([translateAnswer(direction, native), translateStream(direction, frames).frames]);
        expect(write()).toBe(write());
      }),
      { numRuns: 30 },
    );
  });

  it("has ids of the caller's form, and the model that the caller named", () => {
    fc.assert(
      fc.property(chatResponseArbitrary(ANSWERS[target]), (response) => {
        const { value } = translateAnswer(direction, nativeAnswer(target, response), ENCODING);
        const { id, model, choices } = readAnswer(caller, value);
        const forms = {
          openai: /^chatcmpl-/,
          azure: /^chatcmpl-/,
          anthropic: /^msg_/,
          gemini: /^(?!chatcmpl-|msg_)/,
        };
        expect(id).toMatch(forms[caller]);
        expect(model).toBe("asked-model");
        const ids = choices.flatMap(({ content }) =>
          content.flatMap((part) => (part.type === "tool_call" ? [part.id] : [])),
        );
        const callForms = { openai: /^call_/, azure: /^call_/, anthropic: /^toolu_/, gemini: /./ };
        for (const callId of ids) expect(callId).toMatch(callForms[caller]);
      }),
      { numRuns: 50 },
    );
  });
});

/** Whether the caller's protocol has no place for some of it. */
function losesSomething({ choices }: ChatResponse, kept: number, { caller, target }: Direction): boolean {
  const parts = choices.slice(0, kept).flatMap(({ content }) => content);
  const isLost = (part: AssistantPart) => {
    switch (part.type) {
      case "reasoning":
        return part.proof !== null;
      case "refusal":
        return !isChatCompletions(caller);
      case "tool_call":
        return part.proof !== null || (part.kind === "custom" && !isChatCompletions(caller));
      default:
        return false;
    }
  };
  return target !== caller && (kept < choices.length || parts.some(isLost));
}
