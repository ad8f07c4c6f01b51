/** One content block of a written stream: its start, its deltas, its end. */
import { type ChatStreamEvent, type ReasoningProof, type VendorPart } from "../chat";
import { type JsonObject } from "../json-value";
import { JsonProgress } from "./json-progress";
import { RAW_MEMBER } from "./tool-input";

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
}

class TextBlock implements WrittenBlock {
  readonly content = { type: "text", text: "" };
  readonly isWhole = true;
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
  private readonly progress = new JsonProgress();
  /** A custom tool's text, which becomes a member of an object. */
  private text: string | null;

  constructor({ block, name, kind }: Extract<BlockEvent, { type: "tool_call" }>, id: string) {
    this.block = block;
    this.content = { type: "tool_use", id, name, input: {} };
    this.text = kind === "custom" ? "" : null;
  }

  get isWhole(): boolean {
    return this.text === null && this.progress.isWhole;
  }

  delta(event: BlockEvent): JsonObject | null {
    if (event.type !== "tool_arguments" || event.text === "") return null;
    if (this.text !== null) {
      this.text += event.text;
      return null;
    }
    this.progress.push(event.text);
    return { type: "input_json_delta", partial_json: event.text };
  }

  last(): JsonObject | null {
    return this.text === null
      ? null
      : { type: "input_json_delta", partial_json: JSON.stringify({ [RAW_MEMBER]: this.text }) };
  }
}

/** Another vendor's proof means nothing here. */
function beginWithProof(block: number, proof: ReasoningProof): WrittenBlock | null {
  if (proof.provider !== "anthropic") return null;
  return proof.kind === "redacted"
    ? new WholeBlock(block, { type: "redacted_thinking", data: proof.value })
    : new ThinkingBlock(block);
}

/** The block that begins with an event; null for one that says nothing here. */
export function beginBlock(event: BlockEvent, makeId: () => string): WrittenBlock | null {
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
      return new CallBlock(event, event.id || makeId());
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
