/** A form says what is wrong, where, and keeps what was typed. */
import { createRule, expect, newPerson, signUp, test } from "./fixtures";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("sign-up names each problem and keeps the input, except the password", async ({ page }) => {
      await page.goto("/signup");
      await page.getByLabel("Name").fill("Mara");
      await page.getByRole("textbox", { name: "E-mail" }).fill("not-an-address");
      await page.getByLabel("Password").fill("short");
      await page.getByRole("button", { name: "Create account" }).click();
      const summary = page.getByRole("alert");
      await expect(summary).toContainText("Please check the form");
      await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveAccessibleDescription(
        /not an e-mail address/,
      );
      await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/At least 12 characters/);
      await expect(page.getByLabel("Name")).toHaveValue("Mara");
      await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue("not-an-address");
      if (!javaScriptEnabled) await expect(page.getByLabel("Password")).toHaveValue("");
      await summary.getByRole("link", { name: "Password" }).click();
      await expect(page.getByLabel("Password")).toBeFocused();
    });

    test("an address with an account is refused without a word on the account", async ({
      page,
      browser,
      baseURL,
    }) => {
      const person = newPerson();
      const other = await browser.newPage(baseURL ? { baseURL } : {});
      await signUp(other, person);
      await other.close();
      await page.goto("/signup");
      await page.getByLabel("Name").fill("Mallory");
      await page.getByRole("textbox", { name: "E-mail" }).fill(person.email);
      await page.getByLabel("Password").fill("another long password");
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(page.getByRole("alert")).toContainText("cannot be used for a new account");
      await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue(person.email);
    });

    test("a wrong password and an unknown address read the same", async ({ page, browser, baseURL }) => {
      const person = newPerson();
      const other = await browser.newPage(baseURL ? { baseURL } : {});
      await signUp(other, person);
      await other.close();
      const refusals: string[] = [];
      for (const email of [person.email, newPerson().email]) {
        await page.goto("/login");
        await page.getByRole("textbox", { name: "E-mail" }).fill(email);
        await page.getByLabel("Password").fill("not the password");
        await page.getByRole("button", { name: "Sign in" }).click();
        refusals.push(await page.getByRole("alert").innerText());
        await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue(email);
      }
      expect(refusals[0]).toBe(refusals[1]);
    });

    test("a rule without a category keeps everything else", async ({ page, organization }) => {
      await page.goto(`${organization}/rules/new`);
      await page.getByRole("textbox", { name: "Name", exact: true }).fill("Half a rule");
      await page.getByLabel("Description").fill("To be finished");
      await page.getByLabel("Replace it with").selectOption("hash");
      await page.getByLabel("Share of requests").fill("25");
      await page.getByRole("checkbox", { name: "Switched on" }).uncheck();
      await page.getByRole("button", { name: "Create rule" }).click();
      await expect(page.getByRole("alert")).toContainText("choose at least one category");
      await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Half a rule");
      await expect(page.getByLabel("Description")).toHaveValue("To be finished");
      await expect(page.getByLabel("Replace it with")).toHaveValue("hash");
      await expect(page.getByLabel("Share of requests")).toHaveValue("25");
      await expect(page.getByRole("checkbox", { name: "Switched on" })).not.toBeChecked();
    });

    test("the fourth rule of the Free plan is refused with the way out", async ({ page, organization }) => {
      for (const name of ["One", "Two"]) await createRule(page, organization, name);
      await page.goto(`${organization}/rules/new`);
      await page.getByRole("textbox", { name: "Name", exact: true }).fill("Four");
      await page.getByRole("checkbox", { name: /^E-mail address/ }).check();
      const elsewhere = await page.context().newPage();
      await createRule(elsewhere, organization, "Three");
      await expect(elsewhere.getByText(/3 of 3 rules.*Pro/)).toBeVisible();
      await expect(elsewhere.getByRole("link", { name: "New rule" })).toHaveCount(0);
      await elsewhere.close();
      await page.getByRole("button", { name: "Create rule" }).click();
      await expect(page.getByRole("alert")).toContainText("Pro");
      await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue("Four");
    });

    test("a Grepture key is not taken for a provider’s", async ({ page, organization }) => {
      await page.goto(`${organization}/provider-keys`);
      await page.getByLabel("Name").fill("Mixed up");
      await page.getByLabel("API key", { exact: true }).fill("grp_0123456789abcdef");
      await page.getByRole("button", { name: "Add provider key" }).click();
      await expect(page.getByRole("alert")).toContainText("This is a Grepture key");
      await expect(page.getByLabel("Name")).toHaveValue("Mixed up");
      if (!javaScriptEnabled) expect(await page.content()).not.toContain("grp_0123456789abcdef");
    });
  });
}
