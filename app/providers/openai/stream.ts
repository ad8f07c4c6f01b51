/**
 * A chat completion stream, read event by event: what the trace needs of it, and whether it came to its end.
 * https://platform.openai.com/docs/api-reference/chat-streaming
 */
import { asArray, asCount, asString, isObject, type JsonObject } from "../json-value";
import { type Usage } from "../provider";
import { readOpenaiError } from "./errors";
import { readOpenaiUsage } from "./usage";

interface AssembledToolCall {
  id: string;
  name: string;
  arguments: string;
}

interface AssembledChoice {
  content: string;
  refusal: string;
  toolCalls: Map<number, AssembledToolCall>;
  finishReason: string | null;
}

/** What an event was, as far as the gateway cares. */
export type ChatEventKind = "content" | "usage_only" | "done" | "error" | "other";

/** What is kept of a stream for its trace is bounded; the stream itself is not. */
const MAX_ASSEMBLED = 512 * 1024;

export class ChatStreamReader {
  model: string | null = null;
  usage: Usage | null = null;
  error: { message: string; code: string | null } | null = null;
  private sawDone = false;
  private assembledSize = 0;
  private id: string | null = null;
  private readonly choices = new Map<number, AssembledChoice>();

  /** The provider said that the answer is complete. */
  get isComplete(): boolean {
    if (this.sawDone) return true;
    return (
      this.choices.size > 0 && [...this.choices.values()].every((choice) => choice.finishReason !== null)
    );
  }

  /** @param data The data of one server-sent event. Malformed data is "other": it is passed on, not fatal. */
  read(data: string): ChatEventKind {
    if (data === "[DONE]") {
      this.sawDone = true;
      return "done";
    }
    let chunk: unknown;
    try {
      chunk = JSON.parse(data);
    } catch {
      return "other";
    }
    return isObject(chunk) ? this.readChunk(chunk) : "other";
  }

  private readChunk(chunk: JsonObject): ChatEventKind {
    const error = readOpenaiError(chunk);
    if (error) {
      this.error ??= error;
      return "error";
    }
    this.model = asString(chunk.model) ?? this.model;
    this.id = asString(chunk.id) ?? this.id;
    this.usage = readOpenaiUsage(chunk.usage) ?? this.usage;
    const choices = asArray(chunk.choices);
    if (choices.length === 0) return isObject(chunk.usage) ? "usage_only" : "other";
    for (const choice of choices) if (isObject(choice)) this.addChoice(choice);
    return "content";
  }

  private addChoice(choice: JsonObject): void {
    const index = asCount(choice.index) ?? 0;
    let assembled = this.choices.get(index);
    if (!assembled) {
      assembled = { content: "", refusal: "", toolCalls: new Map(), finishReason: null };
      this.choices.set(index, assembled);
    }
    assembled.finishReason = asString(choice.finish_reason) ?? assembled.finishReason;
    if (!isObject(choice.delta)) return;
    assembled.content += this.bounded(asString(choice.delta.content));
    assembled.refusal += this.bounded(asString(choice.delta.refusal));
    for (const call of asArray(choice.delta.tool_calls))
      if (isObject(call)) this.addToolCall(assembled, call);
  }

  private addToolCall(choice: AssembledChoice, call: JsonObject): void {
    const index = asCount(call.index) ?? 0;
    const assembled = choice.toolCalls.get(index) ?? { id: "", name: "", arguments: "" };
    choice.toolCalls.set(index, assembled);
    assembled.id ||= asString(call.id) ?? "";
    if (!isObject(call.function)) return;
    assembled.name += this.bounded(asString(call.function.name));
    assembled.arguments += this.bounded(asString(call.function.arguments));
  }

  private bounded(text: string | null): string {
    if (text === null || this.assembledSize > MAX_ASSEMBLED) return "";
    this.assembledSize += text.length;
    return text;
  }

  /** The answer as a buffered chat completion would have said it, for the trace. */
  assemble(): string {
    const choices = [...this.choices].map(([index, choice]) => ({
      index,
      message: {
        role: "assistant",
        content: choice.content === "" ? null : choice.content,
        ...(choice.refusal === "" ? {} : { refusal: choice.refusal }),
        ...(choice.toolCalls.size === 0
          ? {}
          : { tool_calls: [...choice.toolCalls.values()].map(toToolCall) }),
      },
      finish_reason: choice.finishReason,
    }));
    return JSON.stringify({ id: this.id, object: "chat.completion", model: this.model, choices });
  }
}

function toToolCall({ id, name, arguments: args }: AssembledToolCall): object {
  return { id, type: "function", function: { name, arguments: args } };
}
