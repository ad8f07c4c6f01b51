import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ANTHROPIC } from "./anthropic";
import { findPrice } from "./find-price";
import { GEMINI } from "./gemini";
import { OPENAI } from "./openai";
import { type Rates } from "./price";

const AT = Date.UTC(2026, 10, 24);
const find = (provider: "openai" | "anthropic" | "gemini" | "azure", model: string, at: Date | number = AT) =>
  findPrice({ provider, model, at });

const LISTS = { openai: OPENAI, anthropic: ANTHROPIC, gemini: GEMINI } as const;
const PROVIDERS = ["openai", "anthropic", "gemini"] as const;
const rows = PROVIDERS.flatMap((provider) => LISTS[provider].rows.map((row) => ({ provider, row })));

describe("the lists", () => {
  const ratesOf = ({ input, output, cachedInput, cacheWrite, cacheWriteLong }: Rates) =>
    [input, output, cachedInput, cacheWrite, cacheWriteLong].filter((rate) => rate !== undefined);

  it("have positive rates that a token can be charged exactly", () => {
    for (const { row } of rows)
      for (const rate of [...ratesOf(row), ...ratesOf(row.longPrompt ?? {})]) {
        expect(rate, row.models[0]).toBeGreaterThan(0);
        expect(rate, row.models[0]).toBe(Math.round(rate * 10_000) / 10_000);
      }
  });

  it("charge less for a cache read, more for a write, and more for a longer time and prompt", () => {
    for (const { row } of rows)
      for (const rates of [row, row.longPrompt ?? row]) {
        const { input = 0, cachedInput = 0, cacheWrite = input, cacheWriteLong = Infinity } = rates;
        expect(cachedInput, row.models[0]).toBeLessThan(input);
        expect(cacheWrite, row.models[0]).toBeGreaterThanOrEqual(input);
        expect(cacheWriteLong, row.models[0]).toBeGreaterThan(cacheWrite);
        expect(row.output ?? input, row.models[0]).toBeGreaterThanOrEqual(row.input);
      }
  });

  it("have the same kinds of rates for a long prompt, none of them lower", () => {
    const kinds = ["input", "output", "cachedInput", "cacheWrite", "cacheWriteLong"] as const;
    for (const { row } of rows)
      for (const kind of kinds) {
        if (!row.longPrompt) continue;
        expect(row.longPrompt[kind] === undefined, row.models[0]).toBe(row[kind] === undefined);
        expect(row.longPrompt[kind] ?? 0, row.models[0]).toBeGreaterThanOrEqual(row[kind] ?? 0);
      }
  });

  it("have one row a model and day, each of a real day", () => {
    for (const provider of PROVIDERS) {
      const keys = LISTS[provider].rows.flatMap(({ models, effectiveFrom }) => {
        expect(new Date(effectiveFrom).toISOString().slice(0, 10)).toBe(effectiveFrom);
        return models.map((model) => `${model} ${effectiveFrom}`);
      });
      expect(keys.length).toBe(new Set(keys).size);
    }
  });

  it("are found by every name that they list, from their day on", () => {
    for (const { provider, row } of rows)
      for (const model of row.models)
        expect(find(provider, model, new Date(row.effectiveFrom)), model).toBe(row);
  });
});

