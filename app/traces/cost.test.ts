import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProviderId, type Usage } from "~/providers/provider";
import { costOf } from "./cost";

const AT = Date.UTC(2026, 10, 24);
const NOTHING: Usage = {
  inputTokens: null,
  outputTokens: null,
  totalTokens: null,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
};

const cost = (provider: ProviderId, model: string, usage: Partial<Usage>) =>
  costOf({ provider, model, usage: { ...NOTHING, ...usage }, at: AT });

/** In 10^-10 dollars. */
function unitsOf(amount: string | null): bigint {
  const [, whole = "", fraction = ""] = /^(\d+)(?:\.(\d{1,10}))?$/.exec(amount ?? "") ?? [];
  return BigInt(whole + fraction.padEnd(10, "0"));
}

// Each is the vendor's rates times the counts, by hand.
describe("costOf", () => {
  it.each<[string, string, Partial<Usage>, string]>([
    ["plain", "gpt-4o-2024-08-06", { inputTokens: 1000, outputTokens: 10 }, "0.0026"],
    [
      "cached input, as part of the input",
      "gpt-4o",
      { inputTokens: 2006, cachedInputTokens: 1920, outputTokens: 300 },
      "0.005615",
    ],
    [
      "reasoning, as part of the output",
      "o3-mini-2025-01-31",
      { inputTokens: 100, outputTokens: 1186, reasoningTokens: 1024 },
      "0.0053284",
    ],
    [
      "cache writes that cost more than input",
      "gpt-6.2-sol",
      { inputTokens: 10_000, cachedInputTokens: 6000, cacheWriteTokens: 3000, outputTokens: 500 },
      "0.0151",
    ],
    [
      "cache writes that cost what input costs",
      "gpt-5.4-mini",
      { inputTokens: 4000, cacheWriteTokens: 4000, outputTokens: 0 },
      "0.003",
    ],
    [
      "a prompt of exactly 272,000 tokens",
      "gpt-6.2-sol",
      { inputTokens: 272_000, outputTokens: 1000 },
      "0.554",
    ],
    [
      "a longer one, all of it at the higher rates",
      "gpt-6.2-sol",
      { inputTokens: 272_001, cachedInputTokens: 72_001, outputTokens: 1000 },
      "0.8294002",
    ],
    ["embeddings, which have no output", "text-embedding-3-small", { inputTokens: 7 }, "0.00000014"],
    [
      "embeddings that report an empty output",
      "text-embedding-3-large",
      { inputTokens: 8, outputTokens: 0 },
      "0.00000104",
    ],
    [
      "one token of the cheapest kind",
      "gpt-5-nano",
      { inputTokens: 1, cachedInputTokens: 1, outputTokens: 0 },
      "0.000000005",
    ],
  ])("charges OpenAI: %s", (_what, model, usage, expected) => {
    expect(cost("openai", model, usage)).toBe(expected);
    expect(cost("azure", model, usage)).toBe(expected);
  });

  it.each<[string, string, Partial<Usage>, string]>([
    ["plain", "claude-haiku-4-5-20251001", { inputTokens: 21, outputTokens: 305 }, "0.001546"],
    [
      "a cache read",
      "claude-sonnet-4-5",
      { inputTokens: 10_050, cachedInputTokens: 10_000, outputTokens: 503 },
      "0.010695",
    ],
    [
      "a write for five minutes",
      "claude-sonnet-4-5",
      { inputTokens: 10_050, cacheWriteTokens: 10_000, outputTokens: 503 },
      "0.045195",
    ],
    [
      "a write for an hour",
      "claude-sonnet-4-5",
      { inputTokens: 10_050, cacheWriteTokens: 10_000, cacheWriteLongTokens: 10_000, outputTokens: 503 },
      "0.067695",
    ],
    [
      "all of them at once, thinking in the output",
      "claude-opus-4-5-20251101",
      {
        inputTokens: 4000,
        cachedInputTokens: 1800,
        cacheWriteTokens: 248,
        cacheWriteLongTokens: 100,
        outputTokens: 700,
        reasoningTokens: 600,
      },
      "0.030085",
    ],
    [
      "a cached prompt of 100,000 tokens",
      "claude-haiku-5-5",
      { inputTokens: 100_000, cachedInputTokens: 90_000, outputTokens: 1000 },
      "0.0024",
    ],
    [
      "a longer one: reads count for the length",
      "claude-haiku-5-5",
      { inputTokens: 100_001, cachedInputTokens: 90_001, outputTokens: 1000 },
      "0.01200005",
    ],
  ])("charges Anthropic: %s", (_what, model, usage, expected) => {
    expect(cost("anthropic", model, usage)).toBe(expected);
  });

  it.each<[string, string, Partial<Usage>, string]>([
    [
      "thinking in the output",
      "gemini-2.5-flash",
      { inputTokens: 13, outputTokens: 1061, reasoningTokens: 1050 },
      "0.0026564",
    ],
    [
      "an implicit cache",
      "models/gemini-2.5-pro",
      { inputTokens: 5000, cachedInputTokens: 4096, outputTokens: 12 },
      "0.001762",
    ],
    [
      "a prompt of 200,000 tokens",
      "gemini-3-pro-preview",
      { inputTokens: 200_000, outputTokens: 100 },
      "0.4012",
    ],
    ["a longer one", "gemini-3-pro-preview", { inputTokens: 200_001, outputTokens: 100 }, "0.801804"],
    ["embeddings", "gemini-embedding-001", { inputTokens: 1000 }, "0.00015"],
  ])("charges Gemini: %s", (_what, model, usage, expected) => {
    expect(cost("gemini", model, usage)).toBe(expected);
  });

  it("takes the price of the request's day", () => {
    const usage = { ...NOTHING, inputTokens: 1_000_000, cachedInputTokens: 1_000_000, outputTokens: 0 };
    const charged = (at: string) =>
      costOf({ provider: "anthropic", model: "claude-sonnet-5-5", usage, at: new Date(at) });
    expect(charged("2026-10-06T23:59:59.999Z")).toBe("0.2");
    expect(charged("2026-10-07T00:00:00.000Z")).toBe("0.1");
    expect(charged("2026-09-01")).toBeNull();
  });

  it("is zero only for counts that are zero", () => {
    expect(cost("openai", "gpt-4o", { inputTokens: 0, outputTokens: 0 })).toBe("0");
    expect(cost("openai", "text-embedding-3-small", { inputTokens: 0 })).toBe("0");
  });

  it.each<[string, string, Partial<Usage>]>([
    ["an unknown model", "gpt-nobody", { inputTokens: 1, outputTokens: 1 }],
    ["no counts", "gpt-4o", {}],
    ["no input", "gpt-4o", { outputTokens: 5 }],
    ["no output", "gpt-4o", { inputTokens: 5 }],
    ["no counts of an embedding", "text-embedding-3-small", { outputTokens: 0 }],
    ["more parts than input", "gpt-4o", { inputTokens: 5, cachedInputTokens: 6, outputTokens: 0 }],
    [
      "parts that overlap",
      "gpt-6-sol",
      { inputTokens: 9, cachedInputTokens: 5, cacheWriteTokens: 5, outputTokens: 0 },
    ],
    [
      "long writes that were no writes",
      "gpt-6-sol",
      { inputTokens: 9, cacheWriteLongTokens: 1, outputTokens: 0 },
    ],
    ["cached input without a rate", "gpt-5-pro", { inputTokens: 9, cachedInputTokens: 1, outputTokens: 1 }],
    [
      "an hour's write without a rate",
      "gpt-6-sol",
      { inputTokens: 9, cacheWriteTokens: 2, cacheWriteLongTokens: 1, outputTokens: 0 },
    ],
    ["an embedding that wrote", "text-embedding-3-small", { inputTokens: 1, outputTokens: 1 }],
    ["half a token", "gpt-4o", { inputTokens: 0.5, outputTokens: 1 }],
    ["less than nothing", "gpt-4o", { inputTokens: -1, outputTokens: 1 }],
    ["not a number", "gpt-4o", { inputTokens: NaN, outputTokens: 1 }],
    ["more than anyone sends", "gpt-4o", { inputTokens: 1e15, outputTokens: 1 }],
  ])("is unknown, not zero, for %s", (_what, model, usage) => {
    expect(cost("openai", model, usage)).toBeNull();
  });

  describe("for every usage", () => {
    const models = fc.constantFrom(
      ["openai", "gpt-6.2-astra"] as const,
      ["openai", "gpt-4o-mini"] as const,
      ["anthropic", "claude-haiku-5-5"] as const,
      ["anthropic", "claude-opus-5-5"] as const,
      ["gemini", "gemini-2.5-pro"] as const,
    );
    const count = fc.nat({ max: 400_000 });
    const usages = fc
      .record({ plain: count, cached: count, written: count, output: count })
      .map(({ plain, cached, written, output }) => ({
        inputTokens: plain + cached + written,
        cachedInputTokens: cached,
        cacheWriteTokens: written,
        outputTokens: output,
      }));

    it("rises with the input, the output and the writes, and falls with the share that was cached", () => {
      fc.assert(
        fc.property(models, usages, fc.integer({ min: 1, max: 10_000 }), ([provider, model], usage, more) => {
          const charged = (change: Partial<Usage>) => unitsOf(cost(provider, model, { ...usage, ...change }));
          const before = charged({});
          const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens } = usage;
          expect(charged({ inputTokens: inputTokens + more })).toBeGreaterThan(before);
          expect(charged({ outputTokens: outputTokens + more })).toBeGreaterThan(before);
          const plain = inputTokens - cachedInputTokens - cacheWriteTokens;
          const moved = Math.min(more, plain);
          expect(charged({ cacheWriteTokens: cacheWriteTokens + moved })).toBeGreaterThanOrEqual(before);
          expect(charged({ cachedInputTokens: cachedInputTokens + moved })).toBeLessThanOrEqual(before);
        }),
      );
    });

    it("sums exactly: two requests cost what one with both their tokens costs", () => {
      fc.assert(
        fc.property(usages, usages, (one, other) => {
          const both = {
            inputTokens: one.inputTokens + other.inputTokens,
            cachedInputTokens: one.cachedInputTokens + other.cachedInputTokens,
            cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
            outputTokens: one.outputTokens + other.outputTokens,
          };
          const [first, second, together] = [one, other, both].map((usage) =>
            unitsOf(cost("anthropic", "claude-opus-5-5", usage)),
          );
          expect((first ?? 0n) + (second ?? 0n)).toBe(together);
        }),
      );
    });

    it("is a decimal that the database keeps whole, or unknown as soon as a needed count is", () => {
      fc.assert(
        fc.property(models, usages, ([provider, model], usage) => {
          expect(cost(provider, model, usage)).toMatch(/^(0|[1-9]\d{0,7})(\.\d{0,9}[1-9])?$/);
          expect(cost(provider, model, { ...usage, inputTokens: null })).toBeNull();
          expect(cost(provider, model, { ...usage, outputTokens: null })).toBeNull();
        }),
      );
    });
  });
});
