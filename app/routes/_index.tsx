import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { getUser } from "~/auth/session";
import { organizationsOfUser } from "~/models/organization";

/** The front door: to the first thing that this visitor can do. */
export async function loader({ request }: LoaderFunctionArgs) {
  const user = await getUser(request);
  if (!user) return redirect("/login");
  const [organization] = await organizationsOfUser(user.id);
  return redirect(organization ? `/org/${organization.slug}/traffic` : "/organizations/new");
}
