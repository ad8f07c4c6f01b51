/** What a body that was read whole turned out to be: an answer, an error, or nothing that a client could read. */
import { CODECS } from "~/providers/codecs";
import { type ChatError } from "~/providers/chat";
import { PROTOCOLS } from "~/providers/registry";
import { type Translation } from "~/providers/translated-stream";
import { type Endpoint } from "./endpoints";

interface WholeBody {
  readonly status: number;
  readonly bytes: Buffer;
  /** Empty when it cannot be decoded. */
  readonly text: string;
  /** Undefined when it is no JSON. */
  readonly parsed: unknown;
}

/** The error that a body is, whatever its status says: some answer 200 with an error object. */
export function errorIn(
  { dialect, operation }: Endpoint,
  translation: Translation | null,
  { status, text, parsed }: WholeBody,
): ChatError | null {
  const { decodeError } = PROTOCOLS[translation?.from ?? dialect].errors;
  // An answer that has an error among its members is an answer; one that begins with it is an error.
  const mayBeError = operation !== "other" && /^\s*\{\s*"(error"|type"\s*:\s*"error")/.test(text);
  return status >= 400 || mayBeError ? decodeError(status, parsed) : null;
}

/** Whether a success holds no answer, so that another key may be asked for one. */
export function isNoAnswer(
  { operation }: Endpoint,
  translation: Translation | null,
  { status, bytes, text, parsed }: WholeBody,
): boolean {
  if (translation) return CODECS[translation.from].decodeResponse(parsed) === null;
  // What cannot be decoded here may still be read by the caller.
  const isDecoded = text !== "" || bytes.length === 0;
  return operation === "chat" && status < 300 && isDecoded && parsed === undefined;
}
