/** OpenAI's API: which path is which answer, and its error envelope. https://platform.openai.com/docs/api-reference */
import {
  isStreaming,
  modelOf,
  wholeScript,
  type Asked,
  type Dialect,
  type Operation,
  type Script,
} from "./dialect";
import { CHAT_STREAM_ERROR, chatStream, chatWhole } from "./openai-chat";
import { responsesStream, responsesWhole } from "./openai-responses";
import { contentOf, type Scenario } from "./scenario";

/** A vector whose numbers a 32-bit float holds exactly, so that both encodings say the same. */
export const EMBEDDING = [0.5, -0.25, 0.125];
/** The start of an MP3 frame and bytes that are no UTF-8. */
export const SPEECH = Buffer.from([0xff, 0xfb, 0x90, 0x64, 0x00, 0xc3, 0x28, 0x00, 0xfe, 0xff]);

const json = (value: object) => wholeScript(JSON.stringify(value), CHAT_STREAM_ERROR);

/** The SDK asks for base64 unless its user says otherwise, and decodes it itself. */
function embeddings(asked: Asked): Script {
  const bytes = Buffer.from(new Float32Array(EMBEDDING).buffer);
  const embedding = asked.body.encoding_format === "base64" ? bytes.toString("base64") : EMBEDDING;
  const inputs = Array.isArray(asked.body.input) ? asked.body.input : [asked.body.input];
  return json({
    object: "list",
    model: "embedding-fake-1",
    data: inputs.map((_, index) => ({ object: "embedding", index, embedding })),
    usage: { prompt_tokens: 21, total_tokens: 21 },
  });
}

/** The older completions API: one text, no roles. */
function completions(asked: Asked, scenario: Scenario): Script {
  const { textPieces } = contentOf(scenario, isStreaming(asked));
  const answer = (text: string, finish_reason: string | null) => ({
    id: "cmpl-1",
    object: "text_completion",
    created: 1_700_000_000,
    model: "gpt-fake-1",
    choices: [{ index: 0, text, finish_reason, logprobs: null }],
  });
  const usage = { prompt_tokens: 21, completion_tokens: 9, total_tokens: 30 };
  if (!isStreaming(asked)) return json({ ...answer(textPieces.join(""), "stop"), usage });
  const chat = chatStream("text", false);
  const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
  return {
    ...chat,
    opening: [],
    content: textPieces.map((text) => event(answer(text, null))),
    closing: [event({ ...answer("", "stop"), usage }), "data: [DONE]\n\n"],
    filler: (text) => event(answer(text, null)),
  };
}

function moderations(): Script {
  const categories = { harassment: true, violence: false };
  const scores = { harassment: 0.91, violence: 0.02 };
  const result = { flagged: true, categories, category_scores: scores, category_applied_input_types: {} };
  return json({ id: "modr-1", model: "moderation-fake-1", results: [result] });
}

function models(): Script {
  const model = (id: string) => ({ id, object: "model", created: 1_700_000_000, owned_by: "fake" });
  return json({ object: "list", data: [model("gpt-fake-1"), model("gpt-fake-2")] });
}

/** Answers a multipart upload; the bytes are in what the provider received. */
function file(asked: Asked): Script {
  return json({
    id: "file-1",
    object: "file",
    bytes: asked.rawBody.length,
    created_at: 1_700_000_000,
    filename: "notes.jsonl",
    purpose: "batch",
    status: "processed",
  });
}

function speech(): Script {
  return wholeScript(SPEECH, CHAT_STREAM_ERROR, { "content-type": "audio/mpeg" });
}

function chat(asked: Asked, scenario: Scenario): Script {
  if (!isStreaming(asked)) return chatWhole(scenario);
  const options = asked.body.stream_options as { include_usage?: boolean } | null | undefined;
  return chatStream(scenario, options?.include_usage === true);
}

const OPERATIONS: Readonly<Record<string, (asked: Asked, scenario: Scenario) => Script>> = {
  "POST /chat/completions": chat,
  "POST /responses": (asked, scenario) =>
    isStreaming(asked) ? responsesStream(scenario) : responsesWhole(scenario),
  "POST /completions": completions,
  "POST /embeddings": embeddings,
  "POST /moderations": moderations,
  "POST /files": file,
  "POST /audio/speech": speech,
  "GET /models": models,
};

/** @param path Below the version, as in `/chat/completions`. */
export function openaiOperation(asked: Asked, path: string): Operation | null {
  const operation = OPERATIONS[`${asked.method} ${path}`];
  return operation ? { model: modelOf(asked), script: (scenario) => operation(asked, scenario) } : null;
}

/** https://platform.openai.com/docs/guides/error-codes; a missing code falls back to the type. */
const FAILURES: Readonly<Record<number, { type: string; code: string | null }>> = {
  400: { type: "invalid_request_error", code: "invalid_value" },
  401: { type: "invalid_request_error", code: "invalid_api_key" },
  403: { type: "request_forbidden", code: "unsupported_country_region_territory" },
  404: { type: "invalid_request_error", code: "model_not_found" },
  408: { type: "server_error", code: "request_timeout" },
  429: { type: "requests", code: "rate_limit_exceeded" },
  503: { type: "server_error", code: "service_unavailable" },
};

export function openaiFailure(status: number) {
  const { type, code } = FAILURES[status] ?? { type: "server_error", code: null };
  return { type, code, param: null };
}

export const openai: Dialect = {
  operation: (asked) => openaiOperation(asked, asked.path.replace(/^\/v1(?=\/)/, "")),
  failure: (status, quoted) => ({
    headers: { "x-request-id": "req_openai_fake" },
    body: JSON.stringify({
      error: { message: `failed with ${status}${quoted ? `: ${quoted}` : ""}`, ...openaiFailure(status) },
    }),
  }),
};
