/** Who gets in, what stays secret, and what a stranger's page cannot do. */
import {
  addProviderKey,
  createApiKey,
  createOrganization,
  expect,
  newPerson,
  signUp,
  test,
} from "./fixtures";

test("signed out, every page leads to the sign-in page and back", async ({ page }) => {
  const person = newPerson();
  await signUp(page, person);
  const organization = await createOrganization(page, "Northwind Health");
  await page.getByRole("button", { name: "Account menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Grepture" })).toBeVisible();

  await page.goto(`${organization}/rules`);
  await expect(page).toHaveURL(/\/login\?redirectTo=/);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(new RegExp(`${organization}/rules$`));
  await page.goto("/");
  await expect(page).toHaveURL(new RegExp(`${organization}/traffic$`));
});

test("a session does not survive its sign-out", async ({ page, organization, context }) => {
  const before = await context.cookies();
  await page.getByRole("button", { name: "Account menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login$/);
  await context.addCookies(before);
  await page.goto(`${organization}/traffic`);
  await expect(page).toHaveURL(/\/login\?/);
});

test("the sign-in page sends nobody to another site", async ({ page }) => {
  const person = newPerson();
  await signUp(page, person);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login$/);
  await page.goto(`/login?redirectTo=${encodeURIComponent("//evil.example/steal")}`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Name your organization" })).toBeVisible();
});

test("another organization is not there", async ({ page, organization, browser, baseURL }) => {
  const stranger = await browser.newPage(baseURL ? { baseURL } : {});
  await signUp(stranger, newPerson("Nils Oberon"));
  await createOrganization(stranger, "Elsewhere");
  const pages = [
    "traffic",
    "rules",
    "rules/new",
    "rules/import",
    "catalogue",
    "catalogue/email",
    "catalogue/email/email",
    "api-keys",
    "provider-keys",
  ];
  for (const path of pages) {
    const answer = await stranger.goto(`${organization}/${path}`);
    expect(answer?.status()).toBe(404);
    await expect(stranger.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await expect(stranger.getByText(/Request id [0-9a-f-]{36}/)).toBeVisible();
  }
  expect((await stranger.request.get(`${organization}/rules/export`)).status()).toBe(404);
  await stranger.close();
  await page.goto(`${organization}/rules/01a20173-7c2b-7b8b-9799-5d9bb13cb768`);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Traffic" })).toBeVisible();
  expect((await page.goto(`${organization}/traffic/not-an-id`))?.status()).toBe(404);
});

test("a form on another site is refused", async ({ page, organization, app }) => {
  for (const headers of [{ Origin: "https://evil.example" }, { "Sec-Fetch-Site": "cross-site" }, {}]) {
    const answer = await page.request.post(`${app.origin}${organization}/api-keys`, {
      headers,
      form: { intent: "create", name: "planted" },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(403);
  }
  await page.goto(`${organization}/api-keys`);
  await expect(page.getByRole("heading", { name: "No API keys yet" })).toBeVisible();
});

test("an API key is in one answer only: no URL, cookie, storage or later page holds it", async ({
  page,
  organization,
  context,
}) => {
  const key = await createApiKey(page, organization, "checkout");
  expect(page.url()).not.toContain("grp_");
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, history.state]));
  expect(kept).not.toContain(key);
  expect(JSON.stringify(await context.cookies())).not.toContain(key);
  await page.getByRole("link", { name: "Rules" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Rules" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("listitem").filter({ hasText: "checkout" })).toBeVisible();
  expect(await page.content()).not.toContain(key);
});

test("a stored provider key never comes back", async ({ page, organization }) => {
  await addProviderKey(page, organization, "Production");
  expect(await page.content()).not.toContain("sk-test-not-a-real-key");
});

test("pages are not cached and run only their own scripts", async ({ page, organization }) => {
  const answer = await page.goto(`${organization}/rules`);
  const headers = answer?.headers() ?? {};
  expect(headers["cache-control"]).toContain("no-store");
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+';/);
  expect(headers["content-security-policy"]).not.toContain("unsafe");
  const data = await page.request.get(`${organization}/rules.data`);
  expect(data.headers()["cache-control"]).toContain("no-store");
});

test("text from a request is text, never markup", async ({ page, organization, app }) => {
  await addProviderKey(page, organization, "Production");
  const key = await createApiKey(page, organization, "checkout");
  const content = `</code></pre><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  await page.request.post(`${app.origin}/v1/chat/completions`, {
    headers: { Authorization: `Bearer ${key}` },
    data: { model: "<b>model</b>", messages: [{ role: "user", content }] },
  });
  const row = page.getByRole("row").filter({ hasText: "<b>model</b>" });
  await expect(async () => {
    await page.goto(`${organization}/traffic`);
    await expect(row).toBeVisible({ timeout: 1000 });
  }).toPass();
  await row.getByRole("link").click();
  await expect(page.getByRole("group", { name: "Request body, after the rules" })).toContainText("onerror=");
  await expect(page).not.toHaveTitle("owned");
  await expect(page.locator("pre img, pre script")).toHaveCount(0);
});
