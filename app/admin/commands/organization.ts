import { PLAN_IDS, PLANS } from "~/lib/plans";
import { setPlan } from "~/models/organization";
import { defineCommand, oneOf, organizationId } from "../command";

export const organizationSetPlan = defineCommand({
  name: "organization set-plan",
  summary: "the organization's plan, from now on",
  usage: `--organization ID --plan ${PLAN_IDS.join("|")}`,
  flags: { organization: organizationId, plan: oneOf(PLAN_IDS) },
  async run({ organization, plan }) {
    await setPlan(organization, plan);
    return { json: { plan }, text: `The organization is on the ${PLANS[plan].label} plan.` };
  },
});
