/** One content block of a written stream: its start, its deltas, its end. */
import { type ChatStreamEvent, type ReasoningProof, type VendorPart } from "../chat";
import { type JsonObject } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { JsonProgress } from "./json-progress";
import { FOREIGN_PROOF, REFUSAL_AS_TEXT } from "./response";
import { toolInput } from "./tool-input";

export type BlockEvent = Extract<ChatStreamEvent, { block: number }>;

export interface WrittenBlock {
  /** The block of the canonical events. */
  readonly block: number;
  /** The `content_block` that it begins with. */
  readonly content: JsonObject;
  /** Nothing can come any more, as far as anyone can tell; a block of text goes on for as long as it is spoken of. */
  readonly isWhole: boolean;
  /** The `delta` of an event, or null when it has none here. */
  delta(event: BlockEvent): JsonObject | null;
  /** What is left to say at the end. */
  last(): JsonObject | null;
  /** Arguments that were no object were put into one. */
  readonly isWrapped: boolean;
}

class TextBlock implements WrittenBlock {
  readonly content = { type: "text", text: "" };
  readonly isWhole = true;
  readonly isWrapped = false;
  constructor(readonly block: number) {}

  delta(event: BlockEvent): JsonObject | null {
    const isText = event.type === "text" || event.type === "refusal";
    return isText && event.text !== "" ? { type: "text_delta", text: event.text } : null;
  }

  last(): null {
    return null;
  }
}

class ThinkingBlock implements WrittenBlock {
  readonly content = { type: "thinking", thinking: "", signature: "" };
  readonly isWhole = true;
  readonly isWrapped = false;
  constructor(readonly block: number) {}

  delta(event: BlockEvent): JsonObject | null {
    if (event.type === "reasoning" && event.text !== "")
      return { type: "thinking_delta", thinking: event.text };
    const proof = event.type === "reasoning_proof" ? event.proof : null;
    const isOwn = proof?.provider === "anthropic" && proof.kind === "signature";
    return isOwn ? { type: "signature_delta", signature: proof.value } : null;
  }

  last(): null {
    return null;
  }
}

/** Says everything in its start. */
class WholeBlock implements WrittenBlock {
  readonly isWhole = true;
  readonly isWrapped = false;
  constructor(
    readonly block: number,
    readonly content: JsonObject,
  ) {}

  delta(): null {
    return null;
  }

  last(): null {
    return null;
  }
}

class CallBlock implements WrittenBlock {
  readonly content: JsonObject;
  readonly block: number;
  private readonly kind: "function" | "custom";
  private readonly progress = new JsonProgress();
  /** Held until it is seen to be an object: anything else becomes a member of one, when it is whole. */
  private held = "";
  private isObject = false;

  constructor({ block, name, kind }: Extract<BlockEvent, { type: "tool_call" }>, id: string) {
    this.block = block;
    this.content = { type: "tool_use", id, name, input: {} };
    this.kind = kind;
  }

  get isWhole(): boolean {
    return this.isObject && this.progress.isWhole;
  }

  delta(event: BlockEvent): JsonObject | null {
    if (event.type !== "tool_arguments" || event.text === "") return null;
    if (this.isObject) return this.piece(event.text);
    this.held += event.text;
    if (this.kind === "custom" || !/^\s*\{/.test(this.held)) return null;
    this.isObject = true;
    return this.piece(this.held);
  }

  private piece(text: string): JsonObject {
    this.progress.push(text);
    return { type: "input_json_delta", partial_json: text };
  }

  last(): JsonObject | null {
    if (this.isObject || this.held === "") return null;
    const { input } = toolInput({ arguments: this.held, kind: this.kind });
    return { type: "input_json_delta", partial_json: JSON.stringify(input) };
  }

  get isWrapped(): boolean {
    return (
      !this.isObject && this.held !== "" && toolInput({ arguments: this.held, kind: this.kind }).isWrapped
    );
  }
}

/** What an event says that has no place here; null when it has one. */
export function lostEvent(event: BlockEvent): string | null {
  switch (event.type) {
    case "refusal":
      return event.text === "" ? null : REFUSAL_AS_TEXT;
    case "reasoning_proof":
      return event.proof.provider === "anthropic" ? null : FOREIGN_PROOF;
    case "tool_call":
      return event.proof && `only ${PROVIDER_NAMES[event.proof.provider]} knows its proof; left out`;
    case "part":
      return lostPart(event.part);
    default:
      return null;
  }
}

function lostPart(part: Extract<BlockEvent, { type: "part" }>["part"]): string | null {
  if (part.type === "media") return `${part.kind} cannot be part of an answer here; left out`;
  const { provider } = part.vendor;
  return provider === "anthropic"
    ? null
    : `only ${PROVIDER_NAMES[provider]} knows this kind of part; left out`;
}

/** Another vendor's proof means nothing here. */
function beginWithProof(block: number, proof: ReasoningProof): WrittenBlock | null {
  if (proof.provider !== "anthropic") return null;
  return proof.kind === "redacted"
    ? new WholeBlock(block, { type: "redacted_thinking", data: proof.value })
    : new ThinkingBlock(block);
}

/**
 * The block that begins with an event; null for one that says nothing here.
 * @param callId The id of a call as the caller reads it, also of one that has none.
 */
export function beginBlock(event: BlockEvent, callId: (id: string) => string): WrittenBlock | null {
  const { block } = event;
  switch (event.type) {
    case "text":
    case "refusal":
      return event.text === "" ? null : new TextBlock(block);
    case "reasoning":
      return event.text === "" ? null : new ThinkingBlock(block);
    case "reasoning_proof":
      return beginWithProof(block, event.proof);
    case "tool_call":
      return new CallBlock(event, callId(event.id));
    case "tool_arguments":
      // Of a call that never began, or that was whole before.
      return null;
    case "part":
      return event.part.type === "vendor" ? vendorBlock(block, event.part) : null;
  }
}

function vendorBlock(block: number, { vendor }: VendorPart): WrittenBlock | null {
  return vendor.provider === "anthropic" ? new WholeBlock(block, vendor.fields) : null;
}
