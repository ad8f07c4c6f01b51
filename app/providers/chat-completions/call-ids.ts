/** Ids of tool calls as this protocol takes them, the same for a call and for its result. */
import { type ChatMessage, type ToolCallPart, type ToolMessage } from "../chat";

/** A longer one is refused: "string too long. Expected a string with maximum length 40". */
const MAX_LENGTH = 40;

interface OpenCall {
  id: string;
  name: string;
}

/**
 * Vendors that give no ids answer calls by name and order. Ids are made by counting, so that the same history gives
 * the same bytes however it goes on.
 */
export class CallIds {
  private readonly taken: ReadonlySet<string>;
  private readonly made = new Map<string, string>();
  /** Calls without an id that have no result yet. */
  private open: OpenCall[] = [];
  private count = 0;

  constructor(messages: readonly ChatMessage[]) {
    this.taken = new Set(messages.flatMap(idsOf));
  }

  ofCall({ id, name }: ToolCallPart): string {
    if (id !== "") return this.fitting(id);
    const made = this.make();
    this.open.push({ id: made, name });
    return made;
  }

  ofResult({ callId, name }: ToolMessage): string {
    if (callId !== "") return this.fitting(callId);
    const call = this.open.find((candidate) => candidate.name === name) ?? this.open[0];
    this.open = this.open.filter((candidate) => candidate !== call);
    return call?.id ?? this.make();
  }

  private fitting(id: string): string {
    if (id.length <= MAX_LENGTH) return id;
    const known = this.made.get(id) ?? this.make();
    this.made.set(id, known);
    return known;
  }

  private make(): string {
    let id: string;
    do id = `call_${++this.count}`;
    while (this.taken.has(id));
    return id;
  }
}

function idsOf(message: ChatMessage): string[] {
  if (message.role === "tool") return [message.callId];
  if (message.role !== "assistant") return [];
  return message.content.flatMap((part) => (part.type === "tool_call" ? [part.id] : []));
}
