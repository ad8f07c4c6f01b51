import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepFreeze, overTheWire } from "tests/support/json-values";
import { chatRequestArbitrary, type ChatRequestOptions } from "tests/support/chat-request-arbitraries";
import {
  chatResponseArbitrary,
  type ChatResponseOptions,
  chatStreamArbitrary,
} from "tests/support/chat-response-arbitraries";
import { ResponseAssembler } from "../assemble-response";
import { type AssistantPart, type ChatMessage, type ChatRequest, type ChatStreamEvent } from "../chat";
import { type StreamEncoding, type StreamFrame } from "../codec";
import { asArray, isObject } from "../json-value";
import { anthropicCodec } from "./codec";
import { EFFORTS } from "./models";

const NO_ROUTE = { model: null, stream: null };
const ENCODING: StreamEncoding = { id: "msg_made", model: "model-x", created: 1, includeUsage: true };
const PROOF = { provider: "anthropic", kind: "signature", value: "c2lnbmVk" } as const;
const MODELS: [string, ...string[]] = [
  "model-x",
  "claude-3-5-haiku-latest",
  "claude-3-7-sonnet-20250219",
  "claude-sonnet-4-5",
  "claude-opus-4-6",
  "claude-opus-4-8",
  "claude-sonnet-5",
  "claude-sonnet-5-5",
  "claude-opus-5-5",
];

const blocksOf = (message: unknown) => (isObject(message) ? asArray(message.content).filter(isObject) : []);

/** Whether a text of nothing but white space is somewhere: no such text is taken. */
function hasBlank(request: ChatRequest): boolean {
  const parts = request.messages.flatMap(({ content }): readonly AssistantPart[] => content);
  const texts = parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  return [...texts, ...request.stop].some((text) => text.trim() === "");
}

/** All that a messages request can say without a conflict. */
const CARRIED: ChatRequestOptions = {
  media: [
    { kind: "image", from: "base64" },
    { kind: "image", from: "url" },
    { kind: "document", from: "base64", fileName: true },
    { kind: "document", from: "url" },
    { kind: "document", from: "text" },
  ],
  mediaInToolResults: true,
  reasoning: { proof: PROOF },
  toolErrors: true,
  strictTools: true,
  parallelToolCalls: true,
  topK: true,
  user: true,
  maxOutputTokens: "always",
  includeUsage: "always",
};

/** Everything that any vendor can ask for. */
const EVERYTHING: ChatRequestOptions = {
  ...CARRIED,
  models: MODELS,
  media: [...(CARRIED.media ?? []), { kind: "audio", from: "base64" }, { kind: "video", from: "url" }],
  systemAnywhere: true,
  developer: true,
  names: true,
  refusals: true,
  brokenArguments: true,
  customTools: true,
  toolsWithoutParameters: true,
  allowedTools: true,
  responseFormats: ["text", "json", "json_schema"],
  efforts: ["none", "minimal", ...EFFORTS],
  budgets: true,
  penalties: true,
  seed: true,
  choices: true,
  maxTemperature: 2,
  maxOutputTokens: "sometimes",
  includeUsage: "sometimes",
};

/** What the wire says in another way than the canonical request did. */
function asRead(request: ChatRequest): ChatRequest {
  const { toolChoice, parallelToolCalls: parallel } = request;
  if (toolChoice?.mode === "none") return { ...request, parallelToolCalls: null };
  if (toolChoice !== null || parallel === null) return request;
  return parallel ? { ...request, parallelToolCalls: null } : { ...request, toolChoice: { mode: "auto" } };
}

