import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatDollars,
  formatDuration,
  formatMicros,
  formatNoun,
  formatShare,
} from "./quantity";

describe("quantities", () => {
  it.each([
    [0, "0 ms"],
    [999.4, "999 ms"],
    [1000, "1.00 s"],
    [59_994, "59.99 s"],
    [59_996, "1 min 0 s"],
    [125_400, "2 min 5 s"],
  ])("%d milliseconds", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it.each([
    [84, "84 µs"],
    [999, "999 µs"],
    [1500, "1.5 ms"],
    [250_000, "250 ms"],
  ])("%d microseconds", (microseconds, text) => {
    expect(formatMicros(microseconds)).toBe(text);
  });

  it("counts", () => {
    expect(formatCount(1_234_567)).toBe("1,234,567");
    expect(formatNoun(1, "match", "matches")).toBe("1 match");
    expect(formatNoun(0, "rule")).toBe("0 rules");
  });
});

describe("formatDollars", () => {
  it.each([
    [0, "$0.00"],
    [12.4, "$12.40"],
    [0.1, "$0.10"],
    [0.0031, "$0.0031"],
    [0.00000741, "$0.0000074"],
    [0.05, "$0.05"],
  ])("%d is %s", (dollars, text) => {
    expect(formatDollars(dollars)).toBe(text);
  });

  it.each([
    [0, "0%"],
    [0.0001, "<0.1%"],
    [0.001, "0.1%"],
    [0.0312, "3.1%"],
    [0.5, "50%"],
    [0.9999, "99.9%"],
    [1, "100%"],
  ])("the share %d", (share, text) => {
    expect(formatShare(share)).toBe(text);
  });
});
