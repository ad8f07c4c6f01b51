/** What the provider of the benchmarks says, so that every answer can be checked. */

const TEXT = "The parcel left the warehouse this morning. ".repeat(12);

export const BUFFERED_ANSWER = JSON.stringify({
  id: "chatcmpl-bench",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "gpt-bench",
  choices: [{ index: 0, message: { role: "assistant", content: TEXT }, finish_reason: "stop" }],
  usage: { prompt_tokens: 180, completion_tokens: 120, total_tokens: 300 },
});

export const STREAM_STEP_MS = 5;
export const CONTENT_CHUNKS = 100;

const chunk = (choice: object) =>
  `data: ${JSON.stringify({ id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1_700_000_000, model: "gpt-bench", choices: [{ index: 0, ...choice }] })}\n\n`;

/** A hundred words, each with the time at which it was written. */
export const STREAM_CHUNKS = [
  ...Array.from({ length: CONTENT_CHUNKS }, () =>
    chunk({ delta: { content: "@SENT@ " }, finish_reason: null }),
  ),
  `${chunk({ delta: {}, finish_reason: "stop" })}data: [DONE]\n\n`,
];
