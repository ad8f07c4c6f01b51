/** Accessible in both themes, whole on a phone, in the viewer's theme and zone from the first byte. */
import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./accessibility";
import { addProviderKey, createApiKey, createRule, expect, test } from "./fixtures";

/** Everything filled: keys, a rule, a redacted request. @returns The paths of all pages. */
async function fill(page: Page, organization: string, origin: string): Promise<string[]> {
  await addProviderKey(page, organization, "Production");
  await addProviderKey(page, organization, "Second");
  await createRule(page, organization, "Redact addresses");
  const rule = await page.getByRole("link", { name: "Redact addresses" }).getAttribute("href");
  const key = await createApiKey(page, organization, "checkout");
  await page.request.post(`${origin}/v1/chat/completions`, {
    headers: { Authorization: `Bearer ${key}` },
    data: {
      model: "echo-1",
      messages: [{ role: "user", content: `Write to jane.doe@example.com ${"long".repeat(60)}` }],
    },
  });
  await expect(async () => {
    await page.goto(`${organization}/traffic`);
    await expect(page.getByText("1 redacted")).toBeVisible({ timeout: 1000 });
  }).toPass();
  const detail = await page.getByRole("row").nth(1).getByRole("link").getAttribute("href");
  const pages = ["traffic", "rules", "rules/new", "rules/import", "api-keys", "provider-keys"].map(
    (name) => `${organization}/${name}`,
  );
  return [...pages, rule ?? "", detail ?? "", "/organizations/new", "/no-such-page"];
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("empty pages and forms with errors are accessible", async ({ page, organization }) => {
      for (const name of ["traffic", "rules", "api-keys", "provider-keys"]) {
        await page.goto(`${organization}/${name}`);
        await expectAccessible(page, name);
      }
      await page.goto(`${organization}/rules/new`);
      await page.getByRole("button", { name: "Create rule" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await expectAccessible(page, "rule form with errors");
      await page.getByRole("button", { name: "Account menu" }).click();
      await expectAccessible(page, "account menu");
      await page.getByRole("button", { name: "Sign out" }).click();
      await expectAccessible(page, "sign-in");
      await page.goto("/signup");
      await page.getByRole("button", { name: "Create account" }).click();
      await expectAccessible(page, "sign-up with errors");
    });

    test("full pages are accessible, and fit a phone", async ({ page, organization, app }) => {
      test.slow();
      for (const path of await fill(page, organization, app.origin)) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        await expectAccessible(page, path);
        await page.setViewportSize({ width: 390, height: 844 });
        await expectNoSidewaysScroll(page, path);
        if (colorScheme === "light") await expectAccessible(page, `${path} on a phone`);
        await page.setViewportSize({ width: 1280, height: 860 });
      }
      await createApiKey(page, organization, "a second one");
      await expectAccessible(page, "new key");
      await page.setViewportSize({ width: 390, height: 844 });
      await expectNoSidewaysScroll(page, "new key");
      await page.getByRole("button", { name: "Revoke checkout" }).click();
      await expect(page.getByRole("dialog", { name: "Revoke “checkout”?" })).toBeVisible();
      await expectAccessible(page, "question");
    });
  });
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, colorScheme: "light" });

  test("the chosen theme comes with the page", async ({ page, organization }) => {
    await expect(page.locator("html")).toHaveAttribute("data-theme", "system");
    await page.getByRole("button", { name: "Account menu" }).click();
    await page.getByRole("button", { name: "Dark" }).click();
    await expect(page).toHaveURL(new RegExp(`${organization}/traffic$`));
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(page.locator("html")).toHaveCSS("color-scheme", "dark");
    await page.getByRole("button", { name: "Account menu" }).click();
    await expect(page.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-pressed", "true");
  });
});

test("moving between pages announces the new heading, and the keyboard can skip to it", async ({
  page,
  organization,
}) => {
  await page.getByRole("link", { name: "Rules", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Rules" })).toBeFocused();
  await expect(page).toHaveTitle("Rules · Grepture");
  await page.goto(`${organization}/api-keys`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});

test("a copy button copies and says so", async ({ page, organization, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const key = await createApiKey(page, organization, "checkout");
  await page.getByRole("button", { name: "Copy API key" }).click();
  await expect(page.getByRole("status").filter({ hasText: "API key copied" })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
});

test("older requests are a page away", async ({ page, organization, app }) => {
  await addProviderKey(page, organization, "Production");
  const key = await createApiKey(page, organization, "checkout");
  for (let count = 0; count < 52; count += 1) {
    await page.request.post(`${app.origin}/v1/chat/completions`, {
      headers: { Authorization: `Bearer ${key}` },
      data: { model: `echo-${count}`, messages: [{ role: "user", content: "Hi" }] },
    });
  }
  const rows = page.getByRole("row");
  await expect(async () => {
    await page.goto(`${organization}/traffic`);
    await expect(rows.nth(1)).toContainText("echo-51", { timeout: 1000 });
    await expect(rows).toHaveCount(51, { timeout: 1000 });
  }).toPass();
  await page.getByRole("link", { name: "Older requests" }).click();
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("echo-1");
  await expect(rows.nth(2)).toContainText("echo-0");
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(rows).toHaveCount(51);
});
