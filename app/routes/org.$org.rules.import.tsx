import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "~/auth/session";
import { ImportForm } from "~/components/rules/import-form";
import { PageHeader } from "~/components/ui/page-header";
import { redirectWithMessage } from "~/lib/flash.server";
import { Refusal } from "~/models/refusal";
import { importRules } from "~/models/rule";
import { readRuleFile } from "~/rules/rule-file";

export const meta: MetaFunction = () => [{ title: "Import rules · Grepture" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "manage_rules");
  return { path: `/org/${organization.slug}/rules` };
}

/** The file where one was chosen, else what was pasted. */
async function submittedText(form: FormData): Promise<string> {
  const [file, text] = [form.get("file"), form.get("text")];
  if (file instanceof File && file.size > 0) return file.text();
  return typeof text === "string" ? text : "";
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { user, organization } = await requireMember(request, params["org"] ?? "", "manage_rules");
  const text = await submittedText(await request.formData());
  const refuse = (issues: { path: string; message: string }[]) => data({ issues, text }, { status: 400 });
  if (text.trim() === "") return refuse([{ path: "", message: "choose a file, or paste its text" }]);
  const file = readRuleFile(text);
  if (!file.ok) return refuse(file.issues);
  if (file.rules.length === 0) return refuse([{ path: "", message: "there is no rule in it" }]);
  try {
    await importRules({ organizationId: organization.id, rules: file.rules, createdById: user.id });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse([{ path: "", message: error.message }]);
  }
  return redirectWithMessage(`/org/${organization.slug}/rules`, "rules-imported");
}

export default function ImportRules() {
  const { path } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Import rules"
        description="From another organization, or from a file under version control."
        back={{ to: path, label: "Rules" }}
      />
      <ImportForm problem={problem ?? null} cancelTo={path} />
    </>
  );
}
