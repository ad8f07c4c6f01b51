/**
 * The canonical chat model: what every provider's protocol is read into and written from. Its words are neutral;
 * what only one vendor has travels in `vendor` fields that name their owner, so that nothing is lost on the way
 * back and everything that cannot be carried elsewhere can be warned about.
 *
 * All of it is immutable. Every attempt is encoded anew from the same request.
 */
import { type JsonObject } from "./json-value";
import {
  type AssistantPart,
  type MediaPart,
  type ReasoningProof,
  type TextPart,
  type ToolCallPart,
  type UserPart,
  type VendorFields,
  type VendorPart,
} from "./chat-parts";
import { type Usage } from "./provider";

export type * from "./chat-parts";

export interface SystemMessage {
  /** `developer` where the vendor tells them apart. At the place where it stood. */
  readonly role: "system" | "developer";
  readonly content: readonly TextPart[];
  readonly name: string | null;
}
export interface UserMessage {
  readonly role: "user";
  readonly content: readonly UserPart[];
  readonly name: string | null;
}
export interface AssistantMessage {
  readonly role: "assistant";
  readonly content: readonly AssistantPart[];
  readonly name: string | null;
}
/** One result. Vendors that group the results of a turn get their neighbours grouped by the encoder. */
export interface ToolMessage {
  readonly role: "tool";
  readonly callId: string;
  /** Of the tool; looked up from the call where the vendor leaves it out, null when there is no such call. */
  readonly name: string | null;
  readonly content: readonly UserPart[];
  /** Null where the vendor has no such mark. */
  readonly isError: boolean | null;
  readonly vendor?: VendorFields;
}
export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

export interface FunctionTool {
  readonly type: "function";
  readonly name: string;
  readonly description: string | null;
  /** JSON Schema, whole and untouched; null when the tool takes none. */
  readonly parameters: JsonObject | null;
  readonly strict: boolean | null;
  readonly vendor?: VendorFields;
}
/** A tool that the vendor itself runs, or that has no schema: means nothing elsewhere. */
interface VendorTool {
  readonly type: "vendor";
  readonly vendor: VendorFields;
}
export type ToolDefinition = FunctionTool | VendorTool;

export type ToolChoice =
  | { readonly mode: "auto" | "none" | "required" }
  | { readonly mode: "tool"; readonly name: string }
  /** Only these tools; `required` says whether one of them must be called. */
  | { readonly mode: "allowed"; readonly names: readonly string[]; readonly required: boolean };

export type ResponseFormat =
  | { readonly type: "text" }
  | { readonly type: "json" }
  | {
      readonly type: "json_schema";
      readonly name: string;
      readonly description: string | null;
      readonly schema: JsonObject;
      readonly strict: boolean | null;
    };

export type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

export interface ReasoningRequest {
  readonly effort: ReasoningEffort | null;
  /** Tokens that may be thought; 0 turns thinking off, -1 leaves it to the model. */
  readonly budgetTokens: number | null;
  /** Whether the caller wants to read the thoughts. */
  readonly includeThoughts: boolean | null;
}

export interface ChatRequest {
  /** As the caller named it. */
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolDefinition[];
  readonly toolChoice: ToolChoice | null;
  readonly parallelToolCalls: boolean | null;
  readonly responseFormat: ResponseFormat | null;
  readonly reasoning: ReasoningRequest | null;
  readonly maxOutputTokens: number | null;
  /** In the vendor's own range; the encoder clamps to the target's and warns. */
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly topK: number | null;
  readonly frequencyPenalty: number | null;
  readonly presencePenalty: number | null;
  readonly seed: number | null;
  readonly stop: readonly string[];
  /** How many answers; null is one. */
  readonly choices: number | null;
  readonly user: string | null;
  readonly stream: boolean;
  /** Whether a stream tells its usage in the caller's form. Always true where the vendor always does. */
  readonly includeUsage: boolean;
  /** Top-level fields that the canonical model does not name. */
  readonly vendor: VendorFields | null;
}

export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter";

export interface ChatChoice {
  readonly index: number;
  readonly content: readonly AssistantPart[];
  /** Null: the vendor said none, or one that we do not know (then `nativeFinish` has it). */
  readonly finish: FinishReason | null;
  /** The vendor's own word. */
  readonly nativeFinish: string | null;
  /** The stop sequence that was met, where the vendor says which. */
  readonly stopSequence: string | null;
  readonly vendor: VendorFields | null;
}

export interface ChatResponse {
  readonly id: string | null;
  readonly model: string | null;
  /** Seconds since the epoch. */
  readonly created: number | null;
  readonly choices: readonly ChatChoice[];
  readonly usage: Usage | null;
  readonly vendor: VendorFields | null;
}

/** What went wrong, in the words that every dialect can say. */
export type ChatErrorKind =
  | "invalid_request"
  | "authentication"
  | "permission"
  | "not_found"
  | "too_large"
  | "rate_limited"
  | "quota_exceeded"
  | "content_filter"
  | "timeout"
  | "overloaded"
  | "server_error";

export interface ChatError {
  readonly kind: ChatErrorKind;
  /** The HTTP status that it stands for, also when it came inside a 200 stream. */
  readonly status: number;
  readonly message: string;
  /** The vendor's own code or type. */
  readonly code: string | null;
  readonly param: string | null;
  /** From the error's body; the header is read elsewhere. */
  readonly retryAfterMs: number | null;
}

/**
 * One step of a streamed answer. `block` numbers the parts of a choice in the order they began, whatever their
 * kind; deltas of several tool calls may interleave. A part begins with its first event.
 */
export type ChatStreamEvent =
  | {
      readonly type: "start";
      readonly id: string | null;
      readonly model: string | null;
      readonly created: number | null;
    }
  | { readonly type: "text"; readonly choice: number; readonly block: number; readonly text: string }
  | { readonly type: "refusal"; readonly choice: number; readonly block: number; readonly text: string }
  | { readonly type: "reasoning"; readonly choice: number; readonly block: number; readonly text: string }
  | {
      readonly type: "reasoning_proof";
      readonly choice: number;
      readonly block: number;
      readonly proof: ReasoningProof;
    }
  | {
      readonly type: "tool_call";
      readonly choice: number;
      readonly block: number;
      readonly id: string;
      readonly name: string;
      readonly kind: ToolCallPart["kind"];
      readonly proof: ReasoningProof | null;
    }
  | {
      readonly type: "tool_arguments";
      readonly choice: number;
      readonly block: number;
      readonly text: string;
    }
  /** A whole part of the vendor's own, or a whole media part. */
  | {
      readonly type: "part";
      readonly choice: number;
      readonly block: number;
      readonly part: VendorPart | MediaPart;
    }
  | {
      readonly type: "finish";
      readonly choice: number;
      readonly finish: FinishReason | null;
      readonly nativeFinish: string | null;
      readonly stopSequence: string | null;
    }
  /** Cumulative: the last one counts. */
  | { readonly type: "usage"; readonly usage: Usage }
  | { readonly type: "error"; readonly error: ChatError }
  /** The vendor's own terminal marker. A stream without it was cut. */
  | { readonly type: "end" };

/** The answer has begun for good: role chunks, starts, pings and usage are not content. */
export function isContent(event: ChatStreamEvent): boolean {
  switch (event.type) {
    case "text":
    case "refusal":
    case "reasoning":
      return event.text !== "";
    case "tool_call":
    case "tool_arguments":
    case "reasoning_proof":
    case "part":
      return true;
    default:
      return false;
  }
}
