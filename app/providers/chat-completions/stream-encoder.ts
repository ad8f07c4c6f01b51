/**
 * Canonical events as chat completion chunks. https://platform.openai.com/docs/api-reference/chat-streaming
 *
 * A choice begins with a chunk that names the role; a call's id and name are in its first chunk only; the usage is a
 * chunk of its own before the end. After an error or the end comes nothing.
 */
import { answerId, toolCallId } from "../caller-ids";
import { type AssistantPart, type ChatStreamEvent } from "../chat";
import { type StreamEncoder, type StreamEncoding, type StreamFrame, type Warnings } from "../codec";
import { type JsonObject } from "../json-value";
import { type Usage } from "../provider";
import { encodeStreamError } from "./errors";
import { encodeFinish, isForeignReason } from "./finish-reason";
import { FOREIGN_REASON, ID_FORM, lostPart, madeCallId } from "./response";
import { encodeUsage } from "./usage";
import { WarningList } from "../warning-list";

type EventOf<T extends ChatStreamEvent["type"]> = Extract<ChatStreamEvent, { type: T }>;

interface OpenCall {
  readonly index: number;
  readonly kind: "function" | "custom";
  hasArguments: boolean;
}

/** The calls of a choice, by the number of their block. */
type OpenChoice = Map<number, OpenCall>;

class ChatChunkEncoder implements StreamEncoder {
  private id: string;
  private created: number;
  private usage: Usage | null = null;
  /** After an error, and after the end. */
  private isOver = false;
  private readonly choices = new Map<number, OpenChoice>();
  private readonly said = new WarningList();

  constructor(private readonly encoding: StreamEncoding) {
    this.id = answerId(ID_FORM.answer, null, encoding.id);
    this.created = encoding.created;
  }

  get warnings(): Warnings {
    return this.said.all;
  }

  write(event: ChatStreamEvent): readonly StreamFrame[] {
    if (this.isOver) return [];
    switch (event.type) {
      case "start":
        this.id = answerId(ID_FORM.answer, event.id, this.encoding.id);
        this.created = event.created ?? this.created;
        return [];
      case "usage":
        this.usage = event.usage;
        return [];
      case "error":
        this.isOver = true;
        return [encodeStreamError(event.error)];
      case "end":
        this.isOver = true;
        return this.end();
      default:
        return this.writeChoice(event);
    }
  }

  private writeChoice(event: Extract<ChatStreamEvent, { choice: number }>): readonly StreamFrame[] {
    switch (event.type) {
      case "text":
        return this.delta(event.choice, { content: event.text });
      case "refusal":
        return this.delta(event.choice, { refusal: event.text });
      case "reasoning":
        return this.delta(event.choice, { reasoning_content: event.text });
      case "tool_call":
        return this.call(event);
      case "tool_arguments":
        return this.arguments(event);
      case "finish":
        return this.finish(event);
      case "reasoning_proof":
        this.warnOf({ type: "reasoning", text: "", proof: event.proof }, event.choice);
        return [];
      case "part":
        this.warnOf(event.part, event.choice);
        return [];
    }
  }

  private warnOf(part: AssistantPart, choice: number): void {
    const lost = lostPart(part);
    if (lost !== null) this.said.add(`choices[${choice}]`, lost);
  }

  private calls(choice: number): OpenChoice {
    return this.choices.get(choice) ?? new Map<number, OpenCall>();
  }

  /** The role chunk, once for each choice. Calls alone have no content, and clients would show an empty one. */
  private open(choice: number, content: "" | null): StreamFrame[] {
    if (this.choices.has(choice)) return [];
    this.choices.set(choice, new Map());
    return [this.chunk(choice, { role: "assistant", content })];
  }

  private delta(choice: number, delta: JsonObject): StreamFrame[] {
    return [...this.open(choice, ""), this.chunk(choice, delta)];
  }

  private call({ choice, block, id, name, kind, proof }: EventOf<"tool_call">): StreamFrame[] {
    this.warnOf({ type: "tool_call", id, name, kind, proof, arguments: "" }, choice);
    const frames = this.open(choice, null);
    const calls = this.calls(choice);
    const index = calls.size;
    calls.set(block, { index, kind, hasArguments: false });
    const said = kind === "custom" ? { name, input: "" } : { name, arguments: "" };
    const call = {
      index,
      id: id ? toolCallId(ID_FORM.call, id) : madeCallId(this.id, choice, index),
      type: kind,
      [kind]: said,
    };
    return [...frames, this.chunk(choice, { tool_calls: [call] })];
  }

  private arguments({ choice, block, text }: EventOf<"tool_arguments">): StreamFrame[] {
    const call = this.calls(choice).get(block);
    if (!call || text === "") return [];
    call.hasArguments = true;
    return [this.argumentsChunk(choice, call, text)];
  }

  private argumentsChunk(choice: number, { index, kind }: OpenCall, text: string): StreamFrame {
    const said = kind === "custom" ? { input: text } : { arguments: text };
    return this.chunk(choice, { tool_calls: [{ index, [kind]: said }] });
  }

  private finish(event: EventOf<"finish">): StreamFrame[] {
    const { choice } = event;
    const frames = this.open(choice, "");
    if (isForeignReason(event)) this.said.add(`choices[${choice}]`, FOREIGN_REASON);
    // A call without arguments is one with none: clients parse the text.
    const empty = [...this.calls(choice).values()].filter(
      ({ kind, hasArguments }) => kind === "function" && !hasArguments,
    );
    return [
      ...frames,
      ...empty.map((call) => this.argumentsChunk(choice, call, "{}")),
      this.chunk(choice, {}, encodeFinish(event) ?? "stop"),
    ];
  }

  private end(): StreamFrame[] {
    const done = { event: null, data: "[DONE]" };
    if (!this.encoding.includeUsage || this.usage === null) return [done];
    return [this.frame([], { usage: encodeUsage(this.usage) }), done];
  }

  private chunk(index: number, delta: JsonObject, finish: string | null = null): StreamFrame {
    const more = this.encoding.includeUsage ? { usage: null } : {};
    return this.frame([{ index, delta, logprobs: null, finish_reason: finish }], more);
  }

  private frame(choices: readonly JsonObject[], more: JsonObject): StreamFrame {
    const { id, created } = this;
    const { model } = this.encoding;
    const chunk = { id, object: "chat.completion.chunk", created, model, choices, ...more };
    return { event: null, data: JSON.stringify(chunk) };
  }
}

export function chatChunkEncoder(encoding: StreamEncoding): StreamEncoder {
  return new ChatChunkEncoder(encoding);
}
