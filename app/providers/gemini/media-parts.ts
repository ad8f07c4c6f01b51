/**
 * Images, sounds, videos and documents: as data, or by the address of a file. Both directions.
 * https://ai.google.dev/gemini-api/docs/file-input-methods
 */
import { type MediaKind, type MediaPart } from "../chat";
import { type WarningList } from "../warning-list";
import { asString, type JsonObject, asObject, lookUp, withoutNulls } from "../json-value";
import { type GeminiModel } from "./models";
import { Members, ownFields, partFields } from "./wire";

/** Where something stands and what it is written for. */
export interface PartContext {
  readonly model: GeminiModel;
  readonly path: string;
  readonly warnings: WarningList;
}

function kindOf(mediaType: string | null): MediaKind {
  const kind = mediaType?.split("/")[0];
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "document";
}

/** Of the Files API, or registered from Google's storage. */
const STORED = /^(gs:\/\/|https:\/\/generativelanguage\.googleapis\.com\/|files\/)/;
const YOUTUBE = /^https:\/\/((www\.|m\.)?youtube\.com|youtu\.be)\//;

/** Google wants to be told the type, and other protocols do not tell it. */
const TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  bmp: "image/bmp",
  pdf: "application/pdf",
  txt: "text/plain",
  csv: "text/csv",
  html: "text/html",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  flac: "audio/flac",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
};

function typeOfUrl(url: string): string | null {
  const ending = /^https:\/\/[^/?#]+\/[^?#]*\.([a-z0-9]{2,4})(?:[?#]|$)/i.exec(url)?.[1];
  return lookUp(TYPES, ending?.toLowerCase()) ?? null;
}

function decodeData(part: Members): { source: MediaPart["source"]; fileName: string | null } | null {
  const blob = new Members(part.take("inlineData", asObject) ?? {});
  const [data, mediaType] = [blob.take("data", asString), blob.take("mimeType", asString)];
  if (data === null || mediaType === null) return null;
  return { source: { from: "base64", mediaType, data }, fileName: blob.take("displayName", asString) };
}

function decodeFile(part: Members): { source: MediaPart["source"]; fileName: string | null } | null {
  const file = new Members(part.take("fileData", asObject) ?? {});
  const uri = file.take("fileUri", asString);
  if (uri === null) return null;
  const mediaType = file.take("mimeType", asString);
  const source: MediaPart["source"] = STORED.test(uri)
    ? { from: "file", id: uri, mediaType }
    : { from: "url", url: uri, mediaType };
  return { source, fileName: file.take("displayName", asString) };
}

/** Null when the part holds none. */
export function decodeMedia(part: JsonObject): MediaPart | null {
  const members = new Members(part);
  const media = decodeData(members) ?? decodeFile(members);
  if (!media) return null;
  const { source, fileName } = media;
  const mediaType = "mediaType" in source ? source.mediaType : null;
  const isVideo = source.from === "url" && YOUTUBE.test(source.url);
  const vendor = partFields(members.rest());
  return {
    type: "media",
    kind: isVideo ? "video" : kindOf(mediaType),
    source,
    fileName,
    // A stored file means nothing elsewhere: the fields say whose it is, also when there are none.
    ...(source.from === "file" ? { vendor: { provider: "gemini", fields: members.rest() } } : vendor),
  };
}

/** A file that Gemini reads where it is: stored at Google, a video of YouTube's, or anything that it fetches. */
function encodeFile(uri: string, mediaType: string | null, { fetchesUrls }: GeminiModel): JsonObject | null {
  const mimeType = mediaType ?? typeOfUrl(uri);
  const isFetched = fetchesUrls && uri.startsWith("https://") && mimeType !== null;
  const isKnown = STORED.test(uri) || YOUTUBE.test(uri);
  return isKnown || isFetched ? { fileData: withoutNulls({ fileUri: uri, mimeType }) } : null;
}

function encodeSource({ source, vendor }: MediaPart, { model }: PartContext): JsonObject | null {
  switch (source.from) {
    case "base64":
      return { inlineData: { mimeType: source.mediaType, data: source.data } };
    case "text":
      return { text: source.text };
    case "file": {
      const isOwn = vendor === undefined || vendor.provider === "gemini";
      return isOwn && STORED.test(source.id) ? encodeFile(source.id, source.mediaType, model) : null;
    }
    case "url":
      return encodeFile(source.url, source.mediaType, model);
  }
}

/** Null, with a warning that says `media skipped`, for what Gemini cannot read. */
export function encodeMedia(part: MediaPart, context: PartContext): JsonObject | null {
  const { path, warnings } = context;
  const encoded = encodeSource(part, context);
  if (!encoded) {
    const why = part.source.from === "file" ? "it is stored at another provider" : "Gemini cannot fetch it";
    warnings.add(path, `media skipped: ${why}`);
    return null;
  }
  if (part.source.from === "text") warnings.add(path, "a document of plain text was sent as text");
  // The field for it is refused outside of Google Cloud.
  if (part.fileName !== null) warnings.add(path, "the file name was left out");
  return { ...encoded, ...ownFields(part.vendor, path, warnings) };
}
