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
import {
  type ChatMessage,
  type ChatRequest,
  type ChatResponse,
  type ChatStreamEvent,
  type TextPart,
  type UserPart,
} from "../chat";
import { type StreamEncoding } from "../codec";
import { geminiCodec as codec } from "./codec";

const PROOF = { provider: "gemini", kind: "signature", value: "c2lnbmVk" } as const;

/** What a generateContent request can say, all of it. */
const EVERYTHING: ChatRequestOptions = {
  media: [
    { kind: "image", from: "base64" },
    { kind: "audio", from: "base64" },
    { kind: "video", from: "base64" },
    { kind: "document", from: "base64" },
  ],
  mediaInToolResults: true,
  reasoning: { proof: PROOF },
  toolErrors: true,
  toolsWithoutParameters: true,
  allowedTools: true,
  responseFormats: ["text", "json", "json_schema"],
  efforts: ["minimal", "low", "medium", "high"],
  budgets: true,
  topK: true,
  penalties: true,
  seed: true,
  choices: true,
  maxStops: 5,
  maxTemperature: 2,
  includeUsage: "always",
};

/** Several texts of a result are one there, and a result that is no error has no mark. */
function resultContent(content: readonly UserPart[]): UserPart[] {
  const text = content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("");
  return [{ type: "text", text }, ...content.filter(({ type }) => type !== "text")].filter(
    (part): part is UserPart => part.type !== "text" || (part as TextPart).text !== "",
  );
}

function asReadBack(message: ChatMessage): ChatMessage {
  if (message.role !== "tool") return message;
  const isError = message.isError ? true : null;
  return { ...message, content: resultContent(message.content), isError };
}

/** Neighbours of one role are one turn. */
function merge(messages: readonly ChatMessage[]): ChatMessage[] {
  const merged: ChatMessage[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last && last.role === message.role && message.role !== "tool") {
      merged.pop();
      merged.push({ ...last, content: [...last.content, ...message.content] } as ChatMessage);
    } else merged.push(message);
  }
  return merged;
}

/** What Google has another word for, or none that matters. */
function expectedRequest(request: ChatRequest): ChatRequest {
  const { toolChoice, responseFormat } = request;
  const [first, ...others] = toolChoice?.mode === "allowed" && toolChoice.required ? toolChoice.names : [];
  return {
    ...request,
    messages: merge(request.messages.map(asReadBack)),
    toolChoice: first !== undefined && others.length === 0 ? { mode: "tool", name: first } : toolChoice,
    responseFormat:
      responseFormat?.type === "json_schema"
        ? {
            ...responseFormat,
            name: "response",
            description: null,
            strict: null,
            schema:
              responseFormat.description === null || responseFormat.schema.description !== undefined
                ? responseFormat.schema
                : { description: responseFormat.description, ...responseFormat.schema },
          }
        : responseFormat,
  };
}

const routeOf = ({ model, stream }: ChatRequest) => ({ model, stream });
const requests = chatRequestArbitrary(EVERYTHING);

