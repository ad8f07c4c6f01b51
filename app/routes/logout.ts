import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { signOut } from "~/auth/session";

export async function action({ request }: ActionFunctionArgs) {
  return redirect("/login", { headers: { "Set-Cookie": await signOut(request) } });
}

/** Signing out changes state, so that a link or a prefetch must not do it. */
export function loader() {
  return redirect("/");
}
