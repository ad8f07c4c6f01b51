/** Ready-made accounts and keys, through the same model functions as the product. For tests and for demo data. */
import { randomUUID } from "node:crypto";
import { type Plan, type Role } from "~/db/generated/client";
import { prisma } from "~/db/database";
import { createApiKey } from "~/models/api-key";
import { createOrganization } from "~/models/organization";
import { addProviderKey, type NewProviderKey } from "~/models/provider-key";
import { createRule, type StoredRule } from "~/models/rule";
import { createUser, type UserRecord } from "~/models/user";
import { ruleSchema, type RuleInput } from "~/rules/rule";

export const TEST_PASSWORD = "seven quiet otters";

export interface TestUser extends UserRecord {
  password: string;
}

export async function createTestUser(overrides: Partial<Omit<TestUser, "id">> = {}): Promise<TestUser> {
  const { name = "Ada Example", password = TEST_PASSWORD } = overrides;
  const email = overrides.email ?? `ada-${randomUUID()}@example.com`;
  return { ...(await createUser({ email, password, name, emailVerified: true })), password };
}

export interface TestOrganization {
  id: string;
  slug: string;
  name: string;
  owner: TestUser;
}

/** With an owner of its own when none is given. */
export async function createTestOrganization(
  overrides: { name?: string; plan?: Plan; owner?: TestUser } = {},
): Promise<TestOrganization> {
  const { name = "Example Ltd", plan = "free" } = overrides;
  const owner = overrides.owner ?? (await createTestUser());
  return { ...(await createOrganization({ name, ownerId: owner.id, plan })), owner };
}

/** Another user with a role in the organization. */
export async function createTestMember(organizationId: string, role: Role): Promise<TestUser> {
  const user = await createTestUser();
  await prisma().membership.create({ data: { organizationId, userId: user.id, role } });
  return user;
}

export async function createTestApiKey(
  organizationId: string,
  name = "test key",
): Promise<{ id: string; key: string }> {
  return createApiKey({ organizationId, name });
}

/** A fresh, plausible OpenAI key unless told otherwise. */
export async function createTestProviderKey(
  organizationId: string,
  overrides: Partial<Omit<NewProviderKey, "organizationId">> = {},
): Promise<{ id: string; isPrimary: boolean; lastFour: string; key: string }> {
  const key = overrides.key ?? `sk-test-${randomUUID()}`;
  return { ...(await addProviderKey({ provider: "openai", ...overrides, organizationId, key })), key };
}

/** Rule JSON; a rule that redacts e-mail addresses unless told otherwise. */
export function testRule(overrides: Partial<RuleInput> = {}): ReturnType<typeof ruleSchema.parse> {
  return ruleSchema.parse({
    name: "Redact e-mail addresses",
    actions: [{ type: "redact_pii", categories: ["email"] }],
    ...overrides,
  });
}

export async function createTestRule(
  organizationId: string,
  overrides: Partial<RuleInput> = {},
): Promise<StoredRule> {
  return createRule({ organizationId, rule: testRule(overrides) });
}
