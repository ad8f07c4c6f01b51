/** The gateway on a Node HTTP server: its request in, its answer out with backpressure. */
import { type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { Cancellation } from "~/lib/cancellation";
import { type GatewayRequest, type GatewayResponse } from "./gateway-message";

type Handle = (request: GatewayRequest) => Promise<GatewayResponse>;

/**
 * By events: iterating a request costs as much as the rest of the gateway, and destroys it when a refusal stops early.
 */
function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = Number(req.headers["content-length"] ?? 0) > limitBytes ? Infinity : 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else resolve(null);
    });
    req.on("end", () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks));
    });
    req.on("error", reject);
    if (size > limitBytes) resolve(null);
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";
}

export async function listenOnNode(handle: Handle, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const clientGone = new Cancellation();
  res.once("close", () => {
    if (!res.writableFinished) clientGone.cancel();
  });
  // An upload that the provider answered before its end is drained, or it would be read as the next request.
  res.once("finish", () => {
    if (!req.complete) req.resume();
  });
  let body: Promise<Buffer | null> | null = null;
  const answer = await handle({
    method: req.method ?? "GET",
    url: req.url ?? "/",
    headers: req.headers,
    hasBody: hasBody(req),
    bodyStream: () => req,
    readBody: (limitBytes) => (body ??= readBody(req, limitBytes)),
    clientGone,
  });
  if (Buffer.isBuffer(answer.body)) {
    res.writeHead(answer.status, { ...answer.headers, "content-length": answer.body.length });
    res.end(answer.body);
    return;
  }
  res.writeHead(answer.status, answer.headers);
  // The head goes out before the first token: callers time out on it.
  res.flushHeaders();
  await pipeline(answer.body, res).catch(() => {
    // The caller left, or the answer broke off: the relay has put it on the trace, and the connection is closed.
    res.destroy();
  });
}
