/**
 * What a function gave back. Both directions.
 * https://ai.google.dev/gemini-api/docs/function-calling#multimodal
 */
import { type MediaPart, type ToolMessage, type UserPart } from "../chat";
import { asArray, asString, isObject, type JsonObject, asObject } from "../json-value";
import { PROVIDER_NAMES } from "../provider";
import { readResult, resultOf } from "./call-arguments";
import { decodeMedia, encodeMedia, type PartContext } from "./media-parts";
import { type GeminiModel } from "./models";
import { Members, ownFields, partFields } from "./wire";

/** A call, by what its result has to say of it. */
export interface NamedCall {
  /** Empty: the vendor gave none. */
  readonly id: string;
  readonly name: string;
}

export interface DecodedResponse {
  /** Empty: the vendor gave none. */
  readonly id: string;
  readonly name: string | null;
  readonly said: Pick<ToolMessage, "content" | "isError" | "vendor">;
}

/** @param part The whole part; null when it is none of a function's. */
export function decodeFunctionResponse(part: JsonObject): DecodedResponse | null {
  const outer = new Members(part);
  const value = outer.take("functionResponse", asObject);
  if (!value) return null;
  const members = new Members(value);
  const [id, name] = [members.take("id", asString), members.take("name", asString)];
  const response = members.take("response", asObject) ?? {};
  const media = asArray(members.take("parts", (list) => (Array.isArray(list) ? list : null)))
    .filter(isObject)
    .map(
      (item): UserPart =>
        decodeMedia(item) ?? { type: "vendor", vendor: { provider: "gemini", fields: item } },
    );
  const { text, isError } = readResult(response);
  const said = text ?? JSON.stringify(response);
  const inner = members.rest();
  const fields = { ...outer.rest(), ...(Object.keys(inner).length > 0 ? { functionResponse: inner } : {}) };
  const content: UserPart[] = said === "" ? media : [{ type: "text", text: said }, ...media];
  return { id: id ?? "", name, said: { content, isError, ...partFields(fields) } };
}

interface EncodedResponse {
  readonly part: JsonObject;
  /** Media that has no place in the response: it follows all responses. */
  readonly media: readonly JsonObject[];
}

function encodeContent(message: ToolMessage, context: PartContext) {
  const { path, warnings } = context;
  const texts: string[] = [];
  const media: JsonObject[] = [];
  const encodeInto = (part: MediaPart, at: PartContext) => {
    const encoded = encodeMedia(part, at);
    if (typeof encoded?.text === "string") texts.push(encoded.text);
    else if (encoded) media.push(encoded);
  };
  message.content.forEach((part, index) => {
    const at = { ...context, path: `${path}.content[${index}]` };
    if (part.type === "media") encodeInto(part, at);
    else if (part.type === "vendor" && part.vendor.provider === "gemini") media.push(part.vendor.fields);
    else if (part.type === "text") {
      texts.push(part.text);
      ownFields(part.vendor, at.path, warnings);
    } else warnings.add(at.path, `only ${PROVIDER_NAMES[part.vendor.provider]} knows this part; left out`);
  });
  return { text: texts.join(""), media };
}

/** @param call The one that is answered: its name is the result's, which is refused without one. */
export function encodeFunctionResponse(
  message: ToolMessage,
  call: NamedCall,
  context: PartContext,
): EncodedResponse {
  const { model, path, warnings } = context;
  const { functionResponse: more, ...fields } = ownFields(message.vendor, path, warnings);
  const { text, media } = encodeContent(message, context);
  const isInside = model.mediaInResults && media.length > 0;
  if (media.length > 0 && !isInside)
    warnings.add(path, "media of a tool's result was sent after the results");
  const id = model.callIds && call.id !== "" ? { id: call.id } : {};
  const response = resultOf(text, message.isError === true);
  const parts = isInside ? { parts: media } : {};
  return {
    part: {
      functionResponse: { ...id, name: call.name, response, ...parts, ...asObject(more) },
      ...fields,
    },
    media: isInside || media.length === 0 ? [] : [{ text: `From the result of ${call.name}:` }, ...media],
  };
}

/** Google refuses a turn with fewer results than calls. */
export function missingResponse({ id, name }: NamedCall, model: GeminiModel): JsonObject {
  const response = { error: "the function gave no result" };
  return { functionResponse: { ...(model.callIds && id !== "" ? { id } : {}), name, response } };
}
