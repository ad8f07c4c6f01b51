/** Anthropic's stream events to canonical ones. https://docs.anthropic.com/en/docs/build-with-claude/streaming */
import { type ChatStreamEvent } from "../chat";
import { type StreamDecoder, type StreamFrame } from "../codec";
import { asCount, asString, isObject, type JsonObject } from "../json-value";
import { decodeError } from "./errors";
import { readStopReason } from "./stop-reason";
import { decodeUsage } from "./usage";

class AnthropicStreamDecoder implements StreamDecoder {
  private usage: JsonObject = {};

  read({ data }: StreamFrame): readonly ChatStreamEvent[] {
    const event = parse(data);
    if (!event) return [];
    switch (event.type) {
      case "message_start":
        return this.readStart(isObject(event.message) ? event.message : {});
      case "content_block_start":
        return readBlockStart(
          asCount(event.index) ?? 0,
          isObject(event.content_block) ? event.content_block : {},
        );
      case "content_block_delta":
        return readDelta(asCount(event.index) ?? 0, isObject(event.delta) ? event.delta : {});
      case "message_delta":
        return [...readStop(isObject(event.delta) ? event.delta : {}), ...this.readUsage(event.usage)];
      case "message_stop":
        return [{ type: "end" }];
      case "error": {
        const error = decodeError(200, event);
        return error ? [{ type: "error", error }] : [];
      }
      default:
        return [];
    }
  }

  private readStart(message: JsonObject): ChatStreamEvent[] {
    const start = { id: asString(message.id), model: asString(message.model), created: null };
    return [{ type: "start", ...start }, ...this.readUsage(message.usage)];
  }

  /** Cumulative: what a later event says replaces what an earlier one said. */
  private readUsage(value: unknown): ChatStreamEvent[] {
    const usage = decodeUsage(value, this.usage);
    if (!usage || !isObject(value)) return [];
    const said = Object.entries(value).filter(([, count]) => count !== null);
    this.usage = { ...this.usage, ...Object.fromEntries(said) };
    return [{ type: "usage", usage }];
  }
}

function readBlockStart(block: number, content: JsonObject): ChatStreamEvent[] {
  const at = { choice: 0, block };
  switch (content.type) {
    case "text":
      return [{ type: "text", ...at, text: asString(content.text) ?? "" }];
    case "thinking":
      return [{ type: "reasoning", ...at, text: asString(content.thinking) ?? "" }];
    case "redacted_thinking":
      return [
        {
          type: "reasoning_proof",
          ...at,
          proof: { provider: "anthropic", kind: "redacted", value: asString(content.data) ?? "" },
        },
      ];
    case "tool_use": {
      const [id, name] = [asString(content.id) ?? "", asString(content.name) ?? ""];
      const call = { type: "tool_call", ...at, id, name, kind: "function", proof: null } as const;
      // Some servers give the whole input at the start of the block.
      const whole = isObject(content.input) && Object.keys(content.input).length > 0;
      return whole ? [call, { type: "tool_arguments", ...at, text: JSON.stringify(content.input) }] : [call];
    }
    default:
      return [
        { type: "part", ...at, part: { type: "vendor", vendor: { provider: "anthropic", fields: content } } },
      ];
  }
}

function readDelta(block: number, delta: JsonObject): ChatStreamEvent[] {
  const at = { choice: 0, block };
  switch (delta.type) {
    case "text_delta":
      return [{ type: "text", ...at, text: asString(delta.text) ?? "" }];
    case "thinking_delta":
      return [{ type: "reasoning", ...at, text: asString(delta.thinking) ?? "" }];
    case "signature_delta":
      return [
        {
          type: "reasoning_proof",
          ...at,
          proof: { provider: "anthropic", kind: "signature", value: asString(delta.signature) ?? "" },
        },
      ];
    case "input_json_delta":
      return [{ type: "tool_arguments", ...at, text: asString(delta.partial_json) ?? "" }];
    default:
      return [];
  }
}

function readStop(delta: JsonObject): ChatStreamEvent[] {
  const nativeFinish = asString(delta.stop_reason);
  if (nativeFinish === null) return [];
  const stopSequence = asString(delta.stop_sequence);
  const finish = readStopReason(nativeFinish);
  return [{ type: "finish", choice: 0, finish, nativeFinish, stopSequence }];
}

function parse(data: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(data);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function anthropicStreamDecoder(): StreamDecoder {
  return new AnthropicStreamDecoder();
}
