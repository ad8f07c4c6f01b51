import { describe, expect, it } from "vitest";
import { azureCodec } from "./azure/codec";
import { type ChatCodec } from "./codec";
import { type JsonObject } from "./json-value";
import { openaiCodec } from "./openai/codec";

function translate(from: ChatCodec, to: ChatCodec, fields: JsonObject) {
  const body = { model: "model-x", messages: [{ role: "user", content: "hi" }], ...fields };
  const decoded = from.decodeRequest(body, { model: null, stream: null });
  if (!decoded) throw new Error("not a chat request");
  return { body, ...to.encodeRequest(decoded.value) };
}

describe("from one of the two that speak chat completions to the other", () => {
  it.each([
    [openaiCodec, azureCodec],
    [azureCodec, openaiCodec],
  ])("what both know is carried", (from, to) => {
    const { body, value, warnings } = translate(from, to, { logit_bias: { "1": 1 }, prompt_cache_key: "k" });
    expect(value).toEqual(body);
    expect(warnings).toEqual([]);
  });

  it("what one alone knows stays behind, with a warning", () => {
    const sources = { data_sources: [{ type: "azure_search" }] };
    expect(translate(azureCodec, openaiCodec, sources)).toMatchObject({
      value: expect.not.objectContaining(sources) as unknown,
      warnings: ["data_sources: only Azure OpenAI knows it; left out"],
    });
    expect(translate(openaiCodec, azureCodec, { web_search_options: {} }).warnings).toEqual([
      "web_search_options: only OpenAI knows it; left out",
    ]);
    expect(translate(azureCodec, azureCodec, sources).value).toMatchObject(sources);
  });
});
