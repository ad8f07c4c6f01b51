/**
 * Undoes one content coding of an answer while it comes: each chunk is decoded as far as it goes before the next is
 * asked for, so that events are not held back, a slow reader slows the provider, and what came before a failure is
 * delivered before the failure.
 */
import { type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { UpstreamError } from "./upstream-error";
import { ZstdDecoder } from "./zstd-decoder";

export type Chunks = AsyncIterable<Uint8Array>;
type Decode = (chunks: Chunks) => AsyncGenerator<Uint8Array>;

function undecodable(coding: string, cause: unknown): UpstreamError {
  return new UpstreamError("invalid_response", `the provider's answer cannot be decoded as ${coding}`, {
    cause,
  });
}

/** One zlib stream, fed by hand: a pipe would drop what is decoded and unread when its source fails. */
class Inflation {
  private wake = () => {};
  /** The decoder has done with what it was given. */
  private isTaken = false;

  constructor(
    private readonly decoder: Transform,
    private readonly coding: string,
  ) {
    for (const event of ["readable", "end", "error", "close"]) decoder.on(event, () => this.wake());
  }

  async *write(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
    // What follows the end of the compressed data is ignored.
    if (this.decoder.readableEnded) return;
    this.isTaken = false;
    this.decoder.write(chunk, () => {
      this.isTaken = true;
      this.wake();
    });
    yield* this.drain();
  }

  async *end(): AsyncGenerator<Uint8Array> {
    this.isTaken = false;
    this.decoder.end();
    yield* this.drain();
  }

  destroy(): void {
    this.decoder.destroy();
  }

  /** Ends when the decoder has taken what it was given, or has ended. */
  private async *drain(): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (this.decoder.errored) throw undecodable(this.coding, this.decoder.errored);
      const piece: unknown = this.decoder.read();
      if (piece instanceof Uint8Array) yield piece;
      else if (this.isTaken || this.decoder.readableEnded || this.decoder.destroyed) return;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

/** "deflate" means zlib's format (RFC 9110, section 8.4.1.2); some servers send the bare one. */
export function isZlibFormat(body: Uint8Array): boolean {
  return ((body[0] ?? 0) & 0x0f) === 8;
}

/** @param open Chooses by the first bytes. A body without any is empty, whatever its encoding. */
function inflating(coding: string, open: (first: Uint8Array) => Transform): Decode {
  return async function* (chunks) {
    let inflation: Inflation | null = null;
    try {
      for await (const chunk of chunks) {
        if (chunk.length === 0) continue;
        inflation ??= new Inflation(open(chunk), coding);
        yield* inflation.write(chunk);
      }
      if (inflation) yield* inflation.end();
    } finally {
      inflation?.destroy();
    }
  };
}

async function* unzstd(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const decoder = new ZstdDecoder();
  for await (const chunk of chunks) yield* telling(decoder.decode(chunk));
  yield* telling(decoder.end());
}

function* telling(decoded: Iterable<Uint8Array>): Generator<Uint8Array> {
  try {
    yield* decoded;
  } catch (error) {
    throw undecodable("zstd", error);
  }
}

const gunzip = inflating("gzip", () => createGunzip());

/** By the name of the coding. A decoder throws UpstreamError("invalid_response") for damaged data. */
export const CHUNK_DECODERS: ReadonlyMap<string, Decode> = new Map([
  ["gzip", gunzip],
  ["x-gzip", gunzip],
  ["deflate", inflating("deflate", (first) => (isZlibFormat(first) ? createInflate() : createInflateRaw()))],
  ["br", inflating("br", () => createBrotliDecompress())],
  ["zstd", unzstd],
]);
