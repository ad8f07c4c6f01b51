/** Reads the body into one buffer, with a ceiling, before anything looks at it. */
import { GatewayError } from "./gateway-error";
import { type GatewayRequest } from "./gateway-message";

const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** @throws {GatewayError} 413, or 415 for a compressed body. */
export async function readBody({ headers, readBody }: GatewayRequest): Promise<Buffer> {
  const encoding = headers["content-encoding"];
  if (encoding && encoding !== "identity") {
    throw new GatewayError(
      "unsupported_encoding",
      `A request body in ${encoding.slice(0, 40)} cannot be read. Send it uncompressed.`,
    );
  }
  const body = await readBody(MAX_BODY_BYTES);
  if (body) return body;
  throw new GatewayError(
    "body_too_large",
    "The request body is larger than 10 MiB. Send less in one request.",
  );
}