describe("requests", () => {
  it("gets back every request that it wrote, and has nothing to warn of", () => {
    fc.assert(
      fc.property(requests, (request) => {
        const body = codec.encodeRequest(deepFreeze(request));
        expect(body.warnings).toEqual([]);
        expect(body.value).not.toHaveProperty("model");
        const decoded = codec.decodeRequest(overTheWire(body.value), routeOf(request));
        expect(decoded).toEqual({ value: expectedRequest(request), warnings: [] });
      }),
    );
  });

  it("writes equal requests as equal bytes", () => {
    fc.assert(
      fc.property(requests, (request) => {
        const write = () => JSON.stringify(codec.encodeRequest(structuredClone(request)).value);
        expect(write()).toBe(write());
      }),
    );
  });

  /** Everything that other vendors' callers may say. */
  const foreign = chatRequestArbitrary({
    ...EVERYTHING,
    models: ["gemini-2.0-flash", "gemini-2.5-pro", "gemini-3.8-flash", "tunedModels/mine"],
    reasoning: { proof: { provider: "anthropic", kind: "signature", value: "foreign" } },
    media: [
      ...EVERYTHING.media!,
      { kind: "image", from: "url" },
      { kind: "document", from: "text", fileName: true },
    ],
    systemAnywhere: true,
    developer: true,
    names: true,
    refusals: true,
    brokenArguments: true,
    customTools: true,
    strictTools: true,
    parallelToolCalls: true,
    efforts: ["none", "minimal", "low", "medium", "high", "xhigh", "max"],
    maxStops: 9,
    user: true,
  });

  it("writes turns that alternate, and a result for every call of the turn before", () => {
    fc.assert(
      fc.property(foreign, (request) => {
        const { value, warnings } = codec.encodeRequest(deepFreeze(request));
        const contents = value.contents as { role: string; parts: Record<string, unknown>[] }[];
        const namesIn = (index: number, member: string) =>
          (contents[index]?.parts ?? [])
            .flatMap((part) => part[member] as { name: string } | undefined)
            .flatMap((said) => (said ? [said.name] : []));
        // Media that Gemini does not fetch may be all that was said: then nothing is left, and that is told.
        if (contents.length === 0) expect(warnings).not.toEqual([]);
        contents.forEach(({ role, parts }, index) => {
          expect(parts.length).toBeGreaterThan(0);
          expect(role).not.toBe(contents[index - 1]?.role);
          if (role === "user") {
            expect(namesIn(index, "functionResponse")).toEqual(namesIn(index - 1, "functionCall"));
          }
        });
        expect(JSON.stringify(value)).not.toContain("foreign");
      }),
    );
  });

  it("takes any value for a body", () => {
    const part = fc.record(
      {
        text: fc.jsonValue({ maxDepth: 1 }),
        thought: fc.jsonValue({ maxDepth: 0 }),
        thoughtSignature: fc.jsonValue({ maxDepth: 0 }),
        functionCall: fc.jsonValue({ maxDepth: 3 }),
        function_response: fc.jsonValue({ maxDepth: 3 }),
        inlineData: fc.jsonValue({ maxDepth: 2 }),
        file_data: fc.record({ file_uri: fc.jsonValue() }),
      },
      { requiredKeys: [] },
    );
    const content = fc.record(
      { role: fc.constantFrom("user", "model", "?", 1), parts: fc.oneof(fc.array(part), fc.jsonValue()) },
      { requiredKeys: [] },
    );
    const body = fc.record(
      {
        contents: fc.oneof(fc.array(content), fc.array(fc.jsonValue())),
        systemInstruction: fc.jsonValue({ maxDepth: 3 }),
        tools: fc.jsonValue({ maxDepth: 4 }),
        tool_config: fc.jsonValue({ maxDepth: 3 }),
        generationConfig: fc.jsonValue({ maxDepth: 3 }),
      },
      { requiredKeys: ["contents"] },
    );
    fc.assert(
      fc.property(body, (value) => {
        const decoded = codec.decodeRequest(overTheWire(value), { model: "gemini-2.0-flash", stream: true });
        if (decoded) codec.encodeRequest(decoded.value);
      }),
    );
  });

  it("is not the protocol of a body without contents", () => {
    expect(codec.decodeRequest({ messages: [] }, { model: "m", stream: false })).toBeNull();
  });
});

const ANSWERS: ChatResponseOptions = {
  maxChoices: 3,
  reasoning: { proof: PROOF },
  nativeFinish: { stop: "STOP", length: "MAX_TOKENS", tool_calls: "STOP", content_filter: "SAFETY" },
  created: "null",
  usage: (usage) => ({ ...usage, cacheWriteTokens: null }),
};

function encodingFor(response: ChatResponse): StreamEncoding {
  return { id: "unused", model: response.model ?? "", created: 0, includeUsage: true };
}

function assemble(events: readonly ChatStreamEvent[]): ResponseAssembler {
  const assembler = new ResponseAssembler();
  for (const event of events) assembler.add(event);
  return assembler;
}

