/** The list of rules: their order, and rules as files. */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./accessibility";
import { createRule, expect, test } from "./fixtures";

const names = (page: Page) => page.getByRole("main").getByRole("listitem").getByRole("link");

async function importText(page: Page, text: string): Promise<void> {
  await page.getByLabel("Or its text").fill(text);
  await page.getByRole("button", { name: "Import rules" }).click();
}

const asFile = (text: string) => ({
  name: "rules.json",
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

/** A file of the incumbent's, whose own fields are passed by. */
const RULES = [
  {
    name: "Watch",
    id: "r1",
    description: "Two\n\nparts",
    match_all: true,
    logic: "and",
    timeout_seconds: 2.5,
    actions: [
      { type: "log_only", severity: "critical", label: "seen" },
      { type: "find_replace", find: "Project\r\nBluebird", replace: " ", case_sensitive: false },
    ],
  },
  {
    name: "Stop",
    apply_to: "output",
    conditions: [{ conditions: [{ field: "header", operator: "equals", value: "x-team: support" }] }],
    actions: [
      { type: "block_request", status_code: 418 },
      { type: "redact_pii", categories: ["email"], mode: "mask_and_restore", enabled: false },
    ],
  },
];

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("rules are moved up and down", async ({ page, organization }) => {
      for (const name of ["One", "Two", "Three"]) await createRule(page, organization, name);
      await expect(names(page)).toHaveText(["One", "Two", "Three"]);
      await expect(page.getByRole("button", { name: "Move One up" })).toBeHidden();
      await expect(page.getByRole("button", { name: "Move Three down" })).toBeHidden();
      await page.getByRole("button", { name: "Move One down" }).click();
      await expect(names(page)).toHaveText(["Two", "One", "Three"]);
      await expect(page.getByRole("status").first()).toContainText("Order changed");
      // Where the page comes anew, it comes to the rule; where it does not, it stays where it is.
      await expect(page).toHaveURL(javaScriptEnabled ? /rules$/ : /rules#rule-[\w-]+$/);
      if (javaScriptEnabled) {
        await expect(page.getByRole("button", { name: "Move One down" })).toBeFocused();
        await page.keyboard.press("Enter");
        await expect(names(page)).toHaveText(["Two", "Three", "One"]);
        // The end is reached and the button gone: the rule itself has the focus.
        await expect(page.getByRole("link", { name: "One", exact: true })).toBeFocused();
      }
      await page.getByRole("button", { name: "Move Three up" }).click();
      await expect(names(page).first()).toHaveText(javaScriptEnabled ? "Three" : "Two");
    });

    test("rules come from a file and go to one", async ({ page, organization }) => {
      await page.goto(`${organization}/rules`);
      await page.getByRole("link", { name: "Import" }).click();
      await page.getByLabel("Rule file").setInputFiles(asFile(JSON.stringify(RULES)));
      await page.getByRole("button", { name: "Import rules" }).click();
      await expect(page.getByRole("status").first()).toContainText("Rules imported");
      await expect(names(page)).toHaveText(["Watch", "Stop"]);
      const row = page.getByRole("listitem").filter({ hasText: "Stop" });
      await expect(row).toContainText("Answers");
      await expect(row).toContainText("When header x-team equals “support”");
      await expect(row).toContainText(/Block with status 418.*token, restored in the answer.*off/);

      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: "Export" }).click();
      const file = await (await download).path();
      const text = await readFile(file, "utf8");
      expect(JSON.parse(text)).toMatchObject([{ name: "Watch" }, { name: "Stop", apply_to: "output" }]);

      // Opened and saved, a rule from a file is what it was, line ends and all.
      for (const name of ["Watch", "Stop"]) {
        await page.getByRole("link", { name, exact: true }).click();
        await page.getByRole("button", { name: "Save rule" }).click();
        await expect(page.getByRole("status").first()).toContainText("Rule saved");
      }
      expect(await (await page.request.get(`${organization}/rules/export`)).text()).toBe(text);

      await page.getByRole("link", { name: "Import" }).click();
      await importText(page, text);
      const problem = page.getByRole("alert");
      await expect(problem).toContainText("has 2, and 2 more would be too many");
      await expect(page.getByLabel("Or its text")).toHaveValue(text.trimEnd().concat("\n"));
      await importText(page, JSON.stringify(RULES.slice(0, 1)));
      await expect(names(page)).toHaveText(["Watch", "Stop", "Watch"]);
      await expect(page.getByRole("link", { name: "Import" })).toHaveCount(0);
    });

    test("a file with mistakes names each, and its text is there to be mended", async ({
      page,
      organization,
    }) => {
      await page.goto(`${organization}/rules/import`);
      await page.getByRole("button", { name: "Import rules" }).click();
      const problems = page.getByRole("alert");
      await expect(problems).toContainText("choose a file, or paste its text");
      await importText(page, "[{]");
      await expect(problems).toContainText("this is not JSON: see line 1, column 3");

      const explode = { name: "Stop", actions: [{ type: "block_request" }, { type: "explode" }] };
      const wrong = JSON.stringify([RULES[0], explode, { ...RULES[1], sampling_rate: 101 }]);
      await page.getByLabel("Rule file").setInputFiles(asFile(wrong));
      await page.getByRole("button", { name: "Import rules" }).click();
      await expect(problems).toContainText("Nothing was imported: 2 problems");
      await expect(problems).toContainText('Rule 2 actions[1].type: unknown action "explode"');
      await expect(problems).toContainText("Rule 3 sampling_rate: a percentage from 0 to 100");
      await expect(page.getByLabel("Or its text")).toHaveValue(wrong);
      if (javaScriptEnabled) await expect(problems).toBeFocused();

      const pattern = [{ name: "P", actions: [{ type: "find_replace", find: "a*", is_regex: true }] }];
      await importText(page, JSON.stringify(pattern));
      await expect(problems).toContainText("Rule 1 actions[0].find: matches the empty string");
      await page.goto(`${organization}/rules`);
      await expect(page.getByRole("heading", { name: "No rules yet" })).toBeVisible();
    });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("the list and the import are accessible and fit a phone", async ({ page, organization }) => {
      await page.goto(`${organization}/rules/import`);
      await importText(page, '[{ "name": "" }]');
      await expect(page.getByRole("alert")).toBeVisible();
      await expectAccessible(page, "import with problems");
      await importText(page, JSON.stringify(RULES));
      await expect(names(page)).toHaveCount(2);
      await expectAccessible(page, "list");
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page, "list");
      await expectAccessible(page, "list, on a phone");
    });
  });
}
