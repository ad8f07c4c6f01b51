/** The gateway on a Node HTTP server: its request in, its answer out with backpressure. */
import { type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { type GatewayRequest, type GatewayResponse } from "./gateway-message";

type Handle = (request: GatewayRequest) => Promise<GatewayResponse>;

export async function listenOnNode(handle: Handle, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const gone = new AbortController();
  res.once("close", () => {
    if (!res.writableFinished) gone.abort();
  });
  const answer = await handle({
    method: req.method ?? "GET",
    url: req.url ?? "/",
    headers: req.headers,
    // A refusal may come before the body was read; destroying the request would cut the answer off.
    body: req.iterator({ destroyOnReturn: false }),
    clientGone: gone.signal,
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
