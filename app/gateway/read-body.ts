/** Reads the body into one buffer, with a ceiling, before anything looks at it. */
import { type IncomingHttpHeaders } from "node:http";
import { GatewayError } from "./gateway-error";

const MAX_BODY_BYTES = 10 * 1024 * 1024;

function tooLarge(): GatewayError {
  return new GatewayError(
    "body_too_large",
    "The request body is larger than 10 MiB. Send less in one request.",
  );
}

/**
 * @param body Must survive an early stop: the caller still reads our answer on the same connection.
 * @throws {GatewayError} 413, or 415 for a compressed body.
 */
export async function readBody(
  headers: IncomingHttpHeaders,
  body: AsyncIterable<Uint8Array>,
): Promise<Buffer> {
  const encoding = headers["content-encoding"];
  if (encoding && encoding !== "identity") {
    throw new GatewayError(
      "unsupported_encoding",
      `A request body in ${encoding.slice(0, 40)} cannot be read. Send it uncompressed.`,
    );
  }
  if (Number(headers["content-length"] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  const [only] = chunks;
  if (chunks.length === 1 && Buffer.isBuffer(only)) return only;
  return Buffer.concat(chunks, size);
}
