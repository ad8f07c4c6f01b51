import { describe, expect, it } from "vitest";
import { type ChatResponse, type ChatStreamEvent } from "../chat";
import { geminiCodec } from "./codec";

const ENCODING = { id: "made-1", model: "asked", created: 7, includeUsage: true };
const candidate = (parts: object[], finishReason?: string, more: object = {}) => ({
  content: { role: "model", parts },
  finishReason,
  index: 0,
  ...more,
});
const decode = (body: object) => {
  const decoded = geminiCodec.decodeResponse(body);
  if (!decoded) throw new Error("not an answer");
  return decoded;
};

describe("an answer of Gemini's", () => {
  it("is read with its thoughts, texts, calls and counts, and keeps what only Google says", () => {
    const body = {
      candidates: [
        candidate(
          [
            { text: "Hm", thought: true },
            { text: "One" },
            { text: " text." },
            { functionCall: { name: "f", args: { n: 1 } }, thoughtSignature: "c2ln" },
            { codeExecutionResult: { outcome: "OUTCOME_OK", output: "1" } },
          ],
          "STOP",
          { groundingMetadata: { webSearchQueries: ["q"] } },
        ),
      ],
      usageMetadata: {
        promptTokenCount: 10,
        toolUsePromptTokenCount: 2,
        cachedContentTokenCount: 4,
        candidatesTokenCount: 5,
        thoughtsTokenCount: 3,
        totalTokenCount: 20,
      },
      modelVersion: "gemini-3-flash",
      responseId: "r1",
      modelStatus: { modelStage: "STABLE" },
    };
    expect(decode(body)).toEqual({
      value: {
        id: "r1",
        model: "gemini-3-flash",
        created: null,
        choices: [
          {
            index: 0,
            content: [
              { type: "reasoning", text: "Hm", proof: null },
              { type: "text", text: "One text." },
              {
                type: "tool_call",
                id: "",
                name: "f",
                arguments: '{"n":1}',
                kind: "function",
                proof: { provider: "gemini", kind: "signature", value: "c2ln" },
              },
              {
                type: "vendor",
                vendor: {
                  provider: "gemini",
                  fields: { codeExecutionResult: { outcome: "OUTCOME_OK", output: "1" } },
                },
              },
            ],
            finish: "tool_calls",
            nativeFinish: "STOP",
            stopSequence: null,
            vendor: { provider: "gemini", fields: { groundingMetadata: { webSearchQueries: ["q"] } } },
          },
        ],
        usage: {
          inputTokens: 12,
          outputTokens: 8,
          totalTokens: 20,
          cachedInputTokens: 4,
          cacheWriteTokens: null,
          reasoningTokens: 3,
        },
        vendor: { provider: "gemini", fields: { modelStatus: { modelStage: "STABLE" } } },
      },
      warnings: [],
    });
  });

  it.each([
    ["STOP", "stop"],
    ["MAX_TOKENS", "length"],
    ["SAFETY", "content_filter"],
    ["RECITATION", "content_filter"],
    ["LANGUAGE", "content_filter"],
    ["BLOCKLIST", "content_filter"],
    ["PROHIBITED_CONTENT", "content_filter"],
    ["SPII", "content_filter"],
    ["IMAGE_SAFETY", "content_filter"],
    ["MALFORMED_FUNCTION_CALL", null],
    ["NEXT_YEARS_REASON", null],
  ])("ends with %s: %s", (native, finish) => {
    const { value, warnings } = decode({ candidates: [candidate([{ text: "x" }], native)] });
    expect(value.choices).toMatchObject([{ finish, nativeFinish: native }]);
    expect(warnings).toHaveLength(finish === null ? 1 : 0);
    const again = geminiCodec.encodeResponse(value, ENCODING).value;
    expect(again.candidates).toMatchObject([
      { finishReason: native === "NEXT_YEARS_REASON" ? "OTHER" : native },
    ]);
  });

  it("is empty and filtered when the prompt was blocked, buffered or streamed", () => {
    const body = { promptFeedback: { blockReason: "PROHIBITED_CONTENT" }, usageMetadata: {} };
    const choice = {
      content: [],
      finish: "content_filter",
      nativeFinish: "PROHIBITED_CONTENT",
    };
    expect(decode(body).value.choices).toMatchObject([choice]);
    const events = geminiCodec.streamDecoder().read({ event: null, data: JSON.stringify(body) });
    expect(events.map(({ type }) => type)).toEqual(["finish", "usage", "end"]);
  });

  it("is no answer when it is an error", () => {
    expect(geminiCodec.decodeResponse({ error: { code: 400 } })).toBeNull();
    expect(geminiCodec.decodeResponse([])).toBeNull();
  });
});

