import { type ChatCodec } from "../codec";
import { decodeError, encodeError, encodeStreamError } from "./errors";
import { decodeRequest } from "./request-decoder";
import { encodeRequest } from "./request-encoder";
import { decodeResponse, encodeResponse } from "./response";
import { anthropicStreamDecoder } from "./stream-decoder";
import { anthropicStreamEncoder } from "./stream-encoder";
import { messagesTextParts } from "./text-parts";

export const anthropicCodec: ChatCodec = {
  decodeRequest,
  encodeRequest,
  decodeResponse,
  encodeResponse,
  streamDecoder: anthropicStreamDecoder,
  streamEncoder: anthropicStreamEncoder,
  decodeError,
  encodeError,
  encodeStreamError,
  textParts: messagesTextParts,
};
