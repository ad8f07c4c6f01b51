import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { getUser, signUp } from "~/auth/session";
import { AuthPage } from "~/components/auth-page";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import { signUpSchema } from "~/lib/account-schemas";
import { safeRedirect } from "~/lib/safe-redirect";

export const meta: MetaFunction = () => [{ title: "Create an account · Grepture" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const redirectTo = safeRedirect(new URL(request.url).searchParams.get("redirectTo"), "/");
  if (await getUser(request)) throw redirect(redirectTo);
  return { redirectTo };
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const submission = parseWithZod(form, { schema: signUpSchema });
  const hideFields = ["password"];
  if (submission.status !== "success") return data(submission.reply({ hideFields }), { status: 400 });
  const result = await signUp({ ...submission.value, request });
  if (!result.ok) {
    const { field, message } = result;
    const problem = field ? { fieldErrors: { [field]: [message] } } : { formErrors: [message] };
    return data(submission.reply({ ...problem, hideFields }), { status: 400 });
  }
  return redirect(safeRedirect(form.get("redirectTo"), "/"), { headers: { "Set-Cookie": result.setCookie } });
}

export default function SignUp() {
  const { redirectTo } = useLoaderData<typeof loader>();
  const lastResult = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  const [form, fields] = useForm({
    id: "sign-up",
    lastResult,
    constraint: getZodConstraint(signUpSchema),
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: signUpSchema }),
  });
  const search = redirectTo === "/" ? "" : `?${new URLSearchParams({ redirectTo }).toString()}`;
  return (
    <AuthPage
      title="Create your account"
      description="A few fields now; your organization comes next."
      footer={
        <>
          Have an account?{" "}
          <Link to={`/login${search}`} className="font-medium text-accent underline-offset-4 hover:underline">
            Sign in
          </Link>
        </>
      }
    >
      <Form method="post" {...getFormProps(form)} className="space-y-5">
        <ErrorSummary form={form} labels={{ name: "Name", email: "E-mail", password: "Password" }} />
        <input type="hidden" name="redirectTo" value={redirectTo} />
        <TextField meta={fields.name} label="Name" autoComplete="name" />
        <TextField meta={fields.email} type="email" label="E-mail" autoComplete="username" />
        <TextField
          meta={fields.password}
          type="password"
          label="Password"
          autoComplete="new-password"
          help="At least 12 characters: a few unrelated words make a good one."
        />
        <Button className="w-full" disabled={busy}>
          {busy ? "Creating…" : "Create account"}
        </Button>
      </Form>
    </AuthPage>
  );
}
