/**
 * What a model said: the parts that requests and answers have in common. Both directions.
 * https://ai.google.dev/api/caching#Part
 *
 * A signature may come on any part. On a call and on a thought it is theirs; on a text, which has no place for one,
 * it becomes a thought of its own without words, and goes back onto the text.
 */
import { type AssistantPart, type ReasoningPart, type ReasoningProof, type ToolCallPart } from "../chat";
import { asString, type JsonObject, asBoolean, asObject } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { argumentsOf } from "./call-arguments";
import { decodeMedia, encodeMedia, type PartContext } from "./media-parts";
import { Members, ownFields, partFields } from "./wire";

/**
 * What stands for the signature of a call that another model made. https://ai.google.dev/gemini-api/docs/thought-signatures
 */
export const NO_SIGNATURE = "skip_thought_signature_validator";
const STAND_INS = [NO_SIGNATURE, "context_engineering_is_the_way_to_go", ""];

function takeProof(part: Members): ReasoningProof | null {
  const value = part.take("thoughtSignature", asString);
  return value === null || STAND_INS.includes(value)
    ? null
    : { provider: "gemini", kind: "signature", value };
}

function decodeCall(said: JsonObject, part: Members): ToolCallPart {
  const call = new Members(said);
  const [id, name] = [call.take("id", asString), call.take("name", asString)];
  const args = call.take("args", asObject);
  const proof = takeProof(part);
  const inner = call.rest();
  const fields = Object.keys(inner).length > 0 ? { ...part.rest(), functionCall: inner } : part.rest();
  return {
    type: "tool_call",
    id: id ?? "",
    name: name ?? "",
    arguments: JSON.stringify(args ?? {}),
    kind: "function",
    proof,
    ...partFields(fields),
  };
}

function decodeText(text: string, part: Members): AssistantPart[] {
  const isThought = part.take("thought", asBoolean) === true;
  const proof = takeProof(part);
  if (isThought) return text === "" && !proof ? [] : [{ type: "reasoning", text, proof }];
  const signature: ReasoningPart[] = proof ? [{ type: "reasoning", text: "", proof }] : [];
  const vendor = partFields(part.rest());
  return text === "" && !vendor.vendor ? signature : [{ type: "text", text, ...vendor }, ...signature];
}

/** None for an empty part. */
export function decodeAnswerPart(part: JsonObject): AssistantPart[] {
  const members = new Members(part);
  const call = members.take("functionCall", asObject);
  if (call) return [decodeCall(call, members)];
  const text = members.take("text", asString);
  if (text !== null) return decodeText(text, members);
  const media = part.thought === true ? null : decodeMedia(part);
  return [media ?? { type: "vendor", vendor: { provider: "gemini", fields: part } }];
}

/** Null for one of another provider's, which is left out with a warning. */
function signature(proof: ReasoningProof | null, { path, warnings }: PartContext): string | null {
  if (!proof) return null;
  if (proof.provider === "gemini") return proof.value;
  warnings.add(path, `the proof of a thought is bound to ${PROVIDER_NAMES[proof.provider]}; left out`);
  return null;
}

function encodeCall(call: ToolCallPart, context: PartContext): JsonObject {
  const { path, warnings, model } = context;
  const { functionCall: more, ...fields } = ownFields(call.vendor, path, warnings);
  const { value, isWrapped } = argumentsOf(call);
  if (isWrapped) warnings.add(path, "the arguments are no JSON object; sent as a member of one");
  const id = model.callIds && call.id !== "" ? { id: call.id } : {};
  const thoughtSignature = signature(call.proof, context);
  return {
    functionCall: { ...id, name: call.name, args: value, ...asObject(more) },
    ...(thoughtSignature === null ? {} : { thoughtSignature }),
    ...fields,
  };
}

function encodeReasoning({ text, proof }: ReasoningPart, said: JsonObject[], context: PartContext): void {
  const thoughtSignature = signature(proof, context);
  if (thoughtSignature === null) {
    if (text !== "") said.push({ text, thought: true });
    return;
  }
  if (text !== "") {
    said.push({ text, thought: true, thoughtSignature });
    return;
  }
  const last = said.at(-1);
  const isOfLast = typeof last?.text === "string" && last.thought !== true && !("thoughtSignature" in last);
  said.push({ ...(isOfLast ? said.pop() : { text }), thoughtSignature });
}

function encodeOther(part: Exclude<AssistantPart, ReasoningPart>, context: PartContext): JsonObject | null {
  const { path, warnings } = context;
  switch (part.type) {
    case "text":
      return part.text === "" && !part.vendor
        ? null
        : { text: part.text, ...ownFields(part.vendor, path, warnings) };
    case "refusal":
      warnings.add(path, "a refusal was sent as text");
      return { text: part.text };
    case "tool_call":
      return encodeCall(part, context);
    case "media":
      return encodeMedia(part, context);
    case "vendor": {
      if (part.vendor.provider === "gemini") return part.vendor.fields;
      warnings.add(path, `only ${PROVIDER_NAMES[part.vendor.provider]} knows this kind of part; left out`);
      return null;
    }
  }
}

/** @param said The parts so far: a signature may belong to the last of them. */
export function encodeInto(said: JsonObject[], part: AssistantPart, context: PartContext): void {
  if (part.type === "reasoning") {
    encodeReasoning(part, said, context);
    return;
  }
  const encoded = encodeOther(part, context);
  if (encoded) said.push(encoded);
}

/** @param context Its path is that of the message. */
export function encodeAnswerParts(content: readonly AssistantPart[], context: PartContext): JsonObject[] {
  const said: JsonObject[] = [];
  content.forEach((part, index) => {
    encodeInto(said, part, { ...context, path: `${context.path}.content[${index}]` });
  });
  return said;
}

/** A part on its own: none when it says nothing. */
export function encodeAnswerPart(part: AssistantPart, context: PartContext): JsonObject[] {
  const said: JsonObject[] = [];
  encodeInto(said, part, context);
  return said;
}
