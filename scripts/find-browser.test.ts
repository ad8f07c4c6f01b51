import { describe, expect, it } from "vitest";
import { findBrowser } from "./find-browser.js";

/** A machine with these executables, where a fetch that is named in `fetches` makes its browser appear. */
function machine(options: {
  named?: string;
  installed?: string[];
  root?: boolean;
  debian?: boolean;
  fetches?: Record<string, string>;
}) {
  const files = new Set(options.installed);
  const commands: string[] = [];
  return {
    commands,
    host: {
      named: options.named,
      isRoot: options.root ?? false,
      isDebian: options.debian ?? false,
      isExecutable: (file: string) => files.has(file),
      playwrightPath: () => Promise.resolve("/cache/chrome"),
      run: (command: string, args: string[]) => {
        const line = [
          command.endsWith("node") ? "node" : command,
          ...args.map((arg) => arg.replace(/^.*\//, "")),
        ].join(" ");
        commands.push(line);
        if (line === "apt-get update") return true;
        const file = Object.entries(options.fetches ?? {}).find(([start]) => line.startsWith(start))?.[1];
        if (file !== undefined) files.add(file);
        return file !== undefined;
      },
    },
  };
}

describe("findBrowser", () => {
  it("takes the named one, and says so when it is wrong", async () => {
    const installed = ["/opt/chrome", "/usr/bin/chromium"];
    expect(await findBrowser(machine({ named: "/opt/chrome", installed }).host)).toBe("/opt/chrome");
    await expect(findBrowser(machine({ named: "/opt/none", installed }).host)).rejects.toThrow(
      "PLAYWRIGHT_CHROMIUM_PATH: /opt/none is not an executable file",
    );
  });

  it("prefers the system's, then Playwright's own, and fetches nothing", async () => {
    const both = machine({ installed: ["/cache/chrome", "/usr/bin/google-chrome"] });
    expect(await findBrowser(both.host)).toBe("/usr/bin/google-chrome");
    const own = machine({ installed: ["/cache/chrome"] });
    expect(await findBrowser(own.host)).toBe("/cache/chrome");
    expect([...both.commands, ...own.commands]).toEqual([]);
  });

  it("lets Playwright fetch one, with system packages only where that asks no password", async () => {
    const root = machine({ root: true, fetches: { node: "/cache/chrome" } });
    expect(await findBrowser(root.host)).toBe("/cache/chrome");
    expect(root.commands).toEqual(["node cli.js install --with-deps chromium"]);
    const user = machine({ fetches: { node: "/cache/chrome" } });
    expect(await findBrowser(user.host)).toBe("/cache/chrome");
    expect(user.commands).toEqual(["sudo -n true", "node cli.js install chromium"]);
  });

  it("falls back to Debian's package as root, and else says what to do", async () => {
    const fetches = { "apt-get install": "/usr/bin/chromium" };
    expect(await findBrowser(machine({ root: true, debian: true, fetches }).host)).toBe("/usr/bin/chromium");
    const user = machine({ debian: true, fetches });
    await expect(findBrowser(user.host)).rejects.toThrow(/No Chromium was found.*apt-get install chromium/);
    expect(user.commands).not.toContain("apt-get update");
  });
});
