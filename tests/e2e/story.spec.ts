/** The product in one sitting, as a new user goes through it: with script, and without any. */
import OpenAI from "openai";
import {
  addProviderKey,
  createApiKey,
  createOrganization,
  createRule,
  expect,
  newPerson,
  signUp,
  test,
} from "./fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled, timezoneId: "Asia/Tokyo" });

    test("from sign-up to a redacted, traced request", async ({ page, app }) => {
      await signUp(page, newPerson());
      const organization = await createOrganization(page, "Northwind Health");
      await expect(page.getByRole("status").first()).toContainText("Organization created");
      await expect(page.getByRole("heading", { name: "Send your first request" })).toBeVisible();

      await addProviderKey(page, organization, "Production");
      await expect(page.getByRole("listitem").filter({ hasText: "…4f2a" })).toContainText("Primary");
      await createRule(page, organization, "Redact addresses");
      await expect(page.getByText("1 of 3 rules on the Free plan")).toBeVisible();
      const apiKey = await createApiKey(page, organization, "checkout");
      await expect(page.getByRole("region", { name: /openai SDK/ })).toContainText(
        `baseURL: "${app.origin}/v1"`,
      );

      await page.goto(`${organization}/traffic`);
      for (const step of ["Add a provider key", "Create an API key", "Create a rule"]) {
        await expect(page.getByRole("heading", { name: `${step} (done)` })).toBeVisible();
      }

      const openai = new OpenAI({ apiKey, baseURL: `${app.origin}/v1`, maxRetries: 0 });
      const messages = [{ role: "user" as const, content: "Write to jane.doe@example.com today." }];
      const buffered = await openai.chat.completions.create({ model: "echo-1", messages });
      expect(buffered.choices[0]?.message.content).toContain("[REDACTED_EMAIL]");
      let streamed = "";
      for await (const chunk of await openai.chat.completions.create({
        model: "echo-1",
        messages,
        stream: true,
      })) {
        streamed += chunk.choices[0]?.delta.content ?? "";
      }
      expect(streamed).toContain("[REDACTED_EMAIL]");
      expect(app.provider.received.map(({ body }) => body).join()).not.toContain("jane.doe");

      // With script the waiting page becomes the log by itself; traces are written in the background.
      const rows = page.getByRole("table", { name: "Requests" }).getByRole("row");
      await expect(async () => {
        if (!javaScriptEnabled) await page.reload();
        await expect(rows).toHaveCount(3, { timeout: 5000 });
      }).toPass();
      for (const row of await rows.all()) {
        if ((await row.getByRole("columnheader").count()) > 0) continue;
        await expect(row).toContainText(/OK\s*200/);
        await expect(row).toContainText("echo-1");
        await expect(row).toContainText("Production");
        await expect(row).toContainText(/in \d+.*out \d+/);
        await expect(row).toContainText(/\d+ ms|\d+\.\d+ s/);
        await expect(row).toContainText("1 redacted");
      }
      await expect(rows.nth(1)).toContainText("stream");
      await expect(page.getByText(javaScriptEnabled ? "Times in Asia/Tokyo" : "Times in UTC")).toBeVisible();

      await rows.nth(2).getByRole("link").click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("POST /v1/chat/completions");
      const body = page.getByRole("group", { name: "Request body, after the rules" });
      await expect(body.getByText("[REDACTED_EMAIL]")).toBeVisible();
      await expect(body.locator("mark")).toHaveText("[REDACTED_EMAIL]");
      await expect(page.getByRole("group", { name: "Response body" })).toContainText("[REDACTED_EMAIL]");
      await expect(page.getByRole("region", { name: "Rules", exact: true })).toContainText(
        "1 match · E-mail address",
      );
      await expect(page.getByRole("link", { name: "E-mail address" })).toHaveAttribute(
        "href",
        `${organization}/catalogue/email`,
      );
      await expect(page.getByRole("region", { name: "Attempts" })).toContainText("Production");
      expect(await page.content()).not.toContain("jane.doe@example.com");
    });

    test("rules are edited, switched and deleted", async ({ page, organization }) => {
      await createRule(page, organization, "Redact addresses");
      await page.getByRole("switch", { name: "Redact addresses is on" }).click();
      await expect(page.getByRole("status").first()).toContainText("Rule switched off");
      await expect(page.getByRole("switch")).toHaveAttribute("aria-checked", "false");

      await page.getByRole("link", { name: "Redact addresses" }).click();
      await expect(page.getByRole("checkbox", { name: "Switched on" })).not.toBeChecked();
      await page.getByRole("textbox", { name: "Name", exact: true }).fill("Mask addresses");
      await page.getByLabel("Replace it with").selectOption("mask");
      await page.getByRole("checkbox", { name: /^Phone number/ }).check();
      await page.getByRole("button", { name: "Save rule" }).click();
      const row = page.getByRole("listitem").filter({ hasText: "Mask addresses" });
      await expect(row).toContainText("Phone number");
      await expect(row).toContainText("→ mask");

      await page.getByRole("link", { name: "Mask addresses" }).click();
      await expect(page.getByText("Version 3")).toBeVisible();
      await page.getByRole("button", { name: "Delete rule" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Delete rule" }).click();
      await expect(page.getByRole("heading", { name: "No rules yet" })).toBeVisible();
    });

    test("keys are promoted, deleted and revoked, each after a question", async ({
      page,
      organization,
      app,
    }) => {
      await addProviderKey(page, organization, "First");
      await addProviderKey(page, organization, "Second");
      await page.getByRole("button", { name: "Make Second primary" }).click();
      await expect(page.getByRole("listitem").filter({ hasText: "Second" })).toContainText("Primary");
      await page.getByRole("button", { name: "Delete Second" }).click();
      await page
        .getByRole("dialog", { name: "Delete “Second”?" })
        .getByRole("button", { name: "Delete key" })
        .click();
      await expect(page.getByRole("listitem").filter({ hasText: "First" })).toContainText("Primary");
      await expect(page.getByRole("button", { name: "Delete Second" })).toHaveCount(0);

      const key = await createApiKey(page, organization, "checkout");
      await page.goto(`${organization}/api-keys`);
      expect(await page.content()).not.toContain(key);
      await page.getByRole("button", { name: "Revoke checkout" }).click();
      const question = page.getByRole("dialog", { name: "Revoke “checkout”?" });
      await question.getByRole("button", { name: "Cancel" }).click();
      await expect(question).toBeHidden();
      await page.getByRole("button", { name: "Revoke checkout" }).click();
      await question.getByRole("button", { name: "Revoke key" }).click();
      await expect(page.getByRole("listitem").filter({ hasText: "checkout" })).toContainText("Revoked");

      const openai = new OpenAI({ apiKey: key, baseURL: `${app.origin}/v1`, maxRetries: 0 });
      const refused = openai.chat.completions.create({
        model: "echo-1",
        messages: [{ role: "user", content: "Hi" }],
      });
      await expect(refused).rejects.toThrow(/401/);
    });
  });
}
