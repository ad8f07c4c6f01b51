/** Who sees provider keys, and who changes them. */
import { createOrganization, expect, newPerson, signUp, test } from "./fixtures";
import { addChain, rowOf } from "./provider-key-steps";

test("who may not manage keys sees them and changes nothing", async ({ page, organization, app }) => {
  await addChain(page, organization);
  const edit = await page.getByRole("link", { name: "Edit Main" }).getAttribute("href");
  await app.query(
    "UPDATE memberships SET role = 'member' WHERE organization_id = (SELECT id FROM organizations WHERE slug = $1)",
    [organization.replace("/org/", "")],
  );
  await page.goto(`${organization}/provider-keys`);
  await expect(rowOf(page, "a1a1")).toContainText("then Backup");
  await expect(page.getByRole("link", { name: /Edit/ })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Add a key" })).toHaveCount(0);
  expect((await page.goto(edit ?? ""))?.status()).toBe(403);
});

test("a key of another organization is not there", async ({ page, organization, browser, baseURL }) => {
  await addChain(page, organization);
  const edit = (await page.getByRole("link", { name: "Edit Main" }).getAttribute("href")) ?? "";
  const stranger = await browser.newPage(baseURL ? { baseURL } : {});
  await signUp(stranger, newPerson("Nils Oberon"));
  const elsewhere = await createOrganization(stranger, "Elsewhere");
  for (const path of [edit, edit.replace(organization, elsewhere)]) {
    expect((await stranger.goto(path))?.status()).toBe(404);
  }
  await stranger.close();
});
