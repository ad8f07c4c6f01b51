import { z } from "zod";
import { signUpSchema } from "~/lib/account-schemas";
import { createOrganization } from "~/models/organization";
import { Refusal } from "~/models/refusal";
import { createUser } from "~/models/user";
import { defineCommand, required } from "../command";

export const userCreate = defineCommand({
  name: "user create",
  summary: "an account with a verified e-mail address, and its organization",
  usage: "--email E --password P|- --name N",
  flags: {
    email: required("the e-mail address to sign in with"),
    password: z.string("is missing: the password, or - to read it from standard input"),
    name: required("the person's name, which their organization gets too"),
  },
  async run(flags, { env, readText }) {
    const password = flags.password === "-" ? (await readText("-")).replace(/\r?\n$/, "") : flags.password;
    const account = signUpSchema.safeParse({ ...flags, password });
    if (!account.success) {
      const [issue] = account.error.issues;
      const flag = String(issue?.path[0] ?? "");
      throw new Refusal("invalid_flag", `--${flag}: ${issue?.message ?? "is not valid"}`, flag);
    }
    const user = await createUser({ ...account.data, emailVerified: true });
    const { name } = account.data;
    const organization = await createOrganization({ name, ownerId: user.id, plan: env.DEFAULT_PLAN });
    return {
      json: { userId: user.id, organizationId: organization.id },
      text: `Created ${user.email} (${user.id}) with the organization ${organization.name} (${organization.id}).`,
    };
  },
});
