/** Providers are asked for identity encoding; one that compresses all the same is read for the trace. */
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

const MAX_DECODED_BYTES = 32 * 1024 * 1024;
const DECODERS: Readonly<Record<string, (body: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** The text of a body; empty when its encoding is unknown, damaged, or it grows beyond the limit. */
export function decodedBody(body: Buffer, encoding: string | string[] | undefined): string {
  if (!encoding || encoding === "identity") return body.toString("utf8");
  const decode = DECODERS[String(encoding).toLowerCase()];
  if (!decode) return "";
  try {
    return decode(body, { maxOutputLength: MAX_DECODED_BYTES }).toString("utf8");
  } catch {
    return "";
  }
}
