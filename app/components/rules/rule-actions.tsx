import clsx from "clsx";
import { Badge } from "~/components/ui/badge";
import { type ActionItem } from "./action-item";
import { CategoryBadges } from "./category-badges";
import { REPLACEMENT_LABELS } from "./rule-words";

function Action({ item }: { item: ActionItem }) {
  if ("description" in item)
    return <span className="text-sm [overflow-wrap:anywhere]">{item.description}</span>;
  const { categories, replacement } = item;
  return (
    <>
      <CategoryBadges choices={categories} />
      <span className="text-sm whitespace-nowrap text-ink-muted">
        →{" "}
        {replacement === "token"
          ? "token, restored in the answer"
          : REPLACEMENT_LABELS[replacement].toLowerCase()}
      </span>
    </>
  );
}

/** What a rule does, each action in a line of its own once there are several. */
export function RuleActions({ actions }: { actions: readonly ActionItem[] }) {
  return actions.map((item, index) => (
    // Actions have no identity beyond their order.
    <div key={index} className={clsx("min-w-0", actions.length > 1 && "basis-full")}>
      <div className="flex flex-wrap items-center gap-1.5">
        <Action item={item} />
        {!item.enabled && <Badge>off</Badge>}
      </div>
    </div>
  ));
}
