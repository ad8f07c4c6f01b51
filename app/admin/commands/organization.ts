import { PLAN_IDS, PLANS } from "~/lib/plans";
import { setPlan } from "~/models/organization";
import { FALLBACK_MODES, setOrganizationSettings, ZeroDataPlanError } from "~/models/organization-settings";
import { Refusal } from "~/models/refusal";
import { type AdminCommand, defineCommand, oneOf, organizationId } from "../command";

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

const set = defineCommand({
  name: "organization set",
  summary: "what happens when Grepture itself fails, and whether content is kept",
  usage: `--organization ID [--fallback-mode ${FALLBACK_MODES.join("|")}] [--zero-data on|off]`,
  flags: {
    organization: organizationId,
    "fallback-mode": oneOf(FALLBACK_MODES).optional(),
    "zero-data": oneOf(["on", "off"]).optional(),
  },
  async run(flags) {
    const zeroData = flags["zero-data"];
    try {
      const settings = await setOrganizationSettings({
        organizationId: flags.organization,
        fallbackMode: flags["fallback-mode"],
        zeroData: zeroData === undefined ? undefined : zeroData === "on",
      });
      const mode = settings.zeroData ? "on" : "off";
      return {
        json: settings,
        text: `Fallback mode is ${settings.fallbackMode}. Zero-data mode is ${mode}.`,
      };
    } catch (error) {
      if (error instanceof ZeroDataPlanError) throw new Refusal(error.code, error.message, "zero-data");
      throw error;
    }
  },
});

/** A command without a change is a mistake: it says so before the database starts. */
export const organizationSet: AdminCommand = {
  ...set,
  prepare(flags) {
    const run = set.prepare(flags);
    if (flags["fallback-mode"] === undefined && flags["zero-data"] === undefined)
      throw new Refusal(
        "invalid_flag",
        "There is nothing to set: give --fallback-mode, --zero-data or both.",
      );
    return run;
  },
};
