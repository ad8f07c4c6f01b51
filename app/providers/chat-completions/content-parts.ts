/** The content of a message: a string, or parts of text, images, audio and files. Both directions. */
import { otherMembers, partFields } from "../vendor-fields";
import { type MediaPart, type TextPart, type UserPart } from "../chat";
import { asArray, asString, isObject, type JsonObject, lookUp, withoutNulls } from "../json-value";
import { PROVIDER_NAMES, type ProviderId } from "../provider";
import { type Dialect, isShared, ownFields } from "./dialect";
import { type WarningList } from "../warning-list";

/** Where a part is and what it is written for. */
export interface PartContext {
  readonly dialect: Dialect;
  readonly path: string;
  readonly warnings: WarningList;
}

const AUDIO_TYPES: Readonly<Record<string, string>> = { mp3: "audio/mpeg", wav: "audio/wav" };
const AUDIO_FORMATS: Readonly<Record<string, string>> = {
  "audio/mpeg": "mp3",
  "audio/mp3": "mp3",
  "audio/wav": "wav",
  "audio/x-wav": "wav",
  "audio/wave": "wav",
};

/** Longer than any media type with its parameters. */
const MAX_DATA_HEADER = 256;

/** A `data:` URL with base64, taken apart; null for any other. */
function readDataUrl(url: string): { mediaType: string; data: string } | null {
  const comma = url.slice(0, MAX_DATA_HEADER).indexOf(",");
  const header = /^data:([^;,]+)(;[^;,]+)*;base64$/i.exec(url.slice(0, Math.max(comma, 0)));
  return header?.[1] ? { mediaType: header[1].toLowerCase(), data: url.slice(comma + 1) } : null;
}

function dataUrl({ mediaType, data }: { mediaType: string; data: string }): string {
  return `data:${mediaType};base64,${data}`;
}

const TEXT_MEMBERS = new Set(["type", "text"]);

function decodeText(part: JsonObject, provider: ProviderId): TextPart | null {
  const text = asString(part.text);
  return text === null
    ? null
    : { type: "text", text, ...partFields(provider, otherMembers(part, TEXT_MEMBERS)) };
}

function decodeImage(part: JsonObject, provider: ProviderId): MediaPart | null {
  // Some clients send the bare URL.
  const image = isObject(part.image_url) ? part.image_url : { url: part.image_url };
  const url = asString(image.url);
  if (url === null) return null;
  const data = readDataUrl(url);
  const fields = {
    ...otherMembers(part, new Set(["type", "image_url"])),
    ...otherMembers(image, new Set(["url"])),
  };
  return {
    type: "media",
    kind: "image",
    source: data ? { from: "base64", ...data } : { from: "url", url, mediaType: null },
    fileName: null,
    ...partFields(provider, fields),
  };
}

function decodeAudio(part: JsonObject, provider: ProviderId): MediaPart | null {
  const audio = isObject(part.input_audio) ? part.input_audio : {};
  const [data, format] = [asString(audio.data), asString(audio.format)];
  if (data === null || format === null) return null;
  return {
    type: "media",
    kind: "audio",
    source: { from: "base64", mediaType: lookUp(AUDIO_TYPES, format) ?? `audio/${format}`, data },
    fileName: null,
    ...partFields(provider, otherMembers(part, new Set(["type", "input_audio"]))),
  };
}

function decodeFile(part: JsonObject, provider: ProviderId): MediaPart | null {
  const file = isObject(part.file) ? part.file : {};
  const [id, data] = [asString(file.file_id), asString(file.file_data)];
  const fields = otherMembers(part, new Set(["type", "file"]));
  const media = { type: "media", kind: "document", fileName: asString(file.filename) } as const;
  if (id !== null) {
    // The fields say whose file it is, also when there are none.
    return { ...media, source: { from: "file", id, mediaType: null }, vendor: { provider, fields } };
  }
  if (data === null) return null;
  // Without a header it is a PDF: the first kind of file that the API took.
  const source = readDataUrl(data) ?? { mediaType: "application/pdf", data };
  return { ...media, source: { from: "base64", ...source }, ...partFields(provider, fields) };
}

