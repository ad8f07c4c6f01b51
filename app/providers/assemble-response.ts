/** Folds the events of a streamed answer into what it would have been as a buffered one. */
import {
  type AssistantPart,
  type ChatChoice,
  type ChatError,
  type ChatResponse,
  type ChatStreamEvent,
  type ReasoningProof,
} from "./chat";
import { type Usage } from "./provider";

/** What is kept of a stream is bounded, in characters; the stream itself is not. */
const MAX_ASSEMBLED = 512 * 1024;
/** What a choice or a block costs beside its text. */
const OVERHEAD = 64;

type BlockEvent = Extract<ChatStreamEvent, { block: number }>;

interface OpenBlock {
  first: BlockEvent;
  pieces: string[];
  proof: ReasoningProof | null;
}

interface OpenChoice {
  blocks: Map<number, OpenBlock>;
  end: Extract<ChatStreamEvent, { type: "finish" }> | null;
}

export class ResponseAssembler {
  /** @param needsMarker A finish reason is not the end: the vendor always says it with a marker of its own. */
  constructor(private readonly needsMarker = false) {}

  error: ChatError | null = null;
  usage: Usage | null = null;
  private start: Extract<ChatStreamEvent, { type: "start" }> | null = null;
  private ended = false;
  private size = 0;
  private readonly choices = new Map<number, OpenChoice>();

  /** The vendor said that the answer is complete: by its terminal marker, or by every choice's finish reason. */
  get isComplete(): boolean {
    if (this.ended || this.needsMarker) return this.ended;
    return this.choices.size > 0 && [...this.choices.values()].every(({ end }) => end !== null);
  }

  get model(): string | null {
    return this.start?.model ?? null;
  }

  add(event: ChatStreamEvent): void {
    switch (event.type) {
      case "start":
        this.start ??= event;
        break;
      case "usage":
        this.usage = event.usage;
        break;
      case "error":
        this.error ??= event.error;
        break;
      case "end":
        this.ended = true;
        break;
      case "finish":
        this.choice(event.choice).end = event;
        break;
      default:
        this.addToBlock(event);
    }
  }

  private choice(index: number): OpenChoice {
    let choice = this.choices.get(index);
    if (!choice) {
      choice = { blocks: new Map(), end: null };
      this.size += OVERHEAD;
      if (this.size <= MAX_ASSEMBLED) this.choices.set(index, choice);
    }
    return choice;
  }

  private addToBlock(event: BlockEvent): void {
    const { blocks } = this.choice(event.choice);
    let block = blocks.get(event.block);
    if (!block) {
      if (this.size > MAX_ASSEMBLED) return;
      block = { first: event, pieces: [], proof: null };
      blocks.set(event.block, block);
      this.size += OVERHEAD + (event.type === "part" ? JSON.stringify(event.part).length : 0);
    }
    if (event.type === "reasoning_proof") block.proof = event.proof;
    else if ("text" in event && this.size <= MAX_ASSEMBLED) {
      block.pieces.push(event.text);
      this.size += event.text.length;
    }
  }

  get response(): ChatResponse {
    const { id = null, model = null, created = null } = this.start ?? {};
    const choices = [...this.choices]
      .sort(([a], [b]) => a - b)
      .map(([index, choice]) => toChoice(index, choice));
    return { id, model, created, choices, usage: this.usage, vendor: null };
  }
}

function toChoice(index: number, { blocks, end }: OpenChoice): ChatChoice {
  const content = [...blocks].sort(([a], [b]) => a - b).flatMap(([, block]) => toPart(block));
  const { finish = null, nativeFinish = null, stopSequence = null } = end ?? {};
  return { index, content, finish, nativeFinish, stopSequence, vendor: null };
}

function toPart({ first, pieces, proof }: OpenBlock): AssistantPart[] {
  const text = pieces.join("");
  switch (first.type) {
    case "text":
    case "refusal":
      return [{ type: first.type, text }];
    case "reasoning":
    case "reasoning_proof":
      return [{ type: "reasoning", text, proof }];
    case "tool_call": {
      const { id, name, kind } = first;
      const none = kind === "function" ? "{}" : "";
      return [{ type: "tool_call", id, name, kind, arguments: text || none, proof: first.proof }];
    }
    case "part":
      return [first.part];
    case "tool_arguments":
      // Arguments of a call that never began: no client could use them.
      return [];
  }
}
