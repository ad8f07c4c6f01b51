import { ChevronDown } from "lucide-react";
import { Badge } from "~/components/ui/badge";
import type { CategoryChoice } from "~/rules/categories";
import { choiceLabel, widestChoices } from "./category-text";

/** More would hide what else a row has to say. */
const MOST_SHOWN = 5;

function Badges({ choices }: { choices: readonly CategoryChoice[] }) {
  return choices.map((choice) => <Badge key={choice}>{choiceLabel(choice)}</Badge>);
}

/** What an action looks for: the first few, and the rest behind a press. Stands among other items of a wrapping row. */
export function CategoryBadges({ choices }: { choices: readonly CategoryChoice[] }) {
  const widest = widestChoices(choices);
  // A press is not worth one more badge.
  if (widest.length <= MOST_SHOWN + 1) return <Badges choices={widest} />;
  const rest = widest.slice(MOST_SHOWN);
  return (
    <>
      <Badges choices={widest.slice(0, MOST_SHOWN)} />
      <details className="group flex-wrap gap-1.5 open:order-last open:flex open:basis-full">
        <summary className="inline-flex h-6 list-none items-center gap-1 rounded-full px-2 text-xs font-medium text-ink-muted ring-1 ring-line-strong ring-inset hover:bg-hover hover:text-ink">
          {rest.length} more
          <ChevronDown size={12} className="transition-transform group-open:rotate-180" aria-hidden />
        </summary>
        <span className="flex flex-wrap gap-1.5 max-sm:mt-1.5">
          <Badges choices={rest} />
        </span>
      </details>
    </>
  );
}
