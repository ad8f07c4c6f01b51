/**
 * `npm test`: builds when needed, then runs the unit, gateway and browser tests, all of them even when one fails.
 * The last line is `N passed, N failed` over all; the exit code is 0 only when nothing failed.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBuild } from "./ensure-build.js";
import { findBrowser } from "./find-browser.js";
import { countSuite, summaryLine } from "./test-counts.js";

const ROOT = path.resolve(import.meta.dirname, "..");
const reports = mkdtempSync(path.join(tmpdir(), "grepture-reports-"));

/** @returns {Promise<number | null>} The exit code; null when it was killed or could not be started. */
function runNode(script, args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(ROOT, "node_modules", script), ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: "inherit",
    });
    child.once("error", () => resolve(null));
    child.once("close", resolve);
  });
}

function readReport(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

async function vitest(project) {
  const report = path.join(reports, `${project}.json`);
  const args = [
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const code = await runNode("vitest/vitest.mjs", args, {});
  return countSuite(readReport(report), code);
}

async function playwright() {
  const report = path.join(reports, "e2e.json");
  const browser = await findBrowser();
  const code = await runNode("@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    PLAYWRIGHT_CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return countSuite(readReport(report), code);
}

const SUITES = [
  ["unit", () => vitest("unit")],
  ["gateway", () => ensureBuild().then(() => vitest("gateway"))],
  ["route adapter", () => ensureBuild().then(() => vitest("gateway-route"))],
  ["browser", () => ensureBuild().then(playwright)],
];

/** @type {import("./test-counts.js").Counts[]} */
const results = [];
for (const [name, suite] of SUITES) {
  process.stdout.write(`\n== ${name} tests ==\n`);
  const counts = await suite().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    return countSuite(null, null);
  });
  process.stdout.write(`${name}: ${summaryLine([counts])}\n`);
  results.push(counts);
}
rmSync(reports, { recursive: true, force: true });
process.stdout.write(`\n${summaryLine(results)}\n`);
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
