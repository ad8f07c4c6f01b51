import { parseWithZod } from "@conform-to/zod/v4";
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { KeyRound } from "lucide-react";
import { requireMember } from "~/auth/session";
import { ApiKeyForm } from "~/components/keys/api-key-form";
import { ApiKeyList } from "~/components/keys/api-key-list";
import { NewApiKey } from "~/components/keys/new-api-key";
import { Section } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { ZoneNote } from "~/components/ui/moment";
import { PageHeader } from "~/components/ui/page-header";
import { env } from "~/env.server";
import { redirectWithMessage } from "~/lib/flash.server";
import { apiKeySchema } from "~/lib/key-schemas";
import { mayDo } from "~/lib/permissions";
import { requireRowId } from "~/lib/row-id.server";
import { zoneOfRequest } from "~/lib/viewer.server";
import { createApiKey, listApiKeys, revokeApiKey } from "~/models/api-key";

export const meta: MetaFunction = () => [{ title: "API keys · Grepture" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization, role } = await requireMember(request, params["org"] ?? "", "view");
  return {
    items: await listApiKeys(organization.id),
    mayManage: mayDo(role, "manage_keys"),
    zone: zoneOfRequest(request),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { user, organization } = await requireMember(request, params["org"] ?? "", "manage_keys");
  const form = await request.formData();
  if (form.get("intent") === "revoke") {
    const id = requireRowId(form.get("id"));
    const revoked = await revokeApiKey({ organizationId: organization.id, id, actorId: user.id });
    return redirectWithMessage(
      `/org/${organization.slug}/api-keys`,
      revoked ? "api-key-revoked" : "already-gone",
    );
  }
  const submission = parseWithZod(form, { schema: apiKeySchema });
  if (submission.status !== "success")
    return data({ result: submission.reply(), created: null }, { status: 400 });
  const { name } = submission.value;
  const { key } = await createApiKey({ organizationId: organization.id, name, createdById: user.id });
  // The key travels in this answer alone: no URL, no cookie, no cache holds it.
  const created = { name, key, baseUrl: `${env().APP_ORIGIN}/v1` };
  return data({ result: submission.reply({ resetForm: true }), created });
}

export default function ApiKeys() {
  const { items, mayManage, zone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const created = answer?.created;
  return (
    <>
      <PageHeader
        title="API keys"
        description="Your applications sign in to the gateway with one of these. Give each application its own, so that you can revoke it alone."
      />
      {created && <NewApiKey name={created.name} apiKey={created.key} baseUrl={created.baseUrl} />}
      <div className="space-y-6">
        {mayManage && (
          <Section id="new-api-key" title="New key">
            <ApiKeyForm key={created?.key ?? "new"} lastResult={created ? null : (answer?.result ?? null)} />
          </Section>
        )}
        <Section id="keys" title="Keys" aside={items.length > 0 && <ZoneNote zone={zone} />}>
          {items.length > 0 ? (
            <ApiKeyList items={items} zone={zone} mayManage={mayManage} />
          ) : (
            <EmptyState icon={KeyRound} title="No API keys yet">
              {mayManage
                ? "Create the first one above. It is shown once, with a snippet that is ready to run."
                : "An owner or an admin can create one."}
            </EmptyState>
          )}
        </Section>
      </div>
    </>
  );
}
