import { parseWithZod } from "@conform-to/zod/v4";
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "~/auth/session";
import { ruleFieldsSchema, ruleOfFields } from "~/components/rules/rule-fields";
import { RuleForm } from "~/components/rules/rule-form";
import { PageHeader } from "~/components/ui/page-header";
import { redirectWithMessage } from "~/lib/flash.server";
import { Refusal } from "~/models/refusal";
import { createRule } from "~/models/rule";

export const meta: MetaFunction = () => [{ title: "New rule · Grepture" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "manage_rules");
  const base = `/org/${organization.slug}`;
  return { path: `${base}/rules`, cataloguePath: `${base}/catalogue` };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { user, organization } = await requireMember(request, params["org"] ?? "", "manage_rules");
  const submission = parseWithZod(await request.formData(), { schema: ruleFieldsSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 400 });
  const rule = ruleOfFields(submission.value);
  try {
    await createRule({ organizationId: organization.id, rule, createdById: user.id });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return data(submission.reply({ formErrors: [error.message] }), { status: 400 });
  }
  return redirectWithMessage(`/org/${organization.slug}/rules`, "rule-created");
}

export default function NewRule() {
  const { path, cataloguePath } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="New rule"
        description="It runs after the rules that exist, on every request of this organization."
        back={{ to: path, label: "Rules" }}
      />
      <RuleForm
        defaultValue={{ enabled: true, samplingRate: 100, replacement: "placeholder" }}
        lastResult={lastResult ?? null}
        submitLabel="Create rule"
        cancelTo={path}
        cataloguePath={cataloguePath}
      />
    </>
  );
}
