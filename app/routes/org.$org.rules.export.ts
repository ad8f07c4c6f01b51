import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "~/auth/session";
import { exportRules } from "~/models/rule";

/** The rules as a file, in order, ready to be imported elsewhere. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization } = await requireMember(request, params["org"] ?? "", "view");
  const rules = await exportRules(organization.id);
  return new Response(`${JSON.stringify(rules, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${organization.slug}-rules.json"`,
    },
  });
}
