/**
 * A provider that fails on purpose: a real HTTP server whose behaviour is chosen by the model's name. It keeps what
 * it received and counts what it wrote, so that a test can compare both sides of the gateway.
 */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";

interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Milliseconds since the epoch; null while the exchange is open. */
  closedAt: number | null;
  bytesWritten: number;
}

export interface FakeOpenai {
  origin: string;
  received: ReceivedRequest[];
  last(): ReceivedRequest;
  close(): Promise<void>;
}

const USAGE = {
  prompt_tokens: 21,
  completion_tokens: 9,
  total_tokens: 30,
  prompt_tokens_details: { cached_tokens: 8 },
};

/** Deliberately unlike what a JSON printer gives: spacing, escapes and numbers must survive the gateway. */
export const BUFFERED_ANSWER = `{ "id":"chatcmpl-1", "object":"chat.completion","created":1700000000, "model":"gpt-fake-1",
 "choices":[{"index":0,"message":{"role":"assistant","content":"caf\\u00e9 \\/ ok","refusal":null},"finish_reason":"stop","logprobs":null}],
 "usage":${JSON.stringify(USAGE)}, "cost":1.0, "big":12345678901234567890 }`;

const chunk = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_700_000_000, model: "gpt-fake-1", choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

/** A stream with everything that a pass-through may not touch: a comment, CRLF, an unknown event, odd spacing. */
export const STREAM_CHUNKS = [
  ": keep-alive\n\n",
  chunk({ role: "assistant", content: "" }),
  chunk({ content: "Grüße, " }),
  'event: vendor.extra\r\ndata:{"choices":[], "x" : 1}\r\n\r\n',
  chunk({ content: "世界 🌍" }),
  chunk({}, "stop"),
];
export const USAGE_CHUNK = `data: ${JSON.stringify({ id: "chatcmpl-1", choices: [], usage: USAGE })}\n\n`;
export const DONE = "data: [DONE]\n\n";

type Behaviour = (res: ServerResponse, write: (text: string) => boolean) => Promise<void> | void;

const EVENTS = { "content-type": "text/event-stream; charset=utf-8" };
const JSON_HEADERS = { "content-type": "application/json" };

function fail(res: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  const error = {
    message: `failed with ${status}`,
    type: "server_error",
    param: null,
    code: `code_${status}`,
  };
  res.writeHead(status, { ...JSON_HEADERS, ...headers }).end(JSON.stringify({ error }));
}

/** As fast as the socket takes it, until everything is offered or the gateway hangs up. */
async function offer(res: ServerResponse, total: number, write: (text: string) => boolean): Promise<void> {
  res.writeHead(200, EVENTS);
  const event = chunk({ content: "x".repeat(64 * 1024) });
  const closed = once(res, "close");
  for (let offered = 0; offered < total && !res.destroyed; offered += event.length) {
    if (!write(event)) await Promise.race([once(res, "drain"), closed]);
  }
  res.end();
}

const BEHAVIOURS: Record<string, Behaviour> = {
  "status-500-html": (res) =>
    void res.writeHead(500, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>"),
  "status-500": (res) => fail(res, 500),
  "status-400": (res) => fail(res, 400),
  "status-401": (res) => fail(res, 401),
  "status-429": (res) => fail(res, 429, { "retry-after": "7" }),
  "bad-json": (res) => void res.writeHead(200, JSON_HEADERS).end('{"half'),
  gzip: (res) =>
    void res.writeHead(200, { ...JSON_HEADERS, "content-encoding": "gzip" }).end(gzipSync(BUFFERED_ANSWER)),
  hang: () => undefined,
  reset: (res) => void res.socket?.resetAndDestroy(),
  "hang-mid-stream": (res, write) => {
    res.writeHead(200, EVENTS);
    write(STREAM_CHUNKS.slice(0, 3).join(""));
  },
  "cut-mid-stream": async (res, write) => {
    res.writeHead(200, EVENTS);
    write(STREAM_CHUNKS.slice(0, 3).join(""));
    await sleep(50);
    res.socket?.destroy();
  },
  "end-mid-stream": (res, write) => {
    res.writeHead(200, EVENTS);
    write(STREAM_CHUNKS.slice(0, 3).join(""));
    res.end();
  },
  "error-mid-stream": (res, write) => {
    res.writeHead(200, EVENTS);
    write(chunk({ content: "so far" }));
    write('data: {"error":{"message":"overloaded","type":"server_error","code":"overloaded"}}\n\n');
    res.end();
  },
  "endless-stream": async (res, write) => {
    res.writeHead(200, EVENTS);
    while (!res.destroyed) {
      write(chunk({ content: "tick " }));
      await sleep(20);
    }
  },
  "slow-stream": async (res, write) => {
    res.writeHead(200, EVENTS);
    for (let count = 0; count < 20; count++) {
      write(chunk({ content: `${count} ` }));
      await sleep(100);
    }
    write(chunk({}, "stop") + DONE);
    res.end();
  },
  "offer-400-mib": (res, write) => offer(res, 400 * 1024 * 1024, write),
};

async function answerNormally(
  res: ServerResponse,
  body: Record<string, unknown>,
  write: (text: string) => boolean,
): Promise<void> {
  if (body.stream !== true) return void res.writeHead(200, JSON_HEADERS).end(BUFFERED_ANSWER);
  const options = body.stream_options as { include_usage?: boolean } | null | undefined;
  res.writeHead(200, { ...EVENTS, "x-ratelimit-remaining-requests": "99" });
  for (const one of STREAM_CHUNKS) {
    write(one);
    await sleep(2);
  }
  if (options?.include_usage) write(USAGE_CHUNK);
  write(DONE);
  res.end();
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString("utf8")) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export async function startFakeOpenai(): Promise<FakeOpenai> {
  const received: ReceivedRequest[] = [];
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const body = await buffer(req);
    const entry: ReceivedRequest = {
      method: req.method ?? "",
      url: req.url ?? "",
      headers: req.headers,
      body,
      closedAt: null,
      bytesWritten: 0,
    };
    received.push(entry);
    res.once("close", () => (entry.closedAt = Date.now()));
    const write = (text: string) => {
      entry.bytesWritten += Buffer.byteLength(text);
      return res.write(text);
    };
    const parsed = parse(body);
    const behaviour = BEHAVIOURS[String(parsed.model)];
    if (behaviour) await behaviour(res, write);
    else await answerNormally(res, parsed, write);
  };
  const server = createServer((req, res) => {
    answer(req, res).catch(() => res.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    last() {
      const entry = received.at(-1);
      if (!entry) throw new Error("the provider received nothing");
      return entry;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