describe("answers", () => {
  it("gets back every answer that it wrote", () => {
    fc.assert(
      fc.property(chatResponseArbitrary(ANSWERS), (response) => {
        const body = codec.encodeResponse(deepFreeze(response), encodingFor(response));
        expect(body.warnings).toEqual([]);
        expect(codec.decodeResponse(overTheWire(body.value))).toEqual({ value: response, warnings: [] });
      }),
    );
  });

  it("streams what the buffered answer says, whatever the order of parallel calls and choices", () => {
    fc.assert(
      fc.property(chatStreamArbitrary({ ...ANSWERS, interleaved: true }), ({ response, events }) => {
        const encoder = codec.streamEncoder(encodingFor(response));
        const decoder = codec.streamDecoder();
        const frames = events.flatMap((event) => encoder.write(event));
        const read = assemble(frames.flatMap((frame) => decoder.read(frame)));
        expect(read.isComplete).toBe(true);
        expect(read.response).toEqual(response);
        const before = frames.slice(0, -1).map(({ data }) => data);
        expect(before.join("")).not.toContain("finishReason");
      }),
    );
  });

  const part = fc.oneof(
    fc.record({ text: fc.string() }),
    fc.record({ text: fc.string(), thought: fc.constant(true) }),
    fc.record({ text: fc.string(), thoughtSignature: fc.constantFrom("c2ln", "b3RoZXI=") }),
    fc.record({ text: fc.string(), thought: fc.constant(true), thoughtSignature: fc.constant("c2ln") }),
    fc.record({
      functionCall: fc.record({ name: fc.constant("f"), args: fc.dictionary(fc.string(), fc.jsonValue()) }),
      thoughtSignature: fc.constant("c2ln"),
    }),
    fc.record({ inlineData: fc.constant({ mimeType: "image/png", data: "aGk=" }) }),
    fc.record({ executableCode: fc.constant({ language: "PYTHON", code: "1" }) }),
  );

  it("reads a stream of Google's as the buffered answer with the same parts", () => {
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom("STOP", "MAX_TOKENS", "OTHER"), (parts, finishReason) => {
        const answer = (some: object[], more: object = {}) => ({
          candidates: [{ content: { role: "model", parts: some }, index: 0, ...more }],
          modelVersion: "gemini-3-flash",
          responseId: "r1",
          usageMetadata: { promptTokenCount: 3, totalTokenCount: 3 },
        });
        const decoder = codec.streamDecoder();
        const chunks = [...parts.map((one) => answer([one])), answer([], { finishReason })];
        const events = chunks.flatMap((chunk) => decoder.read({ event: null, data: JSON.stringify(chunk) }));
        expect(events.at(-1)).toEqual({ type: "end" });
        expect(assemble(events).response).toEqual(
          codec.decodeResponse(answer(parts, { finishReason }))?.value,
        );
      }),
    );
  });

  it("takes any value for an answer", () => {
    const answer = fc.record({ candidates: fc.jsonValue(), promptFeedback: fc.jsonValue() });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), answer), (value) => {
        const decoded = codec.decodeResponse(value);
        if (decoded) codec.encodeResponse(decoded.value, encodingFor(decoded.value));
        codec.decodeError(500, value);
        codec.streamDecoder().read({ event: null, data: JSON.stringify(value) });
      }),
    );
  });

  it("ends a stream that failed with the error, and one that was cut with nothing", () => {
    const error = {
      kind: "overloaded",
      status: 503,
      message: "busy",
      code: null,
      param: null,
      retryAfterMs: 1_500,
    } as const;
    const encoding = { id: "r1", model: "m", created: 0, includeUsage: true };
    const encoder = codec.streamEncoder(encoding);
    encoder.write({ type: "text", choice: 0, block: 0, text: "half" });
    const [frame] = encoder.write({ type: "error", error });
    expect(codec.decodeError(200, JSON.parse(frame!.data))).toEqual({ ...error, code: "UNAVAILABLE" });
    expect(encoder.write({ type: "end" })).toEqual([]);
  });
});
