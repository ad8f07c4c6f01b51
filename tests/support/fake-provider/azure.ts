/**
 * Azure OpenAI: OpenAI's answers with content filter results, under deployments or under /openai/v1.
 * https://learn.microsoft.com/azure/ai-services/openai/reference and …/concepts/content-streaming
 */
import {
  EVENTS_TYPE,
  isStreaming,
  modelOf,
  sse,
  wholeScript,
  type Asked,
  type Dialect,
  type Script,
} from "./dialect";
import { chatAnswer, chatChunk, chatDeltas, chatFinishReason, chatStream } from "./openai-chat";
import { openaiFailure, openaiOperation } from "./openai";
import { type Scenario } from "./scenario";

const SAFE = { filtered: false, severity: "safe" };
const FILTERS = { hate: SAFE, self_harm: SAFE, sexual: SAFE, violence: SAFE };
const PROMPT_FILTERS = [{ prompt_index: 0, content_filter_results: FILTERS }];
const STREAM_ERROR = { error: { message: "The server is overloaded.", code: "ServerOverloaded" } };

/** The first event has no choices but the verdict on the prompt; a verdict on the end may follow its finish reason. */
function chatEvents(asked: Asked, scenario: Scenario): Script {
  const options = asked.body.stream_options as { include_usage?: boolean } | null | undefined;
  const plain = chatStream(scenario, options?.include_usage === true);
  const promptFrame = {
    id: "",
    object: "",
    created: 0,
    model: "",
    choices: [],
    prompt_filter_results: PROMPT_FILTERS,
  };
  const filtered = { content_filter_results: FILTERS };
  return {
    ...plain,
    headers: { "content-type": EVENTS_TYPE, "apim-request-id": "apim_fake", "x-ms-region": "Fake East" },
    opening: [sse(promptFrame), chatChunk({ role: "assistant", content: "", refusal: null }, null, filtered)],
    content: chatDeltas(scenario).map((delta) => chatChunk(delta, null, filtered)),
    closing: [
      chatChunk({}, chatFinishReason(scenario), filtered),
      chatChunk({}, null, { content_filter_offsets: { check_offset: 44, start_offset: 44, end_offset: 60 } }),
      ...plain.closing.slice(1),
    ],
    error: sse(STREAM_ERROR),
  };
}

function chat(asked: Asked, scenario: Scenario): Script {
  if (isStreaming(asked)) return chatEvents(asked, scenario);
  const answer = { ...chatAnswer(scenario), prompt_filter_results: PROMPT_FILTERS };
  return wholeScript(JSON.stringify(answer), STREAM_ERROR, { "apim-request-id": "apim_fake" });
}

const CODES: Readonly<Record<number, string>> = { 404: "DeploymentNotFound", 503: "ServiceUnavailable" };

export const azure: Dialect = {
  operation(asked) {
    const deployed = /^\/openai\/deployments\/([^/]+)(\/.+)$/.exec(asked.path);
    const path = deployed?.[2] ?? asked.path.replace(/^\/openai(\/v1)?(?=\/)/, "");
    const plain = openaiOperation(asked, path);
    if (!plain) return null;
    const model = deployed?.[1] ? decodeURIComponent(deployed[1]) : modelOf(asked);
    const script = (scenario: Scenario) =>
      path === "/chat/completions" ? chat(asked, scenario) : plain.script(scenario);
    return { model, script };
  },
  /** Azure's gateway numbers its codes as text; the model behind it says what OpenAI says. */
  failure(status, quoted) {
    const message = `failed with ${status}${quoted ? `: ${quoted}` : ""}`;
    const code = CODES[status] ?? String(status);
    const error = status === 400 ? { message, ...openaiFailure(400) } : { code, message };
    return { headers: { "apim-request-id": "apim_fake" }, body: JSON.stringify({ error }) };
  },
};
