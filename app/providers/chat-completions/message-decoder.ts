/** The messages of a chat completion request, as canonical ones. */
import { otherMembers, partFields } from "../vendor-fields";
import { type ChatMessage, type ToolMessage, type UserPart } from "../chat";
import { asString, isObject, type JsonObject } from "../json-value";
import { type ProviderId } from "../provider";
import { ASSISTANT_MEMBERS, decodeAssistant } from "./assistant-content";
import { decodeContent } from "./content-parts";
import { type WarningList } from "../warning-list";

const MEMBERS = new Set(["role", "name", "content"]);
const TOOL_MEMBERS = new Set([...MEMBERS, "tool_call_id"]);

class MessageDecoder {
  /** The tools that were called, by the id of the call. */
  private readonly called = new Map<string, string>();

  constructor(
    private readonly provider: ProviderId,
    private readonly warnings: WarningList,
  ) {}

  decode(message: JsonObject, path: string): ChatMessage | null {
    const name = asString(message.name);
    switch (message.role) {
      case "system":
      case "developer":
        return { role: message.role, content: this.texts(message, path), name };
      case "user":
        return { role: "user", content: [...this.content(message), ...this.ownPart(message, MEMBERS)], name };
      case "assistant":
        return this.assistant(message, name);
      case "tool":
      case "function":
        return this.result(message, name);
      default:
        this.warnings.add(path, "its role is not known; left out");
        return null;
    }
  }

  private content(message: JsonObject): UserPart[] {
    return decodeContent(message.content, this.provider);
  }

  private texts(message: JsonObject, path: string) {
    const content = this.content(message);
    const texts = content.filter((part) => part.type === "text");
    if (texts.length < content.length) this.warnings.add(path, "parts other than text were left out");
    for (const member of Object.keys(otherMembers(message, MEMBERS))) {
      this.warnings.add(`${path}.${member}`, "not known; left out");
    }
    return texts;
  }

  /** Members of the message itself that the model does not name, as one part without a type. */
  private ownPart(message: JsonObject, known: ReadonlySet<string>) {
    const { vendor } = partFields(this.provider, otherMembers(message, known));
    return vendor ? [{ type: "vendor" as const, vendor }] : [];
  }

  private assistant(message: JsonObject, name: string | null): ChatMessage {
    const content = decodeAssistant(message, this.provider);
    for (const part of content) if (part.type === "tool_call") this.called.set(part.id, part.name);
    return { role: "assistant", content: [...content, ...this.ownPart(message, ASSISTANT_MEMBERS)], name };
  }

  /** The older `function` message names the tool and no call. */
  private result(message: JsonObject, name: string | null): ToolMessage {
    const callId = message.role === "tool" ? (asString(message.tool_call_id) ?? "") : "";
    return {
      role: "tool",
      callId,
      name: name ?? this.called.get(callId) ?? null,
      content: this.content(message),
      isError: null,
      ...partFields(this.provider, otherMembers(message, TOOL_MEMBERS)),
    };
  }
}

export function decodeMessages(
  messages: readonly unknown[],
  provider: ProviderId,
  warnings: WarningList,
): ChatMessage[] {
  const decoder = new MessageDecoder(provider, warnings);
  return messages.flatMap((message, index) => {
    const path = `messages[${index}]`;
    if (isObject(message)) return decoder.decode(message, path) ?? [];
    warnings.add(path, "not an object; left out");
    return [];
  });
}
