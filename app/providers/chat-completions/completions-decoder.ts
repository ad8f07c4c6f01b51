/** Streams of the older completions API. https://platform.openai.com/docs/api-reference/completions */
import { type StreamDecoder } from "../codec";
import { asArray, asString, isObject } from "../json-value";
import { chatChunkDecoder } from "./stream-decoder";

function withDelta(choice: unknown): unknown {
  return isObject(choice) ? { ...choice, delta: { content: asString(choice.text) } } : choice;
}

/** Its chunks are chat chunks that say `text` where those say `delta.content`. */
export function completionChunkDecoder(): StreamDecoder {
  return chatChunkDecoder((value) =>
    isObject(value) ? { ...value, choices: asArray(value.choices).map(withDelta) } : value,
  );
}
