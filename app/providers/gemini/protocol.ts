import { asString, isObject } from "../json-value";
import { type Protocol } from "../protocol";
import { chatObserver } from "../stream-observer";
import { decodeError, encodeError, encodeStreamError } from "./errors";
import { readCandidatesText } from "./event-text";
import { encodeGenerateContent, summarizeAnswer } from "./response";
import { geminiStreamDecoder } from "./stream-decoder";
import { geminiTextParts } from "./text-parts";

export const geminiProtocol: Protocol = {
  errors: { decodeError, encodeError, encodeStreamError },
  readFacts: (_operation, body, route) => {
    const named = isObject(body) ? asString(body.model) : null;
    return { model: route.model ?? named, stream: route.stream === true, lacksUsage: false };
  },
  textParts: (_operation, body) => geminiTextParts(body),
  eventText: (operation) => (operation === "chat" ? readCandidatesText : null),
  summarize: summarizeAnswer,
  endsWithMarker: false,
  observer: (operation) =>
    operation === "chat" ? chatObserver(geminiStreamDecoder(), encodeGenerateContent) : null,
};
