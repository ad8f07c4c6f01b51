/**
 * A provider that fails on purpose: one real HTTP server that speaks OpenAI, Anthropic, Gemini and Azure. It checks
 * nothing. It keeps what it received and counts what it wrote, so that a test can compare both sides of the gateway.
 * What it answers is chosen by names: see behaviours.ts.
 */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { anthropic } from "./anthropic";
import { azure } from "./azure";
import { choose } from "./behaviours";
import { JSON_TYPE, type Asked, type Dialect } from "./dialect";
import { gemini } from "./gemini";
import { openai } from "./openai";
import { saying, type Content, type Scenario } from "./scenario";

export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Milliseconds since the epoch; null while the exchange is open. */
  closedAt: number | null;
  bytesWritten: number;
}

export interface FakeProvider {
  origin: string;
  received: ReceivedRequest[];
  last(): ReceivedRequest;
  /** The requests whose body holds this text: for tests that send several at once. */
  withText(text: string): ReceivedRequest[];
  /** The requests that were sent with this key, in whatever header. */
  withKey(key: string): ReceivedRequest[];
  /** From now on a request whose model's name or key has this word is answered with what its body calls for. */
  says(word: string, content: (asked: string) => Partial<Content>): void;
  close(): Promise<void>;
}

/** By path, as the vendors' hosts would tell them apart; `/v1/models` is Anthropic's when it says its version. */
function dialectOf({ path, headers }: Asked): Dialect {
  if (path.startsWith("/openai/")) return azure;
  if (path.startsWith("/v1beta/") || path.startsWith("/v1/models/")) return gemini;
  if (path.startsWith("/v1/messages") || headers["anthropic-version"]) return anthropic;
  return openai;
}

function credentialOf({ headers, query }: Asked): string {
  const bearer = headers.authorization?.replace(/^bearer\s+/i, "");
  const sent = [
    bearer,
    headers["x-api-key"],
    headers["api-key"],
    headers["x-goog-api-key"],
    query.get("key"),
  ];
  return sent.filter((value) => typeof value === "string").join(".");
}

function parse(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function asked(entry: ReceivedRequest): Asked {
  const { method, url, headers, body } = entry;
  const { pathname, searchParams } = new URL(url, "http://fake");
  return { method, path: pathname, query: searchParams, headers, body: parse(body), rawBody: body };
}

type Sayings = ReadonlyMap<string, (asked: string) => Partial<Content>>;

/** What a test told the model to say, where a word in these names calls for it. */
function told(sayings: Sayings, names: readonly string[], asked: string): Scenario | null {
  const words = names.flatMap((name) => name.split("."));
  const content = words.map((word) => sayings.get(word)).find((one) => one !== undefined);
  return content ? saying(content(asked)) : null;
}

async function answer(entry: ReceivedRequest, res: ServerResponse, sayings: Sayings): Promise<void> {
  const request = asked(entry);
  const dialect = dialectOf(request);
  const operation = dialect.operation(request);
  if (!operation) {
    const { headers, body } = dialect.failure(404, null);
    res.writeHead(404, { "content-type": JSON_TYPE, ...headers }).end(body);
    return;
  }
  const credential = credentialOf(request);
  const names = [credential, operation.model];
  const { scenario: chosen, adapt, behave } = choose(names);
  const scenario = told(sayings, names, entry.body.toString("utf8")) ?? chosen;
  const write = (bytes: string | Buffer) => {
    entry.bytesWritten += Buffer.byteLength(bytes);
    return res.write(bytes);
  };
  const script = adapt(operation.script(scenario));
  await behave({ res, dialect, script, credential, asked: entry.body.toString("utf8"), write });
}

export async function startFakeProvider(): Promise<FakeProvider> {
  const received: ReceivedRequest[] = [];
  const sayings = new Map<string, (asked: string) => Partial<Content>>();
  const receive = async (req: IncomingMessage, res: ServerResponse) => {
    const entry: ReceivedRequest = {
      method: req.method ?? "",
      url: req.url ?? "",
      headers: req.headers,
      body: await buffer(req),
      closedAt: null,
      bytesWritten: 0,
    };
    received.push(entry);
    res.once("close", () => (entry.closedAt = Date.now()));
    await answer(entry, res, sayings);
  };
  const server = createServer((req, res) => {
    receive(req, res).catch(() => res.destroy());
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
    withText: (text) => received.filter(({ body, url }) => body.includes(text) || url.includes(text)),
    withKey: (key) => received.filter(({ headers }) => JSON.stringify(headers).includes(key)),
    says: (word, content) => void sayings.set(word, content),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
