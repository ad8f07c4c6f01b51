/** The catalogue: found, searched, linked to, read. */
import type { Page } from "@playwright/test";
import { describeCategory } from "~/detection/describe-pattern";
import { searchCatalogue } from "~/detection/search-catalogue";
import { expectAccessible, expectNoSidewaysScroll } from "./accessibility";
import { expect, test } from "./fixtures";

const everything = searchCatalogue({ text: "", group: null });
const patternCount = everything.reduce((sum, { patterns }) => sum + patterns.length, 0);

async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("lists every pattern under its category", async ({ page, organization }) => {
      await page.goto(organization);
      await page.getByRole("link", { name: "Catalogue", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Catalogue" })).toBeVisible();
      await expect(
        page
          .getByText(`${patternCount} patterns in ${everything.length} categories`, { exact: true })
          .first(),
      ).toBeVisible();
      await expect(page.getByRole("heading", { level: 3 })).toHaveCount(everything.length);
      const link = page.locator(`a[href="${organization}/catalogue/phone#phone_nanp"]`);
      await expect(link).toBeHidden();
      await page.locator("summary", { hasText: "for Phone number" }).click();
      await expect(link).toContainText("Phone number, North America");
      for (const { category, patterns } of everything) {
        for (const { id } of patterns) {
          await expect(page.locator(`a[href="${organization}/catalogue/${category}#${id}"]`)).toHaveCount(1);
        }
      }
    });

    test("is searched by words and group, in an address that can be kept", async ({ page, organization }) => {
      await page.goto(`${organization}/catalogue`);
      await page.getByRole("searchbox", { name: "Search the catalogue" }).fill("E.164");
      await page.getByRole("button", { name: "Search" }).click();
      await expect(page).toHaveURL(/[?&]q=E\.164/);
      await expect(page.getByText(/found for “E\.164”/)).toBeVisible();
      await expect(page.getByRole("link", { name: /^Phone number with country code/ })).toBeVisible();
      await expect(page.getByRole("link", { name: /^Card number/ })).toHaveCount(0);
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
      await expect(page.getByRole("heading", { level: 3 })).toHaveCount(everything.length);
      await expect(page.getByRole("searchbox")).toHaveValue("");
    });

    test("a link to a pattern opens it among the others of its category", async ({ page, organization }) => {
      await page.goto(`${organization}/catalogue?q=credit_card_grouped`);
      await page.getByRole("link", { name: /^Card number in groups of four/ }).click();
      await expect(page).toHaveURL(/\/catalogue\/credit_card#credit_card_grouped$/);
      const cards = page.locator("main details");
      await expect(cards).toHaveCount(describeCategory("credit_card").length);
      await expect(page.locator("main details[open]")).toHaveCount(1);
      const card = cards.filter({
        has: page.getByRole("heading", { name: "Card number in groups of four" }),
      });
      await expect(card).toBeInViewport();
      await expect(card.locator("mark").filter({ hasText: "5555-5555-5555-4444" })).toBeVisible();
      await expect(card.getByRole("listitem").filter({ hasText: "4242 4242 4242 4241" })).toContainText(
        "fails the check",
      );
      await expect(card.getByRole("listitem").filter({ hasText: "4242 4242 4242" }).last()).toContainText(
        "not with these neighbours",
      );
      await expect(card.getByText(String.raw`[2-68]\d{3}(?:[ .-]\d{4}){3}`, { exact: true })).toBeVisible();
      await expect(card.getByText("Very sure 0.95")).toBeVisible();
      await expect(card.getByText("ISO/IEC 7812-1")).toBeVisible();
    });

    test("a category tells all there is to know of its patterns", async ({ page, organization }) => {
      await page.goto(`${organization}/catalogue`);
      await page.getByRole("link", { name: "US Social Security number", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("US Social Security number");
      await expect(page).toHaveTitle("US Social Security number · Catalogue · Grepture");
      await expect(page.getByText("[REDACTED_SSN]")).toBeVisible();
      const card = page.locator("main details").filter({ has: page.getByText("ssn_bare", { exact: true }) });
      if (!(await card.getByText("Context words").isVisible())) await card.locator("summary").click();
      await expect(card).toContainText(/at most 80 characters before it or 40 after it:.*social security/);
      await expect(card.getByRole("listitem").filter({ hasText: "session 536228145" })).toContainText(
        "no context word near it",
      );
      await page.getByRole("link", { name: "Catalogue" }).last().click();
      await expect(page.getByRole("heading", { level: 1, name: "Catalogue" })).toBeVisible();
    });

    test("what is not in it is not found, and a spoilt query asks for everything", async ({
      page,
      organization,
    }) => {
      expect((await page.goto(`${organization}/catalogue/shoe_size`))?.status()).toBe(404);
      await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
      expect((await page.goto(`${organization}/catalogue/pii`))?.status()).toBe(404);
      for (const query of ["group=gone", `q=${"x".repeat(2000)}`, "q=%20%20&group="]) {
        expect((await page.goto(`${organization}/catalogue?${query}`))?.status()).toBe(200);
        await expect(page.getByRole("heading", { level: 3 })).toHaveCount(everything.length);
      }
    });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("is accessible and fits a phone, with everything unfolded", async ({ page, organization }) => {
      test.slow();
      for (const path of ["", "?q=number", "?q=no+such+thing", "/phone", "/ssn", "/credit_card"]) {
        await page.goto(`${organization}/catalogue${path}`);
        await unfold(page);
        await expectAccessible(page, path);
        await page.setViewportSize({ width: 390, height: 844 });
        await expectNoSidewaysScroll(page, path);
        if (colorScheme === "light") await expectAccessible(page, `${path} on a phone`);
        await page.setViewportSize({ width: 1280, height: 860 });
      }
    });
  });
}

test("no pattern is too wide for a phone", async ({ page, organization }) => {
  test.slow();
  await page.setViewportSize({ width: 390, height: 844 });
  for (const { category } of everything) {
    await page.goto(`${organization}/catalogue/${category}`);
    await unfold(page);
    await expectNoSidewaysScroll(page, category);
  }
});
