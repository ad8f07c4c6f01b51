import { parseWithZod } from "@conform-to/zod/v4";
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { TriangleAlert } from "lucide-react";
import { requireMember } from "~/auth/session";
import { ProviderKeyForm } from "~/components/keys/provider-key-form";
import { replyWithoutKey } from "~/components/keys/provider-key-submission";
import { Card } from "~/components/ui/card";
import { PageHeader } from "~/components/ui/page-header";
import { redirectWithMessage } from "~/lib/flash.server";
import { editedProviderKeySchema } from "~/lib/key-schemas";
import { notFound } from "~/lib/not-found.server";
import { requireRowId } from "~/lib/row-id.server";
import { listProviderKeys, updateProviderKey } from "~/models/provider-key";
import { Refusal } from "~/models/refusal";
import { PROVIDER_NAMES } from "~/providers/provider";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.stored.name ?? "Key"} · Provider keys · Grepture` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "manage_keys");
  const id = requireRowId(params["keyId"]);
  const keys = (await listProviderKeys(organization.id)).map((key) => {
    const { name, provider, lastFour, isPrimary, status, defaultModel, endpoint, apiVersion, fallbackKeyId } =
      key;
    const fields = { name, provider, lastFour, defaultModel, endpoint, apiVersion, fallbackKeyId };
    return { id: key.id, ...fields, isPrimary, status };
  });
  const stored = keys.find((key) => key.id === id);
  if (!stored) throw notFound();
  return { stored, keys, path: `/org/${organization.slug}/provider-keys` };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { user, organization } = await requireMember(request, params["org"] ?? "", "manage_keys");
  const id = requireRowId(params["keyId"]);
  const submission = parseWithZod(await request.formData(), { schema: editedProviderKeySchema });
  if (submission.status !== "success") return data(replyWithoutKey(submission), { status: 400 });
  const { name, key, defaultModel, endpoint, apiVersion, fallbackKeyId } = submission.value;
  try {
    const saved = await updateProviderKey({
      organizationId: organization.id,
      id,
      actorId: user.id,
      name,
      key,
      // The form has them all: one that was left empty is none.
      defaultModel: defaultModel ?? null,
      endpoint: endpoint ?? null,
      apiVersion: apiVersion ?? null,
      fallbackKeyId: fallbackKeyId ?? null,
    });
    const page = `/org/${organization.slug}/provider-keys`;
    return redirectWithMessage(page, saved ? "provider-key-saved" : "already-gone");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return data(replyWithoutKey(submission, error), { status: 400 });
  }
}

export default function EditProviderKey() {
  const { stored, keys, path } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const rank = stored.isPrimary ? "primary key" : "key";
  return (
    <>
      <PageHeader
        title={stored.name}
        description={`${PROVIDER_NAMES[stored.provider]} ${rank} that ends in …${stored.lastFour}.`}
        back={{ to: path, label: "Provider keys" }}
      />
      {stored.status === "rejected" && (
        <p className="mb-4 flex max-w-3xl items-start gap-2 rounded-lg bg-negative-soft px-4 py-3 text-base text-negative">
          <TriangleAlert size={16} className="mt-0.75 shrink-0" aria-hidden />
          The provider refuses this key. Paste a new one below, and it is tried again at once.
        </p>
      )}
      <Card className="max-w-3xl">
        <ProviderKeyForm keys={keys} stored={stored} lastResult={lastResult ?? null} cancelTo={path} />
      </Card>
    </>
  );
}
