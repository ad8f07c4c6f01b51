/** How a translated answer names itself, so that it looks like one of the caller's own vendor. */
import { randomBytes } from "node:crypto";
import { type ChatRequest } from "~/providers/chat";
import { type StreamEncoding } from "~/providers/codec";
import { type ProviderId } from "~/providers/provider";

const ID_PREFIXES: Readonly<Record<ProviderId, string>> = {
  openai: "chatcmpl-",
  azure: "chatcmpl-",
  anthropic: "msg_01",
  gemini: "",
};

/** The caller reads the model that it asked for. */
export function answerEncoding(
  dialect: ProviderId,
  { model, includeUsage }: Pick<ChatRequest, "model" | "includeUsage">,
): StreamEncoding {
  const id = ID_PREFIXES[dialect] + randomBytes(12).toString("hex");
  return { id, model, created: Math.floor(Date.now() / 1000), includeUsage };
}