describe("findPrice", () => {
  it.each([
    ["openai", "gpt-4o-2024-08-06", "gpt-4o"],
    ["openai", "gpt-4o-mini-2024-07-18", "gpt-4o-mini"],
    ["openai", "gpt-4-0613", "gpt-4"],
    ["openai", "gpt-3.5-turbo-0125", "gpt-3.5-turbo"],
    ["openai", "gpt-5-chat-latest", "gpt-5"],
    ["openai", "o3-2025-04-16", "o3"],
    ["openai", "gpt-6-sol-2026-09-22", "gpt-6-sol"],
    ["openai", "ft:gpt-4o-mini-2024-07-18:acme::AbC123", "ft:gpt-4o-mini"],
    ["openai", "ft:gpt-4o-2024-08-06:acme:name:AbC123", "ft:gpt-4o"],
    ["azure", "gpt-35-turbo", "gpt-3.5-turbo"],
    ["azure", "gpt-4o-2024-11-20", "gpt-4o"],
    ["anthropic", "claude-3-5-sonnet-20241022", "claude-3-5-sonnet"],
    ["anthropic", "claude-3-5-haiku@20241022", "claude-3-5-haiku"],
    ["anthropic", "claude-3-7-sonnet-latest", "claude-3-7-sonnet"],
    ["anthropic", "claude-sonnet-4-0", "claude-sonnet-4"],
    ["anthropic", "claude-sonnet-4-20250514", "claude-sonnet-4"],
    ["anthropic", "claude-haiku-4-5-20251001", "claude-haiku-4-5"],
    ["gemini", "models/gemini-2.0-flash-001", "gemini-2.0-flash"],
    ["gemini", "gemini-2.5-pro-preview-05-06", "gemini-2.5-pro"],
    ["gemini", "gemini-2.5-flash-preview-09-2025", "gemini-2.5-flash"],
    ["gemini", "gemini-3-pro-preview", "gemini-3-pro"],
    ["gemini", "gemini-1.5-pro-002", "gemini-1.5-pro"],
  ] as const)("knows %s's %s as %s", (provider, model, listed) => {
    expect(find(provider, model)?.models).toContain(listed);
  });

  it("does not take a dated snapshot that costs more for the model of today", () => {
    expect(find("openai", "gpt-4o-2024-05-13")).toMatchObject({ input: 5, output: 15 });
    expect(find("openai", "gpt-4-0125-preview")).toMatchObject({ input: 10, output: 30 });
    expect(find("openai", "gpt-3.5-turbo-0613")).toMatchObject({ input: 1.5, output: 2 });
    expect(find("openai", "gpt-5.1-codex-mini")).toMatchObject({ input: 0.25 });
    expect(find("openai", "gpt-4o-mini")).toMatchObject({ input: 0.15 });
    expect(find("anthropic", "claude-opus-4-1-20250805")).toMatchObject({ input: 15 });
    expect(find("anthropic", "claude-opus-4-5-20251101")).toMatchObject({ input: 5 });
  });

  it.each([
    ["openai", "gpt-4o-audio-preview"],
    ["openai", "gpt-4o-audio-preview-2024-12-17"],
    ["openai", "gpt-4o-realtime-preview"],
    ["openai", "gpt-4o-mini-transcribe"],
    ["openai", "gpt-4o-mini-search-preview-2025-03-11"],
    ["openai", "gpt-5.9"],
    ["openai", "gpt"],
    ["openai", ""],
    ["openai", "-latest"],
    ["openai", "claude-sonnet-4-5"],
    ["openai", "ft:gpt-9:acme::x"],
    ["openai", "models/"],
    ["anthropic", "claude-opus-4-9"],
    ["anthropic", "claude-opus"],
    ["anthropic", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"],
    ["gemini", "gemini-2.5-flash-image"],
    ["gemini", "gemini-2.5-flash-preview-tts"],
    ["gemini", "gemini-2.5-flash-native-audio-preview-09-2025"],
    ["gemini", "gemini-flash-latest"],
    ["gemini", "gemini-2.5-pro-experimental"],
  ] as const)("does not guess %s's %s", (provider, model) => {
    expect(find(provider, model)).toBeNull();
  });

  it("takes the newest price that is in force", () => {
    const midnight = Date.UTC(2026, 11, 1);
    expect(find("gemini", "gemini-4-argon", midnight - 1)).toMatchObject({ input: 2 });
    expect(find("gemini", "gemini-4-argon", midnight)).toMatchObject({ input: 4 });
    expect(find("openai", "o3", new Date("2025-05-01"))).toMatchObject({ input: 10 });
    expect(find("openai", "o3", new Date("2025-06-10"))).toMatchObject({ input: 2 });
    expect(find("openai", "o3", new Date("2025-01-01"))).toBeNull();
  });

  it("says the same the second time, however many names were asked for between", () => {
    const models = ["gpt-4o", "gpt-4o-2024-08-06", "nobody"];
    const before = models.map((model) => find("openai", model));
    for (let index = 0; index < 5_000; index += 1) find("openai", `stranger-${index}`);
    expect(models.map((model) => find("openai", model))).toEqual(before);
  });

  it("answers any name, and only with a price of a name that it begins with and that ends there", () => {
    const listed = fc.constantFrom(
      ...rows.flatMap(({ provider, row }) => row.models.map((name) => [provider, name] as const)),
    );
    const ending = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.constantFrom("-latest", "-2026-01-01", "-0613", "-001", "-x"),
    );
    fc.assert(
      fc.property(listed, ending, ([provider, name], tail) => {
        const found = find(provider, name + tail, Date.UTC(2030, 0, 1));
        const rests = found?.models.filter((model) => (name + tail).startsWith(model));
        for (const rest of rests ?? []) expect((name + tail).slice(rest.length)).toMatch(/^([-@:]|$)/);
        expect(rests).not.toEqual([]);
      }),
    );
  });
});
