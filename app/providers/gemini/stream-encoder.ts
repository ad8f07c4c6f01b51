/**
 * Canonical events as Gemini's chunks. https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 *
 * A call is whole in one part, so that its arguments wait until the answer is complete; parts keep their order, so
 * that what comes after a call waits with it. Finish reasons and the usage are in the last chunk, which is the only
 * end that the protocol has: after an error, or without an end, there is none.
 */
import { type AssistantPart, type ChatChoice, type ChatStreamEvent, type ReasoningProof } from "../chat";
import { type StreamEncoder, type StreamEncoding, type StreamFrame } from "../codec";
import { WarningList } from "../warning-list";
import { type JsonObject } from "../json-value";
import { type Usage } from "../provider";
import { encodeAnswerParts } from "./answer-parts";
import { encodeStreamError } from "./errors";
import { encodeFinishReason } from "./finish-reason";
import { ANY_MODEL } from "./models";
import { encodeUsage } from "./usage";

type BlockEvent = Extract<ChatStreamEvent, { block: number }>;
type CallEvent = Extract<ChatStreamEvent, { type: "tool_call" }>;

interface HeldBlock {
  readonly call: CallEvent | null;
  /** What was said in the block; of a call, nothing. */
  readonly parts: JsonObject[];
  readonly arguments: string[];
}

interface OpenChoice {
  /** From the first call on, by the number of the block. */
  readonly held: Map<number, HeldBlock>;
  /** Blocks with thoughts in words: a signature for them is one of a thought. */
  readonly thoughts: Set<number>;
  finish: Pick<ChatChoice, "finish" | "nativeFinish"> | null;
}

function encode(part: AssistantPart): JsonObject[] {
  // What is lost here has no place in a stream's frames to be told.
  return encodeAnswerParts([part], { model: ANY_MODEL, path: "", warnings: new WarningList() });
}

function encodeProof(proof: ReasoningProof, isOfThought: boolean): JsonObject[] {
  if (proof.provider !== "gemini") return [];
  return [{ text: "", ...(isOfThought ? { thought: true } : {}), thoughtSignature: proof.value }];
}

function encodeHeld({ call, parts, arguments: pieces }: HeldBlock): JsonObject[] {
  if (!call) return parts;
  const { id, name, kind, proof } = call;
  return [...encode({ type: "tool_call", id, name, kind, proof, arguments: pieces.join("") }), ...parts];
}

class GeminiStreamEncoder implements StreamEncoder {
  private id: string;
  private usage: Usage | null = null;
  private isClosed = false;
  private readonly choices = new Map<number, OpenChoice>();

  constructor(private readonly encoding: StreamEncoding) {
    this.id = encoding.id;
  }

  write(event: ChatStreamEvent): readonly StreamFrame[] {
    if (this.isClosed) return [];
    switch (event.type) {
      case "start":
        this.id = event.id ?? this.id;
        return [];
      case "usage":
        this.usage = event.usage;
        return [];
      case "error":
        this.isClosed = true;
        return [encodeStreamError(event.error)];
      case "finish":
        this.choice(event.choice).finish = event;
        return [];
      case "end":
        this.isClosed = true;
        return this.end();
      default:
        return this.writeBlock(event);
    }
  }

  private choice(index: number): OpenChoice {
    let choice = this.choices.get(index);
    if (!choice) {
      choice = { held: new Map(), thoughts: new Set(), finish: null };
      this.choices.set(index, choice);
    }
    return choice;
  }

  private writeBlock(event: BlockEvent): readonly StreamFrame[] {
    const choice = this.choice(event.choice);
    const isCall = event.type === "tool_call";
    if (!isCall && event.type !== "tool_arguments") {
      const parts = this.encodeEvent(event, choice);
      if (choice.held.size === 0) return parts.map((part) => this.chunk(event.choice, [part]));
      this.held(choice, event.block, null).parts.push(...parts);
      return [];
    }
    const held = this.held(choice, event.block, isCall ? event : null);
    if (!isCall) held.arguments.push(event.text);
    return [];
  }

  private held({ held }: OpenChoice, block: number, call: CallEvent | null): HeldBlock {
    const known = held.get(block);
    if (known) return known;
    const created: HeldBlock = { call, parts: [], arguments: [] };
    held.set(block, created);
    return created;
  }

  private encodeEvent(
    event: Exclude<BlockEvent, { type: "tool_call" | "tool_arguments" }>,
    { thoughts }: OpenChoice,
  ): JsonObject[] {
    switch (event.type) {
      case "text":
      case "refusal":
        return encode({ type: event.type, text: event.text });
      case "reasoning":
        thoughts.add(event.block);
        return encode({ type: "reasoning", text: event.text, proof: null });
      case "reasoning_proof":
        return encodeProof(event.proof, thoughts.has(event.block));
      case "part":
        return encode(event.part);
    }
  }

  private end(): StreamFrame[] {
    const candidates = [...this.choices]
      .sort(([a], [b]) => a - b)
      .map(([index, { held, finish }]) => {
        const blocks = [...held].sort(([a], [b]) => a - b);
        const parts = blocks.flatMap(([, block]) => encodeHeld(block));
        const finishReason = finish && encodeFinishReason(finish);
        return {
          content: { role: "model", parts: parts.length > 0 ? parts : [{ text: "" }] },
          ...(finishReason === null ? {} : { finishReason }),
          index,
        };
      });
    const usage = this.usage ? { usageMetadata: encodeUsage(this.usage) } : {};
    return candidates.length === 0 && !this.usage ? [] : [this.frame(candidates, usage)];
  }

  private chunk(index: number, parts: readonly JsonObject[]): StreamFrame {
    return this.frame([{ content: { role: "model", parts }, index }], {});
  }

  private frame(candidates: readonly JsonObject[], more: JsonObject): StreamFrame {
    const { id: responseId } = this;
    const chunk = { candidates, ...more, modelVersion: this.encoding.model, responseId };
    return { event: null, data: JSON.stringify(chunk) };
  }
}

export function geminiStreamEncoder(encoding: StreamEncoding): StreamEncoder {
  return new GeminiStreamEncoder(encoding);
}
