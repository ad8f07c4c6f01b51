/** What every browser test starts with: a running server, a page that may not misbehave, and a person to act as. */
import { randomUUID } from "node:crypto";
import { test as base, expect, type Page } from "@playwright/test";
import { startAppServer, type AppServer } from "./app-server";

export { expect };

export interface Person {
  name: string;
  email: string;
  password: string;
}

export function newPerson(name = "Mara Lindqvist"): Person {
  return { name, email: `${randomUUID()}@example.com`, password: "nine unrelated kettles" };
}

interface TestFixtures {
  /** Signed up, with an organization; the page shows its traffic. The value is the organization's path. */
  organization: string;
  watchedPage: undefined;
}

interface WorkerFixtures {
  app: AppServer;
}

/** The browser's own note about a 4xx page is not an error of the page. */
const ALLOWED_MESSAGES = /^Failed to load resource: the server responded with a status of 4\d\d/;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  app: [
    async ({}, provide) => {
      const app = await startAppServer();
      await provide(app);
      await app.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ app }, provide) => provide(app.origin),
  /** Script errors, refused resources (Content-Security-Policy) and hydration warnings fail the test. */
  watchedPage: [
    async ({ page }, provide) => {
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        const loud = message.type() === "error" || message.type() === "warning";
        if (loud && !ALLOWED_MESSAGES.test(message.text())) problems.push(message.text());
      });
      await provide(undefined);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
  organization: async ({ page }, provide) => {
    await signUp(page, newPerson());
    await provide(await createOrganization(page, "Northwind Health"));
  },
});

export async function signUp(page: Page, person: Person): Promise<void> {
  await page.goto("/signup");
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Name your organization" })).toBeVisible();
}

/** @returns The organization's path. */
export async function createOrganization(page: Page, name: string): Promise<string> {
  await page.getByLabel("Organization name").fill(name);
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("heading", { name: "Traffic" })).toBeVisible();
  return new URL(page.url()).pathname.replace(/\/traffic$/, "");
}

interface ProviderKeyInput {
  /** OpenAI when left out. */
  provider?: string;
  key?: string;
  endpoint?: string;
  defaultModel?: string;
  /** The name of another key. */
  fallback?: string;
}

/** Fills in the form of the page that is open, and sends it. */
export async function submitProviderKey(page: Page, name: string, input: ProviderKeyInput): Promise<void> {
  const { provider, key = "sk-test-not-a-real-key-4f2a", endpoint, defaultModel, fallback } = input;
  if (provider) await page.getByLabel("Provider", { exact: true }).selectOption(provider);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("API key", { exact: true }).fill(key);
  if (endpoint) await page.getByLabel("Endpoint").fill(endpoint);
  if (defaultModel) await page.getByLabel("Default model").fill(defaultModel);
  if (fallback) await chooseFallback(page, fallback);
  await page.getByRole("button", { name: "Add provider key" }).click();
}

/** @param name Of the key; an option also tells its provider and last four characters. */
export async function chooseFallback(page: Page, name: string): Promise<void> {
  const select = page.getByLabel("Fallback");
  const option = select.getByRole("option", { name: `${name} · ` });
  await select.selectOption((await option.getAttribute("value")) ?? "");
}

export async function addProviderKey(
  page: Page,
  organization: string,
  name: string,
  input: ProviderKeyInput = {},
): Promise<void> {
  await page.goto(`${organization}/provider-keys`);
  await submitProviderKey(page, name, input);
  await expect(page.getByRole("status")).toContainText("Provider key stored");
}

/** @returns The key, as the page shows it this once. */
export async function createApiKey(page: Page, organization: string, name: string): Promise<string> {
  await page.goto(`${organization}/api-keys`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create API key" }).click();
  const key = await page.getByRole("region", { name: "API key", exact: true }).innerText();
  expect(key).toMatch(/^grp_[0-9A-Za-z]{49}$/);
  return key;
}

export async function createRule(page: Page, organization: string, name: string): Promise<void> {
  await page.goto(`${organization}/rules/new`);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("checkbox", { name: /^E-mail address/ }).check();
  await page.getByRole("button", { name: "Create rule" }).click();
  await expect(page.getByRole("link", { name })).toBeVisible();
}
