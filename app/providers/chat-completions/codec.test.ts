import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overTheWire } from "tests/support/json-values";
import { chatRequestArbitrary, type ChatRequestOptions } from "tests/support/chat-request-arbitraries";
import {
  chatResponseArbitrary,
  type ChatResponseOptions,
  chatStreamArbitrary,
} from "tests/support/chat-response-arbitraries";
import { ResponseAssembler } from "../assemble-response";
import { type ChatMessage, type ChatRequest, type ChatResponse, type ChatStreamEvent } from "../chat";
import { type ChatCodec, type StreamEncoding } from "../codec";
import { chatCompletionsCodec } from "./codec";
import { EFFORTS } from "./model-families";

const openaiCodec = chatCompletionsCodec({ provider: "openai", refuses: new Set() });
const azureCodec = chatCompletionsCodec({ provider: "azure", refuses: new Set(["web_search_options"]) });

const NO_ROUTE = { model: null, stream: null };
const codecs: [string, ChatCodec][] = [
  ["openai", openaiCodec],
  ["azure", azureCodec],
];

/** JSON mode is refused where no message says what it is. */
function sayingJson(request: ChatRequest): ChatRequest {
  if (request.responseFormat?.type !== "json") return request;
  const instruction: ChatMessage = {
    role: "system",
    content: [{ type: "text", text: "Answer in JSON." }],
    name: null,
  };
  return { ...request, messages: [instruction, ...request.messages] };
}

/** What a chat completion request can say, all of it. */
const EVERYTHING: ChatRequestOptions = {
  media: [
    { kind: "image", from: "base64" },
    { kind: "image", from: "url" },
    { kind: "audio", from: "base64" },
    { kind: "document", from: "base64", fileName: true },
  ],
  systemAnywhere: true,
  developer: true,
  names: true,
  refusals: true,
  brokenArguments: true,
  customTools: true,
  strictTools: true,
  toolsWithoutParameters: true,
  allowedTools: true,
  parallelToolCalls: true,
  responseFormats: ["text", "json", "json_schema"],
  efforts: EFFORTS,
  penalties: true,
  seed: true,
  choices: true,
  user: true,
  maxTemperature: 2,
  includeUsage: "with_stream",
};

const ANSWERS: ChatResponseOptions = {
  maxChoices: 3,
  refusals: true,
  reasoning: { proof: null },
  brokenArguments: true,
  customTools: true,
  nativeFinish: {
    stop: "stop",
    length: "length",
    tool_calls: "tool_calls",
    content_filter: "content_filter",
  },
  ids: { answer: "chatcmpl-", call: "call_" },
};

function encodingFor(response: ChatResponse): StreamEncoding {
  return { id: "unused", model: response.model ?? "", created: 0, includeUsage: true };
}

function assemble(events: readonly ChatStreamEvent[]): ResponseAssembler {
  const assembler = new ResponseAssembler();
  for (const event of events) assembler.add(event);
  return assembler;
}

describe.each(codecs)("%s", (_, codec) => {
  it("gets back every request that it wrote, and has nothing to warn of", () => {
    fc.assert(
      fc.property(chatRequestArbitrary(EVERYTHING).map(sayingJson), (request) => {
        const body = codec.encodeRequest(request);
        expect(body.warnings).toEqual([]);
        expect(codec.decodeRequest(overTheWire(body.value), NO_ROUTE)).toEqual({
          value: request,
          warnings: [],
        });
      }),
    );
  });

  it("writes equal requests as equal bytes", () => {
    fc.assert(
      fc.property(chatRequestArbitrary(EVERYTHING), (request) => {
        const write = () => JSON.stringify(codec.encodeRequest(structuredClone(request)).value);
        expect(write()).toBe(write());
      }),
    );
  });

  it("gets back every answer that it wrote", () => {
    fc.assert(
      fc.property(chatResponseArbitrary(ANSWERS), (response) => {
        const body = codec.encodeResponse(response, encodingFor(response));
        expect(body.warnings).toEqual([]);
        expect(codec.decodeResponse(overTheWire(body.value))).toEqual({ value: response, warnings: [] });
      }),
    );
  });

  it("streams what the buffered answer says, whatever the order of parallel calls and choices", () => {
    const streams = chatStreamArbitrary({ ...ANSWERS, interleaved: true });
    fc.assert(
      fc.property(streams, ({ response, events }) => {
        expect(assemble(events).response).toEqual(response);
        const encoder = codec.streamEncoder(encodingFor(response));
        const decoder = codec.streamDecoder();
        const frames = events.flatMap((event) => encoder.write(event));
        expect(frames.at(-1)).toEqual({ event: null, data: "[DONE]" });
        const read = assemble(frames.flatMap((frame) => decoder.read(frame)));
        expect(read.isComplete).toBe(true);
        expect(read.response).toEqual(response);
      }),
    );
  });

  it("takes any value for a body", () => {
    const messages = fc.array(
      fc.record(
        {
          role: fc.constantFrom("system", "user", "assistant", "tool", "function", "?"),
          content: fc.jsonValue({ maxDepth: 3 }),
          tool_calls: fc.jsonValue({ maxDepth: 3 }),
          function_call: fc.jsonValue({ maxDepth: 2 }),
          name: fc.jsonValue({ maxDepth: 1 }),
        },
        { requiredKeys: [] },
      ),
    );
    const body = fc.record(
      {
        messages,
        model: fc.jsonValue(),
        tools: fc.jsonValue({ maxDepth: 3 }),
        tool_choice: fc.jsonValue({ maxDepth: 3 }),
        stop: fc.jsonValue(),
        stream_options: fc.jsonValue(),
        response_format: fc.jsonValue(),
        max_tokens: fc.jsonValue(),
      },
      { requiredKeys: ["messages"] },
    );
    fc.assert(
      fc.property(body, (value) => {
        const decoded = codec.decodeRequest(overTheWire(value), NO_ROUTE);
        if (decoded) codec.encodeRequest(decoded.value);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ choices: fc.jsonValue() })), (value) => {
        const decoded = codec.decodeResponse(value);
        if (decoded) codec.encodeResponse(decoded.value, encodingFor(decoded.value));
        codec.decodeError(500, value);
      }),
    );
  });

  it("is not the protocol of a body without messages", () => {
    expect(codec.decodeRequest({ model: "m", input: "hi" }, NO_ROUTE)).toBeNull();
    expect(codec.decodeResponse({ error: { message: "no" } })).toBeNull();
  });
});
