/** Images and documents. Both directions. https://docs.anthropic.com/en/docs/build-with-claude/vision */
import { otherMembers } from "../vendor-fields";
import { type WarningList } from "../warning-list";
import { type MediaPart, type MediaSource } from "../chat";
import { asString, isObject, type JsonObject, isEmpty, withoutNulls } from "../json-value";
import { ownFields } from "./wire";

function decodeSource(source: JsonObject): MediaSource | null {
  const [data, mediaType] = [asString(source.data), asString(source.media_type)];
  const [url, id] = [asString(source.url), asString(source.file_id)];
  switch (source.type) {
    case "base64":
      return data === null || mediaType === null ? null : { from: "base64", mediaType, data };
    case "url":
      return url === null ? null : { from: "url", url, mediaType: null };
    case "file":
      return id === null ? null : { from: "file", id, mediaType: null };
    case "text":
      return data === null ? null : { from: "text", text: data };
    default:
      return null;
  }
}

/** Null for a source that is not known, such as a document made of blocks. */
export function decodeMedia(block: JsonObject): MediaPart | null {
  const source = isObject(block.source) ? decodeSource(block.source) : null;
  if (source === null || (block.type !== "image" && block.type !== "document")) return null;
  const isDocument = block.type === "document";
  const fields = otherMembers(block, new Set(["type", "source", ...(isDocument ? ["title"] : [])]));
  // A stored file is this vendor's, also when nothing else is said of it.
  const isOwn = source.from === "file" || !isEmpty(fields);
  return {
    type: "media",
    kind: isDocument ? "document" : "image",
    source,
    fileName: isDocument ? asString(block.title) : null,
    ...(isOwn ? { vendor: { provider: "anthropic", fields } } : {}),
  };
}

const IMAGE_TYPES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);
/** Longer than any media type with its parameters. */
const MAX_DATA_HEADER = 256;

/** A `data:` URL says by itself what a base64 source says. */
function readDataUrl(source: MediaSource): MediaSource {
  if (source.from !== "url") return source;
  const header = /^data:([^;,]+)(?:;[^;,]+)*;base64,/i.exec(source.url.slice(0, MAX_DATA_HEADER));
  if (!header?.[1]) return source;
  return { from: "base64", mediaType: header[1].toLowerCase(), data: source.url.slice(header[0].length) };
}

function base64(mediaType: string, data: string): JsonObject {
  return { type: "base64", media_type: mediaType, data };
}

function encodeImageSource(source: MediaSource): JsonObject | string {
  if (source.from === "url") return { type: "url", url: source.url };
  if (source.from !== "base64") return "an image cannot be sent as text";
  const mediaType = source.mediaType === "image/jpg" ? "image/jpeg" : source.mediaType;
  return IMAGE_TYPES.has(mediaType)
    ? base64(mediaType, source.data)
    : "images are JPEG, PNG, GIF or WebP; left out";
}

function encodeDocumentSource(source: MediaSource): JsonObject | string {
  if (source.from === "url") return { type: "url", url: source.url };
  if (source.from === "text") return { type: "text", media_type: "text/plain", data: source.text };
  if (source.from !== "base64") return "not a document";
  if (source.mediaType === "application/pdf") return base64(source.mediaType, source.data);
  if (!source.mediaType.startsWith("text/")) return "documents are PDF or text; left out";
  return {
    type: "text",
    media_type: "text/plain",
    data: Buffer.from(source.data, "base64").toString("utf8"),
  };
}

function encodeSource({ kind, source: given, vendor }: MediaPart): JsonObject | string {
  const source = readDataUrl(given);
  if (kind !== "image" && kind !== "document") return `${kind} cannot be sent to Anthropic; left out`;
  if (source.from === "url" && /^data:/i.test(source.url)) return "a data URL without base64; left out";
  if (source.from === "file") {
    const isOwn = vendor?.provider === "anthropic";
    return isOwn ? { type: "file", file_id: source.id } : "a file stored at another vendor; left out";
  }
  return kind === "image" ? encodeImageSource(source) : encodeDocumentSource(source);
}

/** Null, with a warning, for what Anthropic has no place for. */
export function encodeMedia(part: MediaPart, path: string, warnings: WarningList): JsonObject | null {
  const source = encodeSource(part);
  if (typeof source === "string") {
    warnings.add(path, source);
    return null;
  }
  const title = part.kind === "document" ? part.fileName : null;
  return {
    type: part.kind,
    source,
    ...withoutNulls({ title }),
    ...ownFields(part.vendor, path, warnings),
  };
}
