/**
 * Canonical messages as Anthropic's turns, which alternate and begin with the user: the system prompt stands apart,
 * and the results of a turn's calls are the first blocks of the turn after it.
 * https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/implement-tool-use
 */
import { BEGINNING, CONTINUE } from "../stand-in-turns";
import { type WarningList } from "../warning-list";
import {
  type AssistantMessage,
  type AssistantPart,
  type ChatMessage,
  type SystemMessage,
  type ToolMessage,
  type UserMessage,
} from "../chat";
import { isObject, type JsonObject, isEmpty } from "../json-value";
import { encodeCall, encodeReasoning, encodeText, encodeUserPart, isMemberPart } from "./block-encoder";
import { ToolCallIds } from "./tool-call-ids";
import { ownFields } from "./wire";

const NO_RESULT = "There is no result of this call.";

interface Turn {
  readonly role: "user" | "assistant";
  readonly blocks: JsonObject[];
  /** Of an assistant's calls. */
  readonly results: JsonObject[];
  members: JsonObject;
}

export interface Conversation {
  /** Blocks of the system prompt. */
  readonly system: JsonObject[];
  readonly messages: JsonObject[];
  /** Names of the tools that were called, each once. */
  readonly called: readonly string[];
  /** The last turn gives results of calls that no thought led to. */
  readonly lacksThoughts: boolean;
}

/** A result of one plain text is a string. */
function resultContent(blocks: readonly JsonObject[]): { content?: unknown } {
  const [first] = blocks;
  if (first === undefined) return {};
  const isPlain = blocks.length === 1 && first.type === "text" && Object.keys(first).length === 2;
  return { content: isPlain ? first.text : blocks };
}

class ConversationEncoder {
  private readonly system: JsonObject[] = [];
  private readonly turns: Turn[] = [];
  private readonly ids = new ToolCallIds<Turn>();
  private readonly called = new Set<string>();

  constructor(private readonly warnings: WarningList) {}

  add(message: ChatMessage, path: string): void {
    if (message.role !== "tool" && message.name !== null) {
      this.warnings.add(`${path}.name`, "speakers have no names here; left out");
    }
    switch (message.role) {
      case "user":
        return this.addUser(message, path);
      case "assistant":
        return this.addAssistant(message, path);
      case "tool":
        return this.addResult(message, path);
      default:
        return this.addSystem(message, path);
    }
  }

  finish(): Conversation {
    const lacksThoughts = this.endsWithoutThoughts();
    for (const { id, turn, path } of this.ids.unanswered()) {
      this.warnings.add(path, "no result of this call follows; sent with an error as its result");
      turn.results.push({ type: "tool_result", tool_use_id: id, content: NO_RESULT, is_error: true });
    }
    const { system } = this;
    return { system, messages: this.messages(), called: [...this.called], lacksThoughts };
  }

  /** The turn that goes on, or a new one: neighbours of one role are one turn. */
  private turn(role: Turn["role"]): Turn {
    const last = this.turns.at(-1);
    if (last?.role === role) return last;
    const turn: Turn = { role, blocks: [], results: [], members: {} };
    this.turns.push(turn);
    return turn;
  }

  private addSystem({ content }: SystemMessage, path: string): void {
    if (this.turns.length > 0) {
      this.warnings.add(path, "instructions between turns are given before the conversation");
    }
    content.forEach((part, index) => {
      const block = encodeText(part, `${path}.content[${index}]`, this.warnings);
      if (block) this.system.push(block);
    });
  }

  private addUser({ content }: UserMessage, path: string): void {
    content.forEach((part, index) => {
      if (isMemberPart(part)) return this.addMembers("user", part, path);
      const block = encodeUserPart(part, `${path}.content[${index}]`, this.warnings);
      if (block) this.turn("user").blocks.push(block);
    });
  }

  private addMembers(role: Turn["role"], part: AssistantPart, path: string): void {
    if (part.type !== "vendor") return;
    const fields = ownFields(part.vendor, path, this.warnings);
    if (isEmpty(fields)) return;
    const turn = this.turn(role);
    turn.members = { ...turn.members, ...fields };
  }

