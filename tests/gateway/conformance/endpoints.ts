/** What the SDKs can do beside chat: one table for the fake provider itself and for the gateway. */
import { toFile } from "openai";
import { type ProviderId } from "~/providers/provider";
import { GEMINI_EMBEDDING } from "tests/support/fake-provider/gemini";
import { EMBEDDING, SPEECH } from "tests/support/fake-provider/openai";
import { AZURE_API_VERSION, type sdkClients } from "tests/support/sdk-clients";

type Sdk = <Name extends keyof typeof sdkClients>(name: Name) => ReturnType<(typeof sdkClients)[Name]>;

interface Endpoint {
  name: string;
  protocol: ProviderId;
  run: (sdk: Sdk) => Promise<unknown>;
  answer: unknown;
  sent: string;
  /** In the multipart body that the provider received. */
  uploaded?: Buffer;
  /** On the trace; null where the endpoint reports none. */
  inputTokens: number | null;
}

const UPLOAD = Buffer.from([0x7b, 0x7d, 0x0a, 0xff, 0xfe, 0x00]);

export const ENDPOINTS: readonly Endpoint[] = [
  {
    name: "embeddings, which the SDK decodes from base64",
    protocol: "openai",
    run: async (sdk) =>
      (await sdk("openai").embeddings.create({ model: "e", input: "a" })).data[0]?.embedding,
    answer: EMBEDDING,
    sent: "POST /v1/embeddings",
    inputTokens: 21,
  },
  {
    name: "embeddings as numbers",
    protocol: "openai",
    run: async (sdk) => {
      const body = { model: "e", input: ["a", "b"], encoding_format: "float" as const };
      return (await sdk("openai").embeddings.create(body)).data.map((one) => one.embedding);
    },
    answer: [EMBEDDING, EMBEDDING],
    sent: "POST /v1/embeddings",
    inputTokens: 21,
  },
  {
    name: "moderations",
    protocol: "openai",
    run: async (sdk) => (await sdk("openai").moderations.create({ input: "a" })).results[0]?.flagged,
    answer: true,
    sent: "POST /v1/moderations",
    inputTokens: null,
  },
  {
    name: "completions",
    protocol: "openai",
    run: async (sdk) =>
      (await sdk("openai").completions.create({ model: "c", prompt: "a" })).choices[0]?.text,
    answer: "café / ok",
    sent: "POST /v1/completions",
    inputTokens: 21,
  },
  {
    name: "completions, streamed",
    protocol: "openai",
    run: async (sdk) => {
      let text = "";
      const body = { model: "c", prompt: "a", stream: true } as const;
      for await (const one of await sdk("openai").completions.create(body))
        text += one.choices[0]?.text ?? "";
      return text;
    },
    answer: "Grüße, 世界 🌍",
    sent: "POST /v1/completions",
    inputTokens: 21,
  },
  {
    name: "models",
    protocol: "openai",
    run: async (sdk) => (await sdk("openai").models.list()).data.map((model) => model.id),
    answer: ["gpt-fake-1", "gpt-fake-2"],
    sent: "GET /v1/models",
    inputTokens: null,
  },
  {
    name: "a file, whose bytes are no text",
    protocol: "openai",
    run: async (sdk) => {
      const file = await toFile(UPLOAD, "notes.jsonl");
      const { id } = await sdk("openai").files.create({ file, purpose: "batch" });
      return id;
    },
    answer: "file-1",
    sent: "POST /v1/files",
    uploaded: UPLOAD,
    inputTokens: null,
  },
  {
    name: "speech, which is no text",
    protocol: "openai",
    run: async (sdk) => {
      const body = { model: "tts", voice: "alloy", input: "a" } as const;
      const answer = await sdk("openai").audio.speech.create(body);
      return { bytes: Buffer.from(await answer.arrayBuffer()), type: answer.headers.get("content-type") };
    },
    answer: { bytes: SPEECH, type: "audio/mpeg" },
    sent: "POST /v1/audio/speech",
    inputTokens: null,
  },
  {
    name: "embeddings of a deployment",
    protocol: "azure",
    run: async (sdk) => (await sdk("azure").embeddings.create({ model: "e", input: "a" })).data[0]?.embedding,
    answer: EMBEDDING,
    sent: `POST /openai/deployments/e/embeddings?api-version=${AZURE_API_VERSION}`,
    inputTokens: 21,
  },
  {
    name: "models of a resource",
    protocol: "azure",
    run: async (sdk) => (await sdk("azure").models.list()).data.map((model) => model.id),
    answer: ["gpt-fake-1", "gpt-fake-2"],
    sent: `GET /openai/models?api-version=${AZURE_API_VERSION}`,
    inputTokens: null,
  },
  {
    name: "token counts",
    protocol: "anthropic",
    run: async (sdk) => {
      const messages = [{ role: "user" as const, content: "a" }];
      return (await sdk("anthropic").messages.countTokens({ model: "c", messages })).input_tokens;
    },
    answer: 21,
    sent: "POST /v1/messages/count_tokens",
    inputTokens: null,
  },
  {
    name: "models, told from OpenAI's by the version header",
    protocol: "anthropic",
    run: async (sdk) => (await sdk("anthropic").models.list()).data.map((model) => model.id),
    answer: ["claude-fake-1", "claude-fake-2"],
    sent: "GET /v1/models",
    inputTokens: null,
  },
  {
    name: "token counts",
    protocol: "gemini",
    run: async (sdk) => (await sdk("gemini").models.countTokens({ model: "g", contents: "a" })).totalTokens,
    answer: 21,
    sent: "POST /v1beta/models/g:countTokens",
    inputTokens: null,
  },
  {
    name: "embeddings",
    protocol: "gemini",
    run: async (sdk) =>
      (await sdk("gemini").models.embedContent({ model: "g", contents: "a" })).embeddings?.[0]?.values,
    answer: GEMINI_EMBEDDING,
    sent: "POST /v1beta/models/g:batchEmbedContents",
    inputTokens: null,
  },
  {
    name: "models",
    protocol: "gemini",
    run: async (sdk) => (await sdk("gemini").models.list()).page.map((model) => model.name),
    answer: ["models/gemini-fake-1", "models/gemini-fake-2"],
    sent: "GET /v1beta/models",
    inputTokens: null,
  },
];
