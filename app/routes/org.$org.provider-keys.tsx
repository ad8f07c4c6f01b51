import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlugZap } from "lucide-react";
import { requireMember } from "~/auth/session";
import { ProviderKeyForm } from "~/components/keys/provider-key-form";
import { ProviderKeyList } from "~/components/keys/provider-key-list";
import { Section } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { redirectWithMessage } from "~/lib/flash.server";
import { providerKeySchema } from "~/lib/key-schemas";
import { mayDo } from "~/lib/permissions";
import { requireRowId } from "~/lib/row-id.server";
import { zoneOfRequest } from "~/lib/viewer.server";
import {
  addProviderKey,
  deleteProviderKey,
  listProviderKeys,
  promoteProviderKey,
} from "~/models/provider-key";
import { Refusal } from "~/models/refusal";

export const meta: MetaFunction = () => [{ title: "Provider keys · Grepture" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization, role } = await requireMember(request, params["org"] ?? "", "view");
  const keys = await listProviderKeys(organization.id);
  return {
    items: keys.map(({ id, provider, name, lastFour, isPrimary, status, createdAt }) => {
      return { id, provider, name, lastFour, isPrimary, status, createdAt };
    }),
    mayManage: mayDo(role, "manage_keys"),
    zone: zoneOfRequest(request),
  };
}

async function addKey(
  form: FormData,
  organizationId: string,
  createdById: string,
): Promise<SubmissionResult | null> {
  const submission = parseWithZod(form, { schema: providerKeySchema });
  if (submission.status !== "success") return submission.reply({ hideFields: ["key"] });
  try {
    await addProviderKey({ organizationId, provider: "openai", ...submission.value, createdById });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return submission.reply({ formErrors: [error.message], hideFields: ["key"] });
  }
  return null;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { user, organization } = await requireMember(request, params["org"] ?? "", "manage_keys");
  const form = await request.formData();
  const page = `/org/${organization.slug}/provider-keys`;
  const intent = form.get("intent");
  if (intent === "promote" || intent === "delete") {
    const change = { organizationId: organization.id, id: requireRowId(form.get("id")), actorId: user.id };
    const done = intent === "promote" ? await promoteProviderKey(change) : await deleteProviderKey(change);
    const code = intent === "promote" ? "provider-key-promoted" : "provider-key-deleted";
    return redirectWithMessage(page, done ? code : "already-gone");
  }
  const problems = await addKey(form, organization.id, user.id);
  return problems ? data(problems, { status: 400 }) : redirectWithMessage(page, "provider-key-added");
}

export default function ProviderKeys() {
  const { items, mayManage, zone } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title="Provider keys"
        description="The gateway calls OpenAI with the primary key. Your applications never see it."
      />
      <div className="space-y-6">
        {mayManage && (
          <Section id="new-provider-key" title="Add an OpenAI key">
            <ProviderKeyForm key={items.length} lastResult={lastResult ?? null} />
          </Section>
        )}
        <Section id="keys" title="Keys">
          {items.length > 0 ? (
            <ProviderKeyList items={items} zone={zone} mayManage={mayManage} />
          ) : (
            <EmptyState icon={PlugZap} title="No provider keys yet">
              {mayManage
                ? "Add the first one above. Until then the gateway has nothing to call OpenAI with."
                : "An owner or an admin can add one."}
            </EmptyState>
          )}
        </Section>
      </div>
    </>
  );
}
