/** Ids of calls as Anthropic takes them, and which calls still wait for their result. */
import { type ToolCallPart, type ToolMessage } from "../chat";

/** https://docs.anthropic.com/en/api/messages: a pattern of tool_use ids; each may occur once in a conversation. */
const REFUSED = /[^a-zA-Z0-9_-]/g;

export interface OpenCall<Turn> {
  /** As it goes on the wire. */
  readonly id: string;
  readonly name: string;
  readonly turn: Turn;
  /** Where the call is, for people. */
  readonly path: string;
}

/**
 * An id stays as it is when it can; else it is made from it, or by counting, in the order of the conversation: the
 * same history gives the same ids however it goes on.
 */
export class ToolCallIds<Turn> {
  private readonly taken = new Set<string>();
  private readonly open = new Map<string, OpenCall<Turn>[]>();

  begin({ id, name }: ToolCallPart, turn: Turn, path: string): string {
    const wireId = this.unique(id.replace(REFUSED, "_") || "call");
    const call: OpenCall<Turn> = { id: wireId, name, turn, path };
    const sameId = this.open.get(id);
    if (sameId) sameId.push(call);
    else this.open.set(id, [call]);
    return wireId;
  }

  /**
   * The call that a result answers, which is then no longer open. Vendors repeat ids, or give none and answer by name
   * and order: the turn before the result comes first.
   */
  answer({ callId, name }: ToolMessage, last: Turn | undefined): OpenCall<Turn> | null {
    const calls = this.open.get(callId) ?? [];
    const recent = calls.filter(({ turn }) => turn === last);
    const candidates = recent.length > 0 ? recent : calls;
    const byName = callId === "" ? candidates.find((call) => call.name === name) : undefined;
    const call = byName ?? candidates[0];
    if (!call) return null;
    this.open.set(
      callId,
      calls.filter((candidate) => candidate !== call),
    );
    return call;
  }

  /** In the order in which they were made. */
  *unanswered(): Iterable<OpenCall<Turn>> {
    for (const calls of this.open.values()) yield* calls;
  }

  private unique(wanted: string): string {
    let id = wanted;
    for (let count = 2; this.taken.has(id); count++) id = `${wanted}_${count}`;
    this.taken.add(id);
    return id;
  }
}
