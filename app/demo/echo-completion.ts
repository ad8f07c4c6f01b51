/** The echo provider's answers, in the shapes of https://platform.openai.com/docs/api-reference/chat. */
import { z } from "zod";
import { newId } from "~/lib/ids";

const requestSchema = z.object({
  model: z.string("the parameter 'model' is missing"),
  messages: z
    .array(z.object({ role: z.string(), content: z.unknown() }), "the parameter 'messages' is missing")
    .min(1, "the parameter 'messages' is empty"),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
});

/** What the answer depends on. */
export interface Chat {
  id: string;
  /** Seconds since the epoch. */
  created: number;
  model: string;
  stream: boolean;
  includeUsage: boolean;
  reply: string;
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

/** English text has about four characters a token; close enough to be believed. */
function estimateTokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / 4));
}

const textPartSchema = z.object({ type: z.literal("text"), text: z.string() });

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.flatMap((part) => textPartSchema.safeParse(part).data?.text ?? []).join("\n");
}

/** @returns The chat to answer, or what is wrong with the request. */
export function readChat(body: string): Chat | string {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return "We could not parse the JSON body of your request.";
  }
  const { data, error } = requestSchema.safeParse(json);
  if (!data) return error.issues[0]?.message ?? "The request is not a chat completion.";
  const asked = data.messages.findLast((message) => message.role === "user") ?? data.messages.at(-1);
  const reply = `You said: ${textOf(asked?.content)}`;
  const prompt = estimateTokens(data.messages.map((message) => textOf(message.content)).join("\n"));
  const answered = estimateTokens(reply);
  return {
    id: `chatcmpl-${newId()}`,
    created: Math.floor(Date.now() / 1000),
    model: data.model,
    stream: data.stream === true,
    includeUsage: data.stream_options?.include_usage === true,
    reply,
    usage: { prompt_tokens: prompt, completion_tokens: answered, total_tokens: prompt + answered },
  };
}

/** The buffered answer. */
export function completion({ id, created, model, reply, usage }: Chat): object {
  const message = { role: "assistant", content: reply, refusal: null };
  return {
    id,
    object: "chat.completion",
    created,
    model,
    choices: [{ index: 0, message, finish_reason: "stop" }],
    usage,
  };
}

/** The same answer as the chunks of a stream: the role, word by word, the end, and the usage when it was asked for. */
export function* completionChunks({
  id,
  created,
  model,
  reply,
  includeUsage,
  usage,
}: Chat): Generator<object> {
  const head = {
    id,
    object: "chat.completion.chunk",
    created,
    model,
    ...(includeUsage ? { usage: null } : {}),
  };
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    ...head,
    choices: [{ index: 0, delta, finish_reason }],
  });
  yield chunk({ role: "assistant", content: "" });
  for (const word of reply.match(/\s*\S+\s*$|\s*\S+/g) ?? [reply]) yield chunk({ content: word });
  yield chunk({}, "stop");
  if (includeUsage) yield { ...head, choices: [], usage };
}
