/**
 * Google's standard rates of the Gemini Developer API for text, thinking included in output. Storage of an explicit
 * cache is paid by the hour and is not a request's cost. Left out: models whose audio or image tokens have rates of
 * their own, and the names that move between models (`gemini-flash-latest`).
 */
import { type PriceList } from "./price";

export const GEMINI: PriceList = {
  source: "https://ai.google.dev/gemini-api/docs/pricing",
  // -001, -preview, -preview-05-20, -preview-09-2025 and -latest.
  snapshotEndings: [/-\d{3}$/, /-preview(-\d\d-(\d\d|\d{4}))?$/, /-latest$/],
  // prettier-ignore
  rows: [
    { models: ["gemini-4-neon"], effectiveFrom: "2026-11-18", input: 3, cachedInput: 0.15, output: 15 },
    { models: ["gemini-4-hydrogen"], effectiveFrom: "2026-11-12", input: 1.5, cachedInput: 0.075, output: 7.5 },
    { models: ["gemini-4-argon", "gemini-4-carbon"], effectiveFrom: "2026-12-01", input: 4, cachedInput: 0.2, output: 20 },
    { models: ["gemini-4-argon", "gemini-4-carbon"], effectiveFrom: "2026-09-30", input: 2, cachedInput: 0.1, output: 10 },

    // Half price until the end of the year.
    { models: ["gemini-3.8-flash", "gemini-3.7-flash", "gemini-3.6-flash"], effectiveFrom: "2027-01-01", input: 1.5, cachedInput: 0.15, output: 7.5 },
    { models: ["gemini-3.8-flash", "gemini-3.6-flash"], effectiveFrom: "2026-09-02", input: 0.75, cachedInput: 0.075, output: 3.75 },
    { models: ["gemini-3.7-flash"], effectiveFrom: "2026-08-13", input: 0.75, cachedInput: 0.075, output: 3.75 },
    { models: ["gemini-3.6-flash"], effectiveFrom: "2026-07-21", input: 1.5, cachedInput: 0.15, output: 7.5 },
    { models: ["gemini-3.5-flash-lite"], effectiveFrom: "2026-07-21", input: 0.3, cachedInput: 0.03, output: 2.5 },
    { models: ["gemini-3.5-flash"], effectiveFrom: "2026-05-19", input: 1.5, cachedInput: 0.15, output: 9 },
    { models: ["gemini-3.1-pro", "gemini-3.1-pro-preview-customtools"], effectiveFrom: "2026-02-19", input: 2, cachedInput: 0.2, output: 12,
      longPrompt: { over: 200_000, input: 4, cachedInput: 0.4, output: 18 } },
    { models: ["gemini-3.1-flash-lite"], effectiveFrom: "2026-03-03", input: 0.25, cachedInput: 0.025, output: 1.5 },
    { models: ["gemini-3-pro"], effectiveFrom: "2025-11-18", input: 2, cachedInput: 0.2, output: 12,
      longPrompt: { over: 200_000, input: 4, cachedInput: 0.4, output: 18 } },
    { models: ["gemini-3-flash"], effectiveFrom: "2025-12-17", input: 0.5, cachedInput: 0.05, output: 3 },

    { models: ["gemini-2.5-pro"], effectiveFrom: "2025-06-17", input: 1.25, cachedInput: 0.125, output: 10,
      longPrompt: { over: 200_000, input: 2.5, cachedInput: 0.25, output: 15 } },
    { models: ["gemini-2.5-computer-use"], effectiveFrom: "2025-10-07", input: 1.25, output: 10,
      longPrompt: { over: 200_000, input: 2.5, output: 15 } },
    { models: ["gemini-2.5-flash"], effectiveFrom: "2025-06-17", input: 0.3, cachedInput: 0.03, output: 2.5 },
    { models: ["gemini-2.5-flash-lite"], effectiveFrom: "2025-07-22", input: 0.1, cachedInput: 0.01, output: 0.4 },
    { models: ["gemini-2.0-flash"], effectiveFrom: "2025-02-05", input: 0.1, cachedInput: 0.025, output: 0.4 },
    { models: ["gemini-2.0-flash-lite"], effectiveFrom: "2025-02-25", input: 0.075, output: 0.3 },
    { models: ["gemini-1.5-pro"], effectiveFrom: "2024-10-01", input: 1.25, cachedInput: 0.3125, output: 5,
      longPrompt: { over: 128_000, input: 2.5, cachedInput: 0.625, output: 10 } },
    { models: ["gemini-1.5-flash"], effectiveFrom: "2024-08-12", input: 0.075, output: 0.3,
      longPrompt: { over: 128_000, input: 0.15, output: 0.6 } },
    { models: ["gemini-1.5-flash-8b"], effectiveFrom: "2024-10-03", input: 0.0375, cachedInput: 0.01, output: 0.15,
      longPrompt: { over: 128_000, input: 0.075, cachedInput: 0.02, output: 0.3 } },

    { models: ["gemini-embedding-001"], effectiveFrom: "2025-07-14", input: 0.15 },
  ],
};
