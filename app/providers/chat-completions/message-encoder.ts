/** Canonical messages as those of a chat completion request. */
import {
  type AssistantMessage,
  type AssistantPart,
  type ChatMessage,
  type SystemMessage,
  type ToolCallPart,
  type ToolMessage,
  type UserMessage,
} from "../chat";
import { type JsonObject, withoutNulls } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { joinedText, partsOf } from "./assistant-content";
import { CallIds } from "./call-ids";
import { contentOf, encodePart, encodeText } from "./content-parts";
import { type Dialect, isShared, ownFields } from "./dialect";
import { encodeCall, encodeLegacyCall } from "./tool-calls";
import { type WarningList } from "../warning-list";

export interface MessageEncoding {
  readonly dialect: Dialect;
  readonly warnings: WarningList;
  /** The one role that the model knows for instructions; null leaves them as they are. */
  readonly systemRole: SystemMessage["role"] | null;
  /** The caller speaks of `functions`: calls without an id and their results go out in that older form. */
  readonly isLegacy: boolean;
}

/** A vendor's part without a type holds members of the message itself. */
function isOwnPart(part: AssistantPart): boolean {
  return part.type === "vendor" && isShared(part.vendor) && typeof part.vendor.fields.type !== "string";
}

function ownMembers(content: readonly AssistantPart[]): JsonObject {
  const parts = partsOf(content.filter(isOwnPart), "vendor");
  return parts.reduce<JsonObject>((members, { vendor }) => ({ ...members, ...vendor.fields }), {});
}

function isSilent(message: JsonObject): boolean {
  return message.content === "" && Object.keys(message).length === 2;
}

class MessageEncoder {
  private readonly ids: CallIds;
  private readonly dialect: Dialect;
  private readonly warnings: WarningList;
  /** Media of tool results, which only a user's message can hold: it follows the last of the results. */
  private held: JsonObject[] = [];

  constructor(
    private readonly options: MessageEncoding,
    messages: readonly ChatMessage[],
  ) {
    this.dialect = options.dialect;
    this.warnings = options.warnings;
    this.ids = new CallIds(messages);
  }

  encode(message: ChatMessage, path: string): JsonObject[] {
    if (message.role === "tool") return [this.result(message, path)];
    const spoken = this.spoken(message, path);
    // Thoughts and the like may be all that was said, and an empty answer is none.
    const isLost = message.role === "assistant" && message.content.length > 0 && isSilent(spoken);
    return [...this.flush(), ...(isLost ? [] : [spoken])];
  }

  flush(): JsonObject[] {
    const content = this.held;
    this.held = [];
    return content.length === 0 ? [] : [{ role: "user", content }];
  }

  private spoken(message: Exclude<ChatMessage, ToolMessage>, path: string): JsonObject {
    switch (message.role) {
      case "assistant":
        return this.assistant(message, path);
      case "user":
        return this.user(message, path);
      default: {
        const role = this.options.systemRole ?? message.role;
        const content = message.content.map((part, index) => encodeText(part, this.at(path, index)));
        return withoutNulls({ role, content: contentOf(content), name: message.name });
      }
    }
  }

  private at(path: string, index: number) {
    const { dialect, warnings } = this;
    return { dialect, warnings, path: `${path}.content[${index}]` };
  }

  private user({ content, name }: UserMessage, path: string): JsonObject {
    const parts = content
      .map((part, index) => (isOwnPart(part) ? null : encodePart(part, this.at(path, index))))
      .filter((part) => part !== null);
    return { ...withoutNulls({ role: "user", content: contentOf(parts), name }), ...ownMembers(content) };
  }

  private assistant({ content, name }: AssistantMessage, path: string): JsonObject {
    const parts: JsonObject[] = [];
    content.forEach((part, index) => parts.push(...this.answerPart(part, this.at(path, index))));
    const refusal = joinedText(partsOf(content, "refusal"));
    const calls = partsOf(content, "tool_call");
    const isSilent = parts.length === 0 && (calls.length > 0 || refusal !== null);
    return {
      role: "assistant",
      content: isSilent ? null : contentOf(parts),
      ...withoutNulls({ refusal, name }),
      ...this.calls(content, path),
      ...ownMembers(content),
    };
  }

  /** The parts that are content here; refusals and calls have members of their own. */
  private answerPart(part: AssistantPart, at: ReturnType<MessageEncoder["at"]>): JsonObject[] {
    if (part.type === "refusal" || part.type === "tool_call" || isOwnPart(part)) return [];
    if (part.type === "text") return [encodeText(part, at)];
    const provider = PROVIDER_NAMES[this.dialect.provider];
    if (part.type === "vendor" && isShared(part.vendor)) return [part.vendor.fields];
    const what = part.type === "media" ? part.kind : part.type === "vendor" ? "this part" : part.type;
    this.warnings.add(at.path, `${what} of an answer cannot be sent back to ${provider}; left out`);
    return [];
  }

  private calls(content: readonly AssistantPart[], path: string): JsonObject {
    const calls = partsOf(content, "tool_call");
    const [first] = calls;
    if (first === undefined) return {};
    if (this.options.isLegacy && calls.length === 1 && first.id === "") {
      return { function_call: encodeLegacyCall(first) };
    }
    return { tool_calls: calls.map((call) => this.call(call, this.at(path, content.indexOf(call)).path)) };
  }

  private call(call: ToolCallPart, path: string): JsonObject {
    const { proof, vendor } = call;
    if (proof) this.warnings.add(path, `only ${PROVIDER_NAMES[proof.provider]} knows its proof; left out`);
    return encodeCall(call, this.ids.ofCall(call), ownFields(vendor, path, this.warnings));
  }

  private result(message: ToolMessage, path: string): JsonObject {
    if (message.isError) this.warnings.add(path, "the mark of a failed tool was left out");
    if (this.options.isLegacy && message.callId === "") {
      const content = contentOf(this.resultContent(message, path, message.name ?? ""));
      return { role: "function", name: message.name ?? "", content };
    }
    const id = this.ids.ofResult(message);
    return {
      role: "tool",
      tool_call_id: id,
      content: contentOf(this.resultContent(message, path, id)),
      ...ownFields(message.vendor, path, this.warnings),
    };
  }

  private resultContent({ content }: ToolMessage, path: string, call: string): JsonObject[] {
    const texts: JsonObject[] = [];
    const media: JsonObject[] = [];
    content.forEach((part, index) => {
      const encoded = encodePart(part, this.at(path, index));
      const isMedia = part.type === "media" && encoded?.type !== "text";
      if (encoded) (isMedia ? media : texts).push(encoded);
    });
    if (media.length > 0) {
      this.warnings.add(path, "media of a tool's result was sent in a user message after it");
      this.held.push({ type: "text", text: `From the result of ${call}:` }, ...media);
    }
    return texts;
  }
}

export function encodeMessages(messages: readonly ChatMessage[], encoding: MessageEncoding): JsonObject[] {
  const encoder = new MessageEncoder(encoding, messages);
  const encoded = messages.flatMap((message, index) => encoder.encode(message, `messages[${index}]`));
  return [...encoded, ...encoder.flush()];
}
