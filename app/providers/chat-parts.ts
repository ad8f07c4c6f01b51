/** What messages of the canonical chat model are made of. */
import { type JsonObject } from "./json-value";
import { type ProviderId } from "./provider";

/** What one vendor said and no other understands: carried back to that vendor, warned about elsewhere. */
export interface VendorFields {
  readonly provider: ProviderId;
  /** By the wire's own names. */
  readonly fields: JsonObject;
}

export interface TextPart {
  readonly type: "text";
  readonly text: string;
  readonly vendor?: VendorFields;
}

export type MediaKind = "image" | "audio" | "video" | "document";

export type MediaSource =
  /** `data` is base64; `mediaType` as in `image/png`. */
  | { readonly from: "base64"; readonly mediaType: string; readonly data: string }
  | { readonly from: "url"; readonly url: string; readonly mediaType: string | null }
  /** Stored at the provider: means nothing elsewhere. */
  | { readonly from: "file"; readonly id: string; readonly mediaType: string | null }
  /** A document given as plain text. */
  | { readonly from: "text"; readonly text: string };

export interface MediaPart {
  readonly type: "media";
  readonly kind: MediaKind;
  readonly source: MediaSource;
  readonly fileName: string | null;
  /** Detail, cache marks, citations, titles … */
  readonly vendor?: VendorFields;
}

interface RefusalPart {
  readonly type: "refusal";
  readonly text: string;
}

/** What a model thought. The proof is bound to the provider and the model that made it, and is dropped elsewhere. */
export interface ReasoningPart {
  readonly type: "reasoning";
  /** Empty when the vendor gives only the proof. */
  readonly text: string;
  readonly proof: ReasoningProof | null;
}

export interface ReasoningProof {
  readonly provider: ProviderId;
  /** `signature` belongs to the visible text; `redacted` is the whole thought, encrypted. */
  readonly kind: "signature" | "redacted";
  readonly value: string;
}

export interface ToolCallPart {
  readonly type: "tool_call";
  /** Empty when the vendor gave none. */
  readonly id: string;
  readonly name: string;
  /** JSON source text, as the model wrote it: it may be invalid. No arguments are `{}`. A custom tool's is free text. */
  readonly arguments: string;
  /** `custom`: OpenAI's free-text tools. */
  readonly kind: "function" | "custom";
  /** Gemini's thought signature on a call. */
  readonly proof: ReasoningProof | null;
  readonly vendor?: VendorFields;
}

/** A block of a vendor's own (server tools, executable code …): kept whole for that vendor. */
export interface VendorPart {
  readonly type: "vendor";
  readonly vendor: VendorFields;
}

export type UserPart = TextPart | MediaPart | VendorPart;
export type AssistantPart = TextPart | MediaPart | RefusalPart | ReasoningPart | ToolCallPart | VendorPart;
