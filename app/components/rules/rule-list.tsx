import { Form, Link } from "@remix-run/react";
import clsx from "clsx";
import { Badge } from "~/components/ui/badge";
import { type ActionItem } from "./action-item";
import { RuleActions } from "./rule-actions";

interface RuleItem {
  id: string;
  name: string;
  description: string;
  enabled: boolean;
  samplingRate: number;
  actions: ActionItem[];
}

/** A switch that is a form: one press, one post. */
function EnabledSwitch({ id, name, enabled }: Pick<RuleItem, "id" | "name" | "enabled">) {
  return (
    <Form method="post" preventScrollReset className="flex">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="enabled" value={enabled ? "off" : "on"} />
      <button
        role="switch"
        aria-checked={enabled}
        aria-label={`${name} is on`}
        className={clsx(
          "inline-flex h-6 w-10 items-center rounded-full border px-0.75 transition-colors",
          enabled ? "border-primary bg-primary" : "border-field bg-sunken",
        )}
      >
        <span
          aria-hidden
          className={clsx(
            "size-4 rounded-full transition-transform",
            enabled ? "translate-x-4 bg-primary-ink" : "bg-field",
          )}
        />
      </button>
    </Form>
  );
}

interface RuleListProps {
  rules: RuleItem[];
  /** The path of the list. */
  path: string;
  mayManage: boolean;
}

/** In the order in which they run. */
export function RuleList({ rules, path, mayManage }: RuleListProps) {
  return (
    <ol className="divide-y divide-line">
      {rules.map((rule, index) => (
        <li key={rule.id} className="flex items-start gap-3 px-4 py-3.5 sm:px-5">
          <span className="mt-px grid size-6 shrink-0 place-items-center rounded-sm bg-sunken font-mono text-xs text-ink-muted">
            <span className="sr-only">Order </span>
            {index + 1}
          </span>
          <div className="min-w-0 flex-1">
            <Link
              to={`${path}/${rule.id}`}
              className="inline-block min-h-6 text-base font-medium underline-offset-4 [overflow-wrap:anywhere] hover:underline"
            >
              {rule.name}
            </Link>
            {rule.description && (
              <p className="line-clamp-2 max-w-2xl text-sm text-ink-muted">{rule.description}</p>
            )}
            <div className="mt-2 flex flex-wrap items-center gap-1.5">
              <RuleActions actions={rule.actions} />
              {rule.samplingRate < 100 && <Badge tone="warning">{rule.samplingRate}% of requests</Badge>}
            </div>
          </div>
          <div className="flex items-center gap-2">
            <span className="text-sm text-ink-muted" aria-hidden={mayManage}>
              {rule.enabled ? "On" : "Off"}
            </span>
            {mayManage && <EnabledSwitch {...rule} />}
          </div>
        </li>
      ))}
    </ol>
  );
}
