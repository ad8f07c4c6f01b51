import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { safeRedirect } from "~/lib/safe-redirect";
import { parseTheme } from "~/lib/theme";
import { themeCookie } from "~/lib/viewer.server";

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const cookie = themeCookie(parseTheme(form.get("theme")));
  return redirect(safeRedirect(form.get("redirectTo"), "/"), { headers: { "Set-Cookie": cookie } });
}

export function loader() {
  return redirect("/");
}
