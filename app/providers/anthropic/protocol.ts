import { asString, isObject } from "../json-value";
import { type Protocol } from "../protocol";
import { chatObserver } from "../stream-observer";
import { decodeError, encodeError, encodeStreamError } from "./errors";
import { readMessagesEventText } from "./event-text";
import { encodeMessage, summarizeAnswer } from "./response";
import { anthropicStreamDecoder } from "./stream-decoder";
import { messagesTextParts } from "./text-parts";

export const anthropicProtocol: Protocol = {
  errors: { decodeError, encodeError, encodeStreamError },
  readFacts: (_operation, body) => {
    const { model, stream } = isObject(body) ? body : {};
    return { model: asString(model), stream: stream === true, lacksUsage: false };
  },
  textParts: (_operation, body) => messagesTextParts(body),
  eventText: (operation) => (operation === "chat" ? readMessagesEventText : null),
  summarize: summarizeAnswer,
  endsWithMarker: true,
  observer: (operation) =>
    operation === "chat" ? chatObserver(anthropicStreamDecoder(), encodeMessage, true) : null,
};
