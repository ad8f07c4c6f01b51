/**
 * Canonical events as Gemini's chunks. https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 *
 * A call is whole in one part, so that its arguments wait until the answer is complete; parts keep their order, so
 * that what comes after a call waits with it. Finish reasons and the usage are in the last chunk, which is the only
 * end that the protocol has: after an error, or without an end, there is none.
 */
import { answerId } from "../caller-ids";
import { type AssistantPart, type ChatChoice, type ChatStreamEvent, type ReasoningProof } from "../chat";
import { type StreamEncoder, type StreamEncoding, type StreamFrame, type Warnings } from "../codec";
import { WarningList } from "../warning-list";
import { type JsonObject } from "../json-value";
import { type Usage } from "../provider";
import { encodeAnswerPart } from "./answer-parts";
import { encodeStreamError } from "./errors";
import { encodeFinishReason, isForeignReason } from "./finish-reason";
import { type PartContext } from "./media-parts";
import { ANY_MODEL } from "./models";
import { FOREIGN_REASON, ID_PREFIX } from "./response";
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

/** A signature that is a chunk of its own: the text that it belongs to is in the chunks before. */
function encodeProof(proof: ReasoningProof, isOfThought: boolean, context: PartContext): JsonObject[] {
  return encodeAnswerPart({ type: "reasoning", text: "", proof }, context).map((part) =>
    isOfThought ? { ...part, thought: true } : part,
  );
}

class GeminiStreamEncoder implements StreamEncoder {
  private id: string;
  private usage: Usage | null = null;
  private isClosed = false;
  private readonly choices = new Map<number, OpenChoice>();
  private readonly said = new WarningList();

  constructor(private readonly encoding: StreamEncoding) {
    this.id = answerId(ID_PREFIX, null, encoding.id);
  }

  get warnings(): Warnings {
    return this.said.all;
  }

  write(event: ChatStreamEvent): readonly StreamFrame[] {
    if (this.isClosed) return [];
    switch (event.type) {
      case "start":
        this.id = answerId(ID_PREFIX, event.id, this.encoding.id);
        return [];
      case "usage":
        this.usage = event.usage;
        return [];
      case "error":
        this.isClosed = true;
        return [encodeStreamError(event.error)];
      case "finish":
        this.choice(event.choice).finish = event;
        if (isForeignReason(event)) this.said.add(`choices[${event.choice}]`, FOREIGN_REASON);
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
    const context = this.at(event);
    switch (event.type) {
      case "text":
      case "refusal":
        return encodeAnswerPart({ type: event.type, text: event.text }, context);
      case "reasoning":
        thoughts.add(event.block);
        return encodeAnswerPart({ type: "reasoning", text: event.text, proof: null }, context);
      case "reasoning_proof":
        return encodeProof(event.proof, thoughts.has(event.block), context);
      case "part":
        return encodeAnswerPart(event.part, context);
    }
  }

  private at({ choice, block }: Pick<BlockEvent, "choice" | "block">): PartContext {
    return { model: ANY_MODEL, path: `choices[${choice}].content[${block}]`, warnings: this.said };
  }

  private encodeHeld({ call, parts, arguments: pieces }: HeldBlock): JsonObject[] {
    if (!call) return parts;
    const { id, name, kind, proof } = call;
    const whole: AssistantPart = { type: "tool_call", id, name, kind, proof, arguments: pieces.join("") };
    return [...encodeAnswerPart(whole, this.at(call)), ...parts];
  }

  private end(): StreamFrame[] {
    const candidates = [...this.choices]
      .sort(([a], [b]) => a - b)
      .map(([index, { held, finish }]) => {
        const blocks = [...held].sort(([a], [b]) => a - b);
        const parts = blocks.flatMap(([, block]) => this.encodeHeld(block));
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
