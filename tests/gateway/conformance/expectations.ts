/** What each protocol has to deliver for what the fake model says: one table for the fake itself and for the gateway. */
import { type ProviderId } from "~/providers/provider";
import { messageUsage } from "tests/support/fake-provider/anthropic";
import { usageMetadata } from "tests/support/fake-provider/gemini";
import { chatUsage } from "tests/support/fake-provider/openai-chat";
import { responsesUsage } from "tests/support/fake-provider/openai-responses";
import { contentOf, type Scenario, type TokenCounts } from "tests/support/fake-provider/scenario";
import { AZURE_API_VERSION } from "tests/support/sdk-clients";
import { anthropicMessages } from "./anthropic-caller";
import { type Caller, type Heard, type Question } from "./caller";
import { geminiGenerate } from "./gemini-caller";
import { azureChat, openaiChat, openaiResponses } from "./openai-callers";

/** Every header that can carry a credential to a provider. */
export const CREDENTIAL_HEADERS = ["authorization", "x-api-key", "x-goog-api-key", "api-key"] as const;

export interface Vendor {
  caller: Caller;
  /** Finish reasons: of an answer, of tool calls. */
  finish: readonly [string, string];
  usage: (tokens: TokenCounts) => object;
  /** Whether the protocol shows its reasoning. */
  thinksAloud: boolean;
  /** In the stream of a complete answer and of no other. */
  terminal: RegExp;
  /** The vendor's error inside a stream, as the caller's protocol has it. */
  streamError: RegExp;
  path: (model: string, streamed: boolean) => string;
  credentialHeader: (typeof CREDENTIAL_HEADERS)[number];
  credential: (key: string) => string;
}

const openaiErrorEvent = /^data: ?\{"error":\{/m;

export const VENDORS: readonly Vendor[] = [
  {
    caller: openaiChat,
    finish: ["stop", "tool_calls"],
    usage: chatUsage,
    thinksAloud: false,
    terminal: /\[DONE\]/,
    streamError: openaiErrorEvent,
    path: () => "/v1/chat/completions",
    credentialHeader: "authorization",
    credential: (key) => `Bearer ${key}`,
  },
  {
    caller: openaiResponses,
    finish: ["completed", "completed"],
    usage: responsesUsage,
    thinksAloud: true,
    terminal: /response\.completed/,
    streamError: /^data: ?\{.*"type":"error"|^data: ?\{"error":\{/m,
    path: () => "/v1/responses",
    credentialHeader: "authorization",
    credential: (key) => `Bearer ${key}`,
  },
  {
    caller: azureChat,
    finish: ["stop", "tool_calls"],
    usage: chatUsage,
    thinksAloud: false,
    terminal: /\[DONE\]/,
    streamError: openaiErrorEvent,
    path: (model) => `/openai/deployments/${model}/chat/completions?api-version=${AZURE_API_VERSION}`,
    credentialHeader: "api-key",
    credential: (key) => key,
  },
  {
    caller: anthropicMessages,
    finish: ["end_turn", "tool_use"],
    usage: messageUsage,
    thinksAloud: true,
    terminal: /message_stop/,
    streamError: /^event: ?error\r?\ndata: ?\{.*"type":"error"/m,
    path: () => "/v1/messages",
    credentialHeader: "x-api-key",
    credential: (key) => key,
  },
  {
    caller: geminiGenerate,
    finish: ["STOP", "STOP"],
    usage: usageMetadata,
    thinksAloud: true,
    terminal: /"finishReason"/,
    streamError: /^data: ?\{"error":\{/m,
    path: (model, streamed) =>
      `/v1beta/models/${model}:${streamed ? "streamGenerateContent?alt=sse" : "generateContent"}`,
    credentialHeader: "x-goog-api-key",
    credential: (key) => key,
  },
];

export function expectedAnswer(vendor: Vendor, { scenario, streamed }: Question): Heard {
  const { textPieces, toolCalls, reasoning, tokens } = contentOf(scenario, streamed);
  const aloud = vendor.thinksAloud ? reasoning : null;
  return {
    text: textPieces.join(""),
    toolCalls: toolCalls.map(({ name, args }) => ({ name, args })),
    reasoning: aloud ? aloud.pieces.join("") : null,
    signature: aloud?.signature ?? null,
    finish: vendor.finish[toolCalls.length > 0 ? 1 : 0],
    usage: vendor.usage(tokens),
  };
}

/** Counts on the trace: the same for every provider, null where it does not report one. */
export function expectedTokens(protocol: ProviderId, scenario: Scenario, streamed: boolean) {
  const { input, output, cached, written, reasoning } = contentOf(scenario, streamed).tokens;
  return {
    inputTokens: input,
    outputTokens: output,
    totalTokens: input + output,
    cachedInputTokens: cached,
    ...(protocol === "gemini" ? {} : { cacheWriteTokens: written }),
    ...(reasoning === 0 ? {} : { reasoningTokens: reasoning }),
  };
}

const ERROR_CLASSES: Readonly<Record<number, string>> = {
  400: "BadRequestError",
  401: "AuthenticationError",
  403: "PermissionDeniedError",
  404: "NotFoundError",
  429: "RateLimitError",
};
const ANTHROPIC_ERROR_CLASSES: Readonly<Record<number, string>> = {
  ...ERROR_CLASSES,
  408: "RequestTimeoutError",
  503: "ServiceUnavailableError",
  504: "GatewayTimeoutError",
  529: "OverloadedError",
};

/** The classes that users of each SDK catch. */
export function expectedErrorClass(protocol: ProviderId, status: number): string {
  if (protocol === "gemini") return "ApiError";
  const classes = protocol === "anthropic" ? ANTHROPIC_ERROR_CLASSES : ERROR_CLASSES;
  return classes[status] ?? (status >= 500 ? "InternalServerError" : "APIError");
}
