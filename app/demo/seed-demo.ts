/** The demo's account, made once; keys are made anew at every start, because a key is shown only once. */
import { createApiKey, listApiKeys, revokeApiKey } from "~/models/api-key";
import { createOrganization, organizationsOfUser } from "~/models/organization";
import { addProviderKey, deleteProviderKey, listProviderKeys } from "~/models/provider-key";
import { createRule, listRules } from "~/models/rule";
import { createUser, findUserByEmail } from "~/models/user";
import { ruleSchema } from "~/rules/rule";

export const DEMO_EMAIL = "demo@example.com";
/** Published on purpose: the demo listens on loopback and its data folder is its own. */
export const DEMO_PASSWORD = "demo password for grepture";

const KEY_NAME = "Demo";

export interface DemoOrganization {
  organizationId: string;
  slug: string;
  /** An API key that works until the next start of the demo. */
  apiKey: string;
}

async function demoOrganization(): Promise<{ id: string; slug: string }> {
  const known = await findUserByEmail(DEMO_EMAIL);
  const user =
    known ??
    (await createUser({ email: DEMO_EMAIL, password: DEMO_PASSWORD, name: "Demo", emailVerified: true }));
  const [organization] = await organizationsOfUser(user.id);
  return organization ?? createOrganization({ name: "Demo", ownerId: user.id, plan: "free" });
}

/** @param echoKey What the echo provider accepts: anything. */
export async function seedDemo(echoKey: string): Promise<DemoOrganization> {
  const { id: organizationId, slug } = await demoOrganization();
  for (const key of await listProviderKeys(organizationId))
    await deleteProviderKey({ organizationId, id: key.id });
  await addProviderKey({ organizationId, provider: "openai", name: "Echo provider", key: echoKey });
  for (const key of await listApiKeys(organizationId)) {
    if (key.name === KEY_NAME && !key.revokedAt) await revokeApiKey({ organizationId, id: key.id });
  }
  if ((await listRules(organizationId)).length === 0) {
    const rule = ruleSchema.parse({
      name: "redact-personal-data",
      description: "E-mail addresses, phone numbers, Social Security and card numbers never leave.",
      actions: [{ type: "redact_pii", categories: ["email", "phone", "ssn", "credit_card"] }],
    });
    await createRule({ organizationId, rule });
  }
  const { key } = await createApiKey({ organizationId, name: KEY_NAME });
  return { organizationId, slug, apiKey: key };
}
