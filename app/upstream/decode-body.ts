/** Providers are asked for identity encoding; what one compresses all the same is read whole, or while it comes. */
import { Readable } from "node:stream";
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { CHUNK_DECODERS, type Chunks, isZlibFormat } from "./decode-chunks";
import { ZstdDecoder } from "./zstd-decoder";

interface Limit {
  maxOutputLength: number;
}

const MAX_DECODED_BYTES = 32 * 1024 * 1024;
/** Nobody needs two; each costs a pass over the body. */
const MOST_CODINGS = 4;

function inflateEither(body: Buffer, limit: Limit): Buffer {
  return isZlibFormat(body) ? inflateSync(body, limit) : inflateRawSync(body, limit);
}

function unzstd(body: Buffer, { maxOutputLength }: Limit): Buffer {
  const decoder = new ZstdDecoder();
  const pieces: Uint8Array[] = [];
  let size = 0;
  const take = (decoded: Iterable<Uint8Array>) => {
    for (const piece of decoded) {
      size += piece.length;
      if (size > maxOutputLength) throw new Error("the decoded body is too large");
      pieces.push(piece);
    }
  };
  take(decoder.decode(body));
  take(decoder.end());
  return Buffer.concat(pieces);
}

type Decode = (body: Buffer, limit: Limit) => Buffer;

const WHOLE_DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ["gzip", gunzipSync],
  ["x-gzip", gunzipSync],
  ["deflate", inflateEither],
  ["br", brotliDecompressSync],
  ["zstd", unzstd],
]);

/**
 * The codings of a body in the order in which they were applied, lower case, without "identity".
 * @returns null when there are more than any server has reason for.
 */
function contentCodings(encoding: string | string[] | undefined): string[] | null {
  if (!encoding) return [];
  const codings = String(encoding)
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity");
  return codings.length > MOST_CODINGS ? null : codings;
}

/** The text of a body; empty when its encoding is unknown, damaged, or it grows beyond the limit. */
export function decodedBody(body: Buffer, encoding: string | string[] | undefined): string {
  const codings = contentCodings(encoding);
  // The answer to a HEAD may name an encoding and has no body.
  if (!codings || body.length === 0) return "";
  let decoded = body;
  for (const coding of codings.reverse()) {
    const decode = WHOLE_DECODERS.get(coding);
    if (!decode) return "";
    try {
      decoded = decode(decoded, { maxOutputLength: MAX_DECODED_BYTES });
    } catch {
      return "";
    }
  }
  return decoded.toString("utf8");
}

/** Pulls from an iterator, one piece at a time: with nothing buffered, an error never overtakes content. */
function readableFrom(pieces: AsyncIterator<Uint8Array>, source: Readable): Readable {
  const readable = new Readable({
    highWaterMark: 0,
    read() {
      pieces.next().then(
        ({ done, value }) => this.push(done ? null : value),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
    destroy(error, done) {
      // At once: the iterator may be waiting for a provider that has nothing to say.
      source.destroy();
      pieces.return?.().catch(() => undefined);
      done(error);
    },
  });
  // A failure before anyone reads must not end the process; whoever reads later is told all the same.
  return readable.on("error", () => undefined);
}

/**
 * @param body Is read and destroyed through the result: destroying that aborts the exchange with the provider.
 * @returns A stream of decoded bytes that throws UpstreamError: the body's own, or "invalid_response" for damaged
 *   data. The body itself when it is not encoded. null when its encoding is unknown; the body is untouched then.
 */
export function decodeStream(body: Readable, encoding: string | string[] | undefined): Readable | null {
  const codings = contentCodings(encoding);
  if (!codings) return null;
  if (codings.length === 0) return body;
  let pieces: Chunks = body;
  for (const coding of codings.reverse()) {
    const decode = CHUNK_DECODERS.get(coding);
    if (!decode) return null;
    pieces = decode(pieces);
  }
  return readableFrom(pieces[Symbol.asyncIterator](), body);
}
