/**
 * Finds a Chromium for the browser tests, or fetches one: named by PLAYWRIGHT_CHROMIUM_PATH, the system's,
 * Playwright's own, Playwright's download, Debian's package. Prints its path when run as a command.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import path from "node:path";

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const FETCH_TIMEOUT_MS = 10 * 60_000;
/** Without a network, Playwright tries each mirror several times: five attempts of this length. */
const CONNECT_TIMEOUT_MS = 10_000;

const NOT_FOUND =
  "No Chromium was found, and none could be fetched. Install one (Debian: `apt-get install chromium`; elsewhere: " +
  "`npx playwright install --with-deps chromium`), or set PLAYWRIGHT_CHROMIUM_PATH to a Chromium's executable.";

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a command with its output on standard error. @returns {boolean} Whether it succeeded. */
function runCommand(command, args) {
  process.stderr.write(`$ ${[path.basename(command), ...args].join(" ")}\n`);
  const result = spawnSync(command, args, {
    // No standard input: a package manager must never wait for an answer.
    stdio: ["ignore", 2, 2],
    timeout: FETCH_TIMEOUT_MS,
    env: {
      ...process.env,
      DEBIAN_FRONTEND: "noninteractive",
      PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECT_TIMEOUT_MS),
    },
  });
  return result.status === 0;
}

/** Where Playwright keeps, or would keep, its own Chromium. */
async function playwrightPath() {
  const { chromium } = await import("playwright");
  return chromium.executablePath();
}

/** Playwright's system packages need root: without it, and without a sudo that asks nothing, only the browser. */
function fetchWithPlaywright(host) {
  const cli = path.resolve(import.meta.dirname, "../node_modules/playwright/cli.js");
  const mayInstallPackages = host.isRoot || host.run("sudo", ["-n", "true"]);
  return host.run(process.execPath, [
    cli,
    "install",
    ...(mayInstallPackages ? ["--with-deps"] : []),
    "chromium",
  ]);
}

function fetchWithApt(host) {
  if (!host.isRoot || !host.isDebian) return false;
  return host.run("apt-get", ["update"]) && host.run("apt-get", ["install", "-y", "chromium"]);
}

/** The machine as it is; the test of the search passes another. */
const THIS_MACHINE = {
  named: process.env.PLAYWRIGHT_CHROMIUM_PATH,
  isRoot: process.getuid?.() === 0,
  isDebian: existsSync("/etc/debian_version"),
  isExecutable,
  run: runCommand,
  playwrightPath,
};

/**
 * @param {typeof THIS_MACHINE} host
 * @returns {Promise<string>} The path of an executable Chromium.
 * @throws {Error} That says what to install.
 */
export async function findBrowser(host = THIS_MACHINE) {
  if (host.named) {
    if (host.isExecutable(host.named)) return host.named;
    throw new Error(`PLAYWRIGHT_CHROMIUM_PATH: ${host.named} is not an executable file`);
  }
  const installed = async () => {
    const system = SYSTEM_BROWSERS.find((file) => host.isExecutable(file));
    if (system) return system;
    const own = await host.playwrightPath();
    return host.isExecutable(own) ? own : undefined;
  };
  const found = await installed();
  if (found) return found;
  for (const fetchBrowser of [fetchWithPlaywright, fetchWithApt]) {
    const fetched = fetchBrowser(host) ? await installed() : undefined;
    if (fetched) return fetched;
  }
  throw new Error(NOT_FOUND);
}

if (realpathSync(process.argv[1]) === import.meta.filename) {
  await findBrowser().then(
    (file) => process.stdout.write(`${file}\n`),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    },
  );
}
