/** The catalogue: found, searched, linked to, read. */
import { CATALOGUE } from "~/detection/catalogue";
import { summariseCategory } from "~/detection/describe-pattern";
import { CATEGORIES, CATEGORY_GROUPS, GROUP_LABELS } from "~/rules/categories";
import { expectAccessible, expectNoSidewaysScroll } from "./accessibility";
import { expect, test } from "./fixtures";

const COUNTS = `${CATALOGUE.length} patterns in ${CATEGORIES.length} categories`;

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("leads from all of it to a category, a pattern, and the one beside it", async ({
      page,
      organization,
    }) => {
      await page.goto(organization);
      await page.getByRole("link", { name: "Catalogue", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Catalogue");
      await expect(page.getByText(COUNTS, { exact: true })).toBeVisible();
      const groups = CATEGORY_GROUPS.map((group) => GROUP_LABELS[group]);
      await expect(page.getByRole("heading", { level: 2 })).toHaveText(groups);
      await expect(page.getByRole("heading", { level: 3 })).toHaveCount(CATEGORIES.length);

      await page.getByRole("link", { name: "Credit card number", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Credit card number");
      await expect(page).toHaveTitle("Credit card number · Catalogue · Grepture");
      await expect(page.getByText("[REDACTED_CREDIT_CARD]")).toBeVisible();
      const patterns = summariseCategory("credit_card");
      await expect(page.locator("main li").getByRole("link")).toHaveText(patterns.map(({ name }) => name));
      await expect(page.locator("mark", { hasText: "4242424242424242" })).toBeVisible();

      await page.getByRole("link", { name: "Card number in one piece" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Card number in one piece");
      await expect(page).toHaveURL(/\/catalogue\/credit_card\/credit_card$/);
      await page.getByRole("link", { name: `Next: ${patterns[1]?.name ?? ""}` }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(patterns[1]?.name ?? "");
      await page.getByRole("link", { name: "Previous: Card number in one piece" }).click();
      await page.getByRole("link", { name: "Credit card number", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Credit card number");
    });

    test("is searched by words and group, in an address that can be kept", async ({ page, organization }) => {
      await page.goto(`${organization}/catalogue`);
      await page.getByRole("searchbox", { name: "Search the catalogue" }).fill("E.164");
      await page.getByRole("button", { name: "Search" }).click();
      await expect(page).toHaveURL(/[?&]q=E\.164/);
      await expect(page.getByRole("status").getByText(/found for “E\.164”/)).toBeVisible();
      await expect(page.getByRole("link", { name: / phone_international$/ })).toBeVisible();
      await expect(page.getByRole("link", { name: / credit_card$/ })).toHaveCount(0);
      await page.reload();
      await expect(page.getByRole("searchbox")).toHaveValue("E.164");

      await page.getByRole("searchbox").fill("");
      await page.getByLabel("Group", { exact: true }).selectOption("Financial data");
      await page.getByRole("button", { name: "Search" }).click();
      await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Financial data"]);
      await expect(page.getByLabel("Group", { exact: true })).toHaveValue("financial");

      await page.getByRole("searchbox").fill("E.164");
      await page.getByRole("button", { name: "Search" }).click();
      await expect(page.getByRole("heading", { name: "Nothing found" })).toBeVisible();
      await expect(page.getByText("Search all groups")).toBeVisible();
      await page.getByRole("link", { name: "Show the whole catalogue" }).click();
      await expect(page.getByText(COUNTS, { exact: true })).toBeVisible();
      await expect(page.getByRole("searchbox")).toHaveValue("");

      await page.getByRole("searchbox").fill("credit_card_grouped");
      await page.getByRole("searchbox").press("Enter");
      await page.getByRole("link", { name: /credit_card_grouped$/ }).click();
      await expect(page).toHaveURL(/\/catalogue\/credit_card\/credit_card_grouped$/);
    });

    test("a pattern is told in full", async ({ page, organization }) => {
      await page.goto(`${organization}/catalogue/ssn/ssn_in_context`);
      const part = (name: string) =>
        page.locator("dl > div").filter({ has: page.locator("dt", { hasText: name }) });
      await expect(part("Confidence")).toContainText("Very sure 0.90");
      await expect(part("Placeholder")).toContainText("[REDACTED_SSN]");
      await expect(part("Finds").locator("mark").first()).toHaveText("536228145");
      const nearMiss = (text: string) => part("Leaves alone").getByRole("listitem").filter({ hasText: text });
      await expect(nearMiss("SSN: 000228145")).toContainText("fails the check");
      await expect(nearMiss("session 536228145")).toContainText("no context word near it");
      await expect(nearMiss("SSN: 5362281456")).toContainText("not of this form");
      await expect(nearMiss("536228145.75")).toContainText("not with these neighbours");
      await expect(part("Expression")).toContainText(String.raw`\b\d{9}\b`);
      await expect(part("Neighbours")).toContainText("Not within a longer number");
      await expect(part("Check")).toContainText("check digits");
      await expect(part("Context words")).toContainText(
        /at most 80 characters before it or 40 after it:.*social security/,
      );
      await expect(part("Defined by")).toContainText("SSA POMS RM 10201.030");

      await page.goto(`${organization}/catalogue/phone/phone_labelled`);
      await expect(part("Expression").getByText("before", { exact: true })).toBeVisible();
    });

    test("what is not in it is not found, and a spoilt query asks for everything", async ({
      page,
      organization,
    }) => {
      for (const path of ["shoe_size", "pii", "email/ssn", "shoe_size/ssn", "email/gone"]) {
        expect((await page.goto(`${organization}/catalogue/${path}`))?.status(), path).toBe(404);
        await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
      }
      for (const query of ["group=gone", `q=${"x".repeat(2000)}`, "q=%20%20&group="]) {
        expect((await page.goto(`${organization}/catalogue?${query}`))?.status()).toBe(200);
        await expect(page.getByText(COUNTS, { exact: true })).toBeVisible();
      }
    });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("is accessible and fits a phone", async ({ page, organization }) => {
      test.slow();
      const searches = ["", "?q=card", "?q=no+such+thing"];
      for (const path of [...searches, "/credit_card", "/ssn/ssn_in_context", "/phone/phone_labelled"]) {
        await page.goto(`${organization}/catalogue${path}`);
        await expectAccessible(page, path);
        await page.setViewportSize({ width: 390, height: 844 });
        await expectNoSidewaysScroll(page, path);
        if (colorScheme === "light") await expectAccessible(page, `${path} on a phone`);
        await page.setViewportSize({ width: 1280, height: 860 });
      }
    });
  });
}

test("no category and no long pattern is too wide for a phone", async ({ page, organization }) => {
  test.slow();
  await page.setViewportSize({ width: 390, height: 844 });
  const longest = [...CATALOGUE]
    .sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)
    .slice(0, 10)
    .map(({ category, id }) => `${category}/${id}`);
  for (const path of [...CATEGORIES, ...longest]) {
    await page.goto(`${organization}/catalogue/${path}`);
    await expectNoSidewaysScroll(page, path);
  }
});
