import { describe, expect, it } from "vitest";
import { countSuite, summaryLine } from "./test-counts.js";

const vitest = (passed: number, failed: number, more: object = {}) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: [], ...more });
const playwright = (stats: object, errors: object[] = []) => JSON.stringify({ stats, errors });

describe("countSuite", () => {
  it("reads both reports", () => {
    expect(countSuite(vitest(12, 0), 0)).toEqual({ passed: 12, failed: 0 });
    expect(countSuite(vitest(12, 3), 1)).toEqual({ passed: 12, failed: 3 });
    const stats = { expected: 4, unexpected: 1, flaky: 0, skipped: 0 };
    expect(countSuite(playwright(stats), 1)).toEqual({ passed: 4, failed: 1 });
  });

  it("counts a test that was skipped, flaky or left to do as failed", () => {
    expect(countSuite(vitest(5, 0, { numPendingTests: 1, numTodoTests: 1 }), 0)).toEqual({
      passed: 5,
      failed: 2,
    });
    const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 2 };
    expect(countSuite(playwright(stats), 0)).toEqual({ passed: 4, failed: 3 });
  });

  it("counts a file that did not load", () => {
    const testResults = [{ status: "failed", assertionResults: [] }];
    expect(countSuite(vitest(5, 0, { testResults }), 1)).toEqual({ passed: 5, failed: 1 });
    expect(countSuite(playwright({ expected: 0 }, [{ message: "syntax" }]), 1)).toEqual({
      passed: 0,
      failed: 1,
    });
  });

  it.each([
    ["no report", null, 1],
    ["a killed suite", null, null],
    ["a cut report", '{"numPassedTests":', 1],
    ["a report that is no object", "null", 0],
    ["no test at all", vitest(0, 0), 0],
  ])("never calls %s a success", (_, report, exitCode) => {
    expect(countSuite(report, exitCode)).toEqual({ passed: 0, failed: 1 });
  });

  it("does not believe a clean report of a suite that failed", () => {
    expect(countSuite(vitest(5, 0), 1)).toEqual({ passed: 5, failed: 1 });
  });
});

describe("summaryLine", () => {
  it("sums over suites", () => {
    expect(
      summaryLine([
        { passed: 2, failed: 0 },
        { passed: 3, failed: 1 },
      ]),
    ).toBe("5 passed, 1 failed");
  });
});
