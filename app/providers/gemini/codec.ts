import { type ChatCodec } from "../codec";
import { decodeError, encodeError, encodeStreamError } from "./errors";
import { decodeRequest } from "./request-decoder";
import { encodeRequest } from "./request-encoder";
import { decodeResponse, encodeResponse } from "./response";
import { geminiStreamDecoder } from "./stream-decoder";
import { geminiStreamEncoder } from "./stream-encoder";
import { geminiTextParts } from "./text-parts";

export const geminiCodec: ChatCodec = {
  decodeRequest,
  encodeRequest,
  decodeResponse,
  encodeResponse,
  streamDecoder: geminiStreamDecoder,
  streamEncoder: geminiStreamEncoder,
  decodeError,
  encodeError,
  encodeStreamError,
  textParts: geminiTextParts,
};
