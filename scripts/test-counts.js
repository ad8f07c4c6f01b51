/**
 * How many tests of a suite passed and failed, from its JSON report and exit code.
 *
 * A suite that crashed, ran nothing, or left without a report counts as one failure, so that the sum can never read
 * "0 failed" for a run that proved nothing. A skipped or flaky test is a failed one.
 *
 * @typedef {{ passed: number, failed: number }} Counts
 */

/** @param {unknown} value */
const count = (value) => (Number.isInteger(value) && value > 0 ? value : 0);

/** Vitest's `--reporter=json`. @returns {Counts} */
function countVitest(report) {
  const files = Array.isArray(report.testResults) ? report.testResults : [];
  // A file that did not load has no tests of its own to fail.
  const broken = files.filter(
    (file) => file.status === "failed" && file.assertionResults?.length === 0,
  ).length;
  return {
    passed: count(report.numPassedTests),
    failed:
      count(report.numFailedTests) + count(report.numPendingTests) + count(report.numTodoTests) + broken,
  };
}

/** Playwright's `--reporter=json`. @returns {Counts} */
function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const errors = Array.isArray(report.errors) ? report.errors.length : 0;
  return { passed: count(expected), failed: count(unexpected) + count(flaky) + count(skipped) + errors };
}

/**
 * @param {string | null} json The report; null when none was written.
 * @param {number | null} exitCode Null when the suite was killed.
 * @returns {Counts}
 */
export function countSuite(json, exitCode) {
  const counts = readReport(json);
  const proved = counts !== null && counts.passed + counts.failed > 0;
  if (!proved || (exitCode !== 0 && counts.failed === 0)) {
    return { passed: counts?.passed ?? 0, failed: (counts?.failed ?? 0) + 1 };
  }
  return counts;
}

/** @param {string | null} json @returns {Counts | null} */
function readReport(json) {
  if (json === null) return null;
  try {
    const report = JSON.parse(json);
    return report.stats ? countPlaywright(report) : countVitest(report);
  } catch {
    return null;
  }
}

/** @param {Counts[]} suites */
export function summaryLine(suites) {
  const sum = (/** @type {keyof Counts} */ key) => suites.reduce((total, suite) => total + suite[key], 0);
  return `${sum("passed")} passed, ${sum("failed")} failed`;
}
