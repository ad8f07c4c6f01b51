import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "~/auth/session";
import { fieldsOfRule } from "~/components/rules/rule-fields";
import { RuleForm } from "~/components/rules/rule-form";
import { readRuleForm } from "~/components/rules/rule-submission";
import { Confirm } from "~/components/ui/confirm";
import { PageHeader } from "~/components/ui/page-header";
import { redirectWithMessage } from "~/lib/flash.server";
import { notFound } from "~/lib/not-found.server";
import { requireRowId } from "~/lib/row-id.server";
import { deleteRule, findRule, updateRule } from "~/models/rule";
import { patternIssues } from "~/rules/rule-patterns";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.name ?? "Rule"} · Rules · Grepture` },
];

async function requireRule(organizationId: string, ruleId: string | undefined) {
  const stored = await findRule({ organizationId, id: requireRowId(ruleId) });
  if (!stored) throw notFound();
  return stored;
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "manage_rules");
  const { name, version, rule } = await requireRule(organization.id, params["ruleId"]);
  return {
    name,
    version,
    fields: fieldsOfRule(rule),
    path: `/org/${organization.slug}/rules`,
    cataloguePath: `/org/${organization.slug}/catalogue`,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { user, organization } = await requireMember(request, params["org"] ?? "", "manage_rules");
  const form = await request.formData();
  const organizationId = organization.id;
  const path = `/org/${organization.slug}/rules`;
  if (form.get("intent") === "delete") {
    const deleted = await deleteRule({
      organizationId,
      id: requireRowId(params["ruleId"]),
      actorId: user.id,
    });
    return redirectWithMessage(path, deleted ? "rule-deleted" : "already-gone");
  }
  const { id, rule: stored } = await requireRule(organizationId, params["ruleId"]);
  const submission = readRuleForm(form, { stored, patternIssues });
  if (submission.status !== "success") {
    // Without a status, only a list of the form was changed: it comes back as it is now.
    return data(submission.reply(), { status: submission.status === "error" ? 400 : 200 });
  }
  const saved = await updateRule({ organizationId, id, rule: submission.value, updatedById: user.id });
  return redirectWithMessage(path, saved ? "rule-saved" : "already-gone");
}

export default function EditRule() {
  const { name, version, fields, path, cataloguePath } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={name}
        description={`Version ${version}. Earlier versions stay known to the requests that they were applied to.`}
        back={{ to: path, label: "Rules" }}
        actions={
          <Confirm
            id="delete-rule"
            trigger="Delete rule"
            title={`Delete “${name}”?`}
            confirmLabel="Delete rule"
            fields={{ intent: "delete" }}
          >
            From then on, requests leave without it. What it did to past requests stays in the traffic log.
          </Confirm>
        }
      />
      <RuleForm
        defaultValue={fields}
        lastResult={lastResult ?? null}
        submitLabel="Save rule"
        cancelTo={path}
        cataloguePath={cataloguePath}
      />
    </>
  );
}
