/** The system prompt and the messages of a request, as canonical messages. */
import { otherMembers } from "../vendor-fields";
import { type WarningList } from "../warning-list";
import {
  type AssistantMessage,
  type ChatMessage,
  type SystemMessage,
  type ToolMessage,
  type UserMessage,
} from "../chat";
import { asArray, asString, isObject, type JsonObject, asBoolean } from "../json-value";
import { decodeAssistantContent, decodeText, decodeUserContent } from "./content-decoder";
import { partFields } from "./wire";

const MEMBERS = new Set(["role", "content"]);
const RESULT_MEMBERS = new Set(["type", "tool_use_id", "content", "is_error"]);

function isResult(block: unknown): block is JsonObject {
  return isObject(block) && block.type === "tool_result";
}

/** Members of the message itself that the model does not name, as one part without a type. */
function ownPart(message: JsonObject) {
  const { vendor } = partFields(otherMembers(message, MEMBERS));
  return vendor ? [{ type: "vendor" as const, vendor }] : [];
}

class MessageDecoder {
  /** The tools that were called, by the id of the call. */
  private readonly called = new Map<string, string>();

  constructor(private readonly warnings: WarningList) {}

  decode(message: JsonObject, path: string): ChatMessage[] {
    switch (message.role) {
      case "user":
        return this.user(message);
      case "assistant":
        return [this.assistant(message)];
      case "system":
        return [this.system(message.content, `${path}.content`)];
      default:
        this.warnings.add(path, "its role is not known; left out");
        return [];
    }
  }

  system(content: unknown, path: string): SystemMessage {
    const blocks = typeof content === "string" ? [{ type: "text", text: content }] : asArray(content);
    const texts = blocks.flatMap((block, index) => {
      const text = isObject(block) ? decodeText(block) : null;
      if (text === null) this.warnings.add(`${path}[${index}]`, "not a text; left out");
      return text === null || (text.text === "" && !text.vendor) ? [] : [text];
    });
    return { role: "system", content: texts, name: null };
  }

  /** Results are messages of their own, before whatever else the turn says. */
  private user(message: JsonObject): ChatMessage[] {
    const { content } = message;
    const results = asArray(content).filter(isResult);
    const rest = Array.isArray(content) ? content.filter((block) => !isResult(block)) : content;
    const parts = [...decodeUserContent(rest), ...ownPart(message)];
    const user: UserMessage = { role: "user", content: parts, name: null };
    const isOnlyResults = results.length > 0 && parts.length === 0;
    return [...results.map((block) => this.result(block)), ...(isOnlyResults ? [] : [user])];
  }

  private result(block: JsonObject): ToolMessage {
    const callId = asString(block.tool_use_id) ?? "";
    return {
      role: "tool",
      callId,
      name: this.called.get(callId) ?? null,
      content: decodeUserContent(block.content),
      isError: asBoolean(block.is_error),
      ...partFields(otherMembers(block, RESULT_MEMBERS)),
    };
  }

  private assistant(message: JsonObject): AssistantMessage {
    const content = decodeAssistantContent(message.content);
    for (const part of content) if (part.type === "tool_call") this.called.set(part.id, part.name);
    return { role: "assistant", content: [...content, ...ownPart(message)], name: null };
  }
}

/** The system prompt comes first. */
export function decodeMessages(
  system: unknown,
  messages: readonly unknown[],
  warnings: WarningList,
): ChatMessage[] {
  const decoder = new MessageDecoder(warnings);
  const prompt = system === undefined || system === null ? null : decoder.system(system, "system");
  const decoded = messages.flatMap((message, index) => {
    const path = `messages[${index}]`;
    if (isObject(message)) return decoder.decode(message, path);
    warnings.add(path, "not an object; left out");
    return [];
  });
  return [...(prompt && prompt.content.length > 0 ? [prompt] : []), ...decoded];
}
