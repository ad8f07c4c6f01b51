/**
 * What keeps a request at the provider that it was written for. Images, sounds, videos and documents differ in form,
 * limits and price from vendor to vendor, and some are stored at one: a conversation is not sent elsewhere without
 * the half of it that they are. A document that is plain text is text, and crosses.
 */
import { type AssistantPart, type ChatRequest, type MediaKind, type VendorPart } from "./chat";

const NAMES: Readonly<Record<MediaKind, string>> = {
  image: "an image",
  audio: "audio",
  video: "a video",
  document: "a document",
};

/** Of parts that no codec could read: a document made of blocks, a kind of source newer than the codec … */
const KINDS_BY_TYPE: ReadonlyMap<unknown, MediaKind> = new Map([
  ["image", "image"],
  ["image_url", "image"],
  ["input_audio", "audio"],
  ["video_url", "video"],
  ["document", "document"],
  ["file", "document"],
  ["container_upload", "document"],
]);
/** Google's parts have no type, but a member of one name or of another. */
const GOOGLE_MEMBERS = ["inlineData", "inline_data", "fileData", "file_data"];

function kindOfVendorPart({ vendor: { fields } }: VendorPart): MediaKind | null {
  const kind = KINDS_BY_TYPE.get(fields.type);
  return kind ?? (GOOGLE_MEMBERS.some((name) => fields[name] !== undefined) ? "document" : null);
}

function kindOf(part: AssistantPart): MediaKind | null {
  if (part.type === "vendor") return kindOfVendorPart(part);
  return part.type === "media" && part.source.from !== "text" ? part.kind : null;
}

/**
 * Why the request cannot be asked of a provider with another protocol, in a sentence for people; null when it can.
 * OpenAI and Azure have one protocol, in which media cross like everything else.
 */
export function mediaBarrier({ messages }: ChatRequest): string | null {
  for (const [index, { content }] of messages.entries()) {
    const parts: readonly AssistantPart[] = content;
    const kind = parts.map(kindOf).find((found) => found !== null);
    if (kind) return `messages[${index}] holds ${NAMES[kind]}, which is not sent to another provider`;
  }
  return null;
}
