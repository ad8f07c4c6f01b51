import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "~/lib/ids";
import { storableUrl, TraceRecorder, type TraceEnd } from "./recorder";
import { type Trace } from "./trace";

const ID = newId(1_700_000_000_000);

function record(zeroData = false, startedAt = 1_700_000_000_000) {
  const written: Trace[] = [];
  const clock = { now: startedAt };
  const start = {
    organizationId: "o",
    requestId: "r",
    apiKeyId: "k",
    method: "POST",
    url: "/v1/chat/completions?key=grp_secret&x=1",
    id: ID,
    startedAt: clock.now,
    zeroData,
  };
  return {
    written,
    clock,
    trace: new TraceRecorder(
      start,
      (trace) => written.push(trace),
      () => clock.now,
    ),
  };
}

describe("TraceRecorder", () => {
  it("keeps nothing of the content in zero-data mode, and everything about the exchange", () => {
    const canary = "canary-jane@example.com";
    const { written, trace } = record(true);
    trace.warn(`${canary}: left out`);
    trace.learn({
      requestBody: canary,
      responseBody: canary,
      requestedModel: "gpt-x",
      annotations: {
        traceId: "t",
        sessionId: "s",
        seq: 3,
        label: canary,
        metadata: { canary },
      },
      ruleHits: [
        {
          ruleId: "r",
          ruleVersion: 1,
          ruleName: "redact",
          direction: "input",
          action: "redact_pii",
          category: "email",
          severity: null,
          label: null,
          matchCount: 2,
          spans: [{ path: `tools.${canary}`, start: 0, end: 1 }],
          skippedBecause: null,
          durationMicros: 5,
        },
      ],
    });
    trace.attempt({
      provider: "openai",
      providerKeyId: null,
      model: "gpt-x",
      status: 400,
      errorClass: "http_400",
      errorMessage: canary,
      startedAt: 0,
      durationMs: 1,
      translated: false,
    });
    trace.close({
      outcome: "upstream_error",
      status: 400,
      errorCode: `${canary} is wrong`,
      errorMessage: canary,
    });
    expect(JSON.stringify(written)).not.toContain("canary");
    expect(written).toMatchObject([
      {
        url: null,
        requestedModel: "gpt-x",
        annotations: { traceId: "t", sessionId: "s", seq: 3 },
        ruleHits: [{ ruleId: "r", matchCount: 2, category: "email" }],
        attempts: [{ status: 400, errorClass: "http_400" }],
      },
    ]);
  });

  it("keeps no body of a request that went on unread", () => {
    const { written, trace } = record();
    trace.learn({ requestBody: "half redacted" });
    trace.passedThrough();
    trace.learn({ responseBody: "not read" });
    trace.close({ outcome: "ok", status: 200 });
    expect(written).toMatchObject([{ passedThrough: true, requestBody: null, responseBody: null }]);
  });

  it("knows the cost of a known model, and never invents one", () => {
    const usage = {
      inputTokens: 1000,
      outputTokens: 10,
      totalTokens: 1010,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      reasoningTokens: null,
    };
    for (const [servedModel, cost] of [
      ["gpt-4o-2024-08-06", expect.stringMatching(/^0\.00\d+$/) as string],
      ["gpt-nobody", null],
    ] as const) {
      const { written, trace } = record(false, Date.UTC(2026, 10, 24));
      trace.learn({ provider: "openai", servedModel, usage });
      trace.close({ outcome: "ok", status: 200 });
      expect(written).toMatchObject([{ cost }]);
    }
  });

  it("hands on what the stages learned, with times relative to the start", () => {
    const { written, clock, trace } = record();
    trace.learn({ requestedModel: "gpt-x", requestBody: "{}" });
    clock.now += 40;
    trace.firstByte();
    clock.now += 60;
    trace.firstByte();
    trace.close({ outcome: "ok", status: 200 });
    expect(written).toMatchObject([
      {
        id: ID,
        requestedModel: "gpt-x",
        requestBody: "{}",
        durationMs: 100,
        firstByteMs: 40,
        status: 200,
        errorCode: null,
      },
    ]);
  });

  it("closes exactly once, whatever comes in whatever order, and keeps the first ending", () => {
    const end = fc.record<TraceEnd>({
      outcome: fc.constantFrom("ok", "client_closed", "truncated", "gateway_error"),
      status: fc.constantFrom(null, 200, 502),
    });
    fc.assert(
      fc.property(fc.array(end, { minLength: 1 }), (ends) => {
        const { written, trace } = record();
        const closed = ends.map((one) => {
          trace.learn({ servedModel: "late" });
          return trace.close(one);
        });
        expect(closed).toEqual(ends.map((_, index) => index === 0));
        expect(written).toHaveLength(1);
        expect(written[0]).toMatchObject({ outcome: ends[0]?.outcome, status: ends[0]?.status });
      }),
    );
  });

  it("keeps no content in zero-data mode", () => {
    const { written, trace } = record(true);
    trace.learn({ requestBody: "secret", responseBody: "secret" });
    trace.close({ outcome: "ok", status: 200 });
    expect(written[0]).toMatchObject({ url: null, requestBody: null, responseBody: null, zeroData: true });
  });
});

describe("storableUrl", () => {
  it.each([
    ["/v1/x?key=abc&alt=sse", "/v1/x?key=[redacted]&alt=sse"],
    ["/v1/x?alt=sse&api_key=abc#f", "/v1/x?alt=sse&api_key=[redacted]#f"],
    ["/v1/x?k%65y=abc&a+b=c&&x", "/v1/x?k%65y=[redacted]&a+b=c&&x"],
    [`/v1/x?x=grp_${"a".repeat(49)}`, "/v1/x?x=[redacted]"],
    ["/v1/grp_abc123/x", "/v1/grp_[redacted]/x"],
    ["/v1/chat/completions", "/v1/chat/completions"],
  ])("%s", (url, expected) => {
    expect(storableUrl(url)).toBe(expected);
  });
});
