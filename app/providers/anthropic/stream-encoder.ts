/**
 * Canonical events as Anthropic's stream. https://docs.anthropic.com/en/docs/build-with-claude/streaming
 *
 * Blocks are written one after the other. A call that is still being spoken holds back what belongs to other blocks;
 * a block of text or thought ends where another begins.
 */
import { answerId, toolCallId } from "../caller-ids";
import { type ChatStreamEvent } from "../chat";
import { type StreamEncoder, type StreamEncoding, type StreamFrame, type Warnings } from "../codec";
import { type JsonObject } from "../json-value";
import { type Usage } from "../provider";
import { WarningList } from "../warning-list";
import { encodeStreamError } from "./errors";
import { FIRST_ONLY, FOREIGN_REASON, ID_FORM, madeCallId } from "./response";
import { type Ended, isForeignReason, stopReasonOf } from "./stop-reason";
import { beginBlock, type BlockEvent, lostEvent, type WrittenBlock } from "./stream-blocks";
import { WRAPPED } from "./tool-input";
import { encodeUsage, UNKNOWN_USAGE } from "./usage";

const NOT_ENDED: Ended = { finish: null, nativeFinish: null, stopSequence: null };

function frame(type: string, members: JsonObject): StreamFrame {
  return { event: type, data: JSON.stringify({ type, ...members }) };
}

class AnthropicStreamEncoder implements StreamEncoder {
  private state: "new" | "open" | "over" = "new";
  private id: string;
  private current: WrittenBlock | null = null;
  /** The wire's number of the next block. */
  private index = 0;
  private calls = 0;
  /** Events of blocks that wait for the current one, by block. */
  private readonly waiting = new Map<number, BlockEvent[]>();
  private ended: Ended | null = null;
  private usage: Usage = UNKNOWN_USAGE;
  private readonly said = new WarningList();

  constructor(private readonly encoding: StreamEncoding) {
    this.id = answerId(ID_FORM.answer, null, encoding.id);
  }

  get warnings(): Warnings {
    return this.said.all;
  }

  write(event: ChatStreamEvent): readonly StreamFrame[] {
    if (this.state === "over") return [];
    switch (event.type) {
      case "start":
        return this.begin(event.id);
      case "usage":
        // Told once, at the end: finish reason and counts come in any order, and counts more than once.
        this.usage = event.usage;
        return [];
      case "error":
        this.state = "over";
        return [encodeStreamError(event.error, null)];
      case "end":
        return this.end();
      default:
        if (event.choice === 0) return [...this.begin(null), ...this.writeAnswer(event)];
        this.said.add("choices", FIRST_ONLY);
        return [];
    }
  }

  private begin(id: string | null): StreamFrame[] {
    if (this.state !== "new") return [];
    this.state = "open";
    this.id = answerId(ID_FORM.answer, id, this.encoding.id);
    const message = {
      id: this.id,
      type: "message",
      role: "assistant",
      model: this.encoding.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      // What went in is known at the end only, and said there.
      usage: encodeUsage(this.usage),
    };
    return [frame("message_start", { message })];
  }

  private writeAnswer(event: Extract<ChatStreamEvent, { choice: number }>): StreamFrame[] {
    if (event.type === "finish") {
      this.ended = event;
      if (isForeignReason(event)) this.said.add("finish_reason", FOREIGN_REASON);
      return this.closeAll();
    }
    const lost = lostEvent(event);
    if (lost !== null) this.said.add(`content[${event.block}]`, lost);
    return this.writeBlock(event);
  }

  private end(): StreamFrame[] {
    const frames = [...this.begin(null), ...this.closeAll(), this.messageDelta()];
    this.state = "over";
    return [...frames, frame("message_stop", {})];
  }

  private messageDelta(): StreamFrame {
    const ended = this.ended ?? NOT_ENDED;
    return frame("message_delta", {
      delta: { stop_reason: stopReasonOf(ended), stop_sequence: ended.stopSequence },
      usage: encodeUsage(this.usage),
    });
  }

  private writeBlock(event: BlockEvent): StreamFrame[] {
    const { current } = this;
    if (current?.block === event.block) {
      const frames = this.delta(current, event);
      return this.waiting.size > 0 && current.isWhole ? [...frames, ...this.goOn()] : frames;
    }
    if (current && (!current.isWhole || this.waiting.size > 0)) {
      const events = this.waiting.get(event.block);
      if (events) events.push(event);
      else this.waiting.set(event.block, [event]);
      return [];
    }
    return this.open(event);
  }

  /** Ends the current block, unless the event has nothing to say. */
  private open(event: BlockEvent): StreamFrame[] {
    const next = beginBlock(event, (id) => this.callId(id));
    if (!next) return [];
    if (event.type === "tool_call") this.calls++;
    const frames = this.close();
    this.current = next;
    frames.push(frame("content_block_start", { index: this.index, content_block: next.content }));
    return [...frames, ...this.delta(next, event)];
  }

  private callId(id: string): string {
    return id === "" ? madeCallId(this.id, this.calls) : toolCallId(ID_FORM.call, id);
  }

  private delta(block: WrittenBlock, event: BlockEvent): StreamFrame[] {
    const delta = block.delta(event);
    return delta ? [frame("content_block_delta", { index: this.index, delta })] : [];
  }

  private close(): StreamFrame[] {
    const { current, index } = this;
    if (!current) return [];
    const last = current.last();
    if (current.isWrapped) this.said.add(`content[${current.block}].arguments`, WRAPPED);
    this.current = null;
    this.index++;
    return [
      ...(last ? [frame("content_block_delta", { index, delta: last })] : []),
      frame("content_block_stop", { index }),
    ];
  }

  /** The blocks that waited, up to one that may still go on. */
  private goOn(): StreamFrame[] {
    const frames: StreamFrame[] = [];
    while (this.waiting.size > 0 && (this.current?.isWhole ?? true)) frames.push(...this.next());
    return frames;
  }

  private next(): StreamFrame[] {
    const frames = this.close();
    for (const [block, events] of this.waiting) {
      this.waiting.delete(block);
      for (const event of events) {
        const { current } = this;
        frames.push(...(current?.block === block ? this.delta(current, event) : this.open(event)));
      }
      break;
    }
    return frames;
  }

  private closeAll(): StreamFrame[] {
    const frames: StreamFrame[] = [];
    while (this.waiting.size > 0) frames.push(...this.next());
    return [...frames, ...this.close()];
  }
}

export function anthropicStreamEncoder(encoding: StreamEncoding): StreamEncoder {
  return new AnthropicStreamEncoder(encoding);
}
