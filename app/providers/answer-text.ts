/**
 * Where text is in an answer, whole or in an event of a stream, in any of the protocols: every string counts that is
 * not under a word of the protocol. What a vendor adds tomorrow is read before anyone here knows of it.
 */
import { type TextPart } from "~/redaction/json-text";
import { collectJsonString, TextTooDeepError, type TextPath } from "./collect-text";
import { isObject } from "./json-value";

/** Names, kinds and references; media and proofs, of which a changed character makes nonsense. */
const KEYWORDS = new Set([
  "type",
  "object",
  "id",
  "role",
  "name",
  "model",
  "modelVersion",
  "status",
  "finish_reason",
  "finishReason",
  "stop_reason",
  "stopReason",
  "stop_sequence",
  "system_fingerprint",
  "service_tier",
  "signature",
  "thoughtSignature",
  "thought_signature",
  "encrypted_content",
  "encrypted_index",
  "data",
  "mimeType",
  "mime_type",
  "media_type",
  "b64_json",
  "blockReason",
  "category",
  "probability",
  "severity",
  "responseId",
  "logprobs",
  "logprobsResult",
  "embedding",
  "usage",
  "usageMetadata",
]);
const REFERENCE = /(?:_|^)(?:id|ids)$|Id$/;
/** What the caller said, told again: it is the request's, and was ruled there. */
const ECHOES = new Set(["instructions", "tools", "tool_choice", "metadata", "text", "reasoning"]);
/** JSON in a string. */
const ARGUMENTS = new Set(["arguments", "partial_json"]);
/** Below these every key is the tool's own. */
const FREE = new Set(["input", "args"]);
const MAX_DEPTH = 256;

interface Walk {
  readonly parts: TextPart[];
  /** Inside of a tool's arguments no key is a word of the protocol. */
  readonly isFree: boolean;
}

function collect(value: unknown, path: TextPath, walk: Walk): void {
  if (path.length > MAX_DEPTH) throw new TextTooDeepError(`nested deeper than ${MAX_DEPTH} levels`);
  if (typeof value === "string") {
    if (value !== "") walk.parts.push({ path: [...path], text: value });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => collect(item, [...path, index], walk));
  } else if (isObject(value)) {
    const isResponse = value.object === "response";
    for (const [key, child] of Object.entries(value)) {
      if (isResponse && ECHOES.has(key)) continue;
      collectMember(key, child, [...path, key], walk);
    }
  }
}

function collectMember(key: string, child: unknown, path: TextPath, { parts, isFree }: Walk): void {
  if (isFree) collect(child, path, { parts, isFree });
  else if (ARGUMENTS.has(key) && typeof child === "string") collectJsonString(child, path, parts);
  else if (FREE.has(key)) collect(child, path, { parts, isFree: true });
  else if (!KEYWORDS.has(key) && !REFERENCE.test(key)) collect(child, path, { parts, isFree });
}

/** @param path Where the value stands in the whole. @throws {TextTooDeepError} */
export function answerTextParts(value: unknown, path: TextPath = []): TextPart[] {
  const parts: TextPart[] = [];
  collect(value, path, { parts, isFree: false });
  return parts;
}
