/** From bytes to a request that the rules can read: one parse, and the places where text is. */
import { isUtf8 } from "node:buffer";
import { type Readable } from "node:stream";
import { TextTooDeepError } from "~/providers/collect-text";
import { type RequestFacts } from "~/providers/protocol";
import { PROTOCOLS } from "~/providers/registry";
import { hasDuplicateKeys, JsonTooDeepError, type TextPart } from "~/redaction/json-text";
import { type Endpoint } from "./endpoints";
import { GatewayError } from "./gateway-error";
import { type GatewayRequest } from "./gateway-message";
import { readBody } from "./read-body";

/** JSON of any shape: one that the provider does not know is the provider's to refuse. */
interface JsonBody {
  readonly kind: "json";
  readonly bytes: Buffer;
  readonly source: string;
  readonly json: unknown;
}

type InboundBody =
  | { readonly kind: "none" }
  | JsonBody
  /** Files, audio, images, forms: passed on as they come, without being parsed. */
  | { readonly kind: "opaque"; readonly stream: Readable };

/** Immutable: every attempt is built from it. */
export interface Inbound {
  readonly body: InboundBody;
  readonly facts: RequestFacts;
}

/** Media types of bodies that hold no JSON. Everything else is read, so that no label hides a prompt. */
const OPAQUE =
  /^(multipart|audio|image|video)\/|^application\/(octet-stream|pdf|zip|x-www-form-urlencoded|x-ndjson|jsonl)\b/i;

function isOpaque({ operation }: Endpoint, contentType: string | undefined): boolean {
  return operation === "other" && OPAQUE.test(contentType ?? "");
}

/** @throws {GatewayError} 400 when the body is not JSON in UTF-8, 413, 415. */
export async function readInbound(request: GatewayRequest, endpoint: Endpoint): Promise<Inbound> {
  const body = await readInboundBody(request, endpoint);
  const json = body.kind === "json" ? body.json : undefined;
  const facts = PROTOCOLS[endpoint.dialect].readFacts(endpoint.operation, json, endpoint.route);
  return { body, facts };
}

async function readInboundBody(request: GatewayRequest, endpoint: Endpoint): Promise<InboundBody> {
  if (endpoint.operation === "other") {
    if (!request.hasBody) return { kind: "none" };
    if (isOpaque(endpoint, request.headers["content-type"])) {
      return { kind: "opaque", stream: request.bodyStream() };
    }
  }
  const bytes = await readBody(request);
  if (bytes.length === 0 && endpoint.operation === "other") return { kind: "none" };
  return parseBody(bytes);
}

/** @throws {GatewayError} 400 */
export function parseBody(bytes: Buffer): JsonBody {
  if (!isUtf8(bytes)) throw new GatewayError("invalid_json", "The request body is not valid UTF-8.");
  const source = bytes.toString("utf8");
  try {
    return { kind: "json", bytes, source, json: JSON.parse(source) };
  } catch {
    throw new GatewayError("invalid_json", "The request body is not valid JSON.");
  }
}

/** The text that rules see. @throws {GatewayError} 400 when the body cannot be inspected without doubt. */
export function readTextParts(source: string, json: unknown, { dialect, operation }: Endpoint): TextPart[] {
  return inspectJson(source, () => PROTOCOLS[dialect].textParts(operation, json));
}

/**
 * Reads a body that can be read without doubt.
 * @throws {GatewayError} 400 for one that is too deep, or gives a key twice, of which we might read one and the
 *   provider the other.
 */
export function inspectJson<Result>(source: string, read: () => Result): Result {
  try {
    // First: it refuses a body that is nested deeper than the walk through it goes.
    if (hasDuplicateKeys(source)) {
      throw new GatewayError(
        "invalid_body",
        "The request body gives a key twice in one object. Send each key once.",
      );
    }
    return read();
  } catch (error) {
    if (error instanceof TextTooDeepError || error instanceof JsonTooDeepError) {
      throw new GatewayError("invalid_body", `The request body is ${error.message}.`);
    }
    throw error;
  }
}
