import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { RequestFactsSection, type RequestFacts } from "./request-detail";

const UNKNOWN: RequestFacts = {
  startedAt: new Date(0),
  requestId: "request-1",
  traceId: null,
  sessionId: null,
  label: null,
  seq: null,
  metadata: null,
  apiKeyName: "checkout",
  streaming: false,
  requestedModel: "gpt-fake",
  servedModel: null,
  provider: "openai",
  providerKeyName: "Production",
  durationMs: 12,
  firstByteMs: null,
  inputTokens: null,
  outputTokens: null,
  totalTokens: null,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: null,
  cost: null,
};

/** What stands beside a fact's name. */
function fact(facts: Partial<RequestFacts>, name: string): string | undefined {
  const html = renderToStaticMarkup(<RequestFactsSection facts={{ ...UNKNOWN, ...facts }} zone={null} />);
  return new RegExp(`<dt[^>]*>${name}</dt><dd[^>]*>(.*?)</dd>`).exec(html)?.[1]?.replace(/<[^>]*>/g, "");
}

describe("the facts of a request", () => {
  it("tell an unknown price from none to pay", () => {
    expect(fact({ inputTokens: null }, "Tokens in")).toBe("Not reported");
    expect(fact({ inputTokens: 5, cachedInputTokens: 2 }, "Tokens in")).toBe("5 · 2 from the cache");
    expect(fact({ cost: null }, "Cost")).toBe("Unknown");
    expect(fact({ cost: 0 }, "Cost")).toBe("$0.00");
    expect(fact({ cost: 0.0023 }, "Cost")).toBe("$0.0023");
  });

  it("tell no count from a count of zero", () => {
    expect(fact({ totalTokens: null }, "Tokens in all")).toBe("Not reported");
    expect(fact({ totalTokens: 0 }, "Tokens in all")).toBe("0");
    expect(fact({ totalTokens: 1234 }, "Tokens in all")).toBe("1,234");
  });

  it("tell the parts of the counts", () => {
    const facts = {
      inputTokens: 21,
      cachedInputTokens: 8,
      cacheWriteTokens: 3,
      outputTokens: 73,
      reasoningTokens: 64,
    };
    expect(fact(facts, "Tokens in")).toBe("21 · 8 from the cache · 3 into the cache");
    expect(fact(facts, "Tokens out")).toBe("73 · 64 of thought");
  });
});
