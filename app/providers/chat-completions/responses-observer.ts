/**
 * Streams of the Responses API, read along: typed events that end with the whole response and have no `[DONE]`.
 * https://platform.openai.com/docs/api-reference/responses-streaming
 */
import { type ChatError } from "../chat";
import { type StreamFrame } from "../codec";
import { asCount, asString, isObject, type JsonObject, parseJson } from "../json-value";
import { type Usage } from "../provider";
import { type StreamFrameKind, type StreamObserver } from "../stream-observer";
import { decodeError } from "./errors";

/** What is kept of a stream is bounded, in characters. */
const MAX_KEPT = 512 * 1024;

export function decodeResponsesUsage(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  const input = isObject(value.input_tokens_details) ? value.input_tokens_details : {};
  const output = isObject(value.output_tokens_details) ? value.output_tokens_details : {};
  return {
    inputTokens: asCount(value.input_tokens),
    outputTokens: asCount(value.output_tokens),
    totalTokens: asCount(value.total_tokens),
    cachedInputTokens: asCount(input.cached_tokens),
    cacheWriteTokens: asCount(input.cache_write_tokens),
    reasoningTokens: asCount(output.reasoning_tokens),
  };
}

/** One item of the output: as it was announced, the text that came since, or as it was when done. */
interface OutputItem {
  item: JsonObject;
  text: string;
}

/** The parts of an answer that did not come to its end. */
class Output {
  private size = 0;
  private readonly items = new Map<number, OutputItem>();

  announce(index: number, item: JsonObject): void {
    if (this.grow(JSON.stringify(item).length)) this.items.set(index, { item, text: "" });
  }

  addText(index: number, text: string): void {
    if (!this.grow(text.length)) return;
    const known = this.items.get(index);
    if (known) known.text += text;
    else this.items.set(index, { item: { type: "message", role: "assistant" }, text });
  }

  private grow(length: number): boolean {
    if (this.size > MAX_KEPT) return false;
    this.size += length;
    return true;
  }

  toJson(): JsonObject[] {
    return [...this.items].sort(([a], [b]) => a - b).map(([, item]) => withText(item));
  }
}

function withText({ item, text }: OutputItem): JsonObject {
  if (text === "") return item;
  if (item.type === "message") return { ...item, content: [{ type: "output_text", text }] };
  return item.type === "function_call" ? { ...item, arguments: text } : { ...item, text };
}

class ResponsesObserver implements StreamObserver {
  isComplete = false;
  error: ChatError | null = null;
  usage: Usage | null = null;
  model: string | null = null;
  private id: string | null = null;
  private final: JsonObject | null = null;
  private readonly output = new Output();

  read({ data }: StreamFrame): StreamFrameKind {
    const event = data === "[DONE]" ? null : parseJson(data);
    if (event === undefined) return "malformed";
    return isObject(event) ? this.readEvent(event, data.length) : "other";
  }

  private readEvent(event: JsonObject, size: number): StreamFrameKind {
    const { response } = event;
    if (isObject(response)) this.readResponse(response);
    // Servers in between answer with an error of their own, which has no type.
    const type = asString(event.type) ?? (isObject(event.error) ? "error" : "");
    switch (type) {
      case "response.completed":
      case "response.incomplete":
        return this.complete(response, size);
      case "response.failed":
        return this.fail(isObject(response) ? response.error : null);
      case "error":
        return this.fail(event.error ?? event);
      default:
        return this.readOutput(type, event);
    }
  }

  private readResponse(response: JsonObject): void {
    this.id = asString(response.id) ?? this.id;
    this.model = asString(response.model) ?? this.model;
    this.usage = decodeResponsesUsage(response.usage) ?? this.usage;
  }

  private complete(response: unknown, size: number): StreamFrameKind {
    this.isComplete = true;
    if (isObject(response) && size <= 2 * MAX_KEPT) this.final = response;
    return "end";
  }

  private readOutput(type: string, event: JsonObject): StreamFrameKind {
    const index = asCount(event.output_index) ?? 0;
    if (type === "response.output_item.added" || type === "response.output_item.done") {
      if (!isObject(event.item)) return "other";
      this.output.announce(index, event.item);
      // A message that begins says nothing yet; a call, a search or a thought that begins is already an answer.
      return event.item.type === "message" ? "other" : "content";
    }
    if (!type.endsWith(".delta") && !type.endsWith(".partial_image")) return "other";
    const isAudio = type === "response.audio.delta";
    if (!isAudio) this.output.addText(index, asString(event.delta) ?? "");
    return "content";
  }

  private fail(said: unknown): StreamFrameKind {
    const error = isObject(said) ? said : {};
    this.error ??= decodeError(200, { error });
    return "error";
  }

  assemble(): string {
    if (this.final) return JSON.stringify(this.final);
    const { id, model, output } = this;
    const status = this.error ? "failed" : this.isComplete ? "completed" : "in_progress";
    return JSON.stringify({ id, object: "response", status, model, output: output.toJson() });
  }
}

export function responsesObserver(): StreamObserver {
  return new ResponsesObserver();
}
