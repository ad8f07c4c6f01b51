import { asString, isObject } from "../json-value";
import { type AnswerSummary } from "../provider";
import { type Operation, type Protocol } from "../protocol";
import { chatObserver, type StreamObserver } from "../stream-observer";
import { readChunkText } from "./chunk-text";
import { completionChunkDecoder } from "./completions-decoder";
import { decodeError, encodeError, encodeStreamError } from "./errors";
import { openaiTextParts } from "./operation-text";
import { readOpenaiFacts } from "./request-facts";
import { encodeChatCompletion } from "./response";
import { decodeResponsesUsage, responsesObserver } from "./responses-observer";
import { readResponsesText } from "./responses-text";
import { chatChunkDecoder } from "./stream-decoder";
import { decodeUsage } from "./usage";

/** Chat completions and embeddings count prompts and completions, the Responses API inputs and outputs. */
function summarize(body: unknown): AnswerSummary {
  if (!isObject(body)) return { model: null, usage: null };
  const isResponse = body.object === "response";
  const usage = isResponse ? decodeResponsesUsage(body.usage) : decodeUsage(body.usage);
  return { model: asString(body.model), usage };
}

function observer(operation: Operation): StreamObserver | null {
  switch (operation) {
    case "chat":
      return chatObserver(chatChunkDecoder(), encodeChatCompletion);
    case "completions":
      return chatObserver(completionChunkDecoder(), encodeChatCompletion);
    case "responses":
      return responsesObserver();
    default:
      return null;
  }
}

/** What OpenAI and Azure speak. */
export const chatCompletionsProtocol: Protocol = {
  errors: { decodeError, encodeError, encodeStreamError },
  readFacts: readOpenaiFacts,
  textParts: openaiTextParts,
  eventText: (operation) => {
    if (operation === "responses") return readResponsesText;
    return operation === "chat" || operation === "completions" ? readChunkText : null;
  },
  summarize,
  endsWithMarker: false,
  observer,
};