describe("a canonical request", () => {
  it("comes back as it went, as far as Anthropic can carry it", () => {
    fc.assert(
      fc.property(chatRequestArbitrary(CARRIED), (request) => {
        const called = request.messages.some(({ role }) => role === "tool");
        fc.pre(!hasBlank(request) && !(called && request.tools.length === 0));
        const { value, warnings } = anthropicCodec.encodeRequest(request);
        expect(warnings).toEqual([]);
        const decoded = anthropicCodec.decodeRequest(overTheWire(value), NO_ROUTE);
        expect(decoded).toEqual({ value: asRead(request), warnings: [] });
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same bytes every time, and is left as it was", () => {
    fc.assert(
      fc.property(chatRequestArbitrary(EVERYTHING), (request) => {
        const first = JSON.stringify(anthropicCodec.encodeRequest(deepFreeze(request)));
        expect(JSON.stringify(anthropicCodec.encodeRequest(structuredClone(request)))).toBe(first);
      }),
    );
  });

  it("is a valid request to every model", () => {
    fc.assert(
      fc.property(chatRequestArbitrary(EVERYTHING), (request) => {
        const { value } = anthropicCodec.encodeRequest(request);
        const body = overTheWire(value);
        expectConversation(body.messages);
        expect(body.max_tokens).toBeGreaterThanOrEqual(1);
        if (typeof body.temperature === "number") expect(body.temperature).toBeLessThanOrEqual(1);
        const { thinking, tool_choice: choice } = body;
        if (!isObject(thinking) || (thinking.type !== "enabled" && thinking.type !== "adaptive")) return;
        expect(isObject(choice) ? choice.type : "auto").toMatch(/^(auto|none)$/);
        expect(body.temperature ?? 1).toBe(1);
        expect(body.top_k).toBeUndefined();
        if (thinking.type !== "enabled") return;
        expect(thinking.budget_tokens).toBeGreaterThanOrEqual(1_024);
        expect(thinking.budget_tokens).toBeLessThan(Number(body.max_tokens));
      }),
      { numRuns: 300 },
    );
  });

  it("is a valid conversation however incoherent it was", () => {
    const id = fc.constantFrom("", "a", "a.b", "a_b", "call 1");
    const text = fc
      .constantFrom("hello", "", " ", "\n", "bye ")
      .map((said) => ({ type: "text" as const, text: said }));
    const call = fc.record({
      type: fc.constant("tool_call" as const),
      id,
      name: fc.constantFrom("f", "g"),
      arguments: fc.constantFrom("", "{}", "[1]", '{"a":', "null"),
      kind: fc.constant("function" as const),
      proof: fc.constant(null),
    });
    const message: fc.Arbitrary<ChatMessage> = fc.oneof(
      fc.record({ role: fc.constant("system" as const), content: fc.array(text), name: fc.constant(null) }),
      fc.record({ role: fc.constant("user" as const), content: fc.array(text), name: fc.constant(null) }),
      fc.record({
        role: fc.constant("assistant" as const),
        content: fc.array(fc.oneof(text, call), { maxLength: 4 }),
        name: fc.constant(null),
      }),
      fc.record({
        role: fc.constant("tool" as const),
        callId: id,
        name: fc.constantFrom("f", "g", null),
        content: fc.array(text, { maxLength: 2 }),
        isError: fc.constant(null),
      }),
    );
    const base = fc.sample(chatRequestArbitrary({ models: ["claude-sonnet-4-5"] }), {
      numRuns: 1,
      seed: 1,
    })[0]!;
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), (messages) => {
        const { value } = anthropicCodec.encodeRequest({ ...base, messages });
        expectConversation(overTheWire(value).messages);
      }),
      { numRuns: 500 },
    );
  });
});

