/** What the gateway reads from and changes in a chat completion request. */
import { setJsonMember } from "~/redaction/set-json-member";
import { asString, isObject, type JsonObject } from "../json-value";

export interface ChatRequestFacts {
  model: string | null;
  stream: boolean;
  /** The caller asked for the usage chunk of a stream. */
  wantsUsage: boolean;
}

export function readChatRequest(body: JsonObject): ChatRequestFacts {
  const options = isObject(body.stream_options) ? body.stream_options : {};
  return {
    model: asString(body.model),
    stream: body.stream === true,
    wantsUsage: options.include_usage === true,
  };
}

/** The same request, asking for the usage chunk that a trace needs. */
export function askForUsage(source: string, body: JsonObject): string {
  const options = isObject(body.stream_options) ? body.stream_options : {};
  return setJsonMember(source, "stream_options", JSON.stringify({ ...options, include_usage: true }));
}
