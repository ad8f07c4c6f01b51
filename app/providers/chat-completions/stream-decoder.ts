/**
 * Chat completion chunks to canonical events. https://platform.openai.com/docs/api-reference/chat-streaming
 *
 * Servers differ: some leave out a tool call's index, id or type, repeat its id with every chunk, count every call as
 * the first, or send all of its arguments at once; text and several tool calls may interleave.
 */
import { type ChatStreamEvent } from "../chat";
import { type StreamDecoder, type StreamFrame } from "../codec";
import { asArray, asCount, asString, isObject, type JsonObject, parseJson } from "../json-value";
import { readReasoning } from "./assistant-content";
import { decodeError } from "./errors";
import { decodeFinish } from "./finish-reason";
import { readArguments } from "./tool-calls";
import { decodeUsage } from "./usage";

type TextKind = "text" | "refusal" | "reasoning";

interface OpenCall {
  readonly id: string;
  readonly block: number;
  readonly kind: "function" | "custom";
  /** False until its name came: the canonical model tells it with the beginning of a call. */
  isTold: boolean;
  /** Arguments that came before the name. */
  held: string;
}

/** One choice of the answer, and the events that a chunk makes of it. */
class ChoiceReader {
  private blocks = 0;
  /** The block that text of this kind goes on in: until another begins. */
  private open: { kind: TextKind; block: number } | null = null;
  private readonly calls: OpenCall[] = [];
  /** By the calls' own indexes. */
  private readonly byIndex = new Map<number, OpenCall>();
  private hasFinished = false;
  private events: ChatStreamEvent[] = [];

  constructor(private readonly choice: number) {}

  /** Adds what the chunk says of this choice to the events. */
  read(said: JsonObject, events: ChatStreamEvent[]): void {
    this.events = events;
    if (isObject(said.delta)) this.readDelta(said.delta);
    const nativeFinish = asString(said.finish_reason);
    if (nativeFinish === null || this.hasFinished) return;
    this.hasFinished = true;
    for (const call of this.calls) if (!call.isTold) this.tell(call, "");
    const finish = decodeFinish(nativeFinish, this.calls.length > 0);
    this.events.push({ type: "finish", choice: this.choice, finish, nativeFinish, stopSequence: null });
  }

  private readDelta(delta: JsonObject): void {
    this.readText("reasoning", readReasoning(delta));
    this.readText("text", asString(delta.content));
    this.readText("refusal", asString(delta.refusal));
    for (const call of asArray(delta.tool_calls)) if (isObject(call)) this.readCall(call);
    if (isObject(delta.function_call)) this.readCall({ index: 0, function: delta.function_call });
  }

  private readText(kind: TextKind, text: string | null): void {
    // The role chunk's empty content opens nothing.
    if (text === null || text === "") return;
    if (this.open?.kind !== kind) this.open = { kind, block: this.blocks++ };
    this.events.push({ type: kind, choice: this.choice, block: this.open.block, text });
  }

  private readCall(said: JsonObject): void {
    const kind = isObject(said.custom) ? "custom" : "function";
    const details: JsonObject = isObject(said[kind]) ? said[kind] : {};
    const name = asString(details.name) ?? "";
    const call = this.goesOn(said, name) ?? this.begin(said, kind);
    if (!call.isTold && name !== "") this.tell(call, name);
    const text = kind === "custom" ? (asString(details.input) ?? "") : readArguments(details.arguments);
    if (call.isTold) this.readArguments(call, text);
    else call.held += text;
  }

  /** The call that a chunk goes on with; null when it begins one. */
  private goesOn(said: JsonObject, name: string): OpenCall | null {
    const id = asString(said.id) ?? "";
    const index = asCount(said.index);
    if (index === null) return this.goesOnUnnumbered(id, name);
    const call = this.byIndex.get(index) ?? null;
    const isAnother = call !== null && call.id !== "" && id !== "" && id !== call.id && name !== "";
    return isAnother ? null : call;
  }

  private goesOnUnnumbered(id: string, name: string): OpenCall | null {
    if (id !== "") return this.calls.find((call) => call.id === id) ?? null;
    const last = this.calls.at(-1) ?? null;
    // A name is all there is to tell the next call from more of this one.
    return name !== "" && last?.isTold ? null : last;
  }

  private begin(said: JsonObject, kind: OpenCall["kind"]): OpenCall {
    const call = { id: asString(said.id) ?? "", block: this.blocks++, kind, isTold: false, held: "" };
    this.calls.push(call);
    const index = asCount(said.index);
    if (index !== null) this.byIndex.set(index, call);
    this.open = null;
    return call;
  }

  private tell(call: OpenCall, name: string): void {
    const { id, block, kind } = call;
    call.isTold = true;
    this.events.push({ type: "tool_call", choice: this.choice, block, id, name, kind, proof: null });
    this.readArguments(call, call.held);
  }

  private readArguments({ block }: OpenCall, text: string): void {
    if (text !== "") this.events.push({ type: "tool_arguments", choice: this.choice, block, text });
  }
}

class ChatChunkDecoder implements StreamDecoder {
  private started = false;
  private readonly choices = new Map<number, ChoiceReader>();

  constructor(private readonly toChunk: (value: unknown) => unknown) {}

  read({ data }: StreamFrame): readonly ChatStreamEvent[] {
    if (data === "[DONE]") return [{ type: "end" }];
    const chunk = this.toChunk(parseJson(data));
    if (!isObject(chunk)) return [];
    const error = decodeError(200, chunk);
    if (error) return [{ type: "error", error }];
    const events: ChatStreamEvent[] = [];
    this.readStart(chunk, events);
    for (const said of asArray(chunk.choices)) if (isObject(said)) this.reader(said).read(said, events);
    const usage = decodeUsage(chunk.usage);
    if (usage) events.push({ type: "usage", usage });
    return events;
  }

  private readStart(chunk: JsonObject, events: ChatStreamEvent[]): void {
    // Azure's first chunk has the results of its prompt filter, and neither id nor model.
    if (this.started || !(asString(chunk.id) || asString(chunk.model))) return;
    this.started = true;
    const { id, model, created } = chunk;
    events.push({ type: "start", id: asString(id), model: asString(model), created: asCount(created) });
  }

  private reader(said: JsonObject): ChoiceReader {
    const index = asCount(said.index) ?? 0;
    const known = this.choices.get(index);
    if (known) return known;
    const opened = new ChoiceReader(index);
    this.choices.set(index, opened);
    return opened;
  }
}

/** @param toChunk Makes a chat chunk of what a similar protocol streams. */
export function chatChunkDecoder(toChunk: (value: unknown) => unknown = (value) => value): StreamDecoder {
  return new ChatChunkDecoder(toChunk);
}
