import { type ChatCodec } from "../codec";
import { type Dialect } from "./dialect";
import { decodeError, encodeError, encodeStreamError } from "./errors";
import { decodeRequest } from "./request-decoder";
import { encodeRequest } from "./request-encoder";
import { encodeResponse } from "./response";
import { decodeResponse } from "./response-decoder";
import { chatChunkDecoder } from "./stream-decoder";
import { chatChunkEncoder } from "./stream-encoder";
import { chatTextParts } from "./text-parts";

/** The codec of one of the two vendors that speak this protocol. */
export function chatCompletionsCodec(dialect: Dialect): ChatCodec {
  return {
    decodeRequest: (body, route) => decodeRequest(dialect.provider, body, route),
    encodeRequest: (request) => encodeRequest(dialect, request),
    decodeResponse(body) {
      const value = decodeResponse(dialect.provider, body);
      return value && { value, warnings: [] };
    },
    encodeResponse,
    streamDecoder: chatChunkDecoder,
    streamEncoder: chatChunkEncoder,
    decodeError,
    encodeError,
    encodeStreamError,
    textParts: chatTextParts,
  };
}