  private addAssistant({ content }: AssistantMessage, path: string): void {
    content.forEach((part, index) => {
      if (isMemberPart(part)) return this.addMembers("assistant", part, path);
      const block = this.answerBlock(part, `${path}.content[${index}]`);
      if (block) this.turn("assistant").blocks.push(block);
    });
  }

  private answerBlock(part: AssistantPart, path: string): JsonObject | null {
    switch (part.type) {
      case "reasoning":
        return encodeReasoning(part, path, this.warnings);
      case "tool_call": {
        this.called.add(part.name);
        return encodeCall(part, this.ids.begin(part, this.turn("assistant"), path), path, this.warnings);
      }
      case "refusal":
        this.warnings.add(path, "a refusal was sent as text");
        return encodeText({ type: "text", text: part.text }, path, this.warnings);
      case "media":
        this.warnings.add(path, `${part.kind} of an answer cannot be sent back to Anthropic; left out`);
        return null;
      default:
        return encodeUserPart(part, path, this.warnings);
    }
  }

  private addResult(message: ToolMessage, path: string): void {
    const last = this.turns.findLast(({ role }) => role === "assistant");
    const call = this.ids.answer(message, last);
    if (!call) {
      this.warnings.add(path, "the result of a call that is not there; left out");
      return;
    }
    if (call.turn === last) this.turn("user");
    else this.warnings.add(path, "moved to the turn after its call");
    const blocks = message.content
      .map((part, index) => encodeUserPart(part, `${path}.content[${index}]`, this.warnings))
      .filter((block) => block !== null);
    call.turn.results.push({
      type: "tool_result",
      tool_use_id: call.id,
      ...resultContent(blocks),
      ...(message.isError === null ? {} : { is_error: message.isError }),
      ...ownFields(message.vendor, path, this.warnings),
    });
  }

  private endsWithoutThoughts(): boolean {
    const last = this.turns.findLast(({ role }) => role === "assistant");
    if (!last || last.results.length === 0) return false;
    const first = last.blocks[0]?.type;
    return first !== "thinking" && first !== "redacted_thinking";
  }

  private messages(): JsonObject[] {
    const messages: JsonObject[] = [];
    let results: readonly JsonObject[] = [];
    const addUser = (blocks: readonly JsonObject[], members: JsonObject) =>
      messages.push({ role: "user", content: [...results, ...blocks], ...members });
    for (const { role, blocks, results: own, members } of this.turns) {
      if (role === "user") {
        addUser(blocks, members);
        results = [];
      } else {
        messages.push({ role, content: blocks, ...members });
        results = own;
      }
    }
    if (results.length > 0) addUser([], {});
    const isSpeechless = messages.length === 0 && this.system.length > 0;
    if (!isSpeechless && messages[0]?.role !== "assistant") return messages;
    this.warnings.add("messages", "must begin with the user's; one was put before them");
    return [{ role: "user", content: [{ type: "text", text: BEGINNING }] }, ...messages];
  }
}

export function encodeMessages(messages: readonly ChatMessage[], warnings: WarningList): Conversation {
  const encoder = new ConversationEncoder(warnings);
  messages.forEach((message, index) => encoder.add(message, `messages[${index}]`));
  return encoder.finish();
}

/**
 * An answer that the caller has begun must not end in white space; where it cannot be gone on with, the model is asked
 * to. Turns that end in something else than text were paused, and are not a beginning.
 */
export function fitPrefill(
  messages: readonly JsonObject[],
  isTaken: boolean,
  warnings: WarningList,
): readonly JsonObject[] {
  const last = messages.at(-1);
  const blocks: readonly unknown[] = Array.isArray(last?.content) ? last.content : [];
  const block = blocks.at(-1);
  if (last?.role !== "assistant" || !isObject(block) || typeof block.text !== "string") return messages;
  if (!isTaken) {
    warnings.add("messages", "the model cannot go on with a begun answer; it is asked to continue");
    return [...messages, { role: "user", content: [{ type: "text", text: CONTINUE }] }];
  }
  const text = block.text.trimEnd();
  if (text === block.text) return messages;
  warnings.add("messages", "white space at the end of a begun answer was left out");
  const content = [...blocks.slice(0, -1), { ...block, text }];
  return [...messages.slice(0, -1), { ...last, content }];
}
