import { chatCompletionsProtocol } from "../chat-completions/protocol";

/** Azure speaks OpenAI's protocol at other paths; its additions are read where they may occur. */
export const azureProtocol = chatCompletionsProtocol;
