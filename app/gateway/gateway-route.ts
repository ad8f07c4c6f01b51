/**
 * The gateway behind web Request and Response, for Remix resource routes: in development, and under any Remix host.
 * The product's own server hands the socket to the gateway directly (app/server/serve.ts).
 */
import { Readable } from "node:stream";
import { Cancellation } from "~/lib/cancellation";
import { startRuntime } from "~/runtime.server";
import { type GatewayResponse } from "./gateway-message";

/** Not by iteration, which would cancel the upload when it is too large. */
async function readBody(
  stream: ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    size += read.value.length;
    if (size <= limitBytes) chunks.push(read.value);
  }
  return size <= limitBytes ? Buffer.concat(chunks) : null;
}

function toReadable(body: ReadableStream<Uint8Array> | null): Readable {
  return body ? Readable.from(iterate(body)) : Readable.from([]);
}

async function* iterate(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel();
  }
}

function streamOf(body: AsyncIterable<Uint8Array>, gone: Cancellation): ReadableStream<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        gone.cancel();
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
  const gone = new Cancellation();
  request.signal.addEventListener("abort", () => gone.cancel(), { once: true });
  const url = new URL(request.url);
  let whole: Promise<Buffer | null> | null = null;
  const answer = await gateway.handle({
    method: request.method,
    url: url.pathname + url.search,
    headers: Object.fromEntries(request.headers),
    hasBody: request.body !== null,
    bodyStream: () => toReadable(request.body),
    readBody: (limitBytes) => (whole ??= readBody(request.body, limitBytes)),
    clientGone: gone,
  });
  const body = Buffer.isBuffer(answer.body) ? new Uint8Array(answer.body) : streamOf(answer.body, gone);
  return new Response(body, { status: answer.status, headers: toWebHeaders(answer.headers) });
}
