/**
 * Google's Gemini API: the model and the operation are in the path; a stream is server-sent events with `alt=sse`, else
 * one JSON array written element by element.
 * https://ai.google.dev/api/generate-content; `GenerateContentResponse` of the SDK.
 */
import { EVENTS_TYPE, JSON_TYPE, wholeScript, type Asked, type Dialect, type Script } from "./dialect";
import { contentOf, type Content, type Scenario, type TokenCounts } from "./scenario";

/** Gemini counts thoughts beside the candidates, and the cached part inside the prompt. It reports no cache writes. */
export function usageMetadata(tokens: TokenCounts) {
  return {
    promptTokenCount: tokens.input,
    cachedContentTokenCount: tokens.cached,
    candidatesTokenCount: tokens.output - tokens.reasoning,
    ...(tokens.reasoning === 0 ? {} : { thoughtsTokenCount: tokens.reasoning }),
    totalTokenCount: tokens.input + tokens.output,
    promptTokensDetails: [{ modality: "TEXT", tokenCount: tokens.input }],
  };
}

type Part = Record<string, unknown>;

/** A call is whole in one part, whatever the stream; the signature rides on the first part after the thought. */
function parts({ textPieces, toolCalls, reasoning }: Content): Part[] {
  const signed = reasoning ? { thoughtSignature: reasoning.signature } : {};
  return [
    ...(reasoning?.pieces ?? []).map((text) => ({ text, thought: true })),
    ...textPieces.map((text, index) => (index === 0 ? { text, ...signed } : { text })),
    ...toolCalls.map(({ id, name, args }) => ({ functionCall: { id, name, args } })),
  ];
}

/** Adjacent parts of one kind, as a buffered answer has them. */
function joined(all: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of all) {
    const last = merged.at(-1);
    if (
      last &&
      typeof part.text === "string" &&
      typeof last.text === "string" &&
      last.thought === part.thought
    ) {
      last.text += part.text;
    } else merged.push({ ...part });
  }
  return merged;
}

function answer(content: readonly Part[], finishReason: string | null, usage: object): object {
  const candidate = { content: { parts: content, role: "model" }, index: 0 };
  return {
    candidates: [finishReason === null ? candidate : { ...candidate, finishReason }],
    usageMetadata: usage,
    modelVersion: "gemini-fake-1",
    responseId: "resp-gemini-fake",
  };
}

const STATUSES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  408: "DEADLINE_EXCEEDED",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

/** https://ai.google.dev/gemini-api/docs/troubleshooting; how long to wait is in the details, not in a header. */
function errorBody(status: number, message: string) {
  const retry = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "7s" };
  const details = status === 429 ? { details: [retry] } : {};
  return { error: { code: status, message, status: STATUSES[status] ?? "UNKNOWN", ...details } };
}

const OVERLOADED = errorBody(503, "The model is overloaded.");

/** Elements of an array that is open until the end. */
function arrayFramer(): (piece: string) => string {
  let written = 0;
  return (piece) => (written++ === 0 ? "[" : ",\r\n") + piece;
}

function contentStream(asked: Asked, scenario: Scenario): Script {
  const content = contentOf(scenario, true);
  const asEvents = asked.query.get("alt") === "sse";
  const frame = (value: object) =>
    asEvents ? `data: ${JSON.stringify(value)}\r\n\r\n` : JSON.stringify(value, null, 2);
  // Counts grow from chunk to chunk: the last ones are the answer's.
  const soFar = { promptTokenCount: content.tokens.input, totalTokenCount: content.tokens.input };
  const usage = usageMetadata(content.tokens);
  return {
    headers: { "content-type": asEvents ? EVENTS_TYPE : JSON_TYPE },
    opening: [],
    content: parts(content).map((part) => frame(answer([part], null, soFar))),
    closing: [frame(answer([{ text: "" }], "STOP", usage))],
    error: frame(OVERLOADED),
    errorOf: (body) => (asEvents ? `data: ${body}\r\n\r\n` : body),
    malformed: asEvents ? 'data: {"candidates":[{"con\r\n\r\n' : '{"candidates":[{"con',
    filler: (text) => frame(answer([{ text }], null, soFar)),
    ...(asEvents ? {} : { framer: arrayFramer, end: "]" }),
  };
}

const json = (value: object) => wholeScript(JSON.stringify(value), OVERLOADED);

function generateContent(_: Asked, scenario: Scenario): Script {
  const content = contentOf(scenario, false);
  return json(answer(joined(parts(content)), "STOP", usageMetadata(content.tokens)));
}

export const GEMINI_EMBEDDING = [0.5, -0.25, 0.125];

const OPERATIONS: Readonly<Record<string, (asked: Asked, scenario: Scenario) => Script>> = {
  generateContent,
  streamGenerateContent: contentStream,
  countTokens: () => json({ totalTokens: 21, promptTokensDetails: [{ modality: "TEXT", tokenCount: 21 }] }),
  embedContent: () => json({ embedding: { values: GEMINI_EMBEDDING } }),
  batchEmbedContents: () => json({ embeddings: [{ values: GEMINI_EMBEDDING }] }),
};

function models(): Script {
  const model = (id: string) => ({ name: `models/${id}`, displayName: id, inputTokenLimit: 1_048_576 });
  return json({ models: [model("gemini-fake-1"), model("gemini-fake-2")] });
}

export const gemini: Dialect = {
  operation(asked) {
    if (asked.method === "GET" && asked.path === "/v1beta/models") return { model: "", script: models };
    const found = /^\/v1(?:beta)?\/models\/([^/:]+):(\w+)$/.exec(asked.path);
    const operation = asked.method === "POST" && found?.[2] ? OPERATIONS[found[2]] : undefined;
    if (!operation || !found?.[1]) return null;
    return { model: decodeURIComponent(found[1]), script: (scenario) => operation(asked, scenario) };
  },
  failure: (status, quoted) => ({
    headers: {},
    body: JSON.stringify(errorBody(status, `failed with ${status}${quoted ? `: ${quoted}` : ""}`)),
  }),
};
