/** Anthropic's stream events to canonical ones. https://docs.anthropic.com/en/docs/build-with-claude/streaming */
import { type ChatStreamEvent, type ReasoningProof } from "../chat";
import { type StreamDecoder, type StreamFrame } from "../codec";
import { asCount, asString, isObject, type JsonObject, asObject, parseJson } from "../json-value";
import { decodeError } from "./errors";
import { ANSWER_TOOL } from "./output-format";
import { readStopReason } from "./stop-reason";
import { decodeUsage, mergeUsage } from "./usage";

/** Of the input of a vendor's block, which is held until it is whole, in characters; what is longer is not JSON. */
const MAX_INPUT = 1024 * 1024;

interface OpenBlock {
  /** Canonical: blocks that say nothing have no number. */
  readonly block: number;
  readonly kind: "said" | "call" | "answer" | "vendor";
  /** As it began. */
  readonly content: JsonObject;
  /** Of a call: whether its arguments said anything. Of a vendor's block: what came of its input. */
  input: string;
}

function member(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}

function kindOf({ type, name }: JsonObject): OpenBlock["kind"] {
  if (type === "text" || type === "thinking" || type === "redacted_thinking") return "said";
  if (type !== "tool_use") return "vendor";
  return name === ANSWER_TOOL ? "answer" : "call";
}

class AnthropicStreamDecoder implements StreamDecoder {
  private usage: JsonObject = {};
  private blocks = 0;
  private calls = 0;
  private answers = 0;
  /** By the wire's index. */
  private readonly open = new Map<number, OpenBlock>();

  read({ data }: StreamFrame): readonly ChatStreamEvent[] {
    const event = asObject(parseJson(data));
    if (!event) return [];
    const index = asCount(event.index) ?? 0;
    switch (event.type) {
      case "message_start":
        return this.start(member(event, "message"));
      case "content_block_start":
        return this.startBlock(index, member(event, "content_block"));
      case "content_block_delta":
        return this.delta(index, member(event, "delta"));
      case "content_block_stop":
        return this.stopBlock(index);
      case "message_delta":
        return [...this.stop(member(event, "delta")), ...this.readUsage(event.usage)];
      case "message_stop":
        return [...this.stopAll(), { type: "end" }];
      case "error":
        return readError(event);
      default:
        return [];
    }
  }

  private start(message: JsonObject): ChatStreamEvent[] {
    const start = { id: asString(message.id), model: asString(message.model), created: null };
    return [{ type: "start", ...start }, ...this.readUsage(message.usage)];
  }

  private readUsage(value: unknown): ChatStreamEvent[] {
    const usage = decodeUsage(value, this.usage);
    if (!usage || !isObject(value)) return [];
    this.usage = mergeUsage(this.usage, value);
    return [{ type: "usage", usage }];
  }

  private startBlock(index: number, content: JsonObject): ChatStreamEvent[] {
    const kind = kindOf(content);
    const opened: OpenBlock = { block: this.blocks++, kind, content, input: "" };
    const events = this.stopBlock(index);
    this.open.set(index, opened);
    if (kind === "call") {
      const [id, name] = [asString(content.id) ?? "", asString(content.name) ?? ""];
      events.push({ type: "tool_call", ...at(opened), id, name, kind: "function", proof: null });
      this.calls++;
    }
    if (kind === "answer") this.answers++;
    if (kind === "vendor" && !isObject(content.input)) {
      this.open.delete(index);
      return [...events, vendorPart(opened)];
    }
    return [...events, ...this.said(opened, content), ...this.wholeInput(opened)];
  }

  /** Some servers give the whole input at the start of the block. */
  private wholeInput(open: OpenBlock): ChatStreamEvent[] {
    const { input } = open.content;
    const isWhole = open.kind !== "vendor" && isObject(input) && Object.keys(input).length > 0;
    return isWhole ? this.arguments(open, JSON.stringify(input)) : [];
  }

  private delta(index: number, delta: JsonObject): ChatStreamEvent[] {
    const open = this.open.get(index);
    if (!open) return [];
    return delta.type === "input_json_delta"
      ? this.arguments(open, asString(delta.partial_json) ?? "")
      : this.said(open, delta);
  }

  private arguments(open: OpenBlock, text: string): ChatStreamEvent[] {
    if (text === "") return [];
    if (open.input === "" || (open.kind === "vendor" && open.input.length < MAX_INPUT)) open.input += text;
    if (open.kind === "call") return [{ type: "tool_arguments", ...at(open), text }];
    return open.kind === "answer" ? [{ type: "text", ...at(open), text }] : [];
  }

  /** Text and thoughts have the same members at the start of a block and in its deltas. */
  private said(open: OpenBlock, piece: JsonObject): ChatStreamEvent[] {
    if (open.kind !== "said") return [];
    const [text, thought] = [asString(piece.text), asString(piece.thinking)];
    const proof = readProof(piece);
    return [
      ...(text ? [{ type: "text" as const, ...at(open), text }] : []),
      ...(thought ? [{ type: "reasoning" as const, ...at(open), text: thought }] : []),
      ...(proof ? [{ type: "reasoning_proof" as const, ...at(open), proof }] : []),
    ];
  }

  private stopBlock(index: number): ChatStreamEvent[] {
    const open = this.open.get(index);
    if (!open) return [];
    this.open.delete(index);
    if (open.kind === "vendor") return [vendorPart(open)];
    return open.input === "" ? this.arguments(open, "{}") : [];
  }

  private stopAll(): ChatStreamEvent[] {
    return [...this.open.keys()].flatMap((index) => this.stopBlock(index));
  }

  private stop(delta: JsonObject): ChatStreamEvent[] {
    const nativeFinish = asString(delta.stop_reason);
    if (nativeFinish === null) return [];
    const stopSequence = asString(delta.stop_sequence);
    const read = readStopReason(nativeFinish);
    const isAnswer = read === "tool_calls" && this.answers > 0 && this.calls === 0;
    const finish = isAnswer ? "stop" : read;
    return [...this.stopAll(), { type: "finish", choice: 0, finish, nativeFinish, stopSequence }];
  }
}

function at({ block }: OpenBlock) {
  return { choice: 0, block };
}

function readProof({ type, data, signature }: JsonObject): ReasoningProof | null {
  const isRedacted = type === "redacted_thinking";
  const value = asString(isRedacted ? data : signature);
  return value ? { provider: "anthropic", kind: isRedacted ? "redacted" : "signature", value } : null;
}

/** A block of the vendor's own is given whole, with the input that came in pieces. */
function vendorPart(open: OpenBlock): ChatStreamEvent {
  const input = open.input === "" ? null : asObject(parseJson(open.input));
  const fields = input ? { ...open.content, input } : open.content;
  return { type: "part", ...at(open), part: { type: "vendor", vendor: { provider: "anthropic", fields } } };
}

function readError(event: JsonObject): ChatStreamEvent[] {
  const error = decodeError(200, event);
  return error ? [{ type: "error", error }] : [];
}

export function anthropicStreamDecoder(): StreamDecoder {
  return new AnthropicStreamDecoder();
}
