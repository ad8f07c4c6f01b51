/** Keys of four providers and the chains that they form: added, linked, edited, watched. */
import { expectAccessible, expectNoSidewaysScroll } from "./accessibility";
import { addProviderKey, chooseFallback, createApiKey, expect, submitProviderKey, test } from "./fixtures";
import { addChain, openKey, rowOf } from "./provider-key-steps";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled, timezoneId: "Asia/Tokyo" });

    test("keys of all four providers are stored", async ({ page, organization }) => {
      await addProviderKey(page, organization, "One", { key: "sk-not-a-real-key-0001" });
      for (const [provider, last] of [
        ["anthropic", "0002"],
        ["gemini", "0003"],
      ] as const) {
        await addProviderKey(page, organization, provider, { provider, key: `key-not-a-real-${last}` });
      }
      await addProviderKey(page, organization, "Two", {
        provider: "azure",
        key: "0123456789abcdef0004",
        endpoint: "https://team.openai.azure.com/",
      });
      const headings = page.getByRole("heading", { level: 3 });
      await expect(headings).toHaveText(["OpenAI", "Anthropic", "Google Gemini", "Azure OpenAI"]);
      for (const last of ["0001", "0002", "0003", "0004"]) {
        await expect(rowOf(page, last)).toContainText(/Primary.*Healthy/);
        await expect(rowOf(page, last)).toContainText("Not used in the last 7 days");
      }
      expect(await page.content()).not.toContain("not-a-real");
    });

    test("Azure wants an endpoint, and nothing but the key has to be typed again", async ({
      page,
      organization,
    }) => {
      await page.goto(`${organization}/provider-keys`);
      const endpoint = page.getByLabel("Endpoint");
      // Without script the fields are there for whoever chooses Azure.
      await expect(endpoint).toBeVisible({ visible: !javaScriptEnabled });
      const input = { provider: "azure", key: "canary-0123456789abcdef", defaultModel: "my-deployment" };
      await submitProviderKey(page, "Team", input);
      await expect(page.getByRole("alert")).toContainText("Endpoint: An Azure key needs");
      await expect(endpoint).toHaveAccessibleDescription(/https endpoint/);
      await expect(page.getByLabel("Provider", { exact: true })).toHaveValue("azure");
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Team");
      await expect(page.getByLabel("Default model")).toHaveValue("my-deployment");
      const key = page.getByLabel("API key", { exact: true });
      if (!javaScriptEnabled) {
        await expect(key).toHaveValue("");
        expect(await page.content()).not.toContain("canary");
        await key.fill(input.key);
      }
      await endpoint.fill("https://team.openai.azure.com/openai/deployments/x");
      await page.getByRole("button", { name: "Add provider key" }).click();
      await expect(endpoint).toHaveAccessibleDescription(/https endpoint/);
      await endpoint.fill("https://team.openai.azure.com");
      if (!javaScriptEnabled) await key.fill(input.key);
      await page.getByRole("button", { name: "Add provider key" }).click();
      await expect(rowOf(page, "cdef")).toContainText("Default model my-deployment");
      await openKey(page, "Team");
      await expect(endpoint).toHaveValue("https://team.openai.azure.com");
    });

    test("a chain is linked, told in full, and refused as a circle", async ({ page, organization }) => {
      await addChain(page, organization);
      const main = rowOf(page, "a1a1");
      await expect(main).toContainText("If it fails, then Backup, then Claude (Anthropic, claude-x).");
      await expect(rowOf(page, "b1b1")).toContainText("If it fails, then Claude (Anthropic, claude-x).");
      await expect(rowOf(page, "c1c1")).toContainText("No fallback");
      await expect(page.getByRole("listitem").filter({ hasText: "Nothing leads to it yet" })).toHaveCount(0);

      await openKey(page, "Claude");
      await page.getByLabel("Name", { exact: true }).fill("Claude EU");
      await chooseFallback(page, "Main");
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(page.getByRole("alert")).toContainText("Claude EU → Main → Backup → Claude EU");
      await expect(page.getByLabel("Fallback")).toHaveAccessibleDescription(/would never end/);
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Claude EU");
      await expect(page.getByLabel("Fallback").locator("option:checked")).toContainText("Main");

      await page.getByLabel("Fallback").selectOption("");
      await page.getByLabel("Default model").fill("");
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(page.getByLabel("Default model")).toHaveAccessibleDescription(
        /“Backup” .*falls back to this key/,
      );
      await page.getByLabel("Default model").fill("claude-y");
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(main).toContainText("then Backup, then Claude EU (Anthropic, claude-y)");
    });

    test("a link to another provider waits for a default model", async ({ page, organization }) => {
      await addProviderKey(page, organization, "Gem", {
        provider: "gemini",
        key: "AIza-not-a-real-key-d1d1",
      });
      const input = { key: "sk-not-a-real-key-a1a1", fallback: "Gem" };
      await submitProviderKey(page, "Main", input);
      await expect(page.getByLabel("Fallback")).toHaveAccessibleDescription(/“Gem” .*no default model/);
      await page.getByLabel("Fallback").selectOption("");
      if (!javaScriptEnabled) await page.getByLabel("API key", { exact: true }).fill(input.key);
      await page.getByRole("button", { name: "Add provider key" }).click();
      await expect(rowOf(page, "a1a1")).toContainText("No fallback");
    });

    test("a key is edited without being typed again, and replaced only by a whole one", async ({
      page,
      organization,
      app,
    }) => {
      await addProviderKey(page, organization, "Main", { key: "sk-not-a-real-key-a1a1" });
      await openKey(page, "Main");
      const key = page.getByLabel("New API key");
      await expect(key).toHaveValue("");
      await page.getByLabel("Name", { exact: true }).fill("Production");
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(rowOf(page, "a1a1")).toContainText("Production");

      await app.query(
        "UPDATE provider_keys SET status = 'rejected', status_changed_at = now() WHERE last_four = 'a1a1'",
        [],
      );
      await openKey(page, "Production");
      await expect(page.getByText("The provider refuses this key")).toBeVisible();
      for (const masked of ["…a1a1", "sk-…a1a1"]) {
        await key.fill(masked);
        await page.getByRole("button", { name: "Save changes" }).click();
        await expect(key).toHaveAccessibleDescription(/masked key/);
      }
      await key.fill("sk-not-a-real-key-e1e1");
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(rowOf(page, "e1e1")).toContainText(/Production.*Healthy/);
      await expect(rowOf(page, "a1a1")).toHaveCount(0);
    });

    test("a question before deleting names who depends on the key", async ({ page, organization }) => {
      await addChain(page, organization);
      await page.getByRole("button", { name: "Delete Backup" }).click();
      const question = page.getByRole("dialog", { name: "Delete “Backup”?" });
      await expect(question).toContainText("Requests no longer use it.");
      await expect(question).toContainText("“Main” falls back to it and will have no fallback.");
      await question.getByRole("button", { name: "Delete key" }).click();
      await expect(rowOf(page, "a1a1")).toContainText("No fallback");
      await expect(rowOf(page, "b1b1")).toHaveCount(0);
      await addProviderKey(page, organization, "Spare", { key: "sk-not-a-real-key-f1f1" });
      await expect(rowOf(page, "f1f1")).toContainText("Nothing leads to it yet");
      await page.getByRole("button", { name: "Delete Main" }).click();
      await expect(page.getByRole("dialog", { name: "Delete “Main”?" })).toContainText(
        "It is the primary key: the next oldest one takes its place.",
      );
      await page.getByRole("button", { name: "Cancel" }).and(page.locator(":visible")).click();
      await page.getByRole("button", { name: "Delete Claude" }).click();
      await expect(page.getByRole("dialog", { name: "Delete “Claude”?" })).toContainText(
        "It is the only Anthropic key",
      );
    });

    test("the page tells how each key does", async ({ page, organization, app }) => {
      await addChain(page, organization);
      const apiKey = await createApiKey(page, organization, "checkout");
      await page.request.post(`${app.origin}/v1/chat/completions`, {
        headers: { Authorization: `Bearer ${apiKey}` },
        data: { model: "echo-1", messages: [{ role: "user", content: "Hi" }] },
      });
      await expect(async () => {
        await page.goto(`${organization}/provider-keys`);
        await expect(rowOf(page, "a1a1")).toContainText(
          "1 request served (100% of all) · 0 rate-limited (0%)",
          { timeout: 1000 },
        );
      }).toPass();
      await expect(rowOf(page, "b1b1")).toContainText("Not used in the last 7 days");
      await expect(page.getByText("100% of all served requests")).toBeVisible();
      await expect(page.getByText("0% of all served requests", { exact: true })).toBeVisible();

      // A minute ago: of the same seven days, whatever the clock says.
      await app.query(
        `INSERT INTO attempts (organization_id, request_started_at, request_id, position, provider, provider_key_id, status, started_at, duration_ms)
         SELECT organization_id, now() - interval '1 minute', gen_random_uuid(), 0, provider, id, 429, now(), 5
         FROM provider_keys WHERE last_four = 'a1a1' AND organization_id = (SELECT id FROM organizations WHERE slug = $1)`,
        [organization.replace("/org/", "")],
      );
      await app.query(
        `UPDATE provider_keys SET cooling_until = CASE last_four WHEN 'a1a1' THEN '2099-01-01T00:30:00Z' ELSE '2020-01-01T00:00:00Z' END::timestamptz,
           status = CASE last_four WHEN 'c1c1' THEN 'rejected' ELSE 'healthy' END::provider_key_status, status_changed_at = '2026-11-25T20:00:00Z'
         WHERE organization_id = (SELECT id FROM organizations WHERE slug = $1)`,
        [organization.replace("/org/", "")],
      );
      await page.reload();
      await expect(rowOf(page, "a1a1")).toContainText("1 rate-limited (50%)");
      const [until, since] = javaScriptEnabled
        ? ["1 Jan 2099, 09:30:00", "26 Nov 2026, 05:00:00"]
        : ["1 Jan 2099, 00:30:00", "25 Nov 2026, 20:00:00"];
      await expect(rowOf(page, "a1a1")).toContainText(`Cooling down until ${until}`);
      await expect(rowOf(page, "b1b1")).toContainText("Healthy");
      await expect(rowOf(page, "c1c1")).toContainText("Rejected by the provider");
      await expect(rowOf(page, "c1c1")).toContainText(since);
      await expect(page.getByText(javaScriptEnabled ? "Times in Asia/Tokyo" : "Times in UTC")).toBeVisible();
      await rowOf(page, "c1c1").getByRole("link", { name: "Replace the key" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Claude");
    });
  });
}

