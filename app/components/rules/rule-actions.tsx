import type { CategoryChoice } from "~/rules/categories";
import type { Replacement } from "~/rules/rule";
import { CategoryBadges } from "./category-badges";
import { REPLACEMENT_LABELS } from "./replacement-choices";

export interface ActionItem {
  categories: CategoryChoice[];
  replacement: Replacement;
}

/** What a rule does, each action in a line of its own once there are several. */
export function RuleActions({ actions }: { actions: readonly ActionItem[] }) {
  return actions.map(({ categories, replacement }, index) => (
    // Actions have no identity beyond their order.
    <div key={index} className={actions.length > 1 ? "basis-full" : ""}>
      <div className="flex flex-wrap items-center gap-1.5">
        <CategoryBadges choices={categories} />
        <span className="text-sm whitespace-nowrap text-ink-muted">
          → {REPLACEMENT_LABELS[replacement].toLowerCase()}
        </span>
      </div>
    </div>
  ));
}
