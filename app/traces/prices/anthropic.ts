/**
 * Anthropic's standard rates on its own API. Fast mode, data residency and other clouds' regional endpoints cost more
 * and are not told apart by the counts. Left out: models whose rates are not public.
 */
import { type PriceList } from "./price";

export const ANTHROPIC: PriceList = {
  source: "https://platform.claude.com/docs/en/about-claude/pricing",
  // -20241022, @20241022, and the aliases -latest and claude-sonnet-4-0.
  snapshotEndings: [/[-@]\d{8}$/, /-latest$/, /-0$/],
  // prettier-ignore
  rows: [
    { models: ["claude-fable-5-2"], effectiveFrom: "2026-11-09", input: 8, cachedInput: 0.2, cacheWrite: 10, cacheWriteLong: 16, output: 40 },
    { models: ["claude-fable-5-1", "claude-mythos-5-1"], effectiveFrom: "2026-09-01", input: 10, cachedInput: 0.25, cacheWrite: 12.5, cacheWriteLong: 20, output: 50 },
    { models: ["claude-fable-5", "claude-mythos-5"], effectiveFrom: "2026-06-09", input: 10, cachedInput: 1, cacheWrite: 12.5, cacheWriteLong: 20, output: 50 },

    { models: ["claude-opus-5-5"], effectiveFrom: "2026-09-22", input: 4, cachedInput: 0.2, cacheWrite: 5, cacheWriteLong: 8, output: 20 },
    { models: ["claude-opus-5"], effectiveFrom: "2026-07-24", input: 5, cachedInput: 0.5, cacheWrite: 6.25, cacheWriteLong: 10, output: 25 },
    { models: ["claude-opus-4-8"], effectiveFrom: "2026-05-28", input: 5, cachedInput: 0.5, cacheWrite: 6.25, cacheWriteLong: 10, output: 25 },
    { models: ["claude-opus-4-7"], effectiveFrom: "2026-04-16", input: 5, cachedInput: 0.5, cacheWrite: 6.25, cacheWriteLong: 10, output: 25 },
    { models: ["claude-opus-4-6"], effectiveFrom: "2026-03-13", input: 5, cachedInput: 0.5, cacheWrite: 6.25, cacheWriteLong: 10, output: 25 },
    { models: ["claude-opus-4-6"], effectiveFrom: "2026-02-05", input: 5, cachedInput: 0.5, cacheWrite: 6.25, cacheWriteLong: 10, output: 25,
      longPrompt: { over: 200_000, input: 10, cachedInput: 1, cacheWrite: 12.5, cacheWriteLong: 20, output: 37.5 } },
    { models: ["claude-opus-4-5"], effectiveFrom: "2025-11-01", input: 5, cachedInput: 0.5, cacheWrite: 6.25, cacheWriteLong: 10, output: 25 },
    { models: ["claude-opus-4", "claude-opus-4-1"], effectiveFrom: "2025-05-22", input: 15, cachedInput: 1.5, cacheWrite: 18.75, cacheWriteLong: 30, output: 75 },

    { models: ["claude-sonnet-5-5"], effectiveFrom: "2026-10-07", input: 2, cachedInput: 0.1, cacheWrite: 2.5, cacheWriteLong: 4, output: 10 },
    { models: ["claude-sonnet-5-5"], effectiveFrom: "2026-09-28", input: 2, cachedInput: 0.2, cacheWrite: 2.5, cacheWriteLong: 4, output: 10 },
    { models: ["claude-sonnet-5"], effectiveFrom: "2026-06-30", input: 2, cachedInput: 0.2, cacheWrite: 2.5, cacheWriteLong: 4, output: 10 },
    { models: ["claude-sonnet-4-6"], effectiveFrom: "2026-03-13", input: 3, cachedInput: 0.3, cacheWrite: 3.75, cacheWriteLong: 6, output: 15 },
    { models: ["claude-sonnet-4-6"], effectiveFrom: "2026-02-17", input: 3, cachedInput: 0.3, cacheWrite: 3.75, cacheWriteLong: 6, output: 15,
      longPrompt: { over: 200_000, input: 6, cachedInput: 0.6, cacheWrite: 7.5, cacheWriteLong: 12, output: 22.5 } },
    { models: ["claude-sonnet-4-5"], effectiveFrom: "2025-09-29", input: 3, cachedInput: 0.3, cacheWrite: 3.75, cacheWriteLong: 6, output: 15,
      longPrompt: { over: 200_000, input: 6, cachedInput: 0.6, cacheWrite: 7.5, cacheWriteLong: 12, output: 22.5 } },
    { models: ["claude-sonnet-4"], effectiveFrom: "2025-05-22", input: 3, cachedInput: 0.3, cacheWrite: 3.75, cacheWriteLong: 6, output: 15,
      longPrompt: { over: 200_000, input: 6, cachedInput: 0.6, cacheWrite: 7.5, cacheWriteLong: 12, output: 22.5 } },

    { models: ["claude-haiku-5-5"], effectiveFrom: "2026-10-07", input: 0.1, cachedInput: 0.01, cacheWrite: 0.125, cacheWriteLong: 0.2, output: 0.5,
      longPrompt: { over: 100_000, input: 0.5, cachedInput: 0.05, cacheWrite: 0.625, cacheWriteLong: 1, output: 2.5 } },
    { models: ["claude-haiku-4-5"], effectiveFrom: "2025-10-15", input: 1, cachedInput: 0.1, cacheWrite: 1.25, cacheWriteLong: 2, output: 5 },

    { models: ["claude-3-7-sonnet"], effectiveFrom: "2025-02-24", input: 3, cachedInput: 0.3, cacheWrite: 3.75, cacheWriteLong: 6, output: 15 },
    { models: ["claude-3-5-sonnet"], effectiveFrom: "2024-06-20", input: 3, cachedInput: 0.3, cacheWrite: 3.75, cacheWriteLong: 6, output: 15 },
    { models: ["claude-3-5-haiku"], effectiveFrom: "2024-12-03", input: 0.8, cachedInput: 0.08, cacheWrite: 1, cacheWriteLong: 1.6, output: 4 },
    { models: ["claude-3-opus"], effectiveFrom: "2024-03-04", input: 15, cachedInput: 1.5, cacheWrite: 18.75, cacheWriteLong: 30, output: 75 },
    { models: ["claude-3-sonnet"], effectiveFrom: "2024-03-04", input: 3, output: 15 },
    { models: ["claude-3-haiku"], effectiveFrom: "2024-03-13", input: 0.25, cachedInput: 0.03, cacheWrite: 0.3, cacheWriteLong: 0.5, output: 1.25 },
  ],
};
