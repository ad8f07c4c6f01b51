import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { requireMember } from "~/auth/session";
import { ErrorPage, errorTitle } from "~/components/error-page";
import { AppShell } from "~/components/shell/app-shell";
import { takeMessage } from "~/lib/flash.server";
import { PLANS } from "~/lib/plans";
import { themeOfRequest } from "~/lib/viewer.server";
import { organizationsOfUser } from "~/models/organization";
import type { loader as rootLoader } from "~/root";

/** Pages have titles of their own; this one is for the error that stands in place of a page. */
export const meta: MetaFunction = ({ error }) => [{ title: error ? errorTitle(error) : "Grepture" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { user, organization } = await requireMember(request, params["org"] ?? "", "view");
  const organizations = await organizationsOfUser(user.id);
  const { message, headers } = takeMessage(request);
  const choices = organizations.map(({ slug, name, plan }) => ({ slug, name, planLabel: PLANS[plan].label }));
  return data(
    {
      user: { name: user.name, email: user.email },
      organization: {
        slug: organization.slug,
        name: organization.name,
        planLabel: PLANS[organization.plan].label,
      },
      organizations: choices,
      message,
      theme: themeOfRequest(request),
    },
    { headers },
  );
}

export default function OrganizationLayout() {
  const { organization, organizations, user, theme, message } = useLoaderData<typeof loader>();
  return (
    <AppShell {...{ organization, organizations, user, theme, message }}>
      <Outlet />
    </AppShell>
  );
}

/** A page of the organization failed: the way to the other pages stays. Without the shell's data, the page alone. */
export function ErrorBoundary() {
  const shell = useRouteLoaderData<typeof loader>("routes/org.$org");
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const page = <ErrorPage requestId={root?.requestId} />;
  if (!shell) return <main className="grid min-h-dvh place-items-center px-4 py-16">{page}</main>;
  return (
    <AppShell {...shell} message={null}>
      {page}
    </AppShell>
  );
}
