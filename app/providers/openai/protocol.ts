import { chatCompletionsProtocol } from "../chat-completions/protocol";

export const openaiProtocol = chatCompletionsProtocol;
