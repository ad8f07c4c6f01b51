/** What a rule looks for: chosen among many categories, and still readable afterwards. */
import type { Locator, Page } from "@playwright/test";
import { CATEGORIES, CATEGORY_INFO, categoryInfo } from "~/rules/categories";
import { expectAccessible, expectNoSidewaysScroll } from "./accessibility";
import { expect, test } from "./fixtures";

const box = (page: Page, name: string) => page.getByRole("checkbox", { name, exact: true });
const group = (page: Page, name: string) => page.getByRole("group", { name, exact: true });
const about = (page: Page, label: string): Locator => page.locator("summary", { hasText: `About ${label}` });

async function openNewRule(page: Page, organization: string, name: string): Promise<void> {
  await page.goto(`${organization}/rules/new`);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a group includes its categories, in sight and in what is stored", async ({
      page,
      organization,
    }) => {
      await openNewRule(page, organization, "Secrets and more");
      const secrets = group(page, "Secrets");
      await box(page, "JSON Web Token").check();
      await box(page, "All secrets").check();
      await expect(secrets.getByRole("checkbox")).toHaveCount(1);
      await expect(secrets.getByText("API key, included", { exact: true })).toBeVisible();
      const included = group(page, "Financial data").getByText(", included");
      await expect(included.filter({ visible: true })).toHaveCount(0);

      await box(page, "All secrets").uncheck();
      await expect(box(page, "JSON Web Token")).toBeChecked();
      await expect(box(page, "API key")).not.toBeChecked();
      await box(page, "All secrets").check();
      await box(page, "IBAN").check();
      await page.getByRole("button", { name: "Create rule" }).click();

      const row = page.getByRole("listitem").filter({ hasText: "Secrets and more" });
      await expect(row).toContainText("All secrets");
      await expect(row).toContainText("IBAN");
      await expect(row).not.toContainText("JSON Web Token");
      await row.getByRole("link").click();
      await expect(box(page, "All secrets")).toBeChecked();
      await expect(box(page, "IBAN")).toBeChecked();
      await expect(box(page, "Crypto address")).not.toBeChecked();
      await expect(secrets.getByText("JSON Web Token, included", { exact: true })).toBeVisible();
    });

    test("everything includes all groups", async ({ page, organization }) => {
      await openNewRule(page, organization, "All of it");
      await box(page, "Everything").check();
      await expect(group(page, "Look for").getByRole("checkbox")).toHaveCount(1);
      await expect(page.getByText("All network addresses, included", { exact: true })).toBeVisible();
      await expect(page.getByText("IP address, included", { exact: true })).toBeVisible();
      await page.getByRole("button", { name: "Create rule" }).click();
      const row = page.getByRole("listitem").filter({ hasText: "All of it" });
      await expect(row).toContainText(/Everything\s*→ placeholder/);
    });

    test("each category is explained on demand, without leaving the form", async ({ page, organization }) => {
      await openNewRule(page, organization, "Half done");
      const iban = categoryInfo("iban");
      await expect(page.getByText(iban.example)).toBeHidden();
      await about(page, "IBAN").click();
      await expect(page.getByText(iban.example)).toBeVisible();
      await expect(box(page, "IBAN")).not.toBeChecked();
      const opened = page.waitForEvent("popup");
      await page.getByRole("link", { name: "Its patterns of IBAN (opens in a new tab)" }).click();
      await expect((await opened).getByRole("heading", { level: 1, name: "IBAN" })).toBeVisible();
      await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Half done");
    });

    test("a rule of many categories stays short in the list", async ({ page, organization }) => {
      await openNewRule(page, organization, "Many");
      const labels = CATEGORY_INFO.filter((_info, index) => index % 3 === 0).map(({ label }) => label);
      for (const label of labels) await box(page, label).check();
      await page.getByRole("button", { name: "Create rule" }).click();
      const row = page.getByRole("listitem").filter({ hasText: "Many" });
      const shown = (label: string) => row.getByText(label, { exact: true });
      for (const label of labels.slice(0, 5)) await expect(shown(label)).toBeVisible();
      for (const label of labels.slice(5)) await expect(shown(label)).toBeHidden();
      await row.getByText(`${labels.length - 5} more`).click();
      for (const label of labels) await expect(shown(label)).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page, "the list, unfolded");
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page, "the list, unfolded");
    });

    test("the filter and the counts are there when script runs", async ({ page, organization }) => {
      await openNewRule(page, organization, "Filtered");
      const filter = page.getByRole("searchbox", { name: "Filter categories" });
      await expect(filter).toBeVisible({ visible: javaScriptEnabled });
      await expect(page.getByText(`of ${CATEGORIES.length} chosen`)).toBeVisible({
        visible: javaScriptEnabled,
      });
    });
  });
}