test("fields of Azure come and go with the provider, and what left is not sent", async ({
  page,
  organization,
}) => {
  await page.goto(`${organization}/provider-keys`);
  const provider = page.getByLabel("Provider", { exact: true });
  await provider.selectOption("azure");
  await page.getByLabel("Endpoint").fill("https://team.openai.azure.com");
  await provider.selectOption("openai");
  await expect(page.getByLabel("Endpoint")).toBeHidden();
  await submitProviderKey(page, "Main", { key: "sk-not-a-real-key-a1a1" });
  await expect(rowOf(page, "a1a1")).toContainText("Main");
});

test("the form shows the whole chain before it is saved", async ({ page, organization }) => {
  await addChain(page, organization);
  await chooseFallback(page, "Main");
  await expect(page.getByLabel("Fallback")).toHaveAccessibleDescription(
    "This key first, then Main, then Backup, then Claude (Anthropic, claude-x).",
  );
  await page.getByLabel("Provider", { exact: true }).selectOption("anthropic");
  await expect(page.getByLabel("Fallback")).toHaveAccessibleDescription(
    /then Main \(OpenAI, no default model\), .*then Claude\.$/,
  );
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("every state is accessible, and fits a phone", async ({ page, organization, app }) => {
      test.slow();
      await page.goto(`${organization}/provider-keys`);
      const button = page.getByRole("button", { name: "Add provider key" });
      await page.getByLabel("Provider", { exact: true }).selectOption("azure");
      await button.click();
      await expect(page.getByRole("alert")).toBeVisible();
      await expectAccessible(page, "a form with errors");
      await addChain(page, organization);
      await addProviderKey(page, organization, "A name that goes on for as long as a name may go on at all", {
        provider: "azure",
        key: "0123456789abcdef0004",
        endpoint: "https://team.openai.azure.com",
        defaultModel: `deployment-${"0123456789".repeat(8)}`,
      });
      await app.query(
        `UPDATE provider_keys SET cooling_until = '2099-01-01T00:30:00Z',
           status = CASE provider WHEN 'anthropic' THEN 'rejected' ELSE 'healthy' END::provider_key_status, status_changed_at = now()
         WHERE organization_id = (SELECT id FROM organizations WHERE slug = $1)`,
        [organization.replace("/org/", "")],
      );
      const edit = (await page.getByRole("link", { name: "Edit Claude" }).getAttribute("href")) ?? "";
      for (const path of [`${organization}/provider-keys`, edit]) {
        await page.setViewportSize({ width: 1280, height: 860 });
        await page.goto(path);
        await expectAccessible(page, path);
        await page.setViewportSize({ width: 390, height: 844 });
        await expectNoSidewaysScroll(page, path);
        await expectAccessible(page, `${path} on a phone`);
      }
    });
  });
}
