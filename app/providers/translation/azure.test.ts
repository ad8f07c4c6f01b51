/**
 * Azure, which speaks OpenAI's protocol with things of its own: in every direction that has it at one end. Fixtures are
 * what Azure's API answers, reduced to what the test is about.
 */
import { describe, expect, it } from "vitest";
import { translateAnswer, translateRequest, translateStream } from "tests/support/translation";
import { chatEndpoint } from "../chat-endpoint";
import { type JsonObject } from "../json-value";
import { type ProviderId } from "../provider";

const SAFE = { filtered: false, severity: "safe" };
const FILTERS = { hate: SAFE, self_harm: SAFE, sexual: SAFE, violence: SAFE };
const PROMPT_FILTERS = [{ prompt_index: 0, content_filter_results: FILTERS }];
const CALLERS: ProviderId[] = ["openai", "anthropic", "gemini"];

const completion = (more: JsonObject = {}) => ({
  id: "chatcmpl-B9MBs8",
  object: "chat.completion",
  created: 1_741_569_952,
  model: "gpt-4o-2024-08-06",
  prompt_filter_results: PROMPT_FILTERS,
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "Hello", refusal: null },
      content_filter_results: FILTERS,
      logprobs: null,
      finish_reason: "stop",
      ...more,
    },
  ],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});
const chunk = (delta: JsonObject, finish_reason: string | null = null, more: JsonObject = {}) => ({
  id: "chatcmpl-B9MBs8",
  object: "chat.completion.chunk",
  created: 1_741_569_952,
  model: "gpt-4o-2024-08-06",
  choices: [{ index: 0, delta, finish_reason, content_filter_results: FILTERS, ...more }],
});

describe("a request to Azure", () => {
  it("names the deployment in the path, and may name it in the body", () => {
    const body = { model: "claude-sonnet-4-5", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] };
    const { value } = translateRequest({ caller: "anthropic", target: "azure" }, body, "my-deployment");
    expect(value).toEqual({
      model: "my-deployment",
      messages: [{ role: "user", content: "Hi" }],
      max_completion_tokens: 5,
    });
    expect(chatEndpoint("azure", { model: "my-deployment", stream: false }).path).toBe(
      "/openai/deployments/my-deployment/chat/completions",
    );
  });

  it("of OpenAI's has everything but what OpenAI alone offers", () => {
    const carried = {
      model: "gpt-4o",
      messages: [{ role: "user", content: "Hi" }],
      logit_bias: { "1": 1 },
      max_tokens: 50,
    };
    const body = { ...carried, service_tier: "flex", web_search_options: {} };
    const { value, warnings } = translateRequest({ caller: "openai", target: "azure" }, body, "dep");
    expect(value).toEqual({ ...carried, model: "dep" });
    expect(warnings).toEqual([
      "service_tier: only OpenAI knows it; left out",
      "web_search_options: only OpenAI knows it; left out",
    ]);
  });

  it("keeps Azure's own fields to Azure", () => {
    const body = { messages: [{ role: "user", content: "Hi" }], data_sources: [{ type: "azure_search" }] };
    for (const target of ["openai", "anthropic", "gemini"] as const) {
      const { value, warnings } = translateRequest({ caller: "azure", target }, body, "model-x");
      expect(JSON.stringify(value)).not.toContain("azure_search");
      expect(warnings).toEqual(["data_sources: only Azure OpenAI knows it; left out"]);
    }
  });
});

describe("an answer of Azure's", () => {
  it("reaches OpenAI's callers with the verdicts of its filter, and others without, by name", () => {
    expect(translateAnswer({ caller: "openai", target: "azure" }, completion())).toMatchObject({
      value: {
        id: "chatcmpl-B9MBs8",
        prompt_filter_results: PROMPT_FILTERS,
        choices: [{ content_filter_results: FILTERS, message: { content: "Hello" } }],
      },
      warnings: [],
    });
    const { value, warnings } = translateAnswer({ caller: "anthropic", target: "azure" }, completion());
    expect(value).toMatchObject({ content: [{ type: "text", text: "Hello" }], stop_reason: "end_turn" });
    expect(warnings).toEqual([
      "choices[0].content_filter_results: only Azure OpenAI knows it; left out",
      "prompt_filter_results: only Azure OpenAI knows it; left out",
    ]);
  });

  it.each([
    ["openai", "choices", { finish_reason: "content_filter" }],
    ["anthropic", "stop_reason", "refusal"],
    ["gemini", "candidates", { finishReason: "SAFETY" }],
  ] as const)("that the filter cut says so to a caller of %s", (caller, member, expected) => {
    const cut = completion({ finish_reason: "content_filter" });
    const { value } = translateAnswer({ caller, target: "azure" }, cut);
    expect(value[member]).toEqual(
      typeof expected === "string" ? expected : [expect.objectContaining(expected)],
    );
  });
});

describe("a stream of Azure's", () => {
  const prompt = {
    id: "",
    object: "",
    created: 0,
    model: "",
    choices: [],
    prompt_filter_results: PROMPT_FILTERS,
  };
  const late = {
    id: "",
    object: "",
    created: 0,
    model: "",
    choices: [{ index: 0, finish_reason: null, content_filter_offsets: {} }],
  };
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const sent = [
    prompt,
    chunk({ role: "assistant", content: "" }),
    chunk({ content: "Hello" }),
    chunk({}, "stop"),
    late,
    { ...chunk({}), choices: [], usage },
    "[DONE]",
  ];

  it.each(CALLERS)("says nothing of frames that are about the filter alone to a caller of %s", (caller) => {
    const { steps, isComplete } = translateStream({ caller, target: "azure" }, sent);
    expect(steps[0]).toEqual([]);
    expect(steps[4]).toEqual([]);
    expect(JSON.stringify(steps)).not.toContain("filter");
    expect(isComplete).toBe(true);
  });

  it("begins with Azure's id and time, not with those of the empty first frame", () => {
    const { said } = translateStream({ caller: "openai", target: "azure" }, sent);
    expect(said[0]).toMatchObject({ id: "chatcmpl-B9MBs8", created: 1_741_569_952, model: "asked-model" });
  });

  it("that fails in a 200 says so", () => {
    const error = { error: { code: "429", message: "Too many requests. Please retry after 6 seconds." } };
    const { said } = translateStream({ caller: "openai", target: "azure" }, [...sent.slice(0, 3), error]);
    expect(said.at(-1)).toEqual({
      error: {
        message: error.error.message,
        type: "rate_limit_error",
        param: null,
        code: "rate_limit_exceeded",
      },
    });
  });
});

describe("a caller of Azure's", () => {
  it("reads an answer of Anthropic's as one of Azure's", () => {
    const message = {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude",
      content: [{ type: "text", text: "Hello" }],
      stop_reason: "end_turn",
      usage: { input_tokens: 1, output_tokens: 2 },
    };
    expect(translateAnswer({ caller: "azure", target: "anthropic" }, message).value).toMatchObject({
      id: "chatcmpl-made1",
      object: "chat.completion",
      choices: [{ message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
    });
  });
});