describe("another vendor's answer, for a caller of Gemini's", () => {
  const proof = { provider: "anthropic", kind: "signature", value: "foreign" } as const;
  const response: ChatResponse = {
    id: null,
    model: "claude",
    created: null,
    choices: [
      {
        index: 0,
        content: [
          { type: "reasoning", text: "Hm", proof },
          { type: "refusal", text: "No." },
        ],
        finish: "content_filter",
        nativeFinish: "refusal",
        stopSequence: null,
        vendor: {
          provider: "anthropic",
          fields: { container: { id: "c" }, usage: { service_tier: "standard" } },
        },
      },
    ],
    usage: null,
    vendor: null,
  };

  it("has its words, and warnings for what they cannot say", () => {
    const { value, warnings } = geminiCodec.encodeResponse(response, ENCODING);
    expect(value).toEqual({
      candidates: [
        {
          content: { role: "model", parts: [{ text: "Hm", thought: true }, { text: "No." }] },
          finishReason: "SAFETY",
          index: 0,
        },
      ],
      modelVersion: "asked",
      responseId: "made-1",
    });
    expect(warnings).toEqual([
      "choices[0].content[0]: the proof of a thought is bound to Anthropic; left out",
      "choices[0].content[1]: a refusal was sent as text",
      "choices[0].container: only Anthropic knows it; left out",
    ]);
  });

  it("streams text at once, a call whole in the order of the parts, and one end with the counts", () => {
    const events: ChatStreamEvent[] = [
      { type: "start", id: "up-1", model: "claude", created: 1 },
      { type: "text", choice: 0, block: 0, text: "Let me" },
      { type: "text", choice: 0, block: 0, text: " see." },
      { type: "tool_call", choice: 0, block: 1, id: "a", name: "f", kind: "function", proof: null },
      { type: "tool_arguments", choice: 0, block: 1, text: '{"n"' },
      { type: "tool_call", choice: 0, block: 2, id: "b", name: "g", kind: "function", proof: null },
      { type: "tool_arguments", choice: 0, block: 1, text: ":1}" },
      { type: "text", choice: 0, block: 3, text: "Done." },
      { type: "finish", choice: 0, finish: "tool_calls", nativeFinish: "tool_use", stopSequence: null },
      {
        type: "usage",
        usage: {
          inputTokens: 9,
          outputTokens: 5,
          totalTokens: null,
          cachedInputTokens: null,
          cacheWriteTokens: null,
          reasoningTokens: 2,
        },
      },
    ];
    const encoder = geminiCodec.streamEncoder(ENCODING);
    const chunks = (some: ChatStreamEvent[]) =>
      some.flatMap((event) => encoder.write(event)).map(({ data }) => JSON.parse(data) as object);
    const same = { modelVersion: "asked", responseId: "up-1" };
    expect(chunks(events)).toEqual(
      ["Let me", " see."].map((text) => ({
        candidates: [{ content: { role: "model", parts: [{ text }] }, index: 0 }],
        ...same,
      })),
    );
    expect(chunks([{ type: "end" }, { type: "end" }])).toEqual([
      {
        candidates: [
          {
            content: {
              role: "model",
              parts: [
                { functionCall: { id: "a", name: "f", args: { n: 1 } } },
                { functionCall: { id: "b", name: "g", args: {} } },
                { text: "Done." },
              ],
            },
            finishReason: "STOP",
            index: 0,
          },
        ],
        usageMetadata: {
          promptTokenCount: 9,
          candidatesTokenCount: 3,
          totalTokenCount: 14,
          thoughtsTokenCount: 2,
        },
        ...same,
      },
    ]);
  });
});

describe("errors", () => {
  const wire = (error: object) => ({ error: { message: "no", ...error } });

  it("tells a quota that is gone for the day from one for the minute, and what was refused", () => {
    const quota = (quotaId: string) =>
      geminiCodec.decodeError(
        429,
        wire({
          status: "RESOURCE_EXHAUSTED",
          details: [{ violations: [{ quotaId }] }, { retryDelay: "12s" }],
        }),
      );
    expect(quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier")).toMatchObject({
      kind: "quota_exceeded",
      retryAfterMs: 12_000,
    });
    expect(quota("GenerateRequestsPerMinutePerProjectPerModel")).toMatchObject({ kind: "rate_limited" });
    const refused = wire({
      status: "INVALID_ARGUMENT",
      details: [{ fieldViolations: [{ field: "contents[0].parts" }] }],
    });
    expect(geminiCodec.decodeError(400, refused)).toMatchObject({ param: "contents[0].parts" });
  });

  it("knows the status by its word where none is told, and the kind by the status", () => {
    expect(geminiCodec.decodeError(200, wire({ status: "UNAVAILABLE" }))).toMatchObject({ status: 503 });
    expect(geminiCodec.decodeError(200, wire({}))).toMatchObject({ kind: "server_error", status: 500 });
    expect(geminiCodec.decodeError(413, wire({}))).toMatchObject({ kind: "too_large" });
  });
});
