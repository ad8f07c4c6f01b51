import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlugZap, Plus } from "lucide-react";
import { requireMember } from "~/auth/session";
import { ProviderKeyForm } from "~/components/keys/provider-key-form";
import { groupKeys } from "~/components/keys/provider-key-items";
import { ProviderKeyList } from "~/components/keys/provider-key-list";
import { replyWithoutKey } from "~/components/keys/provider-key-submission";
import { ButtonLink } from "~/components/ui/button";
import { Section } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { ZoneNote } from "~/components/ui/moment";
import { PageHeader } from "~/components/ui/page-header";
import { redirectWithMessage } from "~/lib/flash.server";
import { newProviderKeySchema } from "~/lib/key-schemas";
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
import { keyStatistics } from "~/traces/key-statistics";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export const meta: MetaFunction = () => [{ title: "Provider keys · Grepture" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization, role } = await requireMember(request, params["org"] ?? "", "view");
  const now = new Date();
  const from = new Date(now.getTime() - WEEK_MS);
  const [keys, statistics] = await Promise.all([
    listProviderKeys(organization.id),
    keyStatistics({ organizationId: organization.id, from, to: now }),
  ]);
  return {
    groups: groupKeys(keys, statistics, now),
    keys: keys.map(({ id, name, provider, lastFour, defaultModel, fallbackKeyId }) => {
      return { id, name, provider, lastFour, defaultModel, fallbackKeyId };
    }),
    path: `/org/${organization.slug}/provider-keys`,
    mayManage: mayDo(role, "manage_keys"),
    zone: zoneOfRequest(request),
  };
}

async function addKey(
  form: FormData,
  organizationId: string,
  createdById: string,
): Promise<SubmissionResult | null> {
  const submission = parseWithZod(form, { schema: newProviderKeySchema });
  if (submission.status !== "success") return replyWithoutKey(submission);
  try {
    await addProviderKey({ ...submission.value, organizationId, createdById });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return replyWithoutKey(submission, error);
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
  const { groups, keys, path, mayManage, zone } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const hasKeys = keys.length > 0;
  return (
    <>
      <PageHeader
        title="Provider keys"
        description="A request goes out with its provider’s primary key. When that one fails, its fallback is tried, then the next, until one answers. Your applications never see a key."
        actions={
          hasKeys &&
          mayManage && (
            <ButtonLink to="#new-provider-key">
              <Plus size={15} aria-hidden /> Add key
            </ButtonLink>
          )
        }
      />
      <div className="space-y-6">
        {(hasKeys || !mayManage) && (
          <Section
            id="keys"
            title="Keys"
            {...(hasKeys && {
              description:
                "Counts are of the last 7 days. Rate-limited is the share of a key’s tries that the provider answered with 429.",
              aside: <ZoneNote zone={zone} />,
            })}
          >
            {hasKeys ? (
              <ProviderKeyList groups={groups} path={path} zone={zone} mayManage={mayManage} />
            ) : (
              <EmptyState icon={PlugZap} title="No provider keys yet">
                An owner or an admin can add one.
              </EmptyState>
            )}
          </Section>
        )}
        {mayManage && (
          <Section
            id="new-provider-key"
            title="Add a key"
            {...(!hasKeys && {
              description: "Until there is one, the gateway has nothing to call a provider with.",
            })}
          >
            <ProviderKeyForm key={keys.length} keys={keys} lastResult={lastResult ?? null} />
          </Section>
        )}
      </div>
    </>
  );
}
