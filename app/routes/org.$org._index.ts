import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "~/auth/session";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "view");
  return redirect(`/org/${organization.slug}/traffic`);
}
