import { Form, Link } from "@remix-run/react";
import clsx from "clsx";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useFocusAfter } from "~/components/ui/focus-after";
import { Badge } from "~/components/ui/badge";
import type { Rule } from "~/rules/rule";
import { type ActionItem } from "./action-item";
import { RuleActions } from "./rule-actions";
import { DIRECTION_LABELS } from "./rule-words";

interface RuleItem {
  id: string;
  name: string;
  description: string;
  enabled: boolean;
  direction: Rule["apply_to"];
  samplingRate: number;
  /** In words; null: always. */
  conditions: string | null;
  actions: ActionItem[];
}

/** A switch that is a form: one press, one post. */
function EnabledSwitch({ id, name, enabled }: Pick<RuleItem, "id" | "name" | "enabled">) {
  return (
    <Form method="post" preventScrollReset className="flex">
      <input type="hidden" name="id" value={id} />
      <button
        role="switch"
        aria-checked={enabled}
        aria-label={`${name} is on`}
        name="intent"
        value={enabled ? "switch-off" : "switch-on"}
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

interface PlaceProps {
  rule: RuleItem;
  index: number;
  count: number;
  mayManage: boolean;
  onMove: (focusId: string) => void;
}

/** The rule's place in the order, and a form of two buttons that changes it. */
function Place({ rule: { id, name }, index, count, mayManage, onMove }: PlaceProps) {
  const place = (
    <span className="grid size-6 place-items-center rounded-sm bg-sunken font-mono text-xs text-ink-muted">
      <span className="sr-only">Order </span>
      {index + 1}
    </span>
  );
  if (!mayManage || count < 2) return <div className="mt-px shrink-0">{place}</div>;
  const button = (direction: "up" | "down", isEnd: boolean) => {
    const Icon = direction === "up" ? ChevronUp : ChevronDown;
    const buttonId = `move-${direction}-${id}`;
    return (
      <button
        id={buttonId}
        name="intent"
        value={`move-${direction}`}
        // Without script the page comes anew: to where the rule is now, as a redirect keeps the fragment.
        formAction={`?index#rule-${id}`}
        disabled={isEnd}
        aria-label={`Move ${name} ${direction}`}
        onClick={() => onMove(buttonId)}
        className="grid size-6 place-items-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink disabled:hidden"
      >
        <Icon size={16} aria-hidden />
      </button>
    );
  };
  return (
    <Form method="post" preventScrollReset className="-mb-1.5 flex shrink-0 flex-col items-center">
      <input type="hidden" name="id" value={id} />
      {place}
      {button("up", index === 0)}
      {button("down", index === count - 1)}
    </Form>
  );
}

/** What narrows a rule down: the side that it looks at, a share, conditions. */
function Scope({ rule: { direction, samplingRate, conditions } }: { rule: RuleItem }) {
  if (direction === "input" && samplingRate === 100 && conditions === null) return null;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-1.5">
      {direction !== "input" && <Badge tone="accent">{DIRECTION_LABELS[direction]}</Badge>}
      {samplingRate < 100 && <Badge tone="warning">{samplingRate}% of requests</Badge>}
      {conditions !== null && (
        <span className="line-clamp-3 text-sm text-ink-muted [overflow-wrap:anywhere]">
          <span className="font-medium text-ink">When</span> {conditions}
        </span>
      )}
    </div>
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
  const focusAfter = useFocusAfter(rules);
  return (
    <ol className="divide-y divide-line">
      {rules.map((rule, index) => (
        <li
          key={rule.id}
          id={`rule-${rule.id}`}
          className="flex scroll-mt-4 items-start gap-3 px-4 py-3.5 target:bg-sunken sm:px-5"
        >
          <Place
            rule={rule}
            index={index}
            count={rules.length}
            mayManage={mayManage}
            onMove={(buttonId) => focusAfter(buttonId, `link-${rule.id}`)}
          />
          <div className="min-w-0 flex-1">
            <Link
              id={`link-${rule.id}`}
              to={`${path}/${rule.id}`}
              className="inline-block min-h-6 text-base font-medium underline-offset-4 [overflow-wrap:anywhere] hover:underline"
            >
              {rule.name}
            </Link>
            {rule.description && (
              <p className="line-clamp-2 max-w-2xl text-sm text-ink-muted">{rule.description}</p>
            )}
            <Scope rule={rule} />
            <div className="mt-2 flex flex-wrap items-center gap-1.5">
              <RuleActions actions={rule.actions} />
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
