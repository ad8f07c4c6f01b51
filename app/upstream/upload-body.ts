/** A request body that is passed on unread, as the caller uploads it. */
import { Readable } from "node:stream";
import { upstreamError } from "./upstream-error";

/**
 * The caller's stream stays open when the provider answers before it has read everything: it shares its socket with
 * the answer. Whoever owns it drains or closes it.
 */
async function* chunksOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body instanceof Readable ? body.iterator({ destroyOnReturn: false }) : body;
  } catch (error) {
    throw upstreamError("client_gone", error);
  }
}

/** @returns A stream for the HTTP client; it fails with UpstreamError("client_gone") when the upload breaks off. */
export function uploadBody(body: AsyncIterable<Uint8Array>): Readable {
  return Readable.from(chunksOf(body));
}
