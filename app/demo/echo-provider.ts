/**
 * A provider that costs nothing and shows everything: it speaks OpenAI's chat completions on loopback and answers
 * with what it received, so that one can see what left the gateway.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { completion, completionChunks, readChat, type Chat } from "./echo-completion";

/** A request as it arrived. `body` is its raw text. */
interface ReceivedRequest {
  method: string;
  path: string;
  body: string;
}

export interface EchoProvider {
  /** For OPENAI_BASE_URL. */
  origin: string;
  /** The newest requests, oldest first. */
  received: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** Only the newest are kept: the provider may run for as long as somebody plays with the demo. */
const KEPT_REQUESTS = 20;
/** Between two words of a stream, so that it can be seen to stream. */
const WORD_DELAY_MS = 30;
const MODELS = ["echo-1", "echo-1-mini"];

function sendJson(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function sendError(
  res: ServerResponse,
  status: number,
  type: string,
  message: string,
  code: string | null = null,
): void {
  sendJson(res, status, { error: { message, type, param: null, code } });
}

async function sendStream(res: ServerResponse, chat: Chat, wordDelayMs: number): Promise<void> {
  res.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  const closed = once(res, "close");
  for (const chunk of completionChunks(chat)) {
    if (res.destroyed) return;
    if (!res.write(`data: ${JSON.stringify(chunk)}\n\n`)) await Promise.race([once(res, "drain"), closed]);
    await sleep(wordDelayMs);
  }
  res.end("data: [DONE]\n\n");
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  body: string,
  wordDelayMs: number,
): Promise<void> {
  const path = req.url ?? "/";
  if (!/^Bearer \S+$/.test(req.headers.authorization ?? "")) {
    sendError(res, 401, "invalid_request_error", "You didn't provide an API key.", "invalid_api_key");
    return;
  }
  if (req.method === "GET" && path === "/v1/models") {
    const data = MODELS.map((id) => ({ id, object: "model", created: 1_700_000_000, owned_by: "echo" }));
    sendJson(res, 200, { object: "list", data });
    return;
  }
  if (req.method !== "POST" || path !== "/v1/chat/completions") {
    sendError(res, 404, "invalid_request_error", `Unknown request: ${req.method ?? ""} ${path}`);
    return;
  }
  const chat = readChat(body);
  if (typeof chat === "string") {
    sendError(res, 400, "invalid_request_error", chat);
    return;
  }
  if (chat.stream) return sendStream(res, chat, wordDelayMs);
  sendJson(res, 200, completion(chat));
}

/** Listens on a free loopback port. */
export async function startEchoProvider(wordDelayMs = WORD_DELAY_MS): Promise<EchoProvider> {
  const received: ReceivedRequest[] = [];
  const server = createServer((req, res) => {
    text(req)
      .then((body) => {
        received.push({ method: req.method ?? "", path: req.url ?? "", body });
        if (received.length > KEPT_REQUESTS) received.shift();
        return answer(req, res, body, wordDelayMs);
      })
      // The caller left in the middle: there is nobody to answer.
      .catch(() => res.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