test("the filter narrows what is shown and not what is chosen", async ({ page, organization }) => {
  await openNewRule(page, organization, "Filtered");
  const status = group(page, "Look for").getByRole("status");
  await box(page, "E-mail address").check();
  await expect(status).toHaveText(`1 of ${CATEGORIES.length} chosen`);
  const filter = page.getByRole("searchbox", { name: "Filter categories" });
  await filter.fill("routing");
  await expect(box(page, "Bank routing number")).toBeVisible();
  await expect(box(page, "E-mail address")).toBeHidden();
  await expect(group(page, "Secrets")).toBeHidden();
  await expect(status).toHaveText(`1 match, 1 of ${CATEGORIES.length} chosen`);
  await box(page, "Bank routing number").check();
  await filter.press("Enter");
  await expect(page).toHaveURL(/rules\/new$/);
  await filter.fill("no such thing");
  await expect(page.getByText("No category fits “no such thing”.")).toBeVisible();
  await filter.fill("");
  await expect(box(page, "E-mail address")).toBeChecked();
  await expect(page.getByText("Chosen: E-mail address, Bank routing number")).toBeVisible();
  await filter.fill("routing");
  await page.getByRole("button", { name: "Create rule" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "Filtered" });
  await expect(row).toContainText("E-mail address");
  await expect(row).toContainText("Bank routing number");
});

test("assistive technology is told what each category finds", async ({ page, organization }) => {
  await page.goto(`${organization}/rules/new`);
  // The browser's own tree: what it leaves out of a description, no screen reader reads.
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const boxes = nodes.filter(({ role }) => role?.value === "checkbox");
  for (const { label, explanation } of CATEGORY_INFO) {
    const node = boxes.find(({ name }) => name?.value === label);
    expect(node?.description?.value, label).toBe(explanation);
  }
});

test("the counts follow every press", async ({ page, organization }) => {
  await openNewRule(page, organization, "Counted");
  const status = group(page, "Look for").getByRole("status");
  const financial = CATEGORY_INFO.filter((info) => info.group === "financial").length;
  await box(page, "IBAN").check();
  await expect(group(page, "Financial data")).toContainText(`1 of ${financial} chosen`);
  await box(page, "All financial data").check();
  await expect(status).toHaveText(`${financial} of ${CATEGORIES.length} chosen`);
  await box(page, "Everything").check();
  await expect(status).toHaveText(`${CATEGORIES.length} of ${CATEGORIES.length} chosen`);
  await box(page, "Everything").uncheck();
  await box(page, "All financial data").uncheck();
  await expect(status).toHaveText(`1 of ${CATEGORIES.length} chosen`);
});

test("the keyboard reaches every box and passes by those that are included", async ({
  page,
  organization,
}) => {
  await openNewRule(page, organization, "By keyboard");
  await box(page, "All secrets").focus();
  await page.keyboard.press("Tab");
  await expect(box(page, "API key")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(about(page, "API key")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: /^Its patterns of API key/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await box(page, "All secrets").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await expect(about(page, "API key")).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("the choice is accessible and fits a phone in every state", async ({ page, organization }) => {
      await openNewRule(page, organization, "Looked at");
      await box(page, "All secrets").check();
      await box(page, "E-mail address").check();
      await about(page, "API key").click();
      await about(page, "Webhook address").click();
      await about(page, "Phone number").click();
      await expectAccessible(page, "chosen and unfolded");
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page, "chosen and unfolded");
      await expectAccessible(page, "chosen and unfolded, on a phone");
      await page.getByRole("searchbox", { name: "Filter categories" }).fill("no such thing");
      await expectAccessible(page, "nothing fits the filter");
    });
  });
}
