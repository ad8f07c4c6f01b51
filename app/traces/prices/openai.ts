/**
 * OpenAI's standard rates for text. Left out: models whose audio or image tokens have rates of their own (the counts
 * that we keep do not tell them apart), search models (paid by the call), and what the page does not list. Azure asks
 * the same for its global standard deployments.
 */
import { type PriceList } from "./price";

/** More input than this doubles the input's rates and raises the output's by half, for the whole request. */
const LONG = 272_000;

export const OPENAI: PriceList = {
  source: "https://developers.openai.com/api/docs/pricing",
  // -2024-08-06, -0613, the alias -latest, and the owner and id of a fine-tuned model.
  snapshotEndings: [/-\d{4}-\d\d-\d\d$/, /-\d{4}$/, /-latest$/, /(?<=^ft:[^:]+):.*$/],
  // prettier-ignore
  rows: [
    { models: ["gpt-6.2-astra"], effectiveFrom: "2026-11-17", input: 8, cachedInput: 0.4, cacheWrite: 10, output: 40,
      longPrompt: { over: LONG, input: 16, cachedInput: 0.8, cacheWrite: 20, output: 60 } },
    { models: ["gpt-6.2-sol"], effectiveFrom: "2026-11-17", input: 2, cachedInput: 0.1, cacheWrite: 2.5, output: 10,
      longPrompt: { over: LONG, input: 4, cachedInput: 0.2, cacheWrite: 5, output: 15 } },
    { models: ["gpt-6.1-sol"], effectiveFrom: "2026-09-29", input: 2, cachedInput: 0.1, cacheWrite: 2.5, output: 10,
      longPrompt: { over: LONG, input: 4, cachedInput: 0.2, cacheWrite: 5, output: 15 } },
    { models: ["gpt-6-sol"], effectiveFrom: "2026-09-22", input: 2, cachedInput: 0.2, cacheWrite: 2.5, output: 10,
      longPrompt: { over: LONG, input: 4, cachedInput: 0.4, cacheWrite: 5, output: 15 } },
    { models: ["gpt-6-luna"], effectiveFrom: "2026-09-22", input: 0.1, cachedInput: 0.01, cacheWrite: 0.125, output: 0.5,
      longPrompt: { over: LONG, input: 0.2, cachedInput: 0.02, cacheWrite: 0.25, output: 0.75 } },
    { models: ["gpt-6-astra"], effectiveFrom: "2026-09-03", input: 10, cachedInput: 1, cacheWrite: 12.5, output: 50,
      longPrompt: { over: LONG, input: 20, cachedInput: 2, cacheWrite: 25, output: 75 } },

    { models: ["gpt-5.6-sol", "gpt-5.6"], effectiveFrom: "2026-08-21", input: 4, cachedInput: 0.4, cacheWrite: 5, output: 20,
      longPrompt: { over: LONG, input: 8, cachedInput: 0.8, cacheWrite: 10, output: 30 } },
    { models: ["gpt-5.6-sol", "gpt-5.6"], effectiveFrom: "2026-07-09", input: 5, cachedInput: 0.5, cacheWrite: 6.25, output: 30,
      longPrompt: { over: LONG, input: 10, cachedInput: 1, cacheWrite: 12.5, output: 45 } },
    { models: ["gpt-5.6-terra"], effectiveFrom: "2026-07-30", input: 2, cachedInput: 0.2, cacheWrite: 2.5, output: 12,
      longPrompt: { over: LONG, input: 4, cachedInput: 0.4, cacheWrite: 5, output: 18 } },
    { models: ["gpt-5.6-terra"], effectiveFrom: "2026-07-09", input: 2.5, cachedInput: 0.25, cacheWrite: 3.125, output: 15,
      longPrompt: { over: LONG, input: 5, cachedInput: 0.5, cacheWrite: 6.25, output: 22.5 } },
    { models: ["gpt-5.6-luna"], effectiveFrom: "2026-07-30", input: 0.2, cachedInput: 0.02, cacheWrite: 0.25, output: 1.2,
      longPrompt: { over: LONG, input: 0.4, cachedInput: 0.04, cacheWrite: 0.5, output: 1.8 } },
    { models: ["gpt-5.6-luna"], effectiveFrom: "2026-07-09", input: 1, cachedInput: 0.1, cacheWrite: 1.25, output: 6,
      longPrompt: { over: LONG, input: 2, cachedInput: 0.2, cacheWrite: 2.5, output: 9 } },

    { models: ["gpt-5.5"], effectiveFrom: "2026-04-23", input: 5, cachedInput: 0.5, output: 30,
      longPrompt: { over: LONG, input: 10, cachedInput: 1, output: 45 } },
    { models: ["gpt-5.5-pro"], effectiveFrom: "2026-04-23", input: 30, output: 180,
      longPrompt: { over: LONG, input: 60, output: 270 } },
    { models: ["gpt-5.4"], effectiveFrom: "2026-03-05", input: 2.5, cachedInput: 0.25, output: 15,
      longPrompt: { over: LONG, input: 5, cachedInput: 0.5, output: 22.5 } },
    { models: ["gpt-5.4-pro"], effectiveFrom: "2026-03-05", input: 30, output: 180,
      longPrompt: { over: LONG, input: 60, output: 270 } },
    { models: ["gpt-5.4-mini"], effectiveFrom: "2026-03-17", input: 0.75, cachedInput: 0.075, output: 4.5 },
    { models: ["gpt-5.4-nano"], effectiveFrom: "2026-03-17", input: 0.2, cachedInput: 0.02, output: 1.25 },
    { models: ["gpt-5.3-chat", "gpt-5.3-codex"], effectiveFrom: "2026-02-05", input: 1.75, cachedInput: 0.175, output: 14 },
    { models: ["gpt-5.2", "gpt-5.2-chat", "gpt-5.2-codex"], effectiveFrom: "2025-12-11", input: 1.75, cachedInput: 0.175, output: 14 },
    { models: ["gpt-5.2-pro"], effectiveFrom: "2025-12-11", input: 21, output: 168 },
    { models: ["gpt-5.1", "gpt-5.1-chat", "gpt-5.1-codex", "gpt-5.1-codex-max"], effectiveFrom: "2025-11-13", input: 1.25, cachedInput: 0.125, output: 10 },
    { models: ["gpt-5.1-codex-mini"], effectiveFrom: "2025-11-13", input: 0.25, cachedInput: 0.025, output: 2 },
    { models: ["gpt-5", "gpt-5-chat", "gpt-5-codex"], effectiveFrom: "2025-08-07", input: 1.25, cachedInput: 0.125, output: 10 },
    { models: ["gpt-5-mini"], effectiveFrom: "2025-08-07", input: 0.25, cachedInput: 0.025, output: 2 },
    { models: ["gpt-5-nano"], effectiveFrom: "2025-08-07", input: 0.05, cachedInput: 0.005, output: 0.4 },
    { models: ["gpt-5-pro"], effectiveFrom: "2025-10-06", input: 15, output: 120 },

    { models: ["gpt-4.1"], effectiveFrom: "2025-04-14", input: 2, cachedInput: 0.5, output: 8 },
    { models: ["gpt-4.1-mini"], effectiveFrom: "2025-04-14", input: 0.4, cachedInput: 0.1, output: 1.6 },
    { models: ["gpt-4.1-nano"], effectiveFrom: "2025-04-14", input: 0.1, cachedInput: 0.025, output: 0.4 },
    { models: ["gpt-4.5-preview"], effectiveFrom: "2025-02-27", input: 75, cachedInput: 37.5, output: 150 },
    { models: ["gpt-4o"], effectiveFrom: "2024-10-02", input: 2.5, cachedInput: 1.25, output: 10 },
    { models: ["gpt-4o-2024-05-13"], effectiveFrom: "2024-05-13", input: 5, output: 15 },
    { models: ["chatgpt-4o-latest"], effectiveFrom: "2024-08-14", input: 5, output: 15 },
    { models: ["gpt-4o-mini"], effectiveFrom: "2024-07-18", input: 0.15, cachedInput: 0.075, output: 0.6 },
    { models: ["gpt-4-turbo", "gpt-4-turbo-preview", "gpt-4-0125-preview", "gpt-4-1106-preview", "gpt-4-vision-preview"],
      effectiveFrom: "2023-11-06", input: 10, output: 30 },
    { models: ["gpt-4"], effectiveFrom: "2023-03-14", input: 30, output: 60 },
    { models: ["gpt-4-32k"], effectiveFrom: "2023-03-14", input: 60, output: 120 },
    { models: ["gpt-3.5-turbo", "gpt-35-turbo"], effectiveFrom: "2024-01-25", input: 0.5, output: 1.5 },
    { models: ["gpt-3.5-turbo-1106", "gpt-35-turbo-1106"], effectiveFrom: "2023-11-06", input: 1, output: 2 },
    { models: ["gpt-3.5-turbo-0613", "gpt-35-turbo-0613", "gpt-3.5-turbo-0301", "gpt-35-turbo-0301", "gpt-3.5-turbo-instruct", "gpt-35-turbo-instruct"],
      effectiveFrom: "2023-06-13", input: 1.5, output: 2 },
    { models: ["gpt-3.5-turbo-16k", "gpt-35-turbo-16k"], effectiveFrom: "2023-06-13", input: 3, output: 4 },
    { models: ["davinci-002"], effectiveFrom: "2023-08-22", input: 2, output: 2 },
    { models: ["babbage-002"], effectiveFrom: "2023-08-22", input: 0.4, output: 0.4 },

    { models: ["o4-mini"], effectiveFrom: "2025-04-16", input: 1.1, cachedInput: 0.275, output: 4.4 },
    { models: ["o4-mini-deep-research"], effectiveFrom: "2025-06-26", input: 2, cachedInput: 0.5, output: 8 },
    { models: ["o3"], effectiveFrom: "2025-06-10", input: 2, cachedInput: 0.5, output: 8 },
    { models: ["o3"], effectiveFrom: "2025-04-16", input: 10, cachedInput: 2.5, output: 40 },
    { models: ["o3-pro"], effectiveFrom: "2025-06-10", input: 20, output: 80 },
    { models: ["o3-deep-research"], effectiveFrom: "2025-06-26", input: 10, cachedInput: 2.5, output: 40 },
    { models: ["o3-mini", "o1-mini"], effectiveFrom: "2025-01-31", input: 1.1, cachedInput: 0.55, output: 4.4 },
    { models: ["o1"], effectiveFrom: "2024-12-17", input: 15, cachedInput: 7.5, output: 60 },
    { models: ["o1-preview"], effectiveFrom: "2024-10-01", input: 15, cachedInput: 7.5, output: 60 },
    { models: ["o1-pro"], effectiveFrom: "2025-03-19", input: 150, output: 600 },
    { models: ["codex-mini"], effectiveFrom: "2025-05-16", input: 1.5, cachedInput: 0.375, output: 6 },
    { models: ["computer-use-preview"], effectiveFrom: "2025-03-11", input: 3, output: 12 },

    { models: ["ft:gpt-4.1"], effectiveFrom: "2025-04-14", input: 3, cachedInput: 0.75, output: 12 },
    { models: ["ft:gpt-4.1-mini"], effectiveFrom: "2025-04-14", input: 0.8, cachedInput: 0.2, output: 3.2 },
    { models: ["ft:gpt-4.1-nano"], effectiveFrom: "2025-04-14", input: 0.2, cachedInput: 0.05, output: 0.8 },
    { models: ["ft:gpt-4o"], effectiveFrom: "2024-10-01", input: 3.75, cachedInput: 1.875, output: 15 },
    { models: ["ft:gpt-4o-mini"], effectiveFrom: "2024-10-01", input: 0.3, cachedInput: 0.15, output: 1.2 },
    { models: ["ft:gpt-3.5-turbo"], effectiveFrom: "2024-01-25", input: 3, output: 6 },

    { models: ["text-embedding-3-large"], effectiveFrom: "2024-01-25", input: 0.13 },
    { models: ["text-embedding-3-small"], effectiveFrom: "2024-01-25", input: 0.02 },
    { models: ["text-embedding-ada-002"], effectiveFrom: "2023-06-13", input: 0.1 },
  ],
};
