/** The rule form: every part of a rule, with script and without. */
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./accessibility";
import { expect, test } from "./fixtures";

const field = (page: Page, label: string) => page.getByLabel(new RegExp(`^${label}(\\s*Optional)?$`));
const action = (page: Page, name: string) => page.getByRole("region", { name });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

async function addAction(page: Page, label: string): Promise<void> {
  const palette = page.locator("details", { hasText: /^Add (an|another) action/ });
  if ((await palette.getAttribute("open")) === null) await palette.locator("summary").click();
  await palette.getByRole("button", { name: `Add: ${label}` }).click();
}

/** Opens the form and takes away the action that it begins with. */
async function openEmptyRule(page: Page, organization: string, name: string): Promise<void> {
  await page.goto(`${organization}/rules/new`);
  await field(page, "Name").fill(name);
  await press(page, "Remove action 1, Redact by category");
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a rule of conditions and several actions is made, told in words, and edited", async ({
      page,
      organization,
    }) => {
      await openEmptyRule(page, organization, "Bluebird");
      const documents: string[] = [];
      page.on("request", (request) => request.isNavigationRequest() && documents.push(request.url()));
      await field(page, "Applies to").selectOption("both");
      await field(page, "Share of requests").fill("12.5");
      await press(page, "Add a condition");
      await field(page, "Where").selectOption("header");
      await field(page, "Header name").fill("X-Team");
      await field(page, "Comparison").selectOption("equals");
      await field(page, "Text").fill("support");
      await press(page, "Add condition to group 1");
      await page.getByLabel("Text", { exact: true }).nth(1).fill("gpt");
      await press(page, "Add a group");
      await field(page, "Groups").selectOption("and");
      await page.getByLabel("Where", { exact: true }).nth(2).selectOption("body");
      await page.getByLabel("Comparison", { exact: true }).nth(2).selectOption("exists");
      await addAction(page, "Find and replace");
      await field(page, "Find").fill("Blue(bird)");
      await field(page, "Replace with").fill("[$1]");
      await page.getByRole("checkbox", { name: /^It is a pattern/ }).check();
      await addAction(page, "Block");
      await field(page, "Status").fill("451");
      await field(page, "Message").fill("Not this one.\nSorry.");
      await press(page, "Move action 2, Block up");
      await expect(action(page, "Action 2: Find and replace")).toBeVisible();
      await expect(field(page, "Find")).toHaveValue("Blue(bird)");
      await expect(page.getByRole("checkbox", { name: /^It is a pattern/ })).toBeChecked();
      await addAction(page, "Log");
      await field(page, "Label").fill("nearly");
      await page.getByRole("checkbox", { name: "On for action 3, Log" }).uncheck();
      await press(page, "Remove condition 2 of group 1");
      // The buttons of a list need no page load where script runs; all that was typed outlives them where it does not.
      if (javaScriptEnabled) expect(documents).toEqual([]);
      await expect(field(page, "Name")).toHaveValue("Bluebird");
      await press(page, "Create rule");

      const row = page.getByRole("listitem").filter({ hasText: "Bluebird" });
      await expect(row).toContainText("Requests and answers");
      await expect(row).toContainText("12.5% of requests");
      await expect(row).toContainText("When header x-team equals “support” and body exists");
      await expect(row).toContainText(
        /Block with status 451.*Replace the pattern “Blue\(bird\)” with “\[\$1\]”.*Log as info: nearly.*off/,
      );

      const exported = async () => {
        const answer = await page.request.get(`${organization}/rules/export`);
        expect(answer.headers()["content-disposition"]).toMatch(
          /^attachment; filename="[\w-]+-rules\.json"$/,
        );
        return answer.text();
      };
      const before = await exported();
      expect(JSON.parse(before)).toMatchObject([
        { actions: [{ message: "Not this one.\nSorry." }, { replace: "[$1]" }, { enabled: false }] },
      ]);
      await row.getByRole("link", { name: "Bluebird" }).click();
      await press(page, "Save rule");
      await expect(page.getByRole("status").first()).toContainText("Rule saved");
      expect(await exported()).toBe(before);

      await page.getByRole("link", { name: "Bluebird" }).click();
      await expect(page.getByText("Version 2")).toBeVisible();
      await press(page, "Remove action 1, Block");
      await press(page, "Remove group 2");
      await field(page, "When the rule fails").selectOption("continue");
      await press(page, "Save rule");
      await expect(row).toContainText("When header x-team equals “support”");
      await expect(row).not.toContainText("Block");
      expect(JSON.parse(await exported())).toMatchObject([{ on_error: "continue" }]);
    });

    test("what is wrong is told at its field, and nothing is lost or saved", async ({
      page,
      organization,
    }) => {
      await openEmptyRule(page, organization, "Wrong in many ways");
      await field(page, "Share of requests").fill("101");
      await field(page, "Time limit").fill("0");
      await press(page, "Add a condition");
      await field(page, "Where").selectOption("header");
      await addAction(page, "Tokenize fields");
      await field(page, "Fields").fill("user.email\na..");
      await field(page, "Tokens live for").fill("-5");
      await press(page, "Create rule");
      const summary = page.getByRole("alert");
      for (const problem of [
        "Share of requests: a percentage from 0 to 100",
        "Time limit: a number of seconds from 1 to 600",
        "Group 1, condition 1, Header name: a header condition needs the header's name",
        "Group 1, condition 1, Text: “contains” needs a text to compare with",
        "Action 1, Fields: “a..” is no path: it ends with a dot",
        "Action 1, Tokens live for: at least 1 second",
      ]) {
        await expect(summary).toContainText(problem);
      }
      await expect(field(page, "Tokens live for")).toHaveAccessibleDescription(/at least 1 second/i);
      await expect(field(page, "Fields")).toHaveValue("user.email\na..");
      await expect(field(page, "Where")).toHaveValue("header");
      await summary.getByRole("link", { name: "Action 1, Fields" }).click();
      await expect(field(page, "Fields")).toBeFocused();

      // What is wrong stays told while a list changes.
      await addAction(page, "Find and replace");
      await expect(field(page, "Tokens live for")).toHaveAccessibleDescription(/at least 1 second/i);
      await press(page, "Remove action 1, Tokenize fields");
      await press(page, "Remove group 1");
      await field(page, "Share of requests").fill("100");
      await field(page, "Time limit").fill("60");
      for (const [pattern, problem] of [
        ["(", /is no valid RE2 pattern/],
        ["a*", /matches the empty string/],
        ["x".repeat(2001), /at most 2000 characters/],
      ] as const) {
        await field(page, "Find").fill(pattern);
        await page.getByRole("checkbox", { name: /^It is a pattern/ }).check();
        await press(page, "Create rule");
        await expect(field(page, "Find")).toHaveAccessibleDescription(problem);
        await expect(field(page, "Find")).toHaveValue(pattern);
      }
      await page.goto(`${organization}/rules`);
      await expect(page.getByRole("heading", { name: "No rules yet" })).toBeVisible();
    });

    test("Enter saves: no button of a list stands in the way", async ({ page, organization }) => {
      await page.goto(`${organization}/rules/new`);
      await page.getByRole("checkbox", { name: "E-mail address", exact: true }).check();
      await addAction(page, "Log");
      await field(page, "Name").fill("By Enter");
      await field(page, "Name").press("Enter");
      await expect(page.getByRole("listitem").filter({ hasText: "By Enter" })).toContainText("Log as info");
    });
  });
}

