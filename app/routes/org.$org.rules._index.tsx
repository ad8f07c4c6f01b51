import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Download, Plus, ShieldCheck, Upload } from "lucide-react";
import { requireMember } from "~/auth/session";
import { actionItems } from "~/components/rules/action-item";
import { describeConditions } from "~/components/rules/condition-text";
import { RuleList } from "~/components/rules/rule-list";
import { buttonClass, ButtonLink } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { EmptyState } from "~/components/ui/empty-state";
import { PageHeader } from "~/components/ui/page-header";
import { redirectWithMessage } from "~/lib/flash.server";
import { mayDo } from "~/lib/permissions";
import { PLANS } from "~/lib/plans";
import { formatNoun } from "~/lib/quantity";
import { requireRowId } from "~/lib/row-id.server";
import { listRules, setRuleEnabled } from "~/models/rule";
import { moveRule } from "~/models/rule-order";

export const meta: MetaFunction = () => [{ title: "Rules · Grepture" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { organization, role } = await requireMember(request, params["org"] ?? "", "view");
  const stored = await listRules(organization.id);
  return {
    rules: stored.map(({ id, rule }) => ({
      id,
      name: rule.name,
      description: rule.description,
      enabled: rule.enabled,
      direction: rule.apply_to,
      samplingRate: rule.sampling_rate,
      conditions: describeConditions(rule),
      actions: actionItems(rule.actions),
    })),
    path: `/org/${organization.slug}/rules`,
    cataloguePath: `/org/${organization.slug}/catalogue`,
    plan: PLANS[organization.plan],
    mayManage: mayDo(role, "manage_rules"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { user, organization } = await requireMember(request, params["org"] ?? "", "manage_rules");
  const form = await request.formData();
  const path = `/org/${organization.slug}/rules`;
  const id = requireRowId(form.get("id"));
  const target = { organizationId: organization.id, id, actorId: user.id };
  const intent = form.get("intent");
  if (intent === "move-up" || intent === "move-down") {
    const moved = await moveRule({ ...target, direction: intent === "move-up" ? "up" : "down" });
    return redirectWithMessage(path, moved ? "rule-moved" : "already-gone");
  }
  const enabled = intent === "switch-on";
  const done = await setRuleEnabled({ ...target, enabled });
  const code = enabled ? "rule-enabled" : "rule-disabled";
  return redirectWithMessage(path, done ? code : "already-gone");
}

/** How much of the plan's allowance is used. */
function Allowance({ used, plan }: { used: number; plan: { label: string; rules: number | null } }) {
  if (plan.rules === null) return <p className="text-sm text-ink-muted">{formatNoun(used, "rule")}</p>;
  return (
    <p className="text-sm text-ink-muted">
      {used} of {plan.rules} rules on the {plan.label} plan
      {used >= plan.rules && ". Delete one to make room, or move to Pro for unlimited rules."}
    </p>
  );
}

export default function Rules() {
  const { rules, path, cataloguePath, plan, mayManage } = useLoaderData<typeof loader>();
  const full = plan.rules !== null && rules.length >= plan.rules;
  const create = mayManage && !full && (
    <ButtonLink to={`${path}/new`}>
      <Plus size={15} aria-hidden /> New rule
    </ButtonLink>
  );
  const importFile = mayManage && !full && (
    <ButtonLink to={`${path}/import`} variant="secondary">
      <Upload size={15} aria-hidden /> Import
    </ButtonLink>
  );
  const start = create && (
    <div className="flex flex-wrap justify-center gap-2">
      {importFile}
      {create}
    </div>
  );
  return (
    <>
      <PageHeader
        title="Rules"
        description="Every request passes these, from top to bottom, and so does its answer where a rule says so."
        actions={
          rules.length > 0 && (
            <>
              <a href={`${path}/export`} download className={buttonClass({ variant: "secondary" })}>
                <Download size={15} aria-hidden /> Export
              </a>
              {importFile}
              {create}
            </>
          )
        }
      />
      <Card>
        {rules.length > 0 ? (
          <RuleList rules={rules} path={path} mayManage={mayManage} />
        ) : (
          <EmptyState icon={ShieldCheck} title="No rules yet" action={start}>
            Requests go out as they come in. A rule takes personal data, secrets, card numbers and the like
            out of them. See{" "}
            <Link to={cataloguePath} className="font-medium text-accent underline underline-offset-2">
              what can be found
            </Link>
            .
          </EmptyState>
        )}
      </Card>
      <div className="mt-3 px-1">
        <Allowance used={rules.length} plan={plan} />
      </div>
    </>
  );
}
