/**
 * Gemini's chunks to canonical events: each is a whole GenerateContentResponse with the next parts. There is no
 * terminal marker but the finish reason: the answer is at its end when every candidate has one.
 * https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 */
import { type AssistantPart, type ChatStreamEvent } from "../chat";
import { type StreamDecoder, type StreamFrame } from "../codec";
import { asArray, asCount, asString, isObject, type JsonObject, parseJson } from "../json-value";
import { decodeAnswerPart } from "./answer-parts";
import { decodeError } from "./errors";
import { readFinishReason } from "./finish-reason";
import { decodeUsage } from "./usage";

/** What goes on in the next chunk when that is of the same kind. */
interface OpenBlock {
  readonly kind: "text" | "reasoning";
  readonly block: number;
}

class CandidateDecoder {
  isFinished = false;
  private blocks = 0;
  private hasCalls = false;
  private open: OpenBlock | null = null;

  constructor(private readonly choice: number) {}

  read(candidate: JsonObject, events: ChatStreamEvent[]): void {
    const content = isObject(candidate.content) ? candidate.content : {};
    for (const part of asArray(content.parts)) {
      if (isObject(part)) decodeAnswerPart(part).forEach((said) => this.add(said, events));
    }
    const nativeFinish = asString(candidate.finishReason);
    if (nativeFinish === null || nativeFinish === "FINISH_REASON_UNSPECIFIED") return;
    const finish = readFinishReason(nativeFinish, this.hasCalls);
    events.push({ type: "finish", choice: this.choice, finish, nativeFinish, stopSequence: null });
    this.isFinished = true;
  }

  private add(part: AssistantPart, events: ChatStreamEvent[]): void {
    const { choice } = this;
    switch (part.type) {
      case "text":
      case "reasoning":
        this.addText(part, events);
        break;
      case "tool_call": {
        const block = this.next(null);
        const { id, name, kind, proof } = part;
        this.hasCalls = true;
        events.push({ type: "tool_call", choice, block, id, name, kind, proof });
        events.push({ type: "tool_arguments", choice, block, text: part.arguments });
        break;
      }
      case "media":
      case "vendor":
        events.push({ type: "part", choice, block: this.next(null), part });
        break;
      case "refusal":
        // Gemini has none.
        break;
    }
  }

  /** A thought ends with its signature. */
  private addText(part: Extract<AssistantPart, { type: "text" | "reasoning" }>, events: ChatStreamEvent[]) {
    const { choice } = this;
    const { type: kind, text } = part;
    const block = this.open?.kind === kind ? this.open.block : this.next(kind);
    if (text !== "") events.push({ type: kind, choice, block, text });
    if (kind === "reasoning" && part.proof) {
      events.push({ type: "reasoning_proof", choice, block, proof: part.proof });
      this.open = null;
    }
  }

  private next(kind: OpenBlock["kind"] | null): number {
    const block = this.blocks++;
    this.open = kind && { kind, block };
    return block;
  }
}

class GeminiStreamDecoder implements StreamDecoder {
  private isStarted = false;
  private isEnded = false;
  private readonly candidates = new Map<number, CandidateDecoder>();

  read({ data }: StreamFrame): readonly ChatStreamEvent[] {
    const value = parseJson(data);
    const error = decodeError(200, value);
    if (error) return [{ type: "error", error }];
    return isObject(value) ? this.readChunk(value) : [];
  }

  private readChunk(chunk: JsonObject): readonly ChatStreamEvent[] {
    const events: ChatStreamEvent[] = [];
    const [id, model] = [asString(chunk.responseId), asString(chunk.modelVersion)];
    const candidates = asArray(chunk.candidates).filter(isObject);
    if (!this.isStarted && (id !== null || model !== null || candidates.length > 0)) {
      this.isStarted = true;
      events.push({ type: "start", id, model, created: null });
    }
    for (const candidate of candidates) {
      this.candidate(asCount(candidate.index) ?? 0).read(candidate, events);
    }
    const isBlocked = this.readFeedback(chunk.promptFeedback, events);
    const usage = decodeUsage(chunk.usageMetadata);
    if (usage) events.push({ type: "usage", usage });
    const all = [...this.candidates.values()];
    const isComplete = isBlocked || (all.length > 0 && all.every(({ isFinished }) => isFinished));
    if (isComplete && !this.isEnded) {
      this.isEnded = true;
      events.push({ type: "end" });
    }
    return events;
  }

  private candidate(index: number): CandidateDecoder {
    let candidate = this.candidates.get(index);
    if (!candidate) {
      candidate = new CandidateDecoder(index);
      this.candidates.set(index, candidate);
    }
    return candidate;
  }

  /** A prompt that was blocked has no candidates. */
  private readFeedback(feedback: unknown, events: ChatStreamEvent[]): boolean {
    const nativeFinish = isObject(feedback) ? asString(feedback.blockReason) : null;
    if (nativeFinish === null || this.candidates.size > 0) return false;
    events.push({ type: "finish", choice: 0, finish: "content_filter", nativeFinish, stopSequence: null });
    return true;
  }
}

export function geminiStreamDecoder(): StreamDecoder {
  return new GeminiStreamDecoder();
}