const DECODERS: Readonly<Record<string, (part: JsonObject, provider: ProviderId) => UserPart | null>> = {
  text: decodeText,
  image_url: decodeImage,
  input_audio: decodeAudio,
  file: decodeFile,
};

/** What is not known, or not as it should be, is the vendor's own to read or to refuse. */
export function decodePart(part: JsonObject, provider: ProviderId): UserPart {
  const decode = lookUp(DECODERS, asString(part.type));
  return decode?.(part, provider) ?? { type: "vendor", vendor: { provider, fields: part } };
}

/** An empty text says nothing and is no part. */
export function decodeContent(content: unknown, provider: ProviderId): UserPart[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", text: content }];
  return asArray(content)
    .map((part) => (typeof part === "string" ? { type: "text", text: part } : part))
    .filter(isObject)
    .map((part) => decodePart(part, provider))
    .filter((part) => part.type !== "text" || part.text !== "" || part.vendor !== undefined);
}

export function encodeText(part: TextPart, { path, warnings }: PartContext): JsonObject {
  return { type: "text", text: part.text, ...ownFields(part.vendor, path, warnings) };
}

function encodeImage({ source, vendor }: MediaPart, { path, warnings }: PartContext): JsonObject | null {
  if (source.from !== "base64" && source.from !== "url") return null;
  const { detail = null, ...fields } = ownFields(vendor, path, warnings);
  const url = source.from === "url" ? source.url : dataUrl(source);
  return { type: "image_url", image_url: withoutNulls({ url, detail }), ...fields };
}

function encodeAudio({ source, vendor }: MediaPart, { path, warnings }: PartContext): JsonObject | null {
  if (source.from !== "base64") return null;
  const format = lookUp(AUDIO_FORMATS, source.mediaType) ?? source.mediaType.replace(/^audio\//, "");
  return {
    type: "input_audio",
    input_audio: { data: source.data, format },
    ...ownFields(vendor, path, warnings),
  };
}

function encodeDocument(part: MediaPart, { dialect, path, warnings }: PartContext): JsonObject | null {
  const { source, fileName, vendor } = part;
  // A stored file is one account's; the fields say at which vendor.
  if (source.from === "file" && vendor?.provider !== dialect.provider) return null;
  if (source.from === "url") return null;
  const fields = ownFields(vendor, path, warnings);
  if (source.from === "file") {
    return { type: "file", file: withoutNulls({ file_id: source.id, filename: fileName }), ...fields };
  }
  if (source.from === "text") {
    warnings.add(path, "a document of plain text was sent as text");
    return { type: "text", text: source.text, ...fields };
  }
  // Data without a name is refused.
  return { type: "file", file: { filename: fileName ?? "document", file_data: dataUrl(source) }, ...fields };
}

const NO_ENCODER = () => null;
const ENCODERS: Readonly<
  Record<MediaPart["kind"], (part: MediaPart, context: PartContext) => JsonObject | null>
> = { image: encodeImage, audio: encodeAudio, document: encodeDocument, video: NO_ENCODER };

const SOURCES = { base64: "as data", url: "by its URL", file: "as a stored file", text: "as text" } as const;

/** Null, with a warning, for what the protocol has no place for. */
export function encodePart(part: UserPart, context: PartContext): JsonObject | null {
  const { dialect, path, warnings } = context;
  if (part.type === "text") return encodeText(part, context);
  if (part.type === "media") {
    const encoded = ENCODERS[part.kind](part, context);
    if (encoded) return encoded;
    const how = `${part.kind} cannot be sent to ${PROVIDER_NAMES[dialect.provider]} ${SOURCES[part.source.from]}`;
    warnings.add(path, `${how}; left out`);
    return null;
  }
  if (isShared(part.vendor)) return part.vendor.fields;
  warnings.add(path, `only ${PROVIDER_NAMES[part.vendor.provider]} knows this kind of part; left out`);
  return null;
}

/** A single plain text is a string: the form that every server behind this protocol reads. */
export function contentOf(parts: readonly JsonObject[]): string | readonly JsonObject[] {
  const [first] = parts;
  if (first === undefined) return "";
  const isPlain = parts.length === 1 && first.type === "text" && Object.keys(first).length === 2;
  return isPlain && typeof first.text === "string" ? first.text : parts;
}
