import { describe, expect, it } from "vitest";
import { Cancellation } from "~/lib/cancellation";
import { newId } from "~/lib/ids";
import { TraceRecorder } from "~/traces/recorder";
import { type Trace } from "~/traces/trace";
import { beginStream, type EarlyStream } from "./begin-stream";
import { GatewayError, renderGatewayError } from "./gateway-error";
import { type GatewayResponse } from "./gateway-message";
import { JSON_ARRAY_FRAMING, SSE_FRAMING, type StreamFraming } from "./stream-framing";

const NEVER_MS = 60_000;
const addressee = { dialect: "openai", requestId: "request-1" } as const;

/** A stream that is being waited for, and how its trace ends. */
function early(intervalMs: number, framing: StreamFraming = SSE_FRAMING) {
  const traces: Trace[] = [];
  const startedAt = Date.now();
  const start = {
    id: newId(startedAt),
    organizationId: "o",
    requestId: "request-1",
    apiKeyId: null,
    method: "POST",
    url: "/v1/chat/completions",
    startedAt,
    zeroData: false,
  };
  const trace = new TraceRecorder(start, (closed) => traces.push(closed));
  const clientGone = new Cancellation();
  const options: EarlyStream = { framing, addressee, trace, clientGone, intervalMs };
  return { options, trace, traces, clientGone };
}

/** An answer that comes when it is told to. */
function later() {
  let settle: (answer: GatewayResponse) => void = () => undefined;
  const answering = new Promise<GatewayResponse>((resolve) => (settle = resolve));
  return { answering, settle };
}

async function* stream(...chunks: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

function iterator({ body }: GatewayResponse): AsyncIterator<Uint8Array> {
  if (Buffer.isBuffer(body)) throw new TypeError("not a stream");
  return body[Symbol.asyncIterator]();
}

async function rest(chunks: AsyncIterator<Uint8Array>): Promise<string> {
  let text = "";
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    text += Buffer.from(next.value).toString();
  }
  return text;
}

const refused = () =>
  renderGatewayError(new GatewayError("upstream_timeout", "Nobody answered."), addressee, {});

describe("a stream that is long in coming", () => {
  it("is its own answer when it comes in time, whatever it is", async () => {
    const answer: GatewayResponse = { status: 200, headers: { a: "b" }, body: stream("data: 1\n\n") };
    expect(await beginStream(Promise.resolve(answer), early(NEVER_MS).options)).toBe(answer);
    const error = refused();
    expect(await beginStream(Promise.resolve(error), early(NEVER_MS).options)).toBe(error);
  });

  it("begins with comments, and goes on with the answer", async () => {
    const { answering, settle } = later();
    const begun = await beginStream(answering, early(1).options);
    expect(begun).toMatchObject({
      status: 200,
      headers: {
        "content-type": "text/event-stream",
        "x-request-id": "request-1",
        "cache-control": "no-cache",
      },
    });
    const chunks = iterator(begun);
    for (let count = 0; count < 3; count++) {
      expect(Buffer.from((await chunks.next()).value ?? []).toString()).toBe(": keep-alive\n\n");
    }
    settle({ status: 200, headers: {}, body: stream("data: 1\n\n", "data: [DONE]\n\n") });
    expect(await rest(chunks)).toMatch(/^(: keep-alive\n\n)*data: 1\n\ndata: \[DONE\]\n\n$/);
  });

  it.each([
    ["events", SSE_FRAMING, /^(: keep-alive\n\n)+data: (.*)\n\n$/s],
    ["an array", JSON_ARRAY_FRAMING, /^\n+\[\n(.*)\n\]$/s],
  ] as const)("says how it failed in the stream: %s", async (_name, framing, form) => {
    const { answering, settle } = later();
    const { options, trace, traces } = early(1, framing);
    const chunks = iterator(await beginStream(answering, options));
    await chunks.next();
    trace.close({ outcome: "upstream_error", status: 504, errorCode: "upstream_timeout" });
    settle(refused());
    const said = `${framing === SSE_FRAMING ? ": keep-alive\n\n" : "\n"}${await rest(chunks)}`;
    expect(JSON.parse(form.exec(said)?.at(-1) ?? "")).toMatchObject({
      error: { message: "Nobody answered." },
    });
    // What the caller saw.
    expect(traces).toMatchObject([{ status: 200, outcome: "upstream_error" }]);
  });

  it("says that a whole answer is none", async () => {
    const { answering, settle } = later();
    const chunks = iterator(await beginStream(answering, early(1).options));
    await chunks.next();
    settle({ status: 200, headers: {}, body: Buffer.from("{}") });
    expect(await rest(chunks)).toContain("upstream_invalid_response");
  });

  it("lets go of an answer that comes after the caller has left", async () => {
    const { answering, settle } = later();
    const chunks = iterator(await beginStream(answering, early(1).options));
    await chunks.next();
    await chunks.return?.();
    let isClosed = false;
    const body = (async function* () {
      try {
        yield await Promise.resolve(Buffer.from("data: 1\n\n"));
      } finally {
        isClosed = true;
      }
    })();
    await body.next();
    settle({ status: 200, headers: {}, body });
    await expect.poll(() => isClosed).toBe(true);
  });
});
