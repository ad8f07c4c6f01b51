/** What every test of provider keys does and looks at. */
import type { Page } from "@playwright/test";
import { addProviderKey, chooseFallback, expect } from "./fixtures";

/** By the key's last four characters, which no other row shows. */
export const rowOf = (page: Page, lastFour: string) =>
  page.getByRole("listitem").filter({ hasText: `…${lastFour}` });

/** The list has a form with the same fields: only the heading tells that the key's own page is there. */
export async function openKey(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: `Edit ${name}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

/** Main → Backup → Claude, of OpenAI, OpenAI and Anthropic. */
export async function addChain(page: Page, organization: string): Promise<void> {
  await addProviderKey(page, organization, "Claude", {
    provider: "anthropic",
    key: "sk-ant-not-a-real-key-c1c1",
    defaultModel: "claude-x",
  });
  await addProviderKey(page, organization, "Main", { key: "sk-not-a-real-key-a1a1" });
  await addProviderKey(page, organization, "Backup", { key: "sk-not-a-real-key-b1b1", fallback: "Claude" });
  await openKey(page, "Main");
  await chooseFallback(page, "Backup");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("status")).toContainText("Provider key saved");
}
