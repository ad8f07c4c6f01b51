/**
 * Gemini's chunks to canonical events: each is a whole GenerateContentResponse with the next parts. There is no
 * terminal marker but the finish reason. https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 */
import { type ChatStreamEvent, type ReasoningProof } from "../chat";
import { type StreamDecoder, type StreamFrame } from "../codec";
import { asArray, asCount, asString, isObject, type JsonObject } from "../json-value";
import { decodeError } from "./errors";
import { readFinishReason } from "./finish-reason";
import { decodeUsage } from "./usage";

interface OpenCandidate {
  index: number;
  blocks: number;
  calls: number;
  open: { kind: "text" | "reasoning"; block: number } | null;
}

class GeminiStreamDecoder implements StreamDecoder {
  private started = false;
  private readonly candidates = new Map<number, OpenCandidate>();

  read({ data }: StreamFrame): readonly ChatStreamEvent[] {
    const chunk = parse(data);
    if (!chunk) return [];
    const error = decodeError(200, chunk);
    if (error) return [{ type: "error", error }];
    const events: ChatStreamEvent[] = [];
    if (!this.started && (asString(chunk.modelVersion) ?? asString(chunk.responseId)) !== null) {
      this.started = true;
      const [id, model] = [asString(chunk.responseId), asString(chunk.modelVersion)];
      events.push({ type: "start", id, model, created: null });
    }
    for (const candidate of asArray(chunk.candidates)) {
      if (isObject(candidate)) this.readCandidate(candidate, events);
    }
    const usage = decodeUsage(chunk.usageMetadata);
    if (usage) events.push({ type: "usage", usage });
    const blocked = isObject(chunk.promptFeedback) ? asString(chunk.promptFeedback.blockReason) : null;
    if (blocked !== null && this.candidates.size === 0) {
      const finish = { finish: "content_filter", nativeFinish: blocked, stopSequence: null } as const;
      events.push({ type: "finish", choice: 0, ...finish });
    }
    return events;
  }

  private readCandidate(candidate: JsonObject, events: ChatStreamEvent[]): void {
    const index = asCount(candidate.index) ?? 0;
    let open = this.candidates.get(index);
    if (!open) {
      open = { index, blocks: 0, calls: 0, open: null };
      this.candidates.set(index, open);
    }
    const content = isObject(candidate.content) ? candidate.content : {};
    for (const part of asArray(content.parts)) if (isObject(part)) readPart(part, open, events);
    const nativeFinish = asString(candidate.finishReason);
    if (nativeFinish === null || nativeFinish === "FINISH_REASON_UNSPECIFIED") return;
    const finish = readFinishReason(nativeFinish, open.calls > 0);
    events.push({ type: "finish", choice: index, finish, nativeFinish, stopSequence: null });
  }
}

function readPart(part: JsonObject, open: OpenCandidate, events: ChatStreamEvent[]): void {
  const choice = open.index;
  const signature = asString(part.thoughtSignature);
  const proof: ReasoningProof | null =
    signature === null ? null : { provider: "gemini", kind: "signature", value: signature };
  if (isObject(part.functionCall)) {
    const { functionCall: call } = part;
    const block = open.blocks++;
    open.open = null;
    open.calls++;
    const [id, name] = [asString(call.id) ?? "", asString(call.name) ?? ""];
    events.push({ type: "tool_call", choice, block, id, name, kind: "function", proof });
    const args = isObject(call.args) ? call.args : {};
    events.push({ type: "tool_arguments", choice, block, text: JSON.stringify(args) });
    return;
  }
  const text = asString(part.text);
  if (text === null) {
    const block = open.blocks++;
    open.open = null;
    const vendor = { provider: "gemini", fields: part } as const;
    events.push({ type: "part", choice, block, part: { type: "vendor", vendor } });
    return;
  }
  const kind = part.thought === true ? "reasoning" : "text";
  if (text === "" && proof === null) return;
  if (open.open?.kind !== kind) open.open = { kind, block: open.blocks++ };
  const { block } = open.open;
  events.push({ type: kind, choice, block, text });
  if (proof && kind === "reasoning") events.push({ type: "reasoning_proof", choice, block, proof });
}

function parse(data: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(data);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function geminiStreamDecoder(): StreamDecoder {
  return new GeminiStreamDecoder();
}
