import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { requireUser } from "~/auth/session";
import { AuthPage } from "~/components/auth-page";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import { env } from "~/env.server";
import { organizationSchema } from "~/lib/account-schemas";
import { redirectWithMessage } from "~/lib/flash.server";
import { createOrganization, organizationsOfUser } from "~/models/organization";

export const meta: MetaFunction = () => [{ title: "New organization · Grepture" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const user = await requireUser(request);
  return { email: user.email, isFirst: (await organizationsOfUser(user.id)).length === 0 };
}

export async function action({ request }: ActionFunctionArgs) {
  const user = await requireUser(request);
  const submission = parseWithZod(await request.formData(), { schema: organizationSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 400 });
  const organization = await createOrganization({
    name: submission.value.name,
    ownerId: user.id,
    plan: env().DEFAULT_PLAN,
  });
  return redirectWithMessage(`/org/${organization.slug}/traffic`, "organization-created");
}

export default function NewOrganization() {
  const { email, isFirst } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  const [form, fields] = useForm({
    id: "organization",
    lastResult,
    constraint: getZodConstraint(organizationSchema),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: organizationSchema }),
  });
  return (
    <AuthPage
      title={isFirst ? "Name your organization" : "New organization"}
      description="It owns the keys, the rules and the traffic. People join it later."
      footer={
        <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <span className="min-w-0 truncate">{email}</span>
          {!isFirst && (
            <Link to="/" className="font-medium text-accent underline-offset-4 hover:underline">
              Back
            </Link>
          )}
          {isFirst && (
            <button
              form="sign-out"
              className="min-h-6 font-medium text-accent underline-offset-4 hover:underline"
            >
              Sign out
            </button>
          )}
        </span>
      }
    >
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <ErrorSummary form={form} labels={{ name: "Organization name" }} />
        <TextField
          meta={fields.name}
          label="Organization name"
          autoComplete="organization"
          help="Usually your company’s or team’s name."
        />
        <Button className="w-full" disabled={busy}>
          {busy ? "Creating…" : "Create organization"}
        </Button>
      </Form>
      <Form id="sign-out" method="post" action="/logout" />
    </AuthPage>
  );
}
