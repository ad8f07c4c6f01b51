/**
 * The gateway behind web Request and Response, for Remix resource routes: in development, and under any Remix host.
 * The product's own server hands the socket to the gateway directly (app/server/serve.ts).
 */
import { startRuntime } from "~/runtime.server";
import { type GatewayResponse } from "./gateway-message";

/** Read by hand: Node's own iteration would cancel the upload when a refusal stops reading early. */
async function* chunksOf(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = stream?.getReader();
  let read = await reader?.read();
  while (reader && read?.value) {
    yield read.value;
    read = await reader.read();
  }
}

function streamOf(body: AsyncIterable<Uint8Array>, gone: AbortController): ReadableStream<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        gone.abort();
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

function toWebHeaders(headers: GatewayResponse["headers"]): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const item of [value].flat()) result.append(name, item);
  }
  return result;
}

/** Answers any request of the gateway's paths. */
export async function gatewayRoute(request: Request): Promise<Response> {
  const { gateway } = await startRuntime();
  const gone = new AbortController();
  request.signal.addEventListener("abort", () => gone.abort(), { once: true });
  const url = new URL(request.url);
  const answer = await gateway.handle({
    method: request.method,
    url: url.pathname + url.search,
    headers: Object.fromEntries(request.headers),
    body: chunksOf(request.body),
    clientGone: gone.signal,
  });
  const body = Buffer.isBuffer(answer.body) ? new Uint8Array(answer.body) : streamOf(answer.body, gone);
  return new Response(body, { status: answer.status, headers: toWebHeaders(answer.headers) });
}
