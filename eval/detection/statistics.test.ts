import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bootstrapF1, f1, wilson, type Counts } from "./statistics";

const counts = (truePositives: number, falsePositives: number, falseNegatives: number): Counts => ({
  truePositives,
  falsePositives,
  falseNegatives,
});

describe("Wilson's interval", () => {
  it("gives the figures of the literature", () => {
    // Newcombe 1998, table I: 81 of 263, and 15 of 148.
    expect(wilson(81, 263).low).toBeCloseTo(0.2553, 4);
    expect(wilson(81, 263).high).toBeCloseTo(0.3662, 4);
    expect(wilson(15, 148).low).toBeCloseTo(0.0624, 4);
    expect(wilson(15, 148).high).toBeCloseTo(0.1605, 4);
  });

  it("holds the share, and stays within 0 and 1", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (successes, failures) => {
        fc.pre(successes + failures > 0);
        const { value, low, high } = wilson(successes, successes + failures);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value - 1e-12);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("knows nothing of nothing", () => {
    expect(wilson(0, 0)).toEqual({ value: Number.NaN, low: 0, high: 1 });
  });
});

describe("F1", () => {
  it("is the harmonic mean of precision and recall", () => {
    const [precision, recall] = [8 / 10, 8 / 12];
    expect(f1(counts(8, 2, 4))).toBeCloseTo((2 * precision * recall) / (precision + recall));
  });

  it("has the same interval on every run, around its value", () => {
    const texts = Array.from({ length: 60 }, (_, i) =>
      counts(i % 7 === 0 ? 0 : 1, i % 9 === 0 ? 1 : 0, i % 7 === 0 ? 1 : 0),
    );
    const estimate = bootstrapF1(texts);
    expect(bootstrapF1(texts)).toEqual(estimate);
    expect(estimate.low).toBeLessThan(estimate.value);
    expect(estimate.high).toBeGreaterThan(estimate.value);
  });

  it("is certain where nothing is wrong", () => {
    expect(bootstrapF1(Array.from({ length: 9 }, () => counts(1, 0, 0)))).toEqual({
      value: 1,
      low: 1,
      high: 1,
    });
  });
});
