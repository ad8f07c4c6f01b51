/** Streams of every provider, passed on and put into every protocol, cut anywhere. */
import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "~/lib/ids";
import { ResponseAssembler } from "~/providers/assemble-response";
import { type ChatStreamEvent } from "~/providers/chat";
import { CODECS } from "~/providers/codecs";
import { type ProviderId } from "~/providers/provider";
import { PROTOCOLS } from "~/providers/registry";
import { translatedStream } from "~/providers/translated-stream";
import { encodeSseEvent } from "~/streaming/sse";
import { TraceRecorder } from "~/traces/recorder";
import { type Trace } from "~/traces/trace";
import { StreamRelay } from "./relay-stream";
import { SSE_FRAMING } from "./stream-framing";

const PROVIDERS = ["openai", "anthropic", "gemini", "azure"] as const;
const ENCODING = { id: "id-1", model: "model-asked", created: 1, includeUsage: true };

const ANSWER: readonly ChatStreamEvent[] = [
  { type: "start", id: null, model: "model-served", created: 1 },
  { type: "text", choice: 0, block: 0, text: "Grüße, " },
  { type: "text", choice: 0, block: 0, text: "世界" },
  { type: "tool_call", choice: 0, block: 1, id: "call_1", name: "look", kind: "function", proof: null },
  { type: "tool_arguments", choice: 0, block: 1, text: '{"at":' },
  { type: "tool_arguments", choice: 0, block: 1, text: '"x"}' },
  { type: "finish", choice: 0, finish: "tool_calls", nativeFinish: null, stopSequence: null },
  {
    type: "usage",
    usage: {
      inputTokens: 5,
      outputTokens: 7,
      totalTokens: 12,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      reasoningTokens: null,
    },
  },
  { type: "end" },
];

/** What a provider would send. */
function sourceOf(provider: ProviderId, events: readonly ChatStreamEvent[]): Buffer {
  const encoder = CODECS[provider].streamEncoder(ENCODING);
  const frames = events.flatMap((event) => encoder.write(event));
  return Buffer.concat(
    frames.map(({ event, data }) => encodeSseEvent(event === null ? { data } : { event, data })),
  );
}

function relayOf(chunks: Iterable<Uint8Array>, from: ProviderId, to: ProviderId) {
  const traces: Trace[] = [];
  const startedAt = Date.now();
  const start = {
    id: newId(startedAt),
    organizationId: "o",
    requestId: "r",
    apiKeyId: null,
    method: "POST",
    url: "/",
    startedAt,
    zeroData: false,
  };
  const translated = from === to ? null : translatedStream({ from, to, encoding: ENCODING });
  const observer = translated ?? PROTOCOLS[from].observer("chat");
  if (!observer) throw new TypeError("chats are observed");
  const relay = new StreamRelay({
    body: Readable.from(chunks, { objectMode: true }),
    status: 200,
    trace: new TraceRecorder(start, (trace) => traces.push(trace)),
    reader: SSE_FRAMING.reader(),
    writer: SSE_FRAMING.writer(),
    observer,
    translated,
    addressee: { dialect: to, requestId: "r" },
    rewriting: null,
    hideUsage: false,
    redact: (text) => text,
    passesThrough: false,
  });
  return { relay, traces };
}

async function whole(relay: StreamRelay): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of relay.relay()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What a client of the protocol reads. */
function read(bytes: Buffer, protocol: ProviderId): ResponseAssembler {
  const assembler = new ResponseAssembler(PROTOCOLS[protocol].endsWithMarker);
  const decoder = CODECS[protocol].streamDecoder();
  const reader = SSE_FRAMING.reader();
  for (const { event, data } of [...reader.push(bytes), ...reader.flush()]) {
    if (data !== null) for (const one of decoder.read({ event, data })) assembler.add(one);
  }
  return assembler;
}

function cut(source: Buffer, at: readonly number[]): Buffer[] {
  const ends = [...new Set(at.filter((end) => end < source.length))].sort((a, b) => a - b);
  return [...ends, source.length].map((end, index) => source.subarray(ends[index - 1] ?? 0, end));
}

const pairs = PROVIDERS.flatMap((from) => PROVIDERS.map((to) => [from, to] as const));

describe.each(pairs)("%s's stream for a caller of %s", (from, to) => {
  const source = sourceOf(from, ANSWER);

  it("is the same for every cut, and the whole answer", async () => {
    const relayed = async (at: readonly number[]) => {
      const { relay, traces } = relayOf(cut(source, at), from, to);
      expect(await relay.open()).toEqual({ kind: "answers" });
      const bytes = await whole(relay);
      expect(traces).toMatchObject([{ outcome: "ok", usage: { inputTokens: 5, outputTokens: 7 } }]);
      return bytes.toString();
    };
    const expected = await relayed([]);
    if (from === to) expect(expected).toBe(source.toString());
    const { response, isComplete } = read(Buffer.from(expected), to);
    expect(isComplete).toBe(true);
    expect(response.choices[0]).toMatchObject({
      finish: "tool_calls",
      content: [
        { type: "text", text: "Grüße, 世界" },
        { type: "tool_call", name: "look" },
      ],
    });
    const ats = fc.array(fc.nat(source.length), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(ats, async (at) => {
        expect(await relayed(at)).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });

  it("never looks complete when it was cut, wherever that was", async () => {
    const ends = fc.nat(source.length - 1);
    await fc.assert(
      fc.asyncProperty(ends, async (end) => {
        const part = source.subarray(0, end);
        // The end may have been said before the last bytes.
        fc.pre(!read(part, from).isComplete);
        const { relay, traces } = relayOf([part], from, to);
        const opening = await relay.open();
        if (opening.kind === "broken") return;
        const client = read(await whole(relay), to);
        expect(client.error?.message).toContain("ended before the answer was complete");
        expect(traces).toMatchObject([{ outcome: "truncated", errorCode: "stream_interrupted" }]);
      }),
      { numRuns: 40 },
    );
  });

  it("is an error for another try when it fails before it says anything", async () => {
    const error = {
      kind: "overloaded",
      status: 529,
      message: "too many",
      code: "overloaded_error",
      param: null,
      retryAfterMs: null,
    } as const;
    const frame = CODECS[from].encodeStreamError(error, "r");
    const failure = encodeSseEvent(
      frame.event === null ? { data: frame.data } : { ...frame, event: frame.event },
    );
    const opening = sourceOf(from, ANSWER.slice(0, 1));
    const early = relayOf([opening, failure], from, to);
    expect(await early.relay.open()).toMatchObject({ kind: "error", error: { message: "too many" } });
    expect(early.traces).toEqual([]);

    const late = relayOf([sourceOf(from, ANSWER.slice(0, 2)), failure], from, to);
    expect(await late.relay.open()).toEqual({ kind: "answers" });
    const client = read(await whole(late.relay), to);
    expect(client.error?.message).toBe("too many");
    expect(client.isComplete).toBe(false);
    expect(late.traces).toMatchObject([{ outcome: "truncated", errorMessage: "too many" }]);
  });
});
