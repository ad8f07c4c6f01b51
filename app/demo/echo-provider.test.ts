import fc from "fast-check";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completionChunks, readChat } from "./echo-completion";
import { startEchoProvider, type EchoProvider } from "./echo-provider";

let provider: EchoProvider;
let client: OpenAI;

beforeAll(async () => {
  provider = await startEchoProvider(0);
  client = new OpenAI({ baseURL: `${provider.origin}/v1`, apiKey: "sk-any", maxRetries: 0 });
});
afterAll(() => provider.close());

const ask = { model: "echo-1", messages: [{ role: "user" as const, content: "two words" }] };

describe("the echo provider", () => {
  it("answers with what it received, and keeps the request as it came", async () => {
    const answer = await client.chat.completions.create(ask);
    expect(answer.choices[0]).toMatchObject({
      finish_reason: "stop",
      message: { content: "You said: two words" },
    });
    expect(answer.usage).toEqual({ prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 });
    expect(provider.received.at(-1)).toEqual({
      method: "POST",
      path: "/v1/chat/completions",
      body: JSON.stringify(ask),
    });
  });

  it("streams word by word, with usage only when it was asked for", async () => {
    const read = async (options: object) => {
      const chunks = [];
      for await (const chunk of await client.chat.completions.create({ ...ask, ...options, stream: true })) {
        chunks.push(chunk);
      }
      return chunks;
    };
    const plain = await read({});
    expect(plain.map((chunk) => chunk.choices[0]?.delta.content)).toEqual([
      "",
      "You",
      " said:",
      " two",
      " words",
      undefined,
    ]);
    expect(plain.at(-1)?.choices[0]?.finish_reason).toBe("stop");
    const counted = await read({ stream_options: { include_usage: true } });
    expect(counted.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 3, total_tokens: 8 } });
  });

  it("lists models and refuses in OpenAI's shape", async () => {
    expect((await client.models.list()).data.map((model) => model.id)).toContain("echo-1");
    const post = (headers: Record<string, string>, body: string) =>
      fetch(`${provider.origin}/v1/chat/completions`, { method: "POST", headers, body });
    const anonymous = await post({}, JSON.stringify(ask));
    expect(anonymous.status).toBe(401);
    expect(await anonymous.json()).toMatchObject({ error: { code: "invalid_api_key" } });
    for (const body of ["{", "[]", '{"model":"echo-1"}']) {
      const refused = await post({ authorization: "Bearer k" }, body);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: { type: "invalid_request_error" } });
    }
    await expect(client.embeddings.create({ model: "echo-1", input: "x" })).rejects.toThrow("404");
  });

  it("loses no character of any text between chunks", () => {
    fc.assert(
      fc.property(fc.string(), (content) => {
        const chat = readChat(JSON.stringify({ model: "m", messages: [{ role: "user", content }] }));
        if (typeof chat === "string") throw new Error(chat);
        const streamed = [...completionChunks(chat)].map((chunk) => JSON.stringify(chunk));
        const contents = streamed.map((chunk) => /"content":("(?:[^"\\]|\\.)*")/.exec(chunk)?.[1] ?? '""');
        expect(contents.map((literal) => JSON.parse(literal) as string).join("")).toBe(
          `You said: ${content}`,
        );
      }),
    );
  });
});
