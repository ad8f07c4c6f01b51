/** Streams of the older completions API. https://platform.openai.com/docs/api-reference/completions */
import { type ChatStreamEvent } from "../chat";
import { type StreamDecoder } from "../codec";
import { asArray, asString, isObject } from "../json-value";
import { chatChunkDecoder } from "./stream-decoder";

function withDelta(choice: unknown): unknown {
  return isObject(choice) ? { ...choice, delta: { content: asString(choice.text) } } : choice;
}

/** Its chunks are chat chunks that say `text` where those say `delta.content`. */
export function completionChunkDecoder(): StreamDecoder {
  const decoder = chatChunkDecoder();
  return {
    read(frame): readonly ChatStreamEvent[] {
      if (frame.data === "[DONE]") return decoder.read(frame);
      try {
        const chunk: unknown = JSON.parse(frame.data);
        if (!isObject(chunk)) return [];
        const choices = asArray(chunk.choices).map(withDelta);
        return decoder.read({ event: null, data: JSON.stringify({ ...chunk, choices }) });
      } catch {
        return [];
      }
    },
  };
}
