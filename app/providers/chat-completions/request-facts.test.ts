import { describe, expect, it } from "vitest";
import { askForUsage, readOpenaiFacts, takesStreamOptions } from "./request-facts";

describe("askForUsage", () => {
  it.each([
    [
      '{"stream":true,"seed":12345678901234567890}',
      '{"stream_options":{"include_usage":true},"stream":true,"seed":12345678901234567890}',
    ],
    ['{"stream_options":null,"stream":true}', '{"stream_options":{"include_usage":true},"stream":true}'],
    [
      '{"stream":true,"stream_options":{"include_obfuscation":false}}',
      '{"stream":true,"stream_options":{"include_obfuscation":false,"include_usage":true}}',
    ],
    [
      '{"stream":true,"stream_options":{"include_usage":false}}',
      '{"stream":true,"stream_options":{"include_usage":true}}',
    ],
  ])("%s", (source, expected) => {
    expect(askForUsage(source, JSON.parse(source))).toBe(expected);
  });
});

describe("readOpenaiFacts", () => {
  const route = { model: null, stream: null };
  const chat = (body: unknown) => readOpenaiFacts("chat", body, route);

  it("tells what the caller asked for", () => {
    const asked = { model: "gpt-x", stream: true, stream_options: { include_usage: true } };
    expect(chat(asked)).toEqual({ model: "gpt-x", stream: true, lacksUsage: false });
    expect(chat({ ...asked, stream_options: null })).toMatchObject({ lacksUsage: true });
    expect(chat({ model: 7, stream: "yes" })).toEqual({ model: null, stream: false, lacksUsage: false });
    expect(chat(["not", "an", "object"])).toEqual({ model: null, stream: false, lacksUsage: false });
  });

  it("asks no other operation for a usage chunk: they refuse the field", () => {
    expect(readOpenaiFacts("responses", { stream: true }, route)).toMatchObject({ lacksUsage: false });
  });

  it("takes the model from the path of a deployment", () => {
    expect(readOpenaiFacts("chat", { model: "ignored" }, { model: "mine", stream: null }).model).toBe("mine");
  });
});

describe("takesStreamOptions", () => {
  it.each([
    ["https://api.openai.com/v1/chat/completions", true],
    ["https://a.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-06-01", false],
    ["https://a.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21", true],
    ["https://a.openai.azure.com/openai/v1/chat/completions?api-version=preview", true],
  ])("%s: %s", (url, expected) => {
    expect(takesStreamOptions(new URL(url))).toBe(expected);
  });
});