/** https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/implement-tool-use */
function expectConversation(messages: unknown): void {
  const list = asArray(messages).filter(isObject);
  const ids: unknown[] = [];
  list.forEach((message, index) => {
    expect(message.role).toBe(index % 2 === 0 ? "user" : "assistant");
    const blocks = blocksOf(message);
    expect(blocks.length).toBeGreaterThan(0);
    for (const { type, text } of blocks) if (type === "text") expect(String(text).trim()).not.toBe("");
    const results = blocks.filter(({ type }) => type === "tool_result");
    expect(blocks.slice(0, results.length)).toEqual(results);
    const calls = blocksOf(list[index - 1]).filter(({ type }) => type === "tool_use");
    const called = calls.map((call) => call.id);
    expect(results.map((result) => result.tool_use_id).toSorted()).toEqual(called.toSorted());
    for (const call of calls) {
      expect(call.id).toMatch(/^[a-zA-Z0-9_-]+$/);
      expect(isObject(call.input)).toBe(true);
    }
    ids.push(...called);
  });
  expect(new Set(ids).size).toBe(ids.length);
  const last = blocksOf(list.at(-1));
  expect(list.at(-1)?.role === "assistant" && last.some(({ type }) => type === "tool_use")).toBe(false);
  const { text } = last.at(-1) ?? {};
  if (list.at(-1)?.role === "assistant") expect(String(text)).toBe(String(text).trimEnd());
}

const ANSWERS: ChatResponseOptions = {
  manyTexts: true,
  reasoning: { proof: PROOF },
  nativeFinish: { stop: "end_turn", length: "max_tokens", tool_calls: "tool_use", content_filter: "refusal" },
  created: "null",
  ids: { answer: "msg_", call: "toolu_" },
  usage: (usage) => ({ ...usage, cacheWriteLongTokens: null }),
};

function framesOf(events: readonly ChatStreamEvent[]): StreamFrame[] {
  const encoder = anthropicCodec.streamEncoder(ENCODING);
  return events.flatMap((event) => encoder.write(event));
}

function assembled(frames: readonly StreamFrame[]) {
  const decoder = anthropicCodec.streamDecoder();
  const assembler = new ResponseAssembler();
  for (const frame of frames) for (const event of decoder.read(frame)) assembler.add(event);
  return assembler;
}

describe("an answer", () => {
  it("comes back as it went", () => {
    fc.assert(
      fc.property(chatResponseArbitrary(ANSWERS), (response) => {
        const { value, warnings } = anthropicCodec.encodeResponse(deepFreeze(response), ENCODING);
        expect(warnings).toEqual([]);
        const decoded = anthropicCodec.decodeResponse(overTheWire(value));
        expect(decoded).toEqual({ value: response, warnings: [] });
      }),
    );
  });

  it("is the same streamed and buffered, in whatever order its calls come", () => {
    fc.assert(
      fc.property(chatStreamArbitrary({ ...ANSWERS, interleaved: true }), ({ response, events }) => {
        const { isComplete, response: streamed } = assembled(framesOf(events));
        expect(isComplete).toBe(true);
        expect(streamed).toEqual(response);
        const { value } = anthropicCodec.encodeResponse(response, ENCODING);
        expect(anthropicCodec.decodeResponse(overTheWire(value))?.value).toEqual(streamed);
      }),
      { numRuns: 300 },
    );
  });

  it("is streamed block by block, from one start to one stop", () => {
    const options = {
      ...ANSWERS,
      interleaved: true,
      refusals: true,
      brokenArguments: true,
      customTools: true,
    };
    fc.assert(
      fc.property(chatStreamArbitrary(options), ({ response, events }) => {
        const frames = framesOf(events);
        const told = frames.map(({ event, data }) => {
          const said = overTheWire(JSON.parse(data));
          expect(said.type).toBe(event);
          return said;
        });
        const types = told.map(({ type }) => type);
        expect(types[0]).toBe("message_start");
        expect(types.slice(-2)).toEqual(["message_delta", "message_stop"]);
        expect(types.filter((type) => type === "message_start")).toHaveLength(1);
        let open: unknown = null;
        let next = 0;
        for (const { type, index } of told) {
          if (type === "content_block_start") {
            expect([open, index]).toEqual([null, next++]);
            open = index;
          } else if (type === "content_block_delta") expect(index).toBe(open);
          else if (type === "content_block_stop") {
            expect(index).toBe(open);
            open = null;
          } else if (type === "message_delta") expect(open).toBeNull();
        }
        expect(next).toBe(response.choices[0]!.content.length);
      }),
    );
  });
});
