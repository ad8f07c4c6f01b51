import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "~/auth/session";
import { newAction } from "~/components/rules/new-actions";
import { type RuleFieldValues } from "~/components/rules/rule-fields";
import { RuleForm } from "~/components/rules/rule-form";
import { readRuleForm } from "~/components/rules/rule-submission";
import { PageHeader } from "~/components/ui/page-header";
import { redirectWithMessage } from "~/lib/flash.server";
import { Refusal } from "~/models/refusal";
import { createRule } from "~/models/rule";
import { patternIssues } from "~/rules/rule-patterns";

export const meta: MetaFunction = () => [{ title: "New rule · Grepture" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "manage_rules");
  const base = `/org/${organization.slug}`;
  return { path: `${base}/rules`, cataloguePath: `${base}/catalogue` };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { user, organization } = await requireMember(request, params["org"] ?? "", "manage_rules");
  const submission = readRuleForm(await request.formData(), { patternIssues });
  if (submission.status !== "success") {
    // Without a status, only a list of the form was changed: it comes back as it is now.
    return data(submission.reply(), { status: submission.status === "error" ? 400 : 200 });
  }
  try {
    await createRule({
      organizationId: organization.id,
      rule: submission.value,
      createdById: user.id,
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return data(submission.reply({ formErrors: [error.message] }), { status: 400 });
  }
  return redirectWithMessage(`/org/${organization.slug}/rules`, "rule-created");
}

const NEW_RULE = {
  enabled: true,
  apply_to: "input",
  sampling_rate: 100,
  timeout_seconds: 60,
  logic: "or",
  conditions: [],
  actions: [newAction("redact_pii")],
} satisfies RuleFieldValues;

export default function NewRule() {
  const { path, cataloguePath } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="New rule"
        description="It runs after the rules that exist. Their order is changed in the list."
        back={{ to: path, label: "Rules" }}
      />
      <RuleForm
        defaultValue={NEW_RULE}
        lastResult={lastResult ?? null}
        submitLabel="Create rule"
        cancelTo={path}
        cataloguePath={cataloguePath}
      />
    </>
  );
}
