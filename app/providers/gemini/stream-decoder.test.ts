import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chatObserver } from "../stream-observer";
import { decodeError, encodeError } from "./errors";
import { encodeGenerateContent, summarizeAnswer } from "./response";
import { geminiStreamDecoder } from "./stream-decoder";

const frame = (data: object) => ({ event: null, data: JSON.stringify(data) });
const chunk = (parts: object[], rest: object = {}, more: object = {}) =>
  frame({
    candidates: [{ index: 0, content: { role: "model", parts }, ...rest }],
    modelVersion: "gemini-fake-1",
    responseId: "r1",
    ...more,
  });
const observe = () => chatObserver(geminiStreamDecoder(), encodeGenerateContent);

/** A thought, a text in two chunks, and two calls in one chunk; the counts grow and the last are right. */
const STREAM = [
  chunk([{ text: "Hm", thought: true }], {}, { usageMetadata: { promptTokenCount: 20 } }),
  chunk([{ text: "Grüße, " }]),
  chunk([{ text: "世界" }]),
  chunk([
    { functionCall: { id: "c1", name: "send", args: { to: "me" } }, thoughtSignature: "c2ln" },
    { functionCall: { name: "now" } },
  ]),
  chunk(
    [],
    { finishReason: "STOP" },
    {
      usageMetadata: {
        promptTokenCount: 20,
        cachedContentTokenCount: 8,
        toolUsePromptTokenCount: 1,
        candidatesTokenCount: 9,
        thoughtsTokenCount: 4,
        totalTokenCount: 34,
      },
    },
  ),
];

describe("a Gemini stream, read along", () => {
  it("is the buffered answer it would have been", () => {
    const observer = observe();
    expect(STREAM.map((one) => observer.read(one))).toEqual([
      "content",
      "content",
      "content",
      "content",
      "end",
    ]);
    expect(observer).toMatchObject({ isComplete: true, error: null, model: "gemini-fake-1" });
    expect(JSON.parse(observer.assemble())).toMatchObject({
      responseId: "r1",
      candidates: [
        {
          content: {
            role: "model",
            parts: [
              { text: "Hm", thought: true },
              { text: "Grüße, 世界" },
              { functionCall: { id: "c1", name: "send", args: { to: "me" } }, thoughtSignature: "c2ln" },
              { functionCall: { name: "now", args: {} } },
            ],
          },
          finishReason: "STOP",
        },
      ],
    });
    expect(observer.usage).toEqual({
      inputTokens: 21,
      outputTokens: 13,
      totalTokens: 34,
      cachedInputTokens: 8,
      cacheWriteTokens: null,
      reasoningTokens: 4,
    });
  });

  it("has no end but the finish reason, one for every candidate", () => {
    const observer = observe();
    for (const one of STREAM.slice(0, -1)) observer.read(one);
    expect(observer.isComplete).toBe(false);
    observer.read(frame({ candidates: [{ index: 1, content: { parts: [{ text: "b" }] } }] }));
    observer.read(chunk([], { finishReason: "MAX_TOKENS" }));
    expect(observer.isComplete).toBe(false);
  });

  it("ends with a prompt that was blocked: there are no candidates then", () => {
    const observer = observe();
    observer.read(frame({ promptFeedback: { blockReason: "SAFETY" } }));
    expect(observer.isComplete).toBe(true);
    expect(JSON.parse(observer.assemble())).toMatchObject({ candidates: [{ finishReason: "SAFETY" }] });
  });

  it("survives any data", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.json(), fc.constantFrom(...STREAM.map(({ data }) => data)))),
        (frames) => {
          const observer = observe();
          for (const data of frames) observer.read({ event: null, data });
          expect(() => JSON.parse(observer.assemble()) as unknown).not.toThrow();
        },
      ),
    );
  });
});

describe("Gemini's answers and errors", () => {
  it("tells the counts of an array of chunks by its last one", () => {
    const chunks = STREAM.map(({ data }) => JSON.parse(data) as unknown);
    expect(summarizeAnswer(chunks)).toMatchObject({ model: "gemini-fake-1", usage: { totalTokens: 34 } });
    expect(summarizeAnswer("nothing")).toEqual({ model: null, usage: null });
  });

  it("reads status words, delays, and a bad key that is called a bad request", () => {
    const wire = (status: string, code: number, details: object[] = []) => ({
      error: { code, message: "no", status, details },
    });
    expect(decodeError(429, wire("RESOURCE_EXHAUSTED", 429, [{ retryDelay: "1.5s" }]))).toMatchObject({
      kind: "rate_limited",
      retryAfterMs: 1_500,
    });
    expect(decodeError(400, wire("INVALID_ARGUMENT", 400, [{ reason: "API_KEY_INVALID" }]))).toMatchObject({
      kind: "authentication",
      status: 400,
      code: "API_KEY_INVALID",
    });
    expect(decodeError(200, [wire("UNAVAILABLE", 503)])).toMatchObject({ kind: "overloaded", status: 503 });
    expect(decodeError(400, { message: "not Google's" })).toBeNull();
  });

  it("writes an error that reads back as the same", () => {
    const error = {
      kind: "permission",
      status: 403,
      message: "no",
      code: null,
      param: null,
      retryAfterMs: null,
    } as const;
    expect(decodeError(403, encodeError(error))).toEqual({ ...error, code: "PERMISSION_DENIED" });
  });
});
