import { findOrganization, OrganizationNotFoundError } from "~/models/organization";
import { Refusal } from "~/models/refusal";
import { exportRules, importRules } from "~/models/rule";
import { describeIssues } from "~/rules/describe-issues";
import { readRuleFile } from "~/rules/rule-file";
import { defineCommand, organizationId, required } from "../command";

export const rulesImport = defineCommand({
  name: "rules import",
  summary: "appends the rules of a file, all or none; - reads standard input",
  usage: "--organization ID --file F|-",
  flags: { organization: organizationId, file: required("the path of a rule file, or - for standard input") },
  async run({ organization, file }, { readText }) {
    const rules = readRules(await readText(file));
    const imported = await importRules({ organizationId: organization, rules });
    return { json: { imported }, text: `Imported ${imported} ${imported === 1 ? "rule" : "rules"}.` };
  },
});

export const rulesExport = defineCommand({
  name: "rules export",
  summary: "the organization's rules as a rule file",
  usage: "--organization ID",
  flags: { organization: organizationId },
  async run({ organization }) {
    if (!(await findOrganization(organization))) throw new OrganizationNotFoundError(organization);
    const rules = await exportRules(organization);
    return { json: rules, text: JSON.stringify(rules, null, 2) };
  },
});

/** @throws {Refusal} that names the places, `[2].actions[0].type`. */
function readRules(text: string) {
  const file = readRuleFile(text);
  if (file.ok) return file.rules;
  throw new Refusal("invalid_rules", `No rule was imported. ${describeIssues(file.issues)}`, "file");
}
