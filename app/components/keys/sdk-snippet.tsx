import { CodeBlock } from "~/components/ui/code-block";

/** @param apiKey Null: the reader fills in the key that was shown when it was made. */
export function SdkSnippet({ baseUrl, apiKey }: { baseUrl: string; apiKey: string | null }) {
  const credential = apiKey ? JSON.stringify(apiKey) : "process.env.GREPTURE_API_KEY";
  const sdk = `import OpenAI from "openai";

const openai = new OpenAI({
  apiKey: ${credential},
  baseURL: ${JSON.stringify(baseUrl)},
});

const completion = await openai.chat.completions.create({
  model: "gpt-4o-mini",
  messages: [{ role: "user", content: "Write to jane.doe@example.com" }],
});`;
  return <CodeBlock title="Node.js, official openai SDK" what="snippet" code={sdk} />;
}
