/** From bytes to a request that the rules can read: one parse, and the places where text is. */
import { readChatRequest, type ChatRequestFacts } from "~/providers/openai/request";
import { chatTextParts, TextTooDeepError } from "~/providers/openai/text-parts";
import { isObject, type JsonObject } from "~/providers/json-value";
import { hasDuplicateKeys, JsonTooDeepError, type TextPart } from "~/redaction/json-text";
import { GatewayError } from "./gateway-error";

/** Immutable: every attempt is built from it. */
export interface Inbound {
  /** The body as the caller wrote it. */
  readonly bytes: Buffer;
  readonly source: string;
  readonly body: JsonObject;
  readonly facts: ChatRequestFacts;
}

/** @throws {GatewayError} 400 when the body is not a JSON object in UTF-8. */
export function readInbound(bytes: Buffer): Inbound {
  const source = bytes.toString("utf8");
  let body: unknown;
  try {
    body = JSON.parse(source);
  } catch {
    throw new GatewayError("invalid_json", "The request body is not valid JSON.");
  }
  if (!isObject(body)) throw new GatewayError("invalid_body", "The request body must be a JSON object.");
  return { bytes, source, body, facts: readChatRequest(body) };
}

/**
 * The text that rules see.
 * @throws {GatewayError} 400 when a body cannot be inspected without doubt: too deep, or with a key given twice, of
 *   which we might read one and the provider the other.
 */
export function readTextParts(inbound: Inbound): TextPart[] {
  try {
    const parts = chatTextParts(inbound.body);
    if (hasDuplicateKeys(inbound.source)) {
      throw new GatewayError(
        "invalid_body",
        "The request body gives a key twice in one object. Send each key once.",
      );
    }
    return parts;
  } catch (error) {
    if (error instanceof TextTooDeepError || error instanceof JsonTooDeepError) {
      throw new GatewayError("invalid_body", `The request body is ${error.message}.`);
    }
    throw error;
  }
}
