/** The dashboard on a Node HTTP server: gate, headers, Remix. */
import { randomBytes } from "node:crypto";
import { type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type AppLoadContext, createRequestHandler, type ServerBuild } from "@remix-run/node";
import { CLIENT_ADDRESS_HEADER } from "~/auth/client-facts";
import { newId } from "~/lib/ids";
import { passesCsrfGate } from "./csrf-gate";
import { securityHeaders } from "./security-headers";

/** Forms are small; rules with thousands of characters fit many times over. */
const MAX_FORM_BYTES = 1024 * 1024;

interface RemixListenerOptions {
  build: ServerBuild;
  appOrigin: string;
}

function sendText(res: ServerResponse, status: number, headers: Record<string, string>, text: string): void {
  res.writeHead(status, {
    ...headers,
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
  });
  res.end(`${text}\n`);
}

/** The body with a ceiling; reading stops there and the form is refused. */
async function* bounded(req: IncomingMessage): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_FORM_BYTES) throw new Error("the form is larger than 1 MiB");
    yield chunk;
  }
}

function toWebRequest(req: IncomingMessage, appOrigin: string, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    for (const item of [value ?? []].flat()) headers.append(name, item);
  }
  // Behind a proxy Host may be anything; who we are is configured.
  headers.set("host", new URL(appOrigin).host);
  headers.delete("x-forwarded-host");
  // From the socket: what a caller claims about itself is no address.
  headers.set(CLIENT_ADDRESS_HEADER, req.socket.remoteAddress ?? "");
  const method = req.method ?? "GET";
  const init: RequestInit & { duplex?: "half" } = { method, headers, signal };
  if (method !== "GET" && method !== "HEAD") {
    // Node's web streams and the DOM library's are the same objects under two type names.
    init.body = Readable.toWeb(Readable.from(bounded(req))) as ReadableStream<Uint8Array>;
    init.duplex = "half";
  }
  return new Request(appOrigin + (req.url ?? "/"), init);
}

async function sendWebResponse(response: Response, res: ServerResponse): Promise<void> {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") res.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) res.setHeader("set-cookie", cookies);
  if (!response.body) {
    res.end();
    return;
  }
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, res).catch(() => res.destroy());
}

export function createRemixListener({ build, appOrigin }: RemixListenerOptions) {
  const handle = createRequestHandler(build, "production");
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const nonce = randomBytes(16).toString("base64");
    const requestId = newId();
    const headers = { ...securityHeaders(appOrigin, nonce), "x-request-id": requestId };
    if (!passesCsrfGate(req.method ?? "GET", req.headers, appOrigin)) {
      sendText(
        res,
        403,
        headers,
        `This form was not sent by ${appOrigin}. Open Grepture there and send it again.`,
      );
      return;
    }
    if (Number(req.headers["content-length"] ?? 0) > MAX_FORM_BYTES) {
      sendText(res, 413, headers, "The form is larger than 1 MiB.");
      return;
    }
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    // Pages show tenant data: nothing on the way may keep them. Routes that may be cached say so themselves.
    res.setHeader("cache-control", "no-store");
    const gone = new AbortController();
    res.once("close", () => gone.abort());
    const context: AppLoadContext = { cspNonce: nonce, requestId };
    await sendWebResponse(await handle(toWebRequest(req, appOrigin, gone.signal), context), res);
  };
}
