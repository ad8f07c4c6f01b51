import { asString, isObject } from "../json-value";

/** OpenAI's error envelope, which its SDKs parse. `type`, `code` and `param` may be null on the wire. */
export interface OpenaiErrorBody {
  error: { message: string; type: string; param: string | null; code: string | null };
}

/** The error of an answer or of an event inside a stream, or null when the value holds none. */
export function readOpenaiError(body: unknown): { message: string; code: string | null } | null {
  if (!isObject(body) || !isObject(body.error)) return null;
  const { error } = body;
  return {
    message: asString(error.message) ?? "the provider gave no message",
    code: asString(error.code) ?? asString(error.type),
  };
}
