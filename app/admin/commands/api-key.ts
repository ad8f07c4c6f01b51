import { createApiKey } from "~/models/api-key";
import { defineCommand, organizationId, required } from "../command";

export const apiKeyCreate = defineCommand({
  name: "api-key create",
  summary: "a Grepture API key; it is shown this once",
  usage: "--organization ID --name N",
  flags: {
    organization: organizationId,
    name: required("what the key is for").max(80, "has more than 80 characters"),
  },
  async run({ organization, name }) {
    const created = await createApiKey({ organizationId: organization, name });
    return {
      json: created,
      text: `${created.key}\nKeep it now: it is not shown again. Its id is ${created.id}.`,
    };
  },
});