test("the focus goes where the press led", async ({ page, organization }) => {
  await page.goto(`${organization}/rules/new`);
  await press(page, "Add a condition");
  await expect(field(page, "Where")).toBeFocused();
  await addAction(page, "Log");
  await expect(action(page, "Action 2: Log")).toBeFocused();
  await press(page, "Move action 2, Log up");
  await expect(action(page, "Action 1: Log")).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("a full form is accessible and fits a phone, with its errors too", async ({
      page,
      organization,
    }) => {
      test.slow();
      await openEmptyRule(page, organization, "");
      for (const label of ["Find and replace", "Redact fields", "Tokenize fields", "Block", "Log"]) {
        await addAction(page, label);
      }
      for (const what of ["names and places", "prompt injection", "toxicity", "confidential", "regulated"]) {
        await addAction(page, `Detect ${what}`);
      }
      await press(page, "Add a condition");
      await field(page, "Where").selectOption("header");
      await press(page, "Add a group");
      await page.getByLabel("What happens to it").selectOption("mask_and_restore");
      await expectAccessible(page, "full form");
      await press(page, "Create rule");
      await expect(page.getByRole("alert")).toBeVisible();
      await expectAccessible(page, "full form with errors");
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page, "full form with errors");
      await expectAccessible(page, "full form with errors, on a phone");
    });
  });
}
