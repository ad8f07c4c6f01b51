/** Buffered messages. Both directions. https://docs.anthropic.com/en/api/messages */
import { otherMembers } from "../vendor-fields";
import { WarningList } from "../warning-list";
import { type IdForm, withCallerIds } from "../caller-ids";
import { type AssistantPart, type ChatChoice, type ChatResponse, type ToolCallPart } from "../chat";
import { type StreamEncoding, type WithWarnings } from "../codec";
import { asString, isObject, type JsonObject, isEmpty, withoutNulls } from "../json-value";
import { type AnswerSummary } from "../provider";
import { encodeCall, encodeReasoning, encodeUserPart } from "./block-encoder";
import { decodeAssistantContent } from "./content-decoder";
import { ANSWER_TOOL } from "./output-format";
import { isForeignReason, readStopReason, stopReasonOf } from "./stop-reason";
import { decodeUsage, encodeUsage, otherUsage, UNKNOWN_USAGE } from "./usage";
import { answerFields, ownFields } from "./wire";

const MEMBERS = new Set(["id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage"]);

/** What the trace records of a buffered answer. The count of a prompt is no usage: nothing was asked of a model. */
export function summarizeAnswer(body: unknown): AnswerSummary {
  if (!isObject(body)) return { model: null, usage: null };
  return { model: asString(body.model), usage: decodeUsage(body.usage) };
}

/** A call of our own tool is the answer's text. */
function withAnswer(part: AssistantPart): AssistantPart {
  const isAnswer = part.type === "tool_call" && part.name === ANSWER_TOOL;
  return isAnswer ? { type: "text", text: part.arguments } : part;
}

/** @returns Null when the body is no message. */
export function decodeResponse(body: unknown): WithWarnings<ChatResponse> | null {
  if (!isObject(body) || !Array.isArray(body.content)) return null;
  const warnings = new WarningList();
  const said = decodeAssistantContent(body.content);
  const content = said.map(withAnswer);
  const native = asString(body.stop_reason);
  const isAnswered = said.some((part, index) => part !== content[index]);
  const calls = content.some(({ type }) => type === "tool_call");
  const read = native === null ? null : readStopReason(native);
  const finish = read === "tool_calls" && isAnswered && !calls ? "stop" : read;
  if (native !== null && read === null) warnings.add("stop_reason", "a reason that is not known");
  const choice: ChatChoice = {
    index: 0,
    content,
    finish,
    nativeFinish: native,
    stopSequence: asString(body.stop_sequence),
    vendor: null,
  };
  const usage = otherUsage(body.usage);
  const fields = { ...otherMembers(body, MEMBERS), ...(isEmpty(usage) ? {} : { usage }) };
  const value: ChatResponse = {
    id: asString(body.id),
    model: asString(body.model),
    created: null,
    choices: [choice],
    usage: decodeUsage(body.usage),
    vendor: isEmpty(fields) ? null : { provider: "anthropic", fields },
  };
  return { value, warnings: warnings.all };
}

/** For a call that came without an id; results are matched by it, so that it must differ from turn to turn. */
export function madeCallId(answer: string, index: number): string {
  return `toolu_${answer.replace(/^msg_/, "").replace(/[^a-zA-Z0-9_-]/g, "_")}_${index}`;
}

export const REFUSAL_AS_TEXT = "a refusal was sent as text";
export const FOREIGN_PROOF = "another vendor's proof of a thought was left out";
export const FOREIGN_REASON = "there is no word for it; sent as end_turn";
export const FIRST_ONLY = "only the first answer is given";

class AnswerEncoder {
  private calls = 0;

  constructor(
    private readonly id: string,
    private readonly warnings: WarningList,
  ) {}

  block(part: AssistantPart, path: string): JsonObject | null {
    switch (part.type) {
      case "text":
        // Here an answer of white space is one: nobody refuses it.
        return part.text === ""
          ? null
          : { type: "text", text: part.text, ...ownFields(part.vendor, path, this.warnings) };
      case "refusal":
        if (part.text === "") return null;
        this.warnings.add(path, REFUSAL_AS_TEXT);
        return { type: "text", text: part.text };
      case "reasoning":
        return this.reasoning(part, path);
      case "tool_call":
        return this.call(part, path);
      case "media":
        this.warnings.add(path, `${part.kind} cannot be part of an answer here; left out`);
        return null;
      case "vendor":
        return encodeUserPart(part, path, this.warnings);
    }
  }

  /** The thoughts are for people to read; only Anthropic's own can be sent back. */
  private reasoning(part: Extract<AssistantPart, { type: "reasoning" }>, path: string): JsonObject | null {
    if (part.proof?.provider === "anthropic") return encodeReasoning(part, path, this.warnings);
    if (part.proof) this.warnings.add(path, FOREIGN_PROOF);
    return part.text === "" ? null : { type: "thinking", thinking: part.text, signature: "" };
  }

  private call(part: ToolCallPart, path: string): JsonObject {
    const id = part.id || madeCallId(this.id, this.calls);
    this.calls++;
    return encodeCall(part, id, path, this.warnings);
  }
}

interface Named {
  readonly id: string;
  readonly model: string;
}

function messageOf(response: ChatResponse, { id, model }: Named, warnings: WarningList): JsonObject {
  const [choice] = response.choices;
  const encoder = new AnswerEncoder(id, warnings);
  const content = (choice?.content ?? [])
    .map((part, index) => encoder.block(part, `content[${index}]`))
    .filter((block) => block !== null);
  answerFields(choice?.vendor ?? null, "choices[0]", warnings);
  const { usage, ...fields } = answerFields(response.vendor, "", warnings);
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content,
    stop_reason: choice ? stopReasonOf(choice) : null,
    stop_sequence: choice?.stopSequence ?? null,
    usage: { ...encodeUsage(response.usage ?? UNKNOWN_USAGE), ...(isObject(usage) ? usage : {}) },
    ...fields,
  };
}

export const ID_FORM: IdForm = { answer: "msg_", call: "toolu_" };

export function encodeResponse(response: ChatResponse, encoding: StreamEncoding): WithWarnings<JsonObject> {
  const warnings = new WarningList();
  const [choice, ...others] = response.choices;
  if (others.length > 0) warnings.add("choices", FIRST_ONLY);
  if (choice && isForeignReason(choice)) warnings.add("finish_reason", FOREIGN_REASON);
  const told = withCallerIds(response, ID_FORM, encoding.id);
  const named = { id: told.id, model: encoding.model };
  return { value: messageOf(told, named, warnings), warnings: warnings.all };
}

/** Of an own stream, as the buffered answer would have been: what was not said is not there. */
export function encodeMessage(response: ChatResponse): JsonObject {
  const { id, model, usage, choices } = response;
  const message = messageOf(response, { id: id ?? "", model: model ?? "" }, new WarningList());
  const nativeFinish = choices[0]?.nativeFinish ?? null;
  return {
    ...message,
    ...withoutNulls({ stop_reason: nativeFinish }),
    id,
    model,
    usage: usage && encodeUsage(usage),
  };
}
